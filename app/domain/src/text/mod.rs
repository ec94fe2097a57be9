//! What the program itself says to people, wherever it says it: the rows of the one catalogue that the backend needs too.
//! `app::text` has them all, these among them. `name = "English" | "Deutsch"` makes `name()`, and with arguments,
//! `name(a, b) = "… {a} … {b}" | "…"`, `name(a, b)`. It is said in the language that is spoken ([`crate::language`]).

/// Rows of the catalogue.
#[macro_export]
macro_rules! catalogue {
    ($($name:ident $(($($argument:ident),+))? = $english:literal | $german:literal;)+) => {
        $($crate::catalogue!(@one $name $(($($argument),+))? $english $german);)+
    };
    (@one $name:ident $english:literal $german:literal) => {
        pub fn $name() -> &'static str {
            match $crate::language::spoken() {
                $crate::language::Language::English => $english,
                $crate::language::Language::German => $german,
            }
        }
    };
    (@one $name:ident ($($argument:ident),+) $english:literal $german:literal) => {
        pub fn $name($($argument: impl std::fmt::Display),+) -> String {
            match $crate::language::spoken() {
                $crate::language::Language::English => format!($english),
                $crate::language::Language::German => format!($german),
            }
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
