//! The people here, for admins.

use crate::{
    clock::Clock,
    integrations::{
        Connections,
        cache::{Cacheable, Cached, Freshness},
        overseerr::{OverseerrUser, OverseerrUserId},
    },
    jobs::queue::{Payload, Queue, SendToOverseerr},
    services::{plex_access::standing, requesters::Requesters},
    settings::SettingsStore,
    shared::Shelves,
    store::{
        Database, audit, failure,
        users::{self, User},
    },
};
use async_trait::async_trait;
use domain::{
    Admin, Error, Page, PageNumber, Result, Role, UserId,
    error::Thing,
    settings::Settings,
    text,
    users::{DeliversAs, OverseerrChoice, OverseerrChoices, SignInKind, UserList, UserRow, Users},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{sync::Arc, time::Duration};

const MOST_BYTES: u64 = 1024 * 1024;

/// Everybody Overseerr knows.
#[derive(Serialize, Deserialize)]
struct Everybody(Vec<OverseerrUser>);

impl Cacheable for Everybody {
    fn freshness(&self) -> Freshness {
        Freshness { soft: Duration::from_secs(15), hard: Duration::from_hours(24) }
    }
}

/// Looks after people.
pub struct UsersService {
    db: Database,
    connections: Arc<Connections>,
    requesters: Arc<Requesters>,
    settings: Arc<SettingsStore>,
    queue: Arc<Queue>,
    clock: Arc<dyn Clock>,
    everybody: Cached<String, Everybody>,
}

impl UsersService {
    pub fn new(
        db: Database,
        connections: Arc<Connections>,
        requesters: Arc<Requesters>,
        settings: Arc<SettingsStore>,
        queue: Arc<Queue>,
        shelves: &Shelves,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let everybody = Cached::new(shelves.shelf("users", MOST_BYTES), clock.clone());
        Self { db, connections, requesters, settings, queue, clock, everybody }
    }

    /// Everybody over there, as far as known, and what to say of that list.
    async fn over_there(&self) -> (Vec<OverseerrUser>, OverseerrChoices) {
        let Ok(overseerr) = self.connections.overseerr() else { return (Vec::new(), OverseerrChoices::NotConnected) };
        let fetch = move |patience| async move { overseerr.patient(patience).users().await.map(Everybody) };
        match self.everybody.get(self.connections.overseerr_name(), fetch).await {
            Ok(fetched) => {
                let known = fetched.value.0.clone();
                let choice = |user: &OverseerrUser| OverseerrChoice { id: user.id.0, name: user.name.clone() };
                let mut users: Vec<_> = known.iter().map(choice).collect();
                users.sort_by_key(|user| (user.name.to_lowercase(), user.id));
                (known, OverseerrChoices::Known { users, stale_since: fetched.stale_since })
            }
            Err(failure) => {
                let message = Error::from(failure).to_string();
                (Vec::new(), OverseerrChoices::Unreachable { message })
            }
        }
    }
}

#[async_trait]
impl Users for UsersService {
    async fn list(&self, _by: &Admin, page: PageNumber) -> Result<UserList> {
        let (rows, total) = users::page(self.db.read(), page).await?;
        let (known, overseerr) = self.over_there().await;
        let settings = self.settings.load().await?;
        let items = rows.into_iter().map(|user| row(user, &known, &settings));
        let page = Page { items: items.collect(), page: page.page, per_page: page.per_page, total };
        Ok(UserList { page, overseerr })
    }

    async fn one(&self, _by: &Admin, user: UserId) -> Result<UserRow> {
        let user = users::find(self.db.read(), user).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        let (known, _) = self.over_there().await;
        Ok(row(user, &known, self.settings.load().await?.as_ref()))
    }

    async fn deliver_as(&self, by: &Admin, user: UserId, overseerr: Option<i64>) -> Result<()> {
        let before = users::find(self.db.read(), user).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        if before.plex_id.is_some() {
            return Err(Error::field("overseerr", text::users_plex_decides()));
        }
        if let Some(id) = overseerr {
            let found = self.connections.overseerr()?.user(OverseerrUserId(id)).await?;
            found.ok_or_else(|| Error::field("overseerr", text::users_not_over_there()))?;
        }
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(failure)?;
        users::set_overseerr_user_id(&transaction, user, overseerr).await?;
        let entry = audit::Entry {
            actor: Some(by.actor()),
            action: "user.update",
            object: &format!("user:{user}"),
            before: Some(json!({ "overseerr_user": before.overseerr_user_id })),
            after: Some(json!({ "overseerr_user": overseerr })),
        };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(failure)?;
        self.requesters.forget(user).await;
        self.queue.hurry_for(user, &[SendToOverseerr::KIND]).await?;
        Ok(())
    }
}

fn row(user: User, known: &[OverseerrUser], settings: &Settings) -> UserRow {
    let plex_access = standing(settings, &user);
    let named =
        |is_it: &dyn Fn(&OverseerrUser) -> bool| known.iter().find(|user| is_it(user)).map(|user| user.name.clone());
    let delivers_as = match (user.plex_id, user.overseerr_user_id) {
        (Some(plex), _) => DeliversAs::SamePlexAccount { name: named(&|over| over.plex_id == Some(plex)) },
        (None, Some(id)) => DeliversAs::Chosen { id, name: named(&|over| over.id.0 == id) },
        (None, None) if user.role == Role::Admin => DeliversAs::KeyOwner,
        (None, None) => DeliversAs::Nobody,
    };
    let sign_in = match (user.plex_id, &user.password_hash) {
        (Some(_), Some(_)) => SignInKind::Both,
        (Some(_), None) => SignInKind::Plex,
        (None, _) => SignInKind::Local,
    };
    UserRow {
        id: user.id,
        name: user.username,
        role: user.role,
        active: user.active,
        sign_in,
        last_login_at: user.last_login_at,
        delivers_as,
        quotas: user.quotas,
        plex_access,
    }
}
