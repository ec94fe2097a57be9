//! Everything that is sealed, wherever it is stored: for sealing it again with another key.

use super::values::failure;
use crate::secrets::{Keyring, Place};
use domain::{Error, Result};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, Order, Query},
};
use uuid::Uuid;

/// Tables with the columns that hold sealed boxes. The place of a box is its table, its column and its row.
pub const SEALED: &[(&str, &str)] = &[
    ("users", "plex_token"),
    ("users", "plex_server_token"),
    ("service_config", "service_url"),
    ("service_config", "secrets"),
    ("plex_sign_ins", "pin_id"),
    ("plex_sign_ins", "found"),
    ("session_tokens", "successor"),
];

/// Rows looked at in one question.
const AT_ONCE: u64 = 100;

/// What became of the boxes of one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Resealed {
    /// Sealed again with the first key.
    pub count: u64,
    /// Could not be opened; they stay as they are.
    pub unreadable: u64,
}

/// Seals every box of a column again that another key than the first one has sealed. A value that is changed meanwhile
/// is left as it was changed. May be broken off and done again.
pub async fn reseal(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    (table, column): (&'static str, &'static str),
) -> Result<Resealed> {
    let first = keyring.ids().into_iter().next().unwrap_or_default();
    let mut done = Resealed::default();
    let mut after = Uuid::nil();
    loop {
        let mut boxes = Query::select();
        boxes
            .columns(["id", column])
            .from(table)
            .and_where(Expr::col("id").gt(after))
            .and_where(Expr::col(column).is_not_null())
            .and_where(Expr::col(column).not_like(format!("{first}.%")))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(AT_ONCE);
        let rows = db.query_all(&boxes).await.map_err(failure)?;
        let Some(last) = rows.last() else { return Ok(done) };
        after = last.try_get("", "id").map_err(failure)?;
        for row in &rows {
            let id: Uuid = row.try_get("", "id").map_err(failure)?;
            let sealed: String = row.try_get("", column).map_err(failure)?;
            let place = Place::new(table, column, id);
            let Ok(plain) = keyring.open(&place, &sealed) else {
                done.unreadable += 1;
                continue;
            };
            let again = keyring.seal(&place, &plain).map_err(Error::from)?;
            let mut update = Query::update();
            update
                .table(table)
                .value(column, again)
                .and_where(Expr::col("id").eq(id))
                .and_where(Expr::col(column).eq(sealed));
            done.count += db.execute(&update).await.map_err(failure)?.rows_affected();
        }
    }
}
