//! Images as services hand them out.

use super::http::{Failure, Reply, Upstream, Why};

/// An image that a browser may be shown: never one that can hold a script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub kind: PictureKind,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureKind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
}

impl PictureKind {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
        }
    }

    /// By how the bytes begin: what a service says of them is not to be trusted.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Some(Self::Avif),
            _ => None,
        }
    }
}

impl Picture {
    /// The most bytes one image may have.
    pub const MOST_BYTES: usize = 5 * 1024 * 1024;

    /// # Errors
    /// [`Why::WrongShape`] for anything but a known kind of image, by name and by content.
    pub(crate) fn from_reply(upstream: Upstream, reply: Reply) -> Result<Self, Failure> {
        match PictureKind::sniff(&reply.body) {
            Some(kind) if reply.content_type.starts_with("image/") => Ok(Self { kind, bytes: reply.body }),
            _ => Err(Failure { upstream, why: Why::WrongShape }),
        }
    }
}
