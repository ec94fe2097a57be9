//! Views of signing in and of one's own account, rendered on the server.

pub mod code;
mod devices;
mod link;
mod login;
mod password;
mod plex;
mod profile;
pub mod tabs;

pub use devices::DevicesPage;
pub use login::LoginPage;
pub use password::PasswordPage;
pub use plex::PlexPinPage;
pub use profile::ProfilePage;

use crate::{
    context, text,
    ui::{Icon, LinkButton, Look, Size},
};
use leptos::prelude::*;

/// For who is signed in already: says so and leads home.
#[component]
fn AlreadySignedIn(name: String) -> impl IntoView {
    view! {
        <crate::shell::AuthCard title=text::signed_in_title(name) text=text::signed_in_text()>
            <LinkButton href="/" look=Look::Primary size=Size::Large block=true icon=Icon::Home>
                {text::go_home(context::site_name())}
            </LinkButton>
        </crate::shell::AuthCard>
    }
}
