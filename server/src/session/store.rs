//! The database as a store of `tower-sessions`.

use super::{LOGIN, Login};
use async_trait::async_trait;
use backend::{
    clock::Clock,
    store::{
        Database,
        sessions::{self, NewSession},
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
        let row = sessions::load(self.database.read(), &id.to_string(), self.clock.now()).await.map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_value(row.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: row.expires_at.0 }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        sessions::delete(self.database.write(), &id.to_string()).await.map_err(failed)
    }
}
