//! The kinds of pictures there are, drawn and encoded.

use axum::body::Bytes;

use super::scene;
use crate::seed;

/// A poster or a background for a title.
pub(crate) struct Picture {
    pub title: String,
    pub width: u32,
    pub height: u32,
    /// A background without lettering, rather than a poster.
    pub wide: bool,
    pub png: bool,
}

impl Picture {
    /// Draws it; the same title always looks the same.
    pub(crate) fn draw(&self) -> Bytes {
        let canvas = scene::landscape(&self.title, self.width, self.height, !self.wide);
        if self.png { canvas.png() } else { canvas.jpeg() }
    }
}

/// A portrait of somebody invented.
pub(crate) fn portrait(name: &str, width: u32, height: u32) -> Bytes {
    scene::portrait(name, width, height).jpeg()
}

/// A round sign with initials.
pub(crate) fn avatar(name: &str, id: u64) -> Bytes {
    scene::avatar(name, seed::mix(id)).png()
}

/// Something that looks like a QR code.
pub(crate) fn qr_like(code: &str) -> Bytes {
    scene::blocks(code).png()
}
