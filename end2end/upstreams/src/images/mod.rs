//! Pictures drawn by the simulators: posters, backgrounds, portraits, avatars, codes.

mod canvas;
mod glyphs;
pub(crate) mod host;
mod picture;
mod scene;

pub(crate) use picture::{Picture, avatar, portrait, qr_like};
