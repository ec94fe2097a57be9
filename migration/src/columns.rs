//! Columns and keys that migrations have in common.

use sea_orm_migration::{
    prelude::{
        ColumnDef, ConditionalStatement, Expr, ExprTrait, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement,
        Index, IndexCreateStatement, Table, TableCreateStatement,
    },
    schema::{pk_uuid, text, timestamp_with_time_zone},
};

/// A table whose rows have an id of their own and know when they were made.
pub fn table(name: &'static str) -> TableCreateStatement {
    bare_table(name).col(pk_uuid("id")).col(timestamp_with_time_zone("created_at")).to_owned()
}

/// A table with nothing in it yet.
pub fn bare_table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// An enum: text that is one of these words.
pub fn one_of(name: &'static str, words: &[&'static str]) -> ColumnDef {
    text(name).check(Expr::col(name).is_in(words.iter().copied())).to_owned()
}

/// `column` names a row of `target` by its id.
pub fn references(
    table: &'static str,
    column: &'static str,
    target: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(target, "id")
        .on_delete(on_delete)
        .to_owned()
}

/// An index named after its table and columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// No two rows that meet `condition` agree in all of `columns`.
pub fn unique_while(table: &'static str, columns: &[&'static str], condition: Expr) -> IndexCreateStatement {
    index(table, columns).name(format!("ux_{table}_{}", columns.join("_"))).unique().and_where(condition).to_owned()
}
