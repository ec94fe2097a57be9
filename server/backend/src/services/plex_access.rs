//! Whether Plex users may still use the Plex server: looked at once a day, and when a remembered device signs in again.
//!
//! Only a clear "no" takes something away: an answer of plex.tv that is whole and does not name our server, a token that
//! two calls refuse, or the admin's list. While plex.tv is away, or says what nobody understands, everything stays as it
//! was, for however long. Who lost it stays signed in, without what was Plex's; whoever gets it back is found by the same
//! look.

use crate::{
    clock::{Clock, after},
    integrations::plex_tv::PlexTv,
    jobs::queue::Queue,
    secrets::Keyring,
    settings::SettingsStore,
    store::{
        self, Database, audit, leases,
        notifications::{self, Notice},
        plex_access::{self, Asked},
        service_config,
        users::User,
        values::new_id,
    },
};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::Secret,
    inbox::NoticeKind,
    live::{Audience, Live, LiveEvent},
    plex_access::{PlexAccess, PlexLoss, WhyLost},
    services::ServiceName,
    settings::{Settings, SignInPolicy},
    text,
};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// So many are looked at in one sweep, one after the other: at a sweep every five minutes, 7,200 a day.
const MOST_AT_ONCE: usize = 25;
/// So many that fail one after the other say that all will.
const MOST_FAILURES: u32 = 3;
/// How long plex.tv is left alone then.
const REST: Duration = Duration::from_mins(15);
/// How long somebody is left alone about whom plex.tv could not answer: others have their turn.
const PASSED_OVER: Duration = Duration::from_hours(1);
/// How long one look may take before somebody else may look.
const LOOK: Duration = Duration::from_mins(1);

/// What one look came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looked {
    Stands,
    /// They had lost it.
    Regained,
    Lost(WhyLost),
    /// As before.
    StillLost,
    /// plex.tv could not say; nothing was changed.
    Unsure {
        retry_after_seconds: Option<u64>,
    },
    /// There is nothing to ask, somebody else is asking, or they came and went meanwhile.
    NotNow,
}

/// What one sweep came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    /// About whom plex.tv was asked.
    pub looked: u32,
    pub lost: u32,
    pub regained: u32,
    pub unsure: u32,
}

/// What plex.tv said.
enum Answer {
    /// The token for our server, where there is one to be had.
    Good(Option<Secret>),
    Refused,
    Unsure(Option<u64>),
}

/// When not to ask.
#[derive(Default)]
struct Rest {
    all_until: Option<Timestamp>,
    until: HashMap<UserId, Timestamp>,
}

/// Asks plex.tv and writes down its answers.
pub struct AccessChecks {
    db: Database,
    plex_tv: Arc<dyn PlexTv>,
    keyring: Arc<Keyring>,
    settings: Arc<SettingsStore>,
    queue: Arc<Queue>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
    rest: Mutex<Rest>,
}

impl AccessChecks {
    pub fn new(
        db: Database,
        plex_tv: Arc<dyn PlexTv>,
        keyring: Arc<Keyring>,
        settings: Arc<SettingsStore>,
        queue: Arc<Queue>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, plex_tv, keyring, settings, queue, live, clock, rest: Mutex::default() }
    }

    /// Looks at those whose turn it is. For the replica that leads.
    ///
    /// # Errors
    /// When our own database cannot be used; what was learned until then is kept.
    pub async fn sweep(&self) -> Result<Swept> {
        let now = self.clock.now();
        let mut swept = Swept::default();
        let Some(passed_over) = self.passed_over(now) else { return Ok(swept) };
        let most = u64::try_from(MOST_AT_ONCE + passed_over.len()).unwrap_or(u64::MAX);
        let due = plex_access::due(self.db.read(), now, most).await?;
        let mut failures = 0;
        for user in due.into_iter().filter(|user| !passed_over.contains(user)).take(MOST_AT_ONCE) {
            match self.check(user).await? {
                Looked::Unsure { retry_after_seconds } => {
                    swept.unsure += 1;
                    failures += 1;
                    if failures == MOST_FAILURES {
                        let asked = Duration::from_secs(retry_after_seconds.unwrap_or_default());
                        self.rest().all_until = Some(after(now, REST.max(asked)));
                        break;
                    }
                    continue;
                }
                Looked::NotNow => continue,
                Looked::Lost(_) => swept.lost += 1,
                Looked::Regained => swept.regained += 1,
                Looked::Stands | Looked::StillLost => {}
            }
            swept.looked += 1;
            failures = 0;
        }
        Ok(swept)
    }

    /// Looks at somebody, unless plex.tv could not answer a while ago.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub async fn check_soon(&self, user: UserId) -> Result<Looked> {
        match self.passed_over(self.clock.now()) {
            Some(passed_over) if !passed_over.contains(&user) => self.check(user).await,
            _ => Ok(Looked::Unsure { retry_after_seconds: None }),
        }
    }

    /// Looks at somebody now; nobody is looked at twice at once, on whichever replica.
    ///
    /// # Errors
    /// When our own database cannot be used.
    pub async fn check(&self, user: UserId) -> Result<Looked> {
        let (lease, owner) = (format!("plex-access:{user}"), new_id().to_string());
        let now = self.queue.now(self.db.write()).await?;
        if !leases::take(&self.db, &lease, &owner, LOOK, now).await? {
            return Ok(Looked::NotNow);
        }
        // A token that cannot be opened must not stand in everybody else's way.
        let looked = self.look(user).await.unwrap_or_else(|error| {
            tracing::warn!(%user, %error, "it could not be looked at whether somebody may use the Plex server");
            Looked::Unsure { retry_after_seconds: None }
        });
        leases::release(&self.db, &lease, &owner).await?;
        if let Looked::Unsure { retry_after_seconds } = looked {
            let asked = Duration::from_secs(retry_after_seconds.unwrap_or_default());
            self.rest().until.insert(user, after(self.clock.now(), PASSED_OVER.max(asked)));
        }
        Ok(looked)
    }

    async fn look(&self, user: UserId) -> Result<Looked> {
        let Some(asked) = plex_access::to_ask(self.db.read(), &self.keyring, user).await? else {
            return Ok(Looked::NotNow);
        };
        let settings = self.settings.load().await?;
        let server = service_config::known(self.db.read(), ServiceName::Plex, "machine_identifier").await?;
        // Who is not on the list needs no word of plex.tv.
        if let Some(why) = refusal(&settings, asked.plex_id, true) {
            return self.take_away(&asked, why).await;
        }
        match self.ask(&asked.token, server.as_deref()).await {
            Answer::Unsure(retry_after_seconds) => Ok(Looked::Unsure { retry_after_seconds }),
            Answer::Refused => self.take_away(&asked, WhyLost::SignedOut).await,
            Answer::Good(server_token) => {
                // While no server is set up, nobody can be told that they may not use it.
                let has_access = server.is_none() || server_token.is_some();
                match refusal(&settings, asked.plex_id, has_access) {
                    Some(why) => self.take_away(&asked, why).await,
                    None => self.confirm(&asked, server.is_some(), server_token.as_ref()).await,
                }
            }
        }
    }

    /// A token is bad when two calls say so: one may have been answered by something in between.
    async fn ask(&self, token: &Secret, server: Option<&str>) -> Answer {
        let first = match server {
            Some(server) => self.plex_tv.access_to(token, server).await,
            None => self.plex_tv.servers(token).await.map(|_| None),
        };
        let error = match first {
            Ok(server_token) => return Answer::Good(server_token),
            Err(Error::Unauthenticated(_)) => match self.plex_tv.account(token).await {
                Err(Error::Unauthenticated(_)) => return Answer::Refused,
                Ok(_) => Error::internal("plex.tv refuses a token and knows whose it is"),
                Err(error) => error,
            },
            Err(error) => error,
        };
        tracing::debug!(%error, "plex.tv could not say who may use the Plex server");
        Answer::Unsure(match error {
            Error::Unavailable { retry_after_seconds, .. } => retry_after_seconds,
            _ => None,
        })
    }

    async fn confirm(&self, asked: &Asked, has_server: bool, server_token: Option<&Secret>) -> Result<Looked> {
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        let Some(lost_at) = plex_access::lock(&transaction, asked).await? else { return Ok(Looked::NotNow) };
        plex_access::stands(&transaction, asked.user, now).await?;
        if has_server && server_token != asked.server_token.as_ref() {
            plex_access::set_server_token(&transaction, &self.keyring, asked.user, server_token).await?;
        }
        if let Some(since) = lost_at {
            let object = format!("user:{}", asked.user);
            let before = Some(json!({ "lost_at": since.to_string() }));
            let entry = audit::Entry { action: "user.plex_regained", object: &object, before, ..Default::default() };
            audit::append(&transaction, entry, now).await?;
        }
        transaction.commit().await.map_err(store::failure)?;
        Ok(if lost_at.is_some() { Looked::Regained } else { Looked::Stands })
    }

    /// Tells them once, however often it is found.
    async fn take_away(&self, asked: &Asked, why: WhyLost) -> Result<Looked> {
        let (user, now) = (asked.user, self.clock.now());
        let transaction = self.db.begin().await.map_err(store::failure)?;
        let Some(lost_at) = plex_access::lock(&transaction, asked).await? else { return Ok(Looked::NotNow) };
        plex_access::lost(&transaction, user, lost_at.unwrap_or(now), now).await?;
        if why == WhyLost::SignedOut {
            plex_access::forget_token(&transaction, user).await?;
        }
        if lost_at.is_none() {
            let notice = || Notice {
                kind: NoticeKind::PlexAccessLost,
                title: text::notice_plex_lost().to_owned(),
                body: why.advice().to_owned(),
                link: Some("/profile".to_owned()),
            };
            notifications::insert(&transaction, &[user], notice, now).await?;
            let object = format!("user:{user}");
            let after = Some(json!({ "why": why.as_str() }));
            let entry = audit::Entry { action: "user.plex_lost", object: &object, after, ..Default::default() };
            audit::append(&transaction, entry, now).await?;
        }
        transaction.commit().await.map_err(store::failure)?;
        if lost_at.is_some() {
            return Ok(Looked::StillLost);
        }
        tracing::info!(%user, why = why.as_str(), "a Plex account can no longer use the Plex server");
        self.live.publish(Audience::users([user]), LiveEvent::UserNotification).await;
        Ok(Looked::Lost(why))
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// About whom not to ask now; `None` when about nobody.
    fn passed_over(&self, now: Timestamp) -> Option<Vec<UserId>> {
        let mut rest = self.rest();
        rest.until.retain(|_, until| *until > now);
        let is_resting = rest.all_until.is_some_and(|until| until > now);
        (!is_resting).then(|| rest.until.keys().copied().collect())
    }
}

/// Why this account may not come in, or no longer be here, by the admin's policy.
pub(super) fn refusal(settings: &Settings, plex_id: i64, has_access: bool) -> Option<WhyLost> {
    let number = plex_id.to_string();
    match settings.sign_in_policy {
        SignInPolicy::ServerMembers if !has_access => Some(WhyLost::NotShared),
        SignInPolicy::AllowList if !settings.sign_in_allow_list.iter().any(|line| line.trim() == number) => {
            Some(WhyLost::NotListed)
        }
        _ => None,
    }
}

/// How the Plex account of a user stands; `None` without one.
pub(super) fn standing(settings: &Settings, user: &User) -> Option<PlexAccess> {
    user.plex_id?;
    let why = match settings.sign_in_policy {
        _ if !user.has_plex_token => WhyLost::SignedOut,
        SignInPolicy::AllowList => WhyLost::NotListed,
        SignInPolicy::ServerMembers | SignInPolicy::Anyone => WhyLost::NotShared,
    };
    let lost = user.plex_lost_at.map(|since| PlexLoss { since, why });
    Some(PlexAccess { checked_at: user.plex_checked_at, lost })
}
