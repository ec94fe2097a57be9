//! plex.tv: PINs, accounts and which servers an account may use.
//!
//! Wire facts come from Plex's own description of its API (developer.plex.tv, "Authenticating with Plex") and from
//! what python-plexapi and Overseerr do.

mod client;

pub use client::{PRODUCT, PlexTvClient};

use async_trait::async_trait;
use domain::{Result, Timestamp, accounts::Secret};

/// A PIN as plex.tv made it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pin {
    pub id: i64,
    /// Four characters for `plex.tv/link`.
    pub code: String,
    /// As plex.tv says; 15 minutes for the short code.
    pub expires_at: Timestamp,
}

/// What became of a PIN.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PinState {
    Waiting,
    /// The token of the account that authorised it.
    Authorised(Secret),
    /// Too late, or unknown at plex.tv.
    Expired,
}

/// An account at plex.tv. People are known by `id`, never by name or e-mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlexAccount {
    pub id: i64,
    pub username: String,
    /// The name shown; equals `username` where Plex has no other.
    pub title: String,
    pub email: Option<String>,
    /// An absolute URL of the avatar.
    pub thumb: Option<String>,
}

/// A Plex server that an account may use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlexServerAccess {
    pub machine_identifier: String,
    pub name: String,
    /// This account's own token for this server.
    pub access_token: Secret,
    /// The account is the server's owner.
    pub owned: bool,
    /// Its addresses, as it told them to plex.tv.
    pub connections: Vec<PlexConnection>,
    /// It answers over https only.
    pub https_required: bool,
}

/// Where a server says that it is. Foreign text: nothing is called there before it is checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlexConnection {
    /// A whole address; for https with a name under plex.direct that its certificate is for.
    pub uri: String,
    /// The same host as a number.
    pub address: Option<String>,
    pub port: Option<u16>,
    pub local: bool,
    pub relay: bool,
}

/// plex.tv in our language.
///
/// Errors: [`domain::Error::Unavailable`] with service `plex` when plex.tv cannot be reached or does not answer
/// properly; [`domain::Error::Unauthenticated`] when it refuses the token. Only the latter means that a token is bad.
#[async_trait]
pub trait PlexTv: Send + Sync {
    /// A short PIN (four characters). Every call makes one: it is never tried twice.
    async fn create_pin(&self) -> Result<Pin>;

    /// The state of a PIN that was made with our client identifier. Whoever asks also watches `expires_at`: plex.tv was
    /// seen to answer "waiting" for ever.
    async fn pin(&self, id: i64) -> Result<PinState>;

    /// The PIN as plex.tv knows it, with its code; `None` when it is over or unknown. For the PIN that a browser made
    /// itself: ids can be guessed, so that only who also knows the code may claim it.
    async fn find_pin(&self, id: i64) -> Result<Option<Pin>>;

    /// Whose token it is.
    async fn account(&self, token: &Secret) -> Result<PlexAccount>;

    /// The servers this token may use, own and shared ones.
    async fn servers(&self, token: &Secret) -> Result<Vec<PlexServerAccess>>;

    /// This token's own token for the server of this machine identifier; `None` only when plex.tv said clearly that it
    /// may not use it: an answer that is not understood as a whole is an error, because who hears "no" takes something
    /// away.
    async fn access_to(&self, token: &Secret, machine_identifier: &str) -> Result<Option<Secret>>;
}
