//! Sign-in and accounts: what [`domain::accounts::Accounts`] promises.

mod linking;
mod local;
mod passwords;
mod plex;

pub(super) use linking::unlink;
pub use local::Bootstrap;
pub use passwords::Passwords;

use super::{plex_access::standing, plex_pins::PlexPins};
use crate::{
    clock::Clock,
    integrations::plex_tv::PlexTv,
    jobs::queue::Queue,
    secrets::Keyring,
    settings::SettingsStore,
    store::{Database, Kept, users},
};
use async_trait::async_trait;
use domain::{
    Actor, Error, Result, UserId,
    accounts::{
        Accounts, BrowserKey, PlexLink, PlexPin, PlexPoll, PlexWay, ProfileChange, Secret, SignInWays, SignedIn,
    },
    error::Thing,
    ids::PlexSignInId,
    live::Live,
    plex_access::PlexAccess,
    services::BaseUrl,
    text,
};
use std::{path::PathBuf, sync::Arc};

/// What does not change while the program runs.
#[derive(Clone, Debug)]
pub struct AccountsOptions {
    /// Where browsers make PINs, e.g. `https://clients.plex.tv`.
    pub plex_tv: BaseUrl,
    /// Where users sign in, e.g. `https://app.plex.tv`.
    pub plex_app: BaseUrl,
    /// Where users type the code, e.g. `https://plex.tv/link`.
    pub plex_link: BaseUrl,
    /// By which plex.tv knows this installation; public.
    pub client_id: String,
    /// The name users are shown at plex.tv.
    pub product: String,
    /// Where a generated password of the first admin is kept until it is changed.
    pub first_password_file: Option<PathBuf>,
}

/// Of so many people it is kept who they are.
const MOST_KEPT: u64 = 1_000;

/// Who signs in here, and how.
pub struct AccountsService {
    db: Database,
    plex_tv: Arc<dyn PlexTv>,
    keyring: Arc<Keyring>,
    settings: Arc<SettingsStore>,
    queue: Arc<Queue>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
    passwords: Arc<Passwords>,
    pins: PlexPins,
    options: AccountsOptions,
    actors: Kept<(UserId, i64), Option<Actor>>,
}

impl AccountsService {
    pub fn new(
        db: Database,
        plex_tv: Arc<dyn PlexTv>,
        keyring: Arc<Keyring>,
        settings: Arc<SettingsStore>,
        (queue, live): (Arc<Queue>, Arc<dyn Live>),
        clock: Arc<dyn Clock>,
        options: AccountsOptions,
    ) -> Self {
        let pins = PlexPins {
            db: db.clone(),
            plex_tv: plex_tv.clone(),
            keyring: keyring.clone(),
            clock: clock.clone(),
            link: options.plex_link.clone(),
            words: text::plex_tv_down,
        };
        Self {
            db,
            plex_tv,
            keyring,
            settings,
            queue,
            live,
            clock,
            passwords: Arc::default(),
            pins,
            options,
            actors: Kept::new(MOST_KEPT),
        }
    }

    /// How passwords are checked.
    pub fn passwords(&self) -> &Arc<Passwords> {
        &self.passwords
    }
}

#[async_trait]
impl Accounts for AccountsService {
    async fn sign_in_ways(&self) -> Result<SignInWays> {
        let plex = self.plex_server().await?.map(|_| PlexWay {
            pins_url: self.options.plex_tv.as_str().to_owned(),
            app_url: self.options.plex_app.as_str().to_owned(),
            client_id: self.options.client_id.clone(),
            product: self.options.product.clone(),
        });
        Ok(SignInWays { plex, local: true })
    }

    async fn start_plex(&self, browser: &BrowserKey, remember: bool) -> Result<PlexPin> {
        self.start(browser, remember).await
    }

    async fn claim_plex(&self, browser: &BrowserKey, id: &str, code: &str, remember: bool) -> Result<PlexSignInId> {
        self.claim(browser, id, code, remember).await
    }

    async fn pending_plex(&self, browser: &BrowserKey) -> Result<Option<PlexPin>> {
        self.pending(browser).await
    }

    async fn poll_plex(&self, browser: &BrowserKey, pin: PlexSignInId) -> Result<PlexPoll> {
        self.poll(browser, pin).await
    }

    async fn sign_in_local(&self, username: &str, password: &Secret) -> Result<SignedIn> {
        self.sign_in_with_password(username, password).await
    }

    async fn change_password(&self, by: &Actor, current: &Secret, new: &Secret) -> Result<SignedIn> {
        self.replace_password(by, current, new).await
    }

    async fn start_link(&self, by: &Actor, browser: &BrowserKey, password: &Secret) -> Result<PlexPin> {
        self.begin_link(by, browser, password).await
    }

    async fn pending_link(&self, by: &Actor, browser: &BrowserKey) -> Result<Option<PlexPin>> {
        self.waiting_link(by, browser).await
    }

    async fn poll_link(&self, by: &Actor, browser: &BrowserKey, pin: PlexSignInId) -> Result<PlexLink> {
        self.look_at_link(by, browser, pin).await
    }

    async fn unlink(&self, by: &Actor, password: &Secret) -> Result<SignedIn> {
        self.cut_link(by, password).await
    }

    async fn plex_access(&self, by: &Actor) -> Result<Option<PlexAccess>> {
        let user = users::find(self.db.read(), by.id).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        Ok(standing(self.settings.load().await?.as_ref(), &user))
    }

    async fn actor(&self, user: UserId, auth_epoch: i64) -> Result<Option<Actor>> {
        let actor = users::actor(self.db.read(), user, auth_epoch);
        self.actors.get(&self.db, (user, auth_epoch), actor).await
    }

    async fn update_profile(&self, by: &Actor, change: &ProfileChange) -> Result<()> {
        users::update_profile(self.db.write(), by.id, change).await
    }
}
