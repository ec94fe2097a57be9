//! What of signing in comes alive in the browser: the one-tap sign-in with Plex, and waiting for Plex.

use crate::{
    accounts::{
        api::{ClaimPlexPin, PollState, poll_plex_pin},
        state::{FIRST_PAUSE, MadePin, confirm_address, next_pause, pins_address},
    },
    routes::encoded,
    text,
    ui::{Button, Glyph, Hidden, Icon, Kind, Look, Notice, Size},
};
use domain::accounts::PlexWay;
use gloo_net::http::{Request, Response};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn, task::spawn_local};
use std::time::Duration;

/// How the one-tap sign-in stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tap {
    Ready,
    Busy,
    /// It cannot be done from here; the form asks for a code instead.
    Failed,
}

/// "Sign in with Plex". The browser itself makes the PIN, so that Plex sees it come from where the user is; when it
/// cannot, and before this is alive, the form asks for a code to type.
#[island(lazy)]
pub fn OneTap(way: PlexWay, next: Option<String>) -> impl IntoView {
    let tap = RwSignal::new(Tap::Ready);
    let next_field = next.clone().map(|next| view! { <Hidden name="next" value=next /> });
    let on_submit = move |event: SubmitEvent| match tap.get_untracked() {
        Tap::Failed => {}
        Tap::Busy => event.prevent_default(),
        Tap::Ready => {
            event.prevent_default();
            tap.set(Tap::Busy);
            let (way, next) = (way.clone(), next.clone());
            spawn_local(async move {
                match begin(&way, next.as_deref()).await {
                    Some(address) if location_assign(&address) => {}
                    _ => tap.set(Tap::Failed),
                }
            });
        }
    };
    // Who comes back by the Back button finds the page as it was left: ready again.
    let back = window_event_listener_untyped("pageshow", move |_| {
        if tap.get_untracked() == Tap::Busy {
            tap.set(Tap::Ready);
        }
    });
    on_cleanup(move || back.remove());
    view! {
        <form method="post" action="/api/auth/plex/start" class="form" on:submit=on_submit>
            {next_field}
            {move || {
                (tap.get() == Tap::Failed)
                    .then(|| {
                        view! {
                            <Notice kind=Kind::Bad title=text::one_tap_failed()>
                                {text::one_tap_failed_next()}
                            </Notice>
                        }
                    })
            }}
            <Button
                look=Look::Plex
                size=Size::Large
                block=true
                icon=Icon::Play
                busy=Signal::derive(move || tap.get() == Tap::Busy)
            >
                {move || if tap.get() == Tap::Failed { text::new_code() } else { text::sign_in_with_plex() }}
            </Button>
        </form>
    }
}

/// Makes a strong PIN at plex.tv, hands it to the server, and says where the user confirms it.
async fn begin(way: &PlexWay, next: Option<&str>) -> Option<String> {
    let made = Request::post(&pins_address(way))
        .header("Accept", "application/json")
        .header("X-Plex-Client-Identifier", &way.client_id)
        .header("X-Plex-Product", &way.product)
        .send()
        .await
        .ok()
        .filter(Response::ok)?
        .json::<MadePin>()
        .await
        .ok()?;
    // As its form sends it: only whether it was taken matters, and the first page anybody sees stays small.
    Request::post(ClaimPlexPin::PATH)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(format!("id={}&code={}", made.id()?, encoded(&made.code)))
        .ok()?
        .send()
        .await
        .ok()
        .filter(Response::ok)?;
    let origin = window().location().origin().ok()?;
    Some(confirm_address(way, &made.code, &origin, next))
}

fn location_assign(address: &str) -> bool {
    window().location().set_href(address).is_ok()
}

/// How the wait for Plex stands.
#[derive(Clone, PartialEq, Eq)]
enum Wait {
    /// Nobody asks by itself: the button does.
    Still,
    Asking,
    /// The last question failed; it is asked again.
    Trouble(String),
    Going,
    /// A new code is needed; says why.
    Over(String),
}

/// Asks whether the PIN was confirmed while the page is looked at, and goes on when it was.
#[island(lazy)]
pub fn PlexWait(pin: String, has_code: bool, next: Option<String>) -> impl IntoView {
    let wait = RwSignal::new(Wait::Still);
    let again = next.clone();
    Effect::new(move |_| {
        wait.set(Wait::Asking);
        ask_after(FIRST_PAUSE, pin.clone(), next.clone(), wait);
    });
    let line = move || match wait.get() {
        Wait::Still if has_code => text::wait_still_code().to_owned(),
        Wait::Still => text::wait_still_return().to_owned(),
        Wait::Asking if has_code => text::wait_asking_code().to_owned(),
        Wait::Asking => text::wait_asking_return().to_owned(),
        Wait::Trouble(message) | Wait::Over(message) => message,
        Wait::Going => text::wait_going().to_owned(),
    };
    let turning = move || matches!(wait.get(), Wait::Asking | Wait::Going | Wait::Trouble(_));
    view! {
        <p class="waiting center" role="status">
            {move || {
                turning()
                    .then(|| {
                        view! {
                            <span class="spin">
                                <Glyph icon=Icon::Loader />
                            </span>
                        }
                    })
            }} {line}
        </p>
        {move || {
            matches!(wait.get(), Wait::Over(_))
                .then(|| {
                    view! {
                        <form method="post" action="/api/auth/plex/start" class="form">
                            {again.clone().map(|next| view! { <Hidden name="next" value=next /> })}
                            <Button look=Look::Plex size=Size::Large block=true>
                                {text::new_code()}
                            </Button>
                        </form>
                    }
                })
        }}
    }
}

/// Asks in `pause` milliseconds, and again until there is an end; a page nobody looks at asks nobody.
fn ask_after(pause: u32, pin: String, next: Option<String>, wait: RwSignal<Wait>) {
    let ask = move || {
        if document().hidden() {
            ask_after(FIRST_PAUSE, pin, next, wait);
            return;
        }
        spawn_local(async move {
            match poll_plex_pin(pin.clone(), next.clone()).await {
                Ok(answer) => match answer.state {
                    PollState::Waiting => {
                        wait.set(Wait::Asking);
                        ask_after(next_pause(pause), pin, next, wait);
                    }
                    PollState::Authorized => {
                        wait.set(Wait::Going);
                        location_assign(answer.go.as_deref().unwrap_or("/"));
                    }
                    PollState::Expired | PollState::Denied => {
                        wait.set(Wait::Over(answer.message.unwrap_or_else(|| text::plex_code_expired().to_owned())));
                    }
                },
                Err(error) if error.code.status() == 404 => wait.set(Wait::Over(text::plex_code_expired().to_owned())),
                Err(error) => {
                    let seconds = error.details.retry_after.unwrap_or(5).clamp(5, 60);
                    wait.set(Wait::Trouble(error.message));
                    ask_after(u32::try_from(seconds * 1_000).unwrap_or(5_000), pin, next, wait);
                }
            }
        });
    };
    set_timeout(ask, Duration::from_millis(pause.into()));
}
