//! Personal API keys: what [`domain::keys::Keys`] promises.

use crate::{
    clock::{Clock, after},
    secrets::random_token,
    store::{Database, api_keys, audit, failure, users},
};
use async_trait::async_trait;
use domain::{
    Actor, Error, Result,
    accounts::{Secret, ShownOnce},
    error::Thing,
    ids::ApiKeyId,
    keys::{ApiKey, KeyLife, Keys, MOST_KEYS, MadeKey, NewKey, PREFIX},
    text,
};
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// How much of a key its owner recognises it by.
const SHOWN: usize = PREFIX.len() + 8;
/// As long as every key is.
const LENGTH: usize = PREFIX.len() + 43;

/// Makes keys and judges them.
pub struct KeysService {
    db: Database,
    clock: Arc<dyn Clock>,
}

impl KeysService {
    pub fn new(db: Database, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Keys for KeysService {
    async fn list(&self, by: &Actor) -> Result<Vec<ApiKey>> {
        api_keys::list(self.db.read(), by.id).await
    }

    async fn create(&self, by: &Actor, new: &NewKey) -> Result<MadeKey> {
        if new.scopes.is_empty() {
            return Err(Error::field("scopes", text::key_needs_scope()));
        }
        if let Some(beyond) = new.scopes.iter().find(|scope| !by.may(**scope)) {
            return Err(Error::field("scopes", text::key_scope_not_yours(beyond.as_str())));
        }
        let now = self.clock.now();
        let key = Secret::new(format!("{PREFIX}{}", random_token()?.reveal()));
        let row = api_keys::NewRow {
            user: by.id,
            key: &key,
            prefix: key.reveal().get(..SHOWN).unwrap_or_default(),
            name: &new.name,
            scopes: &new.scopes,
            expires_at: match new.life {
                KeyLife::Days(days) => Some(after(now, Duration::from_hours(24 * u64::from(days)))),
                KeyLife::Never => None,
            },
        };
        let transaction = self.db.begin().await.map_err(failure)?;
        // A key that is made while everything of this user is ended must not be left over.
        if !users::holds(&transaction, by).await? {
            return Err(Error::Unauthenticated(text::sign_in_first().into()));
        }
        if api_keys::count(&transaction, by.id).await? >= MOST_KEYS {
            return Err(Error::Conflict(text::key_too_many(MOST_KEYS)));
        }
        let about = api_keys::insert(&transaction, &row, now).await?;
        let entry = audit::Entry {
            actor: Some(by),
            action: "key.create",
            object: &format!("key:{}", about.id),
            before: None,
            after: Some(json!({
                "name": about.name, "prefix": about.prefix, "scopes": about.scopes, "expires_at": about.expires_at,
            })),
        };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(failure)?;
        Ok(MadeKey { key: ShownOnce::new(&key), about })
    }

    async fn revoke(&self, by: &Actor, key: ApiKeyId) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(failure)?;
        if !api_keys::revoke(&transaction, by.id, key, now).await? {
            return Err(Error::not_found(Thing::Key));
        }
        let object = format!("key:{key}");
        let entry = audit::Entry { actor: Some(by), action: "key.revoke", object: &object, ..Default::default() };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(failure)
    }

    async fn holder(&self, key: &Secret) -> Result<Actor> {
        let refused = |words: &str| Err(Error::Unauthenticated(words.to_owned()));
        let text = key.reveal();
        // What cannot be a key costs no question.
        let found = if text.len() == LENGTH && text.starts_with(PREFIX) {
            api_keys::find(self.db.read(), key).await?
        } else {
            None
        };
        let Some(found) = found else { return refused(text::key_unknown()) };
        if found.revoked {
            return refused(text::key_revoked());
        }
        let now = self.clock.now();
        if found.about.expires_at.is_some_and(|end| end <= now) {
            return refused(text::key_expired());
        }
        let user = users::find(self.db.read(), found.user).await?;
        let Some(user) = user.filter(|user| user.active) else { return refused(text::key_user_disabled()) };
        let is_due =
            found.about.last_used_at.is_none_or(|last| last.seconds_until(now) >= api_keys::TOUCH_EVERY.as_secs());
        // That it was used is worth noting, not refusing anybody for.
        if is_due && let Err(error) = api_keys::touch(self.db.write(), found.about.id, now).await {
            tracing::warn!(%error, "the use of an API key could not be noted");
        }
        Ok(Actor { scopes: Some(found.about.scopes), ..user.into_actor() })
    }
}
