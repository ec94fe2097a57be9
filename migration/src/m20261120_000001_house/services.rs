//! The services around us, and the settings.

use super::Made;
use crate::columns::{bare_table, one_of, table};
use sea_orm_migration::schema::{
    boolean, double_null, integer_null, json, text, text_null, text_uniq, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid_null,
};

pub fn settings() -> Made {
    let settings = bare_table("settings")
        .col(text("key").primary_key())
        .col(json("value"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(uuid_null("updated_by"))
        .to_owned();
    (settings, vec![])
}

/// `service_url` and `secrets` are sealed; `config_data` holds nothing secret.
pub fn service_config() -> Made {
    let service_config = table("service_config")
        .col(text_uniq("service_name"))
        .col(text_null("service_url"))
        .col(text_null("secrets"))
        .col(boolean("enabled"))
        .col(json("config_data"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(uuid_null("updated_by"))
        .to_owned();
    (service_config, vec![])
}

pub fn service_status() -> Made {
    let service_status = table("service_status")
        .col(text_uniq("service_name"))
        .col(one_of("status", &["online", "degraded", "offline", "unknown"]))
        .col(integer_null("response_time_ms"))
        .col(timestamp_with_time_zone_null("last_check_at"))
        .col(double_null("uptime_percentage"))
        .col(text_null("error_message"))
        .col(json("metadata"))
        .to_owned();
    (service_status, vec![])
}
