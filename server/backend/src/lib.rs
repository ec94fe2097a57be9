//! Everything that works without HTTP: services, store, integrations, jobs.

pub mod clock;
pub mod images;
pub mod integrations;
pub mod jobs;
pub mod language;
pub mod live;
pub mod secrets;
pub mod services;
pub mod settings;
pub mod shared;
pub mod store;
