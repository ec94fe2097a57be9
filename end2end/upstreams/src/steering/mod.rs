//! How a test steers the world: the people, the Plex server, Overseerr.

mod overseerr;
mod people;
mod plex;
