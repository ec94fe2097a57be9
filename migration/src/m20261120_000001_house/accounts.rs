//! People, their sessions and their attempts to sign in.

use super::Made;
use crate::columns::{bare_table, index, one_of, references, table, unique_while};
use sea_orm_migration::{
    prelude::{Expr, ExprTrait, ForeignKeyAction},
    schema::{
        big_integer, big_integer_null, boolean, integer, json, json_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

/// Somebody with a `password_hash` is a local account; `plex_id` is the account at plex.tv. A local account that was
/// linked to Plex has both.
pub fn users() -> Made {
    let users = table("users")
        .col(big_integer_null("plex_id").unique_key())
        .col(text("username"))
        .col(text("username_key"))
        .col(text_null("email"))
        .col(text_null("time_zone"))
        .col(big_integer("auth_epoch").default(0))
        .col(big_integer_null("overseerr_user_id"))
        .col(text_null("plex_server_token"))
        .col(text_null("avatar_url"))
        .col(one_of("role", &["user", "admin"]))
        .col(one_of("status", &["active", "disabled"]))
        .col(text_null("password_hash"))
        .col(boolean("must_change_password").default(false))
        .col(text_null("plex_token"))
        .col(text_null("language"))
        .col(one_of("theme", &["dark", "light", "contrast", "system"]).default("dark"))
        .col(json_null("quotas"))
        .col(timestamp_with_time_zone_null("last_login_at"))
        .to_owned();
    let one_local_name = unique_while("users", &["username_key"], Expr::col("password_hash").is_not_null());
    (users, vec![one_local_name])
}

/// `id_hash` is the SHA-256 of what the cookie holds, so that a copy of the database opens no session.
pub fn sessions() -> Made {
    let sessions = bare_table("sessions")
        .col(text("id_hash").primary_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid("user_id"))
        .col(text_null("device"))
        .col(text_null("ip"))
        .col(big_integer("auth_epoch"))
        .col(json("data"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut references("sessions", "user_id", "users", ForeignKeyAction::Cascade))
        .to_owned();
    (sessions, vec![index("sessions", &["user_id"]), index("sessions", &["expires_at"])])
}

pub fn plex_sign_ins() -> Made {
    let plex_sign_ins = table("plex_sign_ins")
        .col(text("browser_hash"))
        .col(text("pin_id"))
        .col(text_null("code"))
        .col(boolean("remember"))
        .col(one_of("state", &["waiting", "authorized", "denied", "expired"]))
        .col(timestamp_with_time_zone("expires_at"))
        .col(integer("polls").default(0))
        .col(timestamp_with_time_zone("next_poll_at"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .to_owned();
    (plex_sign_ins, vec![index("plex_sign_ins", &["browser_hash"]), index("plex_sign_ins", &["expires_at"])])
}
