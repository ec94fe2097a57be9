//! How far the schema of a database is.

use super::database::{Database, StoreError};
use migration::{Migrator, MigratorTrait};

impl Database {
    /// Takes the last step back.
    pub async fn migrate_down(&self) -> Result<(), StoreError> {
        Migrator::down(self.write(), Some(1)).await.map_err(StoreError::Migration)
    }

    /// Every step this program knows, in order, and whether it was taken.
    pub async fn migrations(&self) -> Result<Vec<(String, bool)>, StoreError> {
        Migrator::install(self.write()).await.map_err(StoreError::Migration)?;
        let applied = Migrator::get_migration_models(self.write()).await.map_err(StoreError::Migration)?;
        Ok(Migrator::migrations()
            .iter()
            .map(|step| {
                let name = step.name().to_owned();
                let taken = applied.iter().any(|model| model.version == name);
                (name, taken)
            })
            .collect())
    }
}
