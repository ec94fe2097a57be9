//! Signing in with a Plex PIN.
//!
//! The browser knows an opaque id bound to its own cookie; the PIN's number stays here. Nothing that a browser says about
//! who it is counts: the account is asked for at plex.tv with the token that the PIN brought. Whoever signs in first is
//! an ordinary user, and so is the owner of the server: only linking a local admin to a Plex account gives it that role.

use super::AccountsService;
use crate::{
    integrations::plex_tv::{PinState, PlexAccount, PlexServerAccess},
    secrets,
    services::plex_access::refusal,
    store::{
        self, audit, plex_access,
        plex_sign_ins::{self, NewSignIn, Purpose, SignIn, State},
        service_config, users,
    },
};
use domain::{
    Error, Result,
    accounts::{BrowserKey, PlexPin, PlexPoll, Secret, SignedIn},
    error::Thing,
    ids::PlexSignInId,
    plex_access::WhyLost,
    services::ServiceName,
    text,
};
use tracing::info;

/// The strong code that a browser gets has about 25 characters; the short one could be guessed.
const STRONG_CODE: std::ops::RangeInclusive<usize> = 16..=64;

impl AccountsService {
    /// The machine identifier of the configured Plex server. Without one nobody can sign in with Plex.
    pub(super) async fn plex_server(&self) -> Result<Option<String>> {
        service_config::known(self.db.read(), ServiceName::Plex, "machine_identifier").await
    }

    async fn open_plex_server(&self) -> Result<String> {
        self.plex_server().await?.ok_or_else(|| Error::NotFound(text::plex_sign_in_not_open().into()))
    }

    pub(super) async fn start(&self, browser: &BrowserKey, remember: bool) -> Result<PlexPin> {
        self.open_plex_server().await?;
        self.pins.begin(browser, Purpose::SignIn, remember).await
    }

    /// Only who knows the code may claim a PIN: the ids are numbers that follow each other.
    pub(super) async fn claim(
        &self,
        browser: &BrowserKey,
        id: &str,
        code: &str,
        remember: bool,
    ) -> Result<PlexSignInId> {
        self.open_plex_server().await?;
        let pin_id: i64 =
            id.trim().parse().ok().filter(|id| *id > 0).ok_or_else(|| Error::field("id", text::pin_number_odd()))?;
        if !STRONG_CODE.contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Error::field("code", text::pin_code_odd()));
        }
        let found = self.plex_tv.find_pin(pin_id).await.map_err(|error| self.pins.down(error))?;
        let now = self.clock.now();
        let pin = found
            .filter(|pin| secrets::same(pin.code.as_bytes(), code.as_bytes()) && pin.expires_at > now)
            .ok_or_else(|| Error::NotFound(text::pin_unknown().into()))?;
        let new = NewSignIn { purpose: Purpose::SignIn, pin_id, code: None, remember, expires_at: pin.expires_at };
        self.pins.keep(browser, &new).await
    }

    pub(super) async fn pending(&self, browser: &BrowserKey) -> Result<Option<PlexPin>> {
        let newest =
            plex_sign_ins::newest(self.db.read(), &self.keyring, browser, Purpose::SignIn, self.clock.now()).await?;
        Ok(newest.map(|attempt| self.pins.shown(attempt.id, attempt.code, attempt.expires_at)))
    }

    pub(super) async fn poll(&self, browser: &BrowserKey, id: PlexSignInId) -> Result<PlexPoll> {
        let server = self.open_plex_server().await?;
        let attempt = plex_sign_ins::find(self.db.read(), &self.keyring, browser, Purpose::SignIn, id)
            .await?
            .ok_or_else(|| Error::not_found(Thing::SignIn))?;
        let now = self.clock.now();
        if attempt.state != State::Waiting {
            return Ok(PlexPoll::Expired);
        }
        if attempt.expires_at <= now {
            return self.over(id).await;
        }
        let looked = self.pins.look(&attempt, self.look(&server, &attempt)).await?;
        Ok(looked.unwrap_or_else(|| self.waiting(attempt)))
    }

    fn waiting(&self, attempt: SignIn) -> PlexPoll {
        PlexPoll::Waiting(self.pins.shown(attempt.id, attempt.code, attempt.expires_at))
    }

    async fn over(&self, id: PlexSignInId) -> Result<PlexPoll> {
        plex_sign_ins::finish(self.db.write(), id, State::Expired).await?;
        Ok(PlexPoll::Expired)
    }

    /// Asks plex.tv, as the one who may.
    async fn look(&self, server: &str, attempt: &SignIn) -> Result<PlexPoll> {
        let token = match self.plex_tv.pin(attempt.pin_id).await.map_err(|error| self.pins.down(error))? {
            PinState::Waiting => return Ok(self.waiting(attempt.clone())),
            PinState::Expired => return self.over(attempt.id).await,
            PinState::Authorised(token) => token,
        };
        let asked = async {
            let account = self.plex_tv.account(&token).await?;
            Ok((account, self.plex_tv.servers(&token).await?))
        };
        let (account, servers) = match asked.await {
            Ok(answers) => answers,
            // The token was taken back between two calls.
            Err(Error::Unauthenticated(_)) => return self.over(attempt.id).await,
            Err(error) => return Err(self.pins.down(error)),
        };
        let access = servers.into_iter().find(|access| access.machine_identifier == server);
        let settings = self.settings.load().await?;
        if let Some(why) = refusal(&settings, account.id, access.is_some()) {
            return self.deny(attempt.id, &account, why.as_str(), words(why)).await;
        }
        let known = users::find_by_plex_id(self.db.read(), account.id).await?;
        if known.is_some_and(|user| !user.active) {
            return self.deny(attempt.id, &account, "disabled", text::account_disabled()).await;
        }
        self.admit(attempt, &account, &token, access.as_ref()).await
    }

    async fn deny(&self, id: PlexSignInId, account: &PlexAccount, why: &str, words: &str) -> Result<PlexPoll> {
        info!(plex_id = account.id, why, "a Plex sign-in was denied");
        plex_sign_ins::finish(self.db.write(), id, State::Denied).await?;
        Ok(PlexPoll::Denied(words.to_owned()))
    }

    async fn admit(
        &self,
        attempt: &SignIn,
        account: &PlexAccount,
        token: &Secret,
        access: Option<&PlexServerAccess>,
    ) -> Result<PlexPoll> {
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        if !plex_sign_ins::finish(&transaction, attempt.id, State::Authorized).await? {
            return Ok(PlexPoll::Expired);
        }
        let profile = users::PlexProfile {
            plex_id: account.id,
            username: &account.username,
            email: account.email.as_deref(),
            avatar_url: account.thumb.as_deref(),
        };
        let new = users::find_by_plex_id(&transaction, account.id).await?.is_none();
        let user = users::upsert_plex(&transaction, &profile, now).await?;
        let server_token = access.map(|access| &access.access_token);
        users::set_plex_tokens(&transaction, &self.keyring, user.id, token, server_token).await?;
        plex_access::stands(&transaction, user.id, now).await?;
        if new {
            let object = format!("user:{}", user.id);
            let entry = audit::Entry { action: "user.create", object: &object, ..Default::default() };
            audit::append(&transaction, entry, now).await?;
        }
        transaction.commit().await.map_err(store::failure)?;
        Ok(PlexPoll::Authorized(SignedIn {
            user: user.id,
            auth_epoch: user.auth_epoch,
            must_change_password: user.must_change_password,
            remember: attempt.remember,
        }))
    }
}

/// What is said to who may not come in.
fn words(why: WhyLost) -> &'static str {
    match why {
        WhyLost::NotListed => text::plex_not_on_list(),
        WhyLost::NotShared | WhyLost::SignedOut => text::plex_no_access(),
    }
}
