//! What a user over there may do: bits, as in Overseerr's `server/lib/permissions.ts`.

use domain::discovery::MediaType;
use serde::{Deserialize, Serialize};

const ADMIN: i64 = 2;
const MANAGE_REQUESTS: i64 = 16;
const REQUEST: i64 = 32;
const AUTO_APPROVE: i64 = 128;
const AUTO_APPROVE_MOVIE: i64 = 256;
const AUTO_APPROVE_TV: i64 = 512;
const REQUEST_4K: i64 = 1024;
const REQUEST_4K_MOVIE: i64 = 2048;
const REQUEST_4K_TV: i64 = 4096;
const AUTO_APPROVE_4K: i64 = 32_768;
const AUTO_APPROVE_4K_MOVIE: i64 = 65_536;
const AUTO_APPROVE_4K_TV: i64 = 131_072;
const REQUEST_MOVIE: i64 = 262_144;
const REQUEST_TV: i64 = 524_288;

/// A user's bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Permissions(pub i64);

impl Permissions {
    /// An admin has every bit.
    fn has_one_of(self, bits: i64) -> bool {
        self.0 & (ADMIN | bits) != 0
    }

    pub fn is_admin(self) -> bool {
        self.has_one_of(ADMIN)
    }

    pub fn may_request(self, media_type: MediaType, is_4k: bool) -> bool {
        self.has_one_of(match (media_type, is_4k) {
            (MediaType::Movie, false) => REQUEST | REQUEST_MOVIE,
            (MediaType::Tv, false) => REQUEST | REQUEST_TV,
            (MediaType::Movie, true) => REQUEST_4K | REQUEST_4K_MOVIE,
            (MediaType::Tv, true) => REQUEST_4K | REQUEST_4K_TV,
        })
    }

    /// Requests of this user need nobody's approval. Who manages requests approves the own ones.
    pub fn auto_approved(self, media_type: MediaType, is_4k: bool) -> bool {
        self.has_one_of(
            MANAGE_REQUESTS
                | match (media_type, is_4k) {
                    (MediaType::Movie, false) => AUTO_APPROVE | AUTO_APPROVE_MOVIE,
                    (MediaType::Tv, false) => AUTO_APPROVE | AUTO_APPROVE_TV,
                    (MediaType::Movie, true) => AUTO_APPROVE_4K | AUTO_APPROVE_4K_MOVIE,
                    (MediaType::Tv, true) => AUTO_APPROVE_4K | AUTO_APPROVE_4K_TV,
                },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_and_special_bits_allow_and_an_admin_has_all() {
        use MediaType::{Movie, Tv};
        for (bits, movie, tv, movie_4k, tv_4k) in [
            (0, false, false, false, false),
            (REQUEST, true, true, false, false),
            (REQUEST_MOVIE, true, false, false, false),
            (REQUEST_TV | REQUEST_4K_TV, false, true, false, true),
            (REQUEST_4K, false, false, true, true),
            (ADMIN, true, true, true, true),
        ] {
            let permissions = Permissions(bits);
            assert_eq!(permissions.may_request(Movie, false), movie, "{bits}");
            assert_eq!(permissions.may_request(Tv, false), tv, "{bits}");
            assert_eq!(permissions.may_request(Movie, true), movie_4k, "{bits}");
            assert_eq!(permissions.may_request(Tv, true), tv_4k, "{bits}");
        }
        assert!(Permissions(AUTO_APPROVE_4K_MOVIE).auto_approved(Movie, true));
        assert!(!Permissions(AUTO_APPROVE_4K_MOVIE).auto_approved(Movie, false));
        assert!(Permissions(MANAGE_REQUESTS).auto_approved(Tv, false));
    }
}
