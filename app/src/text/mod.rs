//! Every text on screen, in one catalogue. `name = "text"` makes `name()`, `name(a, b) = "… {a} … {b}"` makes `name(a, b)`.
//! A second language is a second text in each row, picked by the language of the request.

macro_rules! catalogue {
    ($($name:ident $(($($argument:ident),+))? = $text:literal;)+) => {
        $(catalogue!(@one $name $(($($argument),+))? $text);)+
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
mod admin;
mod frame;
mod home;
mod requests;
mod titles;

pub use {accounts::*, admin::*, frame::*, home::*, requests::*, titles::*};
