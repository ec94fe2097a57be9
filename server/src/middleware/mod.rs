//! What every request passes through, from the outside in.

pub mod cross_site;
pub mod headers;
pub mod hosts;
pub mod language;
pub mod rate_limit;
pub mod trace;
