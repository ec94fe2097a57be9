//! What the program itself says to people, wherever it says it: the rows of the one catalogue that the backend needs too.
//! `app::text` has them all, these among them. `name = "text"` makes `name()`, `name(a, b) = "… {a} … {b}"` makes
//! `name(a, b)`. A second language is a second text in each row.

/// Rows of the catalogue.
#[macro_export]
macro_rules! catalogue {
    ($($name:ident $(($($argument:ident),+))? = $text:literal;)+) => {
        $($crate::catalogue!(@one $name $(($($argument),+))? $text);)+
    };
    (@one $name:ident $text:literal) => {
        pub fn $name() -> &'static str {
            $text
        }
    };
    (@one $name:ident ($($argument:ident),+) $text:literal) => {
        pub fn $name($($argument: impl std::fmt::Display),+) -> String {
            format!($text)
        }
    };
}

mod accounts;
mod audit;
mod calls;
mod devices;
mod input;
mod jobs;
mod keys;
mod linking;
mod outside;
mod people;
mod plex_access;
mod requests;
mod services;
mod settings;
mod store;
mod titles;
mod users;

pub use {
    accounts::*, audit::*, calls::*, devices::*, input::*, jobs::*, keys::*, linking::*, outside::*, people::*,
    plex_access::*, requests::*, services::*, settings::*, store::*, titles::*, users::*,
};
