//! What the inbox may hold.

use crate::columns::{index, one_of, references, table};
use sea_orm_migration::{
    prelude::{DbErr, Expr, ExprTrait, ForeignKeyAction, Query, SchemaManager, Table, TableCreateStatement},
    schema::{text, text_null, timestamp_with_time_zone_null, uuid},
};

fn notifications(name: &'static str, kinds: &'static [&'static str]) -> TableCreateStatement {
    table(name)
        .col(uuid("user_id"))
        .col(one_of("kind", kinds))
        .col(text("title"))
        .col(text("body"))
        .col(text_null("link"))
        .col(timestamp_with_time_zone_null("read_at"))
        .foreign_key(&mut references("notifications", "user_id", "users", ForeignKeyAction::Cascade))
        .to_owned()
}

/// SQLite changes no CHECK: the table is made anew, with the rows of `kinds`.
pub async fn allow_notices(manager: &SchemaManager<'_>, kinds: &'static [&'static str]) -> Result<(), DbErr> {
    const COLUMNS: [&str; 8] = ["id", "created_at", "user_id", "kind", "title", "body", "link", "read_at"];
    manager.create_table(notifications("notifications_made_anew", kinds)).await?;
    let mut kept = Query::select();
    kept.columns(COLUMNS).from("notifications").and_where(Expr::col("kind").is_in(kinds.iter().copied()));
    let copy = Query::insert()
        .into_table("notifications_made_anew")
        .columns(COLUMNS)
        .select_from(kept)
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .to_owned();
    manager.exec_stmt(copy).await?;
    manager.drop_table(Table::drop().table("notifications").to_owned()).await?;
    manager.rename_table(Table::rename().table("notifications_made_anew", "notifications").to_owned()).await?;
    manager.create_index(index("notifications", &["user_id", "created_at"])).await
}
