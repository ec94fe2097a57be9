//! Who changed what: what [`domain::audit::Audit`] promises.

use crate::store::{Database, audit};
use async_trait::async_trait;
use domain::{
    Admin, PageNumber, Result,
    audit::{Audit, AuditFilter, AuditList},
};

/// Reads the audit.
pub struct AuditService {
    db: Database,
}

impl AuditService {
    pub fn new(db: Database) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Audit for AuditService {
    async fn list(&self, _by: &Admin, filter: &AuditFilter, page: PageNumber) -> Result<AuditList> {
        let db = self.db.read();
        Ok(AuditList {
            page: audit::page(db, filter, page).await?,
            actors: audit::actors(db).await?,
            actions: audit::actions(db).await?,
        })
    }
}
