//! The tables as `SeaORM` sees them. Nothing outside `store` and `jobs` uses these types.

pub mod api_keys;
pub mod audit_log;
pub mod jobs;
pub mod leases;
pub mod media_requests;
pub mod notifications;
pub mod plex_sign_ins;
pub mod request_events;
pub mod request_followers;
pub mod request_seasons;
pub mod service_config;
pub mod service_status;
pub mod session_tokens;
pub mod sessions;
pub mod settings;
pub mod users;
