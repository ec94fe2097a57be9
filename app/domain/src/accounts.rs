//! Who signs in, and how: by a Plex PIN or, for local accounts, by name and password.

use crate::{
    Actor, Error, Result, Timestamp, UserId, ids::PlexSignInId, language::Language, plex_access::PlexAccess, text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How pages look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Dark,
    Light,
    /// High contrast.
    Contrast,
    /// As the browser prefers.
    System,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Contrast, Self::System];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::System => "system",
        }
    }
}

impl std::str::FromStr for Theme {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == text)
            .ok_or_else(|| Error::field("theme", text::input_theme()))
    }
}

/// A value that must not be printed: passwords, tokens, keys. It is erased from `Debug` and is not `Serialize`.
#[derive(Clone, PartialEq, Eq, Deserialize, Default)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself; only where it is used.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// A secret that was made up just now and is told once, to who asked for it: it crosses the wire, but is not printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShownOnce(String);

impl ShownOnce {
    pub fn new(secret: &Secret) -> Self {
        Self(secret.reveal().to_owned())
    }

    /// For the one answer, or the one page, that tells it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ShownOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// The secret by which the browser that started a sign-in is known again (a cookie of its own).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BrowserKey(pub Secret);

/// Which ways to sign in are open now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignInWays {
    /// Signing in with Plex needs a configured Plex server; before that only the local admin can.
    pub plex: Option<PlexWay>,
    pub local: bool,
}

/// What a browser needs to make a strong PIN itself and go to Plex.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlexWay {
    /// Where PINs are made, e.g. `https://clients.plex.tv`.
    pub pins_url: String,
    /// Where the user signs in, e.g. `https://app.plex.tv`.
    pub app_url: String,
    /// By which plex.tv knows this installation; public.
    pub client_id: String,
    /// The name that the user is shown there.
    pub product: String,
}

/// A PIN as the browser may know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlexPin {
    /// Opaque; useless in any other browser.
    pub pin: PlexSignInId,
    /// Four characters to type at `link`; absent for the PIN a browser made itself.
    pub code: Option<String>,
    pub link: String,
    pub expires_at: Timestamp,
}

/// What became of a PIN.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlexPoll {
    Waiting(PlexPin),
    Authorized(SignedIn),
    /// Too late, or unknown at plex.tv: a new code is needed.
    Expired,
    /// Plex knows them, we do not let them in; says why and what to do.
    Denied(String),
}

/// What became of linking a Plex account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlexLink {
    Waiting,
    Linked,
    Expired,
    /// It cannot be linked; says why.
    Refused(String),
}

/// The result of a sign-in, from which a session is started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedIn {
    pub user: UserId,
    /// Sessions of another epoch are over.
    pub auth_epoch: i64,
    pub must_change_password: bool,
    /// Whether this device is to be signed in again when its session is over.
    pub remember: bool,
}

/// A name as it is compared: trimmed, 1 to 64 characters, without control characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Username(String);

impl Username {
    /// # Errors
    /// [`Error::Invalid`] for field `username`.
    pub fn new(text: &str) -> Result<Self> {
        let name = text.trim();
        if name.is_empty() || name.chars().count() > 64 || name.chars().any(char::is_control) {
            return Err(Error::field("username", text::input_user_name()));
        }
        Ok(Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is looked up, so that case does not make two accounts of one.
    pub fn normalised(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A password somebody chooses: 12 to 256 characters.
#[derive(Clone, Debug)]
pub struct NewPassword(Secret);

impl NewPassword {
    pub const LEAST: usize = 12;
    pub const MOST: usize = 256;

    /// # Errors
    /// [`Error::Invalid`] for field `new`: too short, too long, or one of the passwords everybody tries first.
    pub fn new(value: &Secret, username: &str) -> Result<Self> {
        let text = value.reveal();
        let length = text.chars().count();
        if length < Self::LEAST {
            return Err(Error::field("new", text::input_at_least(Self::LEAST)));
        }
        if length > Self::MOST {
            return Err(Error::field("new", text::input_at_most(Self::MOST)));
        }
        if crate::accounts::common::is_common(text) || text.to_lowercase() == username.to_lowercase() {
            return Err(Error::field("new", text::input_password_common()));
        }
        Ok(Self(value.clone()))
    }

    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// What somebody changes of their own settings; what is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProfileChange {
    pub theme: Option<Theme>,
    /// `Some(None)` is what the browser asks for.
    pub language: Option<Option<Language>>,
    /// As [`crate::zones::Zones::name`] has it; `Some(None)` is UTC.
    pub time_zone: Option<Option<String>>,
}

/// Sign-in and accounts.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Which ways to sign in are open.
    async fn sign_in_ways(&self) -> Result<SignInWays>;

    /// Asks plex.tv for a 4-character PIN for this browser.
    async fn start_plex(&self, browser: &BrowserKey, remember: bool) -> Result<PlexPin>;

    /// Takes over a strong PIN that this browser made itself.
    async fn claim_plex(&self, browser: &BrowserKey, id: &str, code: &str, remember: bool) -> Result<PlexSignInId>;

    /// The PIN this browser is waiting for, if any.
    async fn pending_plex(&self, browser: &BrowserKey) -> Result<Option<PlexPin>>;

    /// Looks whether the PIN was authorised, at most once a second at plex.tv; another browser's PIN is not found.
    async fn poll_plex(&self, browser: &BrowserKey, pin: PlexSignInId) -> Result<PlexPoll>;

    /// The same words and the same work for unknown names and wrong passwords.
    async fn sign_in_local(&self, username: &str, password: &Secret) -> Result<SignedIn>;

    /// Ends all other sessions, and forgets all devices.
    async fn change_password(&self, by: &Actor, current: &Secret, new: &Secret) -> Result<SignedIn>;

    /// Asks plex.tv for a PIN with which a local admin links a Plex account; it then is a second way to sign in. Only
    /// with the present password: whoever finds a browser signed in must not get a way in of their own.
    async fn start_link(&self, by: &Actor, browser: &BrowserKey, password: &Secret) -> Result<PlexPin>;

    /// The PIN with which this browser is about to link one, if any.
    async fn pending_link(&self, by: &Actor, browser: &BrowserKey) -> Result<Option<PlexPin>>;

    /// Looks whether the PIN was authorised, and links the account then. One that signs in here already is refused.
    async fn poll_link(&self, by: &Actor, browser: &BrowserKey, pin: PlexSignInId) -> Result<PlexLink>;

    /// Takes the Plex account away from a local account, with the present password, and ends every sign-in and API key: one
    /// of them may have come by it.
    async fn unlink(&self, by: &Actor, password: &Secret) -> Result<SignedIn>;

    /// Whether one's own Plex account may still use the Plex server; `None` without one.
    async fn plex_access(&self, by: &Actor) -> Result<Option<PlexAccess>>;

    /// The user behind a session; `None` when disabled, deleted or of an older epoch.
    async fn actor(&self, user: UserId, auth_epoch: i64) -> Result<Option<Actor>>;

    async fn update_profile(&self, by: &Actor, change: &ProfileChange) -> Result<()>;
}

mod common {
    //! Passwords that are tried first, of 12 characters and more (shorter ones are refused for their length).

    const LIST: &[&str] = &[
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123456123456",
        "123123123123",
        "111111111111",
        "000000000000",
        "password1234",
        "password12345",
        "passwordpassword",
        "password123!",
        "administrator",
        "adminadminadmin",
        "admin1234567",
        "qwertyuiop12",
        "qwertyuiop[]",
        "qwertyuiopasdfghjkl",
        "qwertyqwerty",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "letmeinletmein",
        "iloveyou1234",
        "welcome12345",
        "changeme1234",
        "changemenow!",
        "correcthorsebatterystaple",
        "medianest1234",
        "medianestadmin",
        "plexplexplex",
        "abcdefghijkl",
        "abcd12345678",
        "aaaaaaaaaaaa",
        "trustno1trustno1",
        "monkeymonkey",
        "dragondragon",
        "footballfootball",
        "sunshine1234",
        "princess1234",
        "superman1234",
        "q1w2e3r4t5y6",
        "zxcvbnmasdfghjkl",
        "asdfghjkl123",
    ];

    pub(super) fn is_common(password: &str) -> bool {
        let lower = password.to_lowercase();
        let mut characters = lower.chars();
        let one_character = characters.next().is_some_and(|first| characters.all(|c| c == first));
        one_character || LIST.contains(&lower.as_str())
    }
}
