//! Wishes and their stories.

use super::Made;
use crate::columns::{bare_table, index, one_of, references, table, unique_while};
use sea_orm_migration::{
    prelude::{Expr, ExprTrait, ForeignKeyAction, Index},
    schema::{
        big_integer_null, boolean, integer, integer_null, json, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

const MEDIA_TYPES: &[&str] = &["movie", "tv"];

/// What becomes of a user's requests is decided when the user is deleted, hence `Restrict`.
pub fn media_requests() -> Made {
    let statuses =
        &["pending", "approved", "declined", "processing", "partially_available", "available", "failed", "cancelled"];
    let media_requests = table("media_requests")
        .col(uuid("user_id"))
        .col(text("title"))
        .col(integer_null("year"))
        .col(text_null("poster_path"))
        .col(one_of("media_type", MEDIA_TYPES))
        .col(integer("tmdb_id"))
        .col(json("seasons"))
        .col(boolean("is_4k"))
        .col(one_of("status", statuses))
        .col(one_of("delivery", &["waiting", "delivered"]))
        .col(big_integer_null("overseerr_id"))
        .col(text_null("decline_reason"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("completed_at"))
        .foreign_key(&mut references("media_requests", "user_id", "users", ForeignKeyAction::Restrict))
        .to_owned();
    let indexes = vec![
        index("media_requests", &["user_id", "created_at"]),
        index("media_requests", &["user_id", "media_type", "tmdb_id"]),
        index("media_requests", &["created_at"]),
        index("media_requests", &["overseerr_id"]),
    ];
    (media_requests, indexes)
}

/// What is asked for, season by season; a film is the one row with season −1. While `open`, nobody can ask for the
/// same again.
pub fn request_seasons() -> Made {
    let request_seasons = bare_table("request_seasons")
        .col(uuid("request_id"))
        .col(integer("season").check(Expr::col("season").between(-1, 9999)))
        .col(one_of("media_type", MEDIA_TYPES))
        .col(integer("tmdb_id"))
        .col(boolean("is_4k"))
        .col(boolean("open"))
        .primary_key(Index::create().col("request_id").col("season"))
        .foreign_key(&mut references("request_seasons", "request_id", "media_requests", ForeignKeyAction::Cascade))
        .to_owned();
    let once = unique_while("request_seasons", &["media_type", "tmdb_id", "is_4k", "season"], Expr::col("open"));
    (request_seasons, vec![once])
}

pub fn request_followers() -> Made {
    let request_followers = bare_table("request_followers")
        .col(uuid("request_id"))
        .col(uuid("user_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("notified_at"))
        .primary_key(Index::create().col("request_id").col("user_id"))
        .foreign_key(&mut references("request_followers", "request_id", "media_requests", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("request_followers", "user_id", "users", ForeignKeyAction::Cascade))
        .to_owned();
    (request_followers, vec![index("request_followers", &["user_id"])])
}

/// `actor` is the name the person had then; absent for what happened by itself.
pub fn request_events() -> Made {
    let kinds = &[
        "requested",
        "waiting",
        "sent",
        "approved",
        "declined",
        "processing",
        "available",
        "failed",
        "cancelled",
        "comment",
    ];
    let request_events = bare_table("request_events")
        .col(sea_orm_migration::schema::pk_uuid("id"))
        .col(uuid("request_id"))
        .col(one_of("kind", kinds))
        .col(text_null("actor"))
        .col(text("text"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut references("request_events", "request_id", "media_requests", ForeignKeyAction::Cascade))
        .to_owned();
    (request_events, vec![index("request_events", &["request_id"])])
}
