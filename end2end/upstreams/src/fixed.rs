//! Everything a test may rely on by name: keys, ids and the titles with a known state.

/// plex.tv token of the account that owns the server ([`BEN`]); also accepted by the Plex server itself.
pub const ADMIN_PLEX_TOKEN: &str = "benOwnerPlexToken001";
/// The key Overseerr accepts in `X-Api-Key`.
pub const OVERSEERR_API_KEY: &str = "MTcwMDAwMDAwMDAwMG92ZXJzZWVyci1zaW11bGF0b3I=";
/// The v3 key that TMDB accepts as `api_key`.
pub const TMDB_API_KEY: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
/// The read access token that TMDB accepts as `Authorization: Bearer`.
pub const TMDB_READ_TOKEN: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIwZjFlMmQzYyIsInNjb3BlcyI6WyJhcGlfcmVhZCJdfQ.c2ltdWxhdGVk";
/// A v3 key whose account was suspended.
pub const TMDB_SUSPENDED_KEY: &str = "deadbeefdeadbeefdeadbeefdeadbeef";
/// `machineIdentifier` of the Plex server.
pub const MACHINE_IDENTIFIER: &str = "6d65646961nest0f51mulat0r5e12ve12a1b2c3d4";
/// `friendlyName` of the Plex server.
pub const SERVER_NAME: &str = "Lantern House";
/// Ben's second server, which is switched off; at its old address the first one answers.
pub const OFF_SERVER_NAME: &str = "Attic";
/// A server of somebody else, which is shared with Ben.
pub const FOREIGN_SERVER_NAME: &str = "Riverside";
/// Version of the Plex server.
pub const PLEX_VERSION: &str = "1.43.2.10687-563d026ea";
/// Version of Overseerr.
pub const OVERSEERR_VERSION: &str = "1.34.0";
/// Version of Seerr, where that is simulated in Overseerr's place.
pub const SEERR_VERSION: &str = "3.1.0";

/// Owns the Plex server; administrator of Overseerr (user 1).
pub const BEN: u64 = 1001;
/// The server is shared with her; Overseerr user 2: may request, nothing is approved by itself, 5 films in 7 days.
pub const ANN: u64 = 1002;
/// Sees only the film library; Overseerr user 3: films are approved by themselves, may request 4K.
pub const DORA: u64 = 1003;
/// Has a Plex account, but the server is not shared with him.
pub const CARL: u64 = 1004;
/// The server is shared with him, but Overseerr does not know him until he is imported.
pub const ERIK: u64 = 1005;

/// Ben in Overseerr.
pub const OVERSEERR_BEN: u64 = 1;
/// Ann in Overseerr.
pub const OVERSEERR_ANN: u64 = 2;
/// Dora in Overseerr.
pub const OVERSEERR_DORA: u64 = 3;

/// Section key of the film library.
pub const FILMS_SECTION: &str = "1";
/// Section key of the series library.
pub const SERIES_SECTION: &str = "2";
/// Section key of the home videos.
pub const HOME_VIDEOS_SECTION: &str = "3";

/// Film "Northern Light": nobody has asked for it yet.
pub const NORTHERN_LIGHT: u32 = 1001;
/// Film "The Long Orbit": available, in Plex, part of a collection.
pub const THE_LONG_ORBIT: u32 = 1002;
/// Film "Saltwater": approved and processing.
pub const SALTWATER: u32 = 1003;
/// Film "Glass Harbour": available, in Plex.
pub const GLASS_HARBOUR: u32 = 1004;
/// Film "Low Sun": nobody has asked for it yet.
pub const LOW_SUN: u32 = 1005;
/// Film "The Ferryman's Daughter": an apostrophe in the title; unrequested.
pub const APOSTROPHE: u32 = 1006;
/// Film "光の島": a title outside Latin script; unrequested.
pub const UNICODE: u32 = 1007;
/// Film with a title of more than two hundred characters; unrequested.
pub const LONG_TITLE: u32 = 1008;
/// Film without poster and backdrop; unrequested.
pub const NO_POSTER: u32 = 1009;
/// Film with `<script>` in its title; unrequested.
pub const SCRIPT_TITLE: u32 = 1010;
/// Film announced without a release date (`releaseDate` is empty), without overview and runtime.
pub const ANNOUNCED: u32 = 1011;
/// Film "Salt & Iron: 100% Proof": characters that matter in URLs.
pub const AMPERSAND: u32 = 1012;
/// A film Ann has asked for and nobody has decided on.
pub const PENDING_FILM: u32 = 1020;
/// A film Dora asked for, which was declined.
pub const DECLINED_FILM: u32 = 1023;
/// Film "Paper Cities" and series "Paper Cities: The Series": two titles, one TMDB id, as happens on TMDB.
pub const PAPER_CITIES: u32 = 1500;

/// Series "Ninth Hour": four seasons and specials; nobody has asked for it yet.
pub const NINTH_HOUR: u32 = 2001;
/// Series "Echo Valley": seasons 1 and 2 of 3 are available.
pub const ECHO_VALLEY: u32 = 2002;
/// Series "The Lamplighters": complete and available.
pub const THE_LAMPLIGHTERS: u32 = 2003;
/// Series "Harbour Street": season 1 approved and processing.
pub const HARBOUR_STREET: u32 = 2004;

/// Person "Mara Lindqvist": actor in many titles.
pub const MARA_LINDQVIST: u32 = 5001;
/// Collection "The Long Orbit Collection".
pub const LONG_ORBIT_COLLECTION: u32 = 7001;
