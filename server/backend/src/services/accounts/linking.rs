//! Linking: the local admin takes a Plex account as a second way to sign in, and gives it up again. Role, name and password
//! stay as they are. Both ask for the password, and tell whose account it is: a second way in is what a thief would want.

use super::AccountsService;
use crate::{
    integrations::plex_tv::{PinState, PlexAccount},
    jobs::queue::{Payload, SendToOverseerr},
    services::plex_access::refusal,
    store::{
        self, audit,
        notifications::{self, Notice},
        people, plex_access,
        plex_sign_ins::{self, Purpose, SignIn, State},
        users::{self, PlexProfile},
    },
};
use domain::{
    Actor, Error, Result, Timestamp, UserId,
    accounts::{BrowserKey, PlexLink, PlexPin, Secret, SignedIn},
    error::Thing,
    ids::PlexSignInId,
    inbox::NoticeKind,
    live::{Audience, LiveEvent},
    text,
};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

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
    pub(super) async fn begin_link(&self, by: &Actor, browser: &BrowserKey, password: &Secret) -> Result<PlexPin> {
        let purpose = may_link(by)?;
        self.prove(by, password).await?;
        self.pins.begin(browser, purpose, false).await
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
            .ok_or_else(|| Error::not_found(Thing::SignIn))?;
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
        let words = || (text::notice_linked(&account.username), text::notice_linked_text());
        tell(&transaction, by.id, words, now).await?;
        transaction.commit().await.map_err(store::failure)?;
        self.announce(by).await;
        Ok(PlexLink::Linked)
    }

    pub(super) async fn cut_link(&self, by: &Actor, password: &Secret) -> Result<SignedIn> {
        if !by.is_local {
            return Err(Error::Denied(text::unlink_local_only().into()));
        }
        let nothing = || Error::Conflict(text::unlink_nothing().into());
        by.plex_id.ok_or_else(nothing)?;
        let hash = self.prove(by, password).await?;
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        // What was checked may have been replaced meanwhile, and whoever asked may have been signed out.
        if !users::holds(&transaction, by).await? {
            return Err(Error::Unauthenticated(text::sign_in_first().into()));
        }
        let user = users::find(&transaction, by.id).await?.filter(|user| user.password_hash.as_ref() == Some(&hash));
        let user = user.ok_or_else(|| Error::field("password", text::password_not_current()))?;
        let plex_id = user.plex_id.ok_or_else(nothing)?;
        let ended = people::end_sign_ins(&transaction, by.id, now).await?;
        unlink(&transaction, Some(by), (by.id, plex_id), Some(json!(ended)), now).await?;
        let auth_epoch = user.auth_epoch + 1;
        transaction.commit().await.map_err(store::failure)?;
        self.announce(by).await;
        Ok(SignedIn { user: by.id, auth_epoch, must_change_password: by.must_change_password, remember: false })
    }

    /// They are somebody else at Overseerr now: what waits for that is tried again.
    async fn announce(&self, by: &Actor) {
        if let Err(error) = self.queue.hurry_for(by.id, &[SendToOverseerr::KIND]).await {
            tracing::warn!(%error, "requests of who has changed the Plex account wait for their next try");
        }
        self.live.publish(Audience::users([by.id]), LiveEvent::UserNotification).await;
    }
}

/// Takes a Plex account from a user; `after` is what the audit says beside that.
pub(in crate::services) async fn unlink(
    db: &DatabaseTransaction,
    by: Option<&Actor>,
    (user, plex_id): (UserId, i64),
    after: Option<Value>,
    now: Timestamp,
) -> Result<()> {
    users::unlink_plex(db, user).await?;
    let (object, before) = (format!("user:{user}"), Some(json!({ "plex_id": plex_id })));
    let entry = audit::Entry { actor: by, action: "user.unlink", object: &object, before, after };
    audit::append(db, entry, now).await?;
    tell(db, user, || (text::notice_unlinked().to_owned(), text::notice_unlinked_text()), now).await
}

/// Whose account it is has to hear of it: a title, and what to do.
async fn tell(
    db: &DatabaseTransaction,
    user: UserId,
    words: impl Fn() -> (String, &'static str),
    now: Timestamp,
) -> Result<()> {
    let notice = || {
        let (title, body) = words();
        Notice { kind: NoticeKind::SignInChanged, title, body: body.to_owned(), link: Some("/profile".to_owned()) }
    };
    notifications::insert(db, &[user], notice, now).await
}
