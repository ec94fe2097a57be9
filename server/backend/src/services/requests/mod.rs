//! Requests: kept first, delivered by a job. Whatever Overseerr does meanwhile, a wish that was accepted is not lost.

mod announce;
mod asking;
mod cancel;
mod decide;
mod follow;
pub(crate) mod progress;
mod service;
mod submit;
mod wish;
mod with_others;

pub(crate) use announce::{announce, announce_to};
pub(crate) use cancel::delete as delete_in_overseerr;
pub use service::RequestsService;
pub(crate) use submit::quota_words;
