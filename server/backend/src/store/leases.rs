//! Leases: what only one replica does at a time, and until when it may think so.

use super::{
    Database,
    values::{column, failure},
};
use crate::clock;
use domain::{Result, Timestamp};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;

/// Takes or renews a lease; `false` while somebody else holds it. Judged by `now`, which has to be the database's own time
/// where replicas share one.
pub async fn take(db: &Database, name: &str, owner: &str, lease: Duration, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO leases (name, owner, until, fence) VALUES ($1, $2, $3, 1)
         ON CONFLICT (name) DO UPDATE SET
            fence = CASE WHEN leases.owner = excluded.owner THEN leases.fence ELSE leases.fence + 1 END,
            owner = excluded.owner,
            until = excluded.until
         WHERE leases.owner = excluded.owner OR leases.until < $4";
    let values = [name.into(), owner.into(), column(clock::after(now, lease)).into(), column(now).into()];
    let connection = db.write();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let taken = connection.execute_raw(statement).await.map_err(failure)?;
    Ok(taken.rows_affected() == 1)
}

/// Lets go, so that another need not wait for the end of the lease.
pub async fn release(db: &Database, name: &str, owner: &str) -> Result<()> {
    let sql = "DELETE FROM leases WHERE name = $1 AND owner = $2";
    let connection = db.write();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, [name.into(), owner.into()]);
    connection.execute_raw(statement).await.map_err(failure)?;
    Ok(())
}

/// Ends a lease that is held by somebody else whose name begins so; says whether there was one.
pub async fn inherit(db: &Database, name: &str, owner: &str, prefix: &str) -> Result<bool> {
    let sql = "DELETE FROM leases WHERE name = $1 AND owner <> $2 AND SUBSTR(owner, 1, LENGTH($3)) = $3";
    let connection = db.write();
    let values = [name.into(), owner.into(), prefix.into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let ended = connection.execute_raw(statement).await.map_err(failure)?;
    Ok(ended.rows_affected() == 1)
}
