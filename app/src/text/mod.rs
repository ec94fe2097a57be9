//! Every text on screen, in one catalogue. `name = "English" | "Deutsch"` makes `name()`, and with arguments,
//! `name(a, b) = "… {a} … {b}" | "…"`, `name(a, b)`.

macro_rules! catalogue {
    ($($rows:tt)*) => {
        domain::catalogue! { $($rows)* }
    };
}

mod accounts;
mod admin;
mod audit;
mod frame;
mod home;
mod keys;
mod people;
mod profile;
mod requests;
mod settings;
mod titles;

pub use {
    accounts::*, admin::*, audit::*, frame::*, home::*, keys::*, people::*, profile::*, requests::*, settings::*,
    titles::*,
};

/// What the backend says too.
pub use domain::text::*;
