//! plex.tv: PINs, accounts, resources, and the two pages on which a person signs in.

mod auth_page;
mod errors;
mod link_page;
pub(crate) mod pins;
mod resources;
mod router;
mod routes;
mod users;

pub(crate) use router::router;
