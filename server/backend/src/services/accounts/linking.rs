//! Linking: the local admin takes a Plex account as a second way to sign in. Role, name and password stay as they are.

use super::AccountsService;
use crate::{
    integrations::plex_tv::{PinState, PlexAccount},
    services::plex_access::refusal,
    store::{
        self, audit, plex_access,
        plex_sign_ins::{self, Purpose, SignIn, State},
        users::{self, PlexProfile},
    },
};
use domain::{
    Actor, Error, Result,
    accounts::{BrowserKey, PlexLink, PlexPin, Secret},
    ids::PlexSignInId,
    text,
};
use serde_json::json;

/// Only who has a password here, and no Plex account yet, has something to link.
fn may_link(by: &Actor) -> Result<Purpose> {
    by.require_admin()?;
    if !by.is_local {
        return Err(Error::Denied(text::link_local_only().into()));
    }
    if by.plex_id.is_some() {
        return Err(Error::Conflict(text::link_done_already().into()));
    }
    Ok(Purpose::Link(by.id))
}

impl AccountsService {
    pub(super) async fn begin_link(&self, by: &Actor, browser: &BrowserKey) -> Result<PlexPin> {
        self.pins.begin(browser, may_link(by)?, false).await
    }

    pub(super) async fn waiting_link(&self, by: &Actor, browser: &BrowserKey) -> Result<Option<PlexPin>> {
        let Ok(purpose) = may_link(by) else { return Ok(None) };
        let newest = plex_sign_ins::newest(self.db.read(), &self.keyring, browser, purpose, self.clock.now()).await?;
        Ok(newest.map(|attempt| self.pins.shown(attempt.id, attempt.code, attempt.expires_at)))
    }

    pub(super) async fn look_at_link(&self, by: &Actor, browser: &BrowserKey, id: PlexSignInId) -> Result<PlexLink> {
        let purpose = may_link(by)?;
        let attempt = plex_sign_ins::find(self.db.read(), &self.keyring, browser, purpose, id)
            .await?
            .ok_or_else(|| Error::not_found("sign-in"))?;
        if attempt.state != State::Waiting || attempt.expires_at <= self.clock.now() {
            return Ok(PlexLink::Expired);
        }
        let looked = self.pins.look(&attempt, self.ask_for_link(by, &attempt)).await?;
        Ok(looked.unwrap_or(PlexLink::Waiting))
    }

    /// Asks plex.tv, as the one who may.
    async fn ask_for_link(&self, by: &Actor, attempt: &SignIn) -> Result<PlexLink> {
        let token = match self.plex_tv.pin(attempt.pin_id).await.map_err(|error| self.pins.down(error))? {
            PinState::Waiting => return Ok(PlexLink::Waiting),
            PinState::Expired => {
                plex_sign_ins::finish(self.db.write(), attempt.id, State::Expired).await?;
                return Ok(PlexLink::Expired);
            }
            PinState::Authorised(token) => token,
        };
        let account = self.plex_tv.account(&token).await.map_err(|error| self.pins.down(error))?;
        let server = self.plex_server().await?;
        let servers = self.plex_tv.servers(&token).await.map_err(|error| self.pins.down(error))?;
        let access = servers.into_iter().find(|access| Some(&access.machine_identifier) == server.as_ref());
        let settings = self.settings.load().await?;
        let is_refused = refusal(&settings, account.id, server.is_none() || access.is_some()).is_some();
        let server_token = access.as_ref().map(|access| &access.access_token);
        self.link(by, attempt, &account, &token, server_token, is_refused).await
    }

    async fn link(
        &self,
        by: &Actor,
        attempt: &SignIn,
        account: &PlexAccount,
        token: &Secret,
        server_token: Option<&Secret>,
        is_refused: bool,
    ) -> Result<PlexLink> {
        let transaction = self.db.begin().await.map_err(store::failure)?;
        // plex.tv took its time: whoever was signed out meanwhile links nothing.
        if !users::holds(&transaction, by).await? {
            return Err(Error::Unauthenticated(text::sign_in_first().into()));
        }
        if !plex_sign_ins::finish(&transaction, attempt.id, State::Authorized).await? {
            return Ok(PlexLink::Expired);
        }
        let profile = PlexProfile {
            plex_id: account.id,
            username: &account.username,
            email: account.email.as_deref(),
            avatar_url: account.thumb.as_deref(),
        };
        // What was refused is rolled back on PostgreSQL anyway: the attempt is ended outside.
        if users::find_by_plex_id(&transaction, account.id).await?.is_some()
            || !users::link_plex(&transaction, by.id, &profile).await?
        {
            transaction.rollback().await.map_err(store::failure)?;
            plex_sign_ins::finish(self.db.write(), attempt.id, State::Denied).await?;
            return Ok(PlexLink::Refused(text::link_taken(&account.username)));
        }
        let now = self.clock.now();
        users::set_plex_tokens(&transaction, &self.keyring, by.id, token, server_token).await?;
        // They are told so on their profile; what they never had is no notice.
        if is_refused {
            plex_access::lost(&transaction, by.id, now, now).await?;
        } else {
            plex_access::stands(&transaction, by.id, now).await?;
        }
        let entry = audit::Entry {
            actor: Some(by),
            action: "user.link",
            object: &format!("user:{}", by.id),
            before: None,
            after: Some(json!({ "plex_id": account.id, "plex_name": account.username })),
        };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(store::failure)?;
        Ok(PlexLink::Linked)
    }
}
