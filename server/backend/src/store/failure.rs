//! What an error of the database means for people.

use domain::{Error, text};
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

/// Gone or too busy: try again. A full disk: say so. Everything else is our own fault.
pub fn failure(error: DbErr) -> Error {
    match trouble(&error) {
        Some(Trouble::Away) => unavailable(text::database_away(), 5),
        Some(Trouble::Full) => unavailable(text::disk_full(), 60),
        None => Error::internal(error),
    }
}

/// Whether a row was refused because there already is one like it.
pub(super) fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

fn unavailable(message: &str, seconds: u64) -> Error {
    Error::Unavailable { service: None, message: message.into(), retry_after_seconds: Some(seconds) }
}

enum Trouble {
    Away,
    Full,
}

fn trouble(error: &DbErr) -> Option<Trouble> {
    match error {
        DbErr::ConnectionAcquire(_) => Some(Trouble::Away),
        DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause) => match cause {
            RuntimeErr::SqlxError(cause) => of_driver(cause),
            RuntimeErr::Internal(_) => None,
        },
        _ => None,
    }
}

fn of_driver(error: &sqlx::Error) -> Option<Trouble> {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Some(Trouble::Away),
        sqlx::Error::Database(error) => of_code(&error.code()?),
        _ => None,
    }
}

/// SQLite's result codes (sqlite.org/rescode.html) are numbers, PostgreSQL's (its manual, appendix A) have five
/// characters. A transaction that PostgreSQL ended because of another one can be tried again too.
fn of_code(code: &str) -> Option<Trouble> {
    match code {
        "13" | "53100" => Some(Trouble::Full),
        "5" | "6" | "14" | "261" | "517" | "53300" | "40001" | "40P01" | "57014" => Some(Trouble::Away),
        code if code.len() == 5 && (code.starts_with("08") || code.starts_with("57P")) => Some(Trouble::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_apart_from_our_own_faults() {
        assert!(matches!(of_code("13"), Some(Trouble::Full)));
        for code in ["5", "57P01", "08006", "53300"] {
            assert!(matches!(of_code(code), Some(Trouble::Away)), "{code}");
        }
        for code in ["1", "787", "23505", "42601"] {
            assert!(of_code(code).is_none(), "{code}");
        }
    }

    #[test]
    fn a_pool_without_a_free_connection_is_no_fault_of_ours() {
        let error = failure(DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout));
        assert!(matches!(error, Error::Unavailable { retry_after_seconds: Some(5), .. }));
        assert!(matches!(failure(DbErr::Custom("x".into())), Error::Internal(_)));
    }
}
