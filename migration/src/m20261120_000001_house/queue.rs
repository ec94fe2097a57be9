//! The queue of background work, and the log of who changed what.

use super::Made;
use crate::columns::{bare_table, index, one_of, table, unique_while};
use sea_orm_migration::{
    prelude::{Expr, ExprTrait},
    schema::{
        big_integer, integer, json, json_null, pk_uuid, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid_null,
    },
};

/// `fence` counts claims: what a worker commits must carry the number it was given.
pub fn jobs() -> Made {
    let jobs = table("jobs")
        .col(text("kind"))
        .col(json("payload"))
        .col(text_null("subject"))
        .col(one_of("state", &["queued", "running", "succeeded", "failed"]))
        .col(integer("priority").default(0))
        .col(uuid_null("fairness_key"))
        .col(integer("attempts").default(0))
        .col(integer("crashes").default(0))
        .col(text_null("lease_owner"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(big_integer("fence").default(0))
        .col(timestamp_with_time_zone("run_at"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .to_owned();
    let active = Expr::col("state").is_in(["queued", "running"]).and(Expr::col("subject").is_not_null());
    let indexes = vec![
        unique_while("jobs", &["kind", "subject"], active),
        index("jobs", &["state", "run_at"]),
        index("jobs", &["fairness_key", "started_at"]),
        index("jobs", &["finished_at"]),
    ];
    (jobs, indexes)
}

/// Append-only; `before` and `after` hold no secret.
pub fn audit_log() -> Made {
    let audit_log = bare_table("audit_log")
        .col(pk_uuid("id"))
        .col(uuid_null("actor_id"))
        .col(text("actor"))
        .col(text("action"))
        .col(text("object"))
        .col(json_null("before"))
        .col(json_null("after"))
        .col(text_null("ip"))
        .col(text_null("request_id"))
        .col(timestamp_with_time_zone("at"))
        .to_owned();
    (audit_log, vec![index("audit_log", &["at"])])
}
