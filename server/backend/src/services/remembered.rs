//! Remembered devices: a cookie that signs in anew when the session is over.
//!
//! The cookie is a selector and 256 random bits, of which only the hash is kept. It is used once and replaced; all that
//! follow each other are one family, which is one device. A used one that is shown again was copied: the family ends, with
//! its sessions, and its user is told. Two tabs that show the same one at once are not that: for a minute the second gets
//! what the first got, the one successor.

use super::devices::named;
use crate::{
    clock::Clock,
    jobs::queue::{CheckPlexAccess, Queue},
    secrets::{self, Keyring},
    store::{
        self, Database, audit,
        notifications::{self, Notice},
        plex_access,
        session_tokens::{self, NewToken, Token, Which},
        users::{self, User},
        values::new_id,
    },
};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::Secret,
    error::Thing,
    inbox::NoticeKind,
    live::{Audience, Live, LiveEvent},
    text,
};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// More successors than this do not follow each other within a minute.
const LONGEST_CHAIN: usize = 16;

/// Remembers devices.
pub struct Remembered {
    db: Database,
    keyring: Arc<Keyring>,
    queue: Arc<Queue>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
}

/// From where somebody comes.
#[derive(Clone, Copy, Debug, Default)]
pub struct From<'a> {
    /// A name from the user agent.
    pub device: Option<&'a str>,
    pub ip: Option<&'a str>,
}

/// What the browser is to keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cookie {
    pub value: Secret,
    pub expires_at: Timestamp,
}

/// Somebody whose device was remembered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renewed {
    pub user: UserId,
    pub auth_epoch: i64,
    pub family: Uuid,
    pub cookie: Cookie,
}

/// A cookie's two halves.
struct Halves<'a> {
    selector: &'a str,
    secret: Secret,
}

impl<'a> Halves<'a> {
    fn of(cookie: &'a str) -> Option<Self> {
        let (selector, secret) = cookie.split_once('.')?;
        let plain =
            |text: &str| text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        (plain(selector) && plain(secret)).then(|| Self { selector, secret: Secret::new(secret) })
    }
}

/// What a token that was found means.
enum Meaning {
    Good,
    /// Used just now; its successor.
    Replaced(Secret),
    Stolen,
    /// Used, as it seems, in the future: the clock was set back. Nobody comes in, and nobody is accused.
    Odd,
    Over,
    Revoked,
}

/// What came of using a token.
enum Attempt {
    Renewed(Renewed),
    /// Its user may not sign in.
    Refused,
    /// Somebody else was quicker.
    TooLate,
}

impl Remembered {
    pub fn new(
        db: Database,
        keyring: Arc<Keyring>,
        queue: Arc<Queue>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, keyring, queue, live, clock }
    }

    /// Remembers a device from now on.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the sign-in it belongs to has been ended meanwhile.
    pub async fn begin(&self, (user, auth_epoch): (UserId, i64), family: Uuid, from: From<'_>) -> Result<Cookie> {
        let (selector, secret) = (secrets::random_token()?, secrets::random_token()?);
        let transaction = self.db.begin().await.map_err(store::failure)?;
        if session_tokens::lock(&transaction, user).await? != Some(auth_epoch) {
            return Err(Error::Unauthenticated(text::sign_in_first().into()));
        }
        let cookie = self.keep(&transaction, &selector, &secret, user, family, from).await?;
        transaction.commit().await.map_err(store::failure)?;
        Ok(cookie)
    }

    async fn keep(
        &self,
        db: &impl sea_orm::ConnectionTrait,
        selector: &Secret,
        secret: &Secret,
        user: UserId,
        family: Uuid,
        from: From<'_>,
    ) -> Result<Cookie> {
        let From { device, ip } = from;
        let new = NewToken { id: new_id(), user, selector: selector.reveal(), secret, family, device, ip };
        let expires_at = session_tokens::insert(db, &new, self.clock.now()).await?;
        Ok(Cookie { value: joined(selector, secret), expires_at })
    }

    /// Who shows this cookie, and what replaces it; `None` when it opens nothing.
    ///
    /// # Errors
    /// [`Error::Denied`], in words for them, while their Plex account may not use the Plex server. The cookie stays good
    /// for when it may again.
    pub async fn show(&self, cookie: &str, from: From<'_>) -> Result<Option<Renewed>> {
        let mut shown = Secret::new(cookie);
        for _ in 0..LONGEST_CHAIN {
            let Some(token) = self.find(shown.reveal()).await? else { return Ok(None) };
            match self.meaning(&token)? {
                // One that was reached by another is handed out as it is: it is that one's successor.
                Meaning::Good if shown.reveal() != cookie => return self.hand_out(&token, shown).await,
                Meaning::Good => match self.renew(&token, from).await? {
                    Attempt::Renewed(renewed) => return Ok(Some(renewed)),
                    Attempt::Refused => return Ok(None),
                    // Look again what it means now.
                    Attempt::TooLate => {}
                },
                Meaning::Replaced(successor) => shown = successor,
                Meaning::Stolen => {
                    self.end_stolen(&token).await?;
                    return Ok(None);
                }
                Meaning::Over => {
                    session_tokens::bury(self.db.write(), token.id).await?;
                    return Ok(None);
                }
                Meaning::Odd | Meaning::Revoked => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The token of a cookie, if it is whole: whoever only knows the selector knows nothing.
    async fn find(&self, cookie: &str) -> Result<Option<Token>> {
        let Some(halves) = Halves::of(cookie) else { return Ok(None) };
        let found = session_tokens::find(self.db.read(), halves.selector).await?;
        let given = session_tokens::hash(&halves.secret);
        Ok(found.filter(|token| secrets::same(token.hash.as_bytes(), given.as_bytes())))
    }

    fn meaning(&self, token: &Token) -> Result<Meaning> {
        let now = self.clock.now();
        if token.revoked {
            return Ok(Meaning::Revoked);
        }
        if token.expires_at <= now {
            return Ok(Meaning::Over);
        }
        let Some(used_at) = token.used_at else { return Ok(Meaning::Good) };
        if session_tokens::within_grace(used_at, now)
            && let Some(successor) = token.successor(&self.keyring)?
        {
            return Ok(Meaning::Replaced(successor));
        }
        Ok(if used_at > now { Meaning::Odd } else { Meaning::Stolen })
    }

    /// Uses the token.
    async fn renew(&self, token: &Token, from: From<'_>) -> Result<Attempt> {
        let (selector, secret) = (secrets::random_token()?, secrets::random_token()?);
        let transaction = self.db.begin().await.map_err(store::failure)?;
        let Some(auth_epoch) = session_tokens::lock(&transaction, token.user).await? else {
            return Ok(Attempt::Refused);
        };
        let user = users::find(&transaction, token.user).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        check_plex(&user)?;
        let successor = joined(&selector, &secret);
        if !session_tokens::spend(&transaction, &self.keyring, token.id, &successor, self.clock.now()).await? {
            return Ok(Attempt::TooLate);
        }
        let cookie = self.keep(&transaction, &selector, &secret, token.user, token.family, from).await?;
        // Nobody waits for plex.tv to come in.
        let is_due = plex_access::is_due(&user, self.clock.now());
        if is_due {
            self.queue.enqueue(&transaction, &CheckPlexAccess { user: user.id }).await?;
        }
        transaction.commit().await.map_err(store::failure)?;
        if is_due {
            self.queue.wake();
        }
        Ok(Attempt::Renewed(Renewed { user: token.user, auth_epoch, family: token.family, cookie }))
    }

    /// The token is not used by this: somebody else got it, and uses it later.
    async fn hand_out(&self, token: &Token, value: Secret) -> Result<Option<Renewed>> {
        let user = users::find(self.db.read(), token.user).await?.filter(|user| user.active);
        user.as_ref().map_or(Ok(()), check_plex)?;
        let cookie = Cookie { value, expires_at: token.expires_at };
        Ok(user.map(|user| Renewed { user: user.id, auth_epoch: user.auth_epoch, family: token.family, cookie }))
    }

    /// Whether the device is remembered still, after a session was begun for it: what was signed out meanwhile found no
    /// session to end.
    pub async fn stands(&self, user: UserId, family: Uuid) -> Result<bool> {
        let transaction = self.db.begin().await.map_err(store::failure)?;
        let active = session_tokens::lock(&transaction, user).await?.is_some();
        let stands = active && session_tokens::stands(&transaction, user, family, self.clock.now()).await?;
        transaction.commit().await.map_err(store::failure)?;
        Ok(stands)
    }

    /// Forgets the device that shows this cookie, with the sessions it began.
    pub async fn forget(&self, cookie: &str) -> Result<()> {
        match self.find(cookie).await? {
            Some(token) => self.forget_family(token.user, token.family).await,
            None => Ok(()),
        }
    }

    /// Forgets a device, with the sessions it began.
    pub async fn forget_family(&self, user: UserId, family: Uuid) -> Result<()> {
        let transaction = self.db.begin().await.map_err(store::failure)?;
        session_tokens::lock(&transaction, user).await?;
        session_tokens::revoke(&transaction, user, Which::One(family), self.clock.now()).await?;
        transaction.commit().await.map_err(store::failure)
    }

    /// Ends everything of a device whose cookie was copied, and tells its user, once.
    async fn end_stolen(&self, token: &Token) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        session_tokens::lock(&transaction, token.user).await?;
        let (revoked, ended) = session_tokens::revoke(&transaction, token.user, Which::One(token.family), now).await?;
        if revoked == 0 {
            return Ok(());
        }
        let notice = || Notice {
            kind: NoticeKind::DeviceStolen,
            title: text::notice_device_stolen(named(token.device.as_deref())),
            body: text::notice_device_stolen_text().to_owned(),
            link: Some("/profile/devices".to_owned()),
        };
        notifications::insert(&transaction, &[token.user], notice, now).await?;
        let object = format!("user:{}", token.user);
        let after = Some(json!({ "device": token.device, "sessions_ended": ended }));
        let entry = audit::Entry { action: "device.stolen", object: &object, after, ..Default::default() };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(store::failure)?;
        tracing::warn!(user = %token.user, "a used token of a remembered device was shown again; the device is signed out");
        self.live.publish(Audience::users([token.user]), LiveEvent::UserNotification).await;
        Ok(())
    }
}

/// Who could not sign in anew is not signed in again either. A password opens whatever Plex says.
fn check_plex(user: &User) -> Result<()> {
    if user.is_without_plex() {
        return Err(Error::Denied(text::plex_lost_renewal().into()));
    }
    Ok(())
}

fn joined(selector: &Secret, secret: &Secret) -> Secret {
    Secret::new(format!("{}.{}", selector.reveal(), secret.reveal()))
}
