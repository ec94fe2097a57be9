//! The accounts of people: what [`domain::people::People`] promises, and the same for whoever has the command line.

use super::accounts::{Passwords, unlink};
use crate::{
    clock::Clock,
    secrets::readable_password,
    store::{
        Database, audit, failure,
        people::{self, ActingAdmin, Ended},
        users::{self, NewLocal, User},
    },
};
use async_trait::async_trait;
use domain::{
    Actor, Admin, Error, Result, Role, UserId,
    accounts::{NewPassword, Secret, ShownOnce},
    error::Thing,
    people::{FirstPassword, LeftRequests, NewPerson, People, PersonChange, Quotas},
    text,
};
use sea_orm::DatabaseTransaction;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Looks after accounts.
pub struct PeopleService {
    db: Database,
    passwords: Arc<Passwords>,
    clock: Arc<dyn Clock>,
}

/// A change under way.
struct Work {
    transaction: DatabaseTransaction,
    admins: Vec<ActingAdmin>,
}

impl Work {
    /// Whether somebody else could still sign in as an admin without plex.tv.
    fn another_local_admin(&self, than: UserId) -> bool {
        self.admins.iter().any(|admin| admin.is_local && admin.id != than)
    }
}

impl PeopleService {
    pub fn new(db: Database, passwords: Arc<Passwords>, clock: Arc<dyn Clock>) -> Self {
        Self { db, passwords, clock }
    }

    /// Begins a change; `by` is looked at again, because meanwhile somebody may have demoted them. Nobody is whoever has
    /// the command line.
    async fn begin(&self, by: Option<&Actor>) -> Result<Work> {
        let transaction = self.db.begin().await.map_err(failure)?;
        let admins = people::lock_admins(&transaction).await?;
        if let Some(by) = by {
            if !admins.iter().any(|admin| admin.id == by.id) {
                return Err(Error::Denied(text::only_for_admins().into()));
            }
            if !users::holds(&transaction, by).await? {
                return Err(Error::Unauthenticated(text::sign_in_first().into()));
            }
        }
        Ok(Work { transaction, admins })
    }

    async fn note(
        &self,
        work: Work,
        by: Option<&Actor>,
        action: &str,
        user: UserId,
        (before, after): (Option<Value>, Option<Value>),
    ) -> Result<()> {
        let object = format!("user:{user}");
        let entry = audit::Entry { actor: by, action, object: &object, before, after };
        audit::append(&work.transaction, entry, self.clock.now()).await?;
        work.transaction.commit().await.map_err(failure)
    }

    /// Makes a local account; `by` nobody is whoever has the command line.
    ///
    /// # Errors
    /// As [`People::create`].
    pub async fn make(&self, by: Option<&Actor>, new: &NewPerson) -> Result<FirstPassword> {
        if new.role == Role::Admin {
            in_full(by)?;
        }
        let (hash, made_up) = self.first_password(new.password.as_ref(), new.name.as_str()).await?;
        let work = self.begin(by).await?;
        let row = NewLocal { username: &new.name, password_hash: &hash, role: new.role, must_change_password: true };
        let id = users::create_local(&work.transaction, &row, self.clock.now()).await?;
        let after = json!({ "name": new.name.as_str(), "role": new.role });
        self.note(work, by, "user.create", id, (None, Some(after))).await?;
        Ok(FirstPassword { id, name: new.name.as_str().to_owned(), password: made_up })
    }

    /// Gives a local account another password, which must be changed, and takes its Plex account away when told to.
    ///
    /// # Errors
    /// As [`People::reset_password`].
    pub async fn replace_password(
        &self,
        by: Option<&Actor>,
        user: UserId,
        password: Option<&Secret>,
        unlink_plex: bool,
    ) -> Result<FirstPassword> {
        if by.is_some_and(|by| by.id == user) {
            return Err(Error::Denied(text::people_own_password().into()));
        }
        let known = users::find(self.db.read(), user).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        let (hash, made_up) = self.first_password(password, &known.username).await?;
        let work = self.begin(by).await?;
        let locked = people::lock(&work.transaction, user).await?;
        if locked.role == Role::Admin {
            in_full(by)?;
        }
        if locked.password_hash.is_none() {
            return Err(Error::Denied(text::people_password_at_plex().into()));
        }
        users::set_password(&work.transaction, user, &hash, true).await?;
        if unlink_plex && let Some(plex_id) = locked.plex_id {
            unlink(&work.transaction, by, (user, plex_id), None, self.clock.now()).await?;
        }
        let ended = people::end_sign_ins(&work.transaction, user, self.clock.now()).await?;
        self.note(work, by, "user.reset_password", user, (None, Some(json!({ "ended": ended })))).await?;
        Ok(FirstPassword { id: user, name: locked.username, password: made_up })
    }

    /// The hash of the one that was given, or of one that is made up now and told once.
    async fn first_password(&self, given: Option<&Secret>, name: &str) -> Result<(Secret, Option<ShownOnce>)> {
        let Some(given) = given else {
            let made_up = readable_password()?;
            return Ok((self.passwords.hash(&made_up).await?, Some(ShownOnce::new(&made_up))));
        };
        let good = NewPassword::new(given, name).map_err(|error| match error {
            Error::Invalid(mut fields) => Error::field("password", fields.remove("new").unwrap_or_default()),
            other => other,
        })?;
        Ok((self.passwords.hash(&Secret::new(good.reveal())).await?, None))
    }
}

/// What an account is for now, as the audit keeps it.
fn state(user: &User) -> Map<String, Value> {
    let status = if user.active { "active" } else { "disabled" };
    let Quotas { requests_per_hour, downloads_per_hour, disk_gb } = user.quotas;
    let pairs = [
        ("role", json!(user.role)),
        ("status", json!(status)),
        ("requests_per_hour", json!(requests_per_hour)),
        ("downloads_per_hour", json!(downloads_per_hour)),
        ("disk_gb", json!(disk_gb)),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Who makes an admin, or changes one, could do anything by it: an API key must have been given everything.
fn in_full(by: Option<&Actor>) -> Result<()> {
    by.map_or(Ok(()), |by| by.require_admin().map(|_| ()))
}

/// Refuses what nobody may do to themselves, nor to the last local admin who can sign in.
fn check_loss(work: &Work, by: &Actor, user: &User) -> Result<()> {
    if user.id == by.id {
        return Err(Error::Conflict(text::people_not_yourself().into()));
    }
    let counts = user.role == Role::Admin && user.active && user.password_hash.is_some();
    if counts && !work.another_local_admin(user.id) {
        return Err(Error::Conflict(text::people_last_admin().into()));
    }
    Ok(())
}

#[async_trait]
impl People for PeopleService {
    async fn create(&self, by: &Admin, new: &NewPerson) -> Result<FirstPassword> {
        self.make(Some(by.actor()), new).await
    }

    async fn change(&self, by: &Admin, user: UserId, change: PersonChange) -> Result<()> {
        let work = self.begin(Some(by.actor())).await?;
        let (db, now) = (&work.transaction, self.clock.now());
        let known = people::lock(db, user).await?;
        if known.role == Role::Admin || change.role == Some(Role::Admin) {
            in_full(Some(by.actor()))?;
        }
        let role = change.role.filter(|role| *role != known.role);
        let active = change.active.filter(|active| *active != known.active);
        let quotas = change.quotas.of(known.quotas);
        if role == Some(Role::User) || active == Some(false) {
            check_loss(&work, by.actor(), &known)?;
        }
        if let Some(role) = role {
            people::set_role(db, user, role).await?;
        }
        if let Some(active) = active {
            people::set_active(db, user, active).await?;
        }
        if quotas != known.quotas {
            people::set_quotas(db, user, quotas).await?;
        }
        if role.is_none() && active.is_none() && quotas == known.quotas {
            return Ok(());
        }
        if role.is_some() || active == Some(false) {
            people::end_sign_ins(db, user, now).await?;
        }
        let mut changed = known.clone();
        changed.role = role.unwrap_or(changed.role);
        changed.active = active.unwrap_or(changed.active);
        changed.quotas = quotas;
        let (before, after) = (state(&known), state(&changed));
        let differs = |side: &Map<String, Value>, other: &Map<String, Value>| {
            side.clone().into_iter().filter(|(name, value)| other.get(name) != Some(value)).collect::<Value>()
        };
        let sides = (Some(differs(&before, &after)), Some(differs(&after, &before)));
        self.note(work, Some(by.actor()), "user.update", user, sides).await
    }

    async fn sign_out(&self, by: &Admin, user: UserId) -> Result<()> {
        let work = self.begin(Some(by.actor())).await?;
        people::lock(&work.transaction, user).await?;
        let ended: Ended = people::end_sign_ins(&work.transaction, user, self.clock.now()).await?;
        self.note(work, Some(by.actor()), "user.sign_out", user, (None, Some(json!(ended)))).await
    }

    async fn reset_password(&self, by: &Admin, user: UserId, password: Option<&Secret>) -> Result<FirstPassword> {
        self.replace_password(Some(by.actor()), user, password, false).await
    }

    async fn delete(&self, by: &Admin, user: UserId, requests: LeftRequests) -> Result<()> {
        let work = self.begin(Some(by.actor())).await?;
        let db = &work.transaction;
        let known = people::lock(db, user).await?;
        if known.role == Role::Admin {
            in_full(Some(by.actor()))?;
        }
        check_loss(&work, by.actor(), &known)?;
        let count = match requests {
            LeftRequests::Give => people::give_requests(db, user, by.actor()).await?,
            LeftRequests::Delete => people::delete_requests(db, user).await?,
        };
        people::delete(db, user).await?;
        let mut before = state(&known);
        before.insert("name".into(), json!(known.username));
        let after = json!({ "requests": requests.as_str(), "count": count });
        self.note(work, Some(by.actor()), "user.delete", user, (Some(Value::Object(before)), Some(after))).await
    }
}
