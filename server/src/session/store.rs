//! The database as a store of `tower-sessions`.

use super::{LOGIN, Login};
use async_trait::async_trait;
use backend::{
    clock::Clock,
    store::{
        Database, Kept,
        sessions::{self, NewSession, Session},
    },
};
use std::{fmt, sync::Arc};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store,
};

/// The table `sessions` as a store; ids are kept as hashes.
#[derive(Clone)]
pub struct DatabaseSessions {
    pub database: Database,
    pub clock: Arc<dyn Clock>,
    kept: Arc<Kept<Id, Option<Session>>>,
}

/// So many sessions are kept in memory.
const MOST_KEPT: u64 = 1_000;

impl DatabaseSessions {
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock, kept: Arc::new(Kept::new(MOST_KEPT)) }
    }
}

impl fmt::Debug for DatabaseSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseSessions")
    }
}

fn failed(error: impl fmt::Display) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

fn encoded(record: &Record) -> session_store::Result<serde_json::Value> {
    serde_json::to_value(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))
}

#[async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let login = record.data.get(LOGIN).cloned().ok_or_else(|| failed("only sign-ins make sessions"))?;
        let login: Login = serde_json::from_value(login).map_err(failed)?;
        let data = encoded(record)?;
        loop {
            let id = record.id.to_string();
            let new = NewSession {
                id: &id,
                user: login.user,
                auth_epoch: login.auth_epoch,
                device: login.device.as_deref(),
                ip: login.ip.as_deref(),
                data: &data,
                family: login.family,
            };
            if sessions::create(self.database.write(), &new, self.clock.now()).await.map_err(failed)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data = encoded(record)?;
        let id = record.id.to_string();
        // False when the session was ended meanwhile: then there is nothing to keep.
        sessions::save(self.database.write(), &id, &data, self.clock.now()).await.map_err(failed)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let (now, text) = (self.clock.now(), id.to_string());
        let ask = sessions::load(self.database.read(), &text, now);
        let row = self.kept.get(&self.database, *id, ask).await.map_err(failed)?;
        // What is kept knows nothing of the time that passes.
        let Some(row) = row.filter(|row| row.expires_at > now) else { return Ok(None) };
        let data = serde_json::from_value(row.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: row.expires_at.0 }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        sessions::delete(self.database.write(), &id.to_string()).await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backend::{
        clock::ManualClock,
        store::users::{self, NewLocal},
    };
    use domain::{
        Role, Timestamp,
        accounts::{Secret, Username},
    };
    use serde_json::json;
    use std::{collections::HashMap, time::Duration};
    use time::macros::datetime;

    const NOW: Timestamp = Timestamp(datetime!(2026-11-20 12:00:00.000001 UTC));

    #[tokio::test]
    async fn a_session_that_is_kept_ends_by_time_and_when_it_is_taken_away() {
        let home = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/medianest.db", home.path().display());
        let database = Database::connect(&url).await.expect("connected");
        database.migrate().await.expect("migrated");
        let (name, hash) = (Username::new("ann").expect("a name"), Secret::new("$argon2id$none"));
        let ann = NewLocal { username: &name, password_hash: &hash, role: Role::User, must_change_password: false };
        let user = users::create_local(database.write(), &ann, NOW).await.expect("created");
        let clock = Arc::new(ManualClock::new(NOW));
        let sessions = DatabaseSessions::new(database, clock.clone());
        let login = json!({ "user": user, "auth_epoch": 0, "started": NOW, "seen": NOW });
        let data = HashMap::from([(LOGIN.to_owned(), login)]);
        let make = async || {
            let mut record = Record { id: Id::default(), data: data.clone(), expiry_date: NOW.0 };
            sessions.create(&mut record).await.expect("made");
            record.id
        };
        let is_there = async |id: &Id| sessions.load(id).await.expect("read").is_some();

        let (taken, over) = (make().await, make().await);
        assert!(is_there(&taken).await && is_there(&over).await);
        sessions.delete(&taken).await.expect("deleted");
        assert!(!is_there(&taken).await && is_there(&over).await);
        clock.advance(Duration::from_hours(25));
        assert!(!is_there(&over).await, "and nobody has written anything");
    }
}
