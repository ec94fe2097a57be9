//! A code of plex.tv on a page: its characters, where to type them, the way on, and how the wait stands. Signing in and
//! finding one's own server both show one.

use crate::{
    accounts::{
        state::{link_with_code, spoken},
        wait::Names,
    },
    context, text,
    ui::{Button, Glyph, Hidden, Icon, LinkButton, Look, Size, time},
};
use domain::{Timestamp, accounts::PlexPin};
use leptos::prelude::*;

/// The code in large type, the way to where it is typed, and the button for who has typed it.
#[component]
pub fn LinkCode(
    pin: PlexPin,
    /// The form's address, which looks whether the code was typed.
    poll: &'static str,
    next: Option<String>,
) -> impl IntoView {
    let link = link_with_code(&pin).map(|link| {
        view! {
            <LinkButton href=link look=Look::Plex size=Size::Large block=true icon=Icon::External external=true>
                {text::open_link(spoken(&pin.link))}
            </LinkButton>
        }
    });
    // Without a code there is nothing to open, and this is the way.
    let look = if pin.code.is_some() { Look::Plain } else { Look::Primary };
    view! {
        {pin.code.map(|code| view! { <Characters code /> })}
        <div class="form">
            {link}
            <form method="post" action=poll>
                <Hidden name="pin" value=pin.pin.to_string() />
                {next.map(|next| view! { <Hidden name="next" value=next /> })}
                <Button look size=Size::Large block=true>
                    {text::carry_on()}
                </Button>
            </form>
        </div>
    }
}

/// The characters apart, so that they are read and typed one by one; selected together.
#[component]
fn Characters(code: String) -> impl IntoView {
    view! {
        <p class="pin-code" id="code">
            {code.chars().map(|character| view! { <span>{character.to_string()}</span> }).collect_view()}
        </p>
    }
}

/// How long the code is good.
#[component]
pub fn Expiry(at: Timestamp) -> impl IntoView {
    let words = match context::now() {
        Some(now) => text::code_good_for(time::duration(now.seconds_until(at))),
        None => text::code_good_until(time::words(at)),
    };
    view! { <p class="center small soft">{words}</p> }
}

/// How the wait stands, in words for who waits without a script; the children offer a new code when it is over.
#[component]
pub fn WaitStatus(has_code: bool, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let words = if has_code { text::wait_still_code() } else { text::wait_still_return() };
    view! {
        <p class="waiting center" role="status">
            <span class="spin" id=Names::TURNING hidden>
                <Glyph icon=Icon::Loader />
            </span>
            <span id=Names::WORDS>{words}</span>
        </p>
        {children
            .map(|children| {
                view! {
                    <div id=Names::OVER hidden>
                        {children()}
                    </div>
                }
            })}
    }
}
