//! What of signing in comes alive in the browser: the one-tap sign-in with Plex, and waiting for Plex. The forms are
//! written by the server, and work without any of this.

use crate::{
    accounts::{
        api::{ClaimPlexPin, PollAnswer, PollPlexPin, PollState},
        state::{FIRST_PAUSE, MadePin, confirm_address, next_pause, pins_address},
    },
    browser::{by_id, call, go, listen, set, set_busy, show},
    routes::encoded,
    text,
};
use domain::accounts::PlexWay;
use gloo_net::http::{Request, Response};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use std::time::Duration;
use web_sys::{Element, HtmlFormElement};

/// The names by which the pages and what brings them to life know each other.
pub struct Names;

impl Names {
    pub const ONE_TAP: &str = "one-tap";
    pub const ONE_TAP_BUTTON: &str = "one-tap-button";
    pub const ONE_TAP_FAILED: &str = "one-tap-failed";
    pub const WAIT: &str = "plex-wait";
    pub const WAIT_TURNING: &str = "plex-wait-turning";
    pub const WAIT_WORDS: &str = "plex-wait-words";
    pub const WAIT_OVER: &str = "plex-wait-over";
}

/// How the one-tap sign-in stands; kept where the style sees it, in `data-tap` of the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tap {
    Ready,
    Busy,
    /// It cannot be done from here; the form asks for a code instead.
    Failed,
}

impl Tap {
    fn of(form: &Element) -> Self {
        match form.get_attribute("data-tap").as_deref() {
            Some("busy") => Self::Busy,
            Some("failed") => Self::Failed,
            _ => Self::Ready,
        }
    }

    fn show(self, form: &Element) {
        let name = match self {
            Self::Ready => None,
            Self::Busy => Some("busy"),
            Self::Failed => Some("failed"),
        };
        set(form, "data-tap", name);
        if let Some(button) = by_id::<Element>(Names::ONE_TAP_BUTTON) {
            set_busy(&button, self == Self::Busy);
        }
        if let Some(notice) = by_id::<Element>(Names::ONE_TAP_FAILED) {
            show(&notice, self == Self::Failed);
        }
    }
}

/// "Sign in with Plex". The browser itself makes the PIN, so that Plex sees it come from where the user is; when it
/// cannot, and before this is alive, the form asks for a code to type.
#[island(lazy)]
pub fn OneTap(way: PlexWay, next: Option<String>) -> impl IntoView {
    Effect::new(move |_| {
        let Some(form) = by_id::<HtmlFormElement>(Names::ONE_TAP) else { return };
        // Who comes back by the Back button finds the page as it was left: ready again.
        listen(&window(), "pageshow", {
            let form = form.clone();
            move |_| {
                if Tap::of(&form) == Tap::Busy {
                    Tap::Ready.show(&form);
                }
            }
        });
        let (way, next) = (way.clone(), next.clone());
        listen(&form.clone(), "submit", move |event| match Tap::of(&form) {
            Tap::Failed => {}
            Tap::Busy => event.prevent_default(),
            Tap::Ready => {
                event.prevent_default();
                Tap::Busy.show(&form);
                let (way, next, form) = (way.clone(), next.clone(), form.clone());
                spawn_local(async move {
                    match begin(&way, next.as_deref()).await {
                        Some(address) if go(&address) => {}
                        _ => Tap::Failed.show(&form),
                    }
                });
            }
        });
    });
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
    let fields = format!("id={}&code={}", made.id()?, encoded(&made.code));
    call::<serde_json::Value>(ClaimPlexPin::PATH, fields).await.ok()?;
    let origin = window().location().origin().ok()?;
    Some(confirm_address(way, &made.code, &origin, next))
}

/// How the wait for Plex stands.
enum Wait {
    Asking,
    /// The last question failed; it is asked again.
    Trouble(String),
    Going,
    /// A new code is needed; says why.
    Over(String),
}

impl Wait {
    fn show(self, has_code: bool) {
        let turning = !matches!(self, Self::Over(_));
        let words = match self {
            Self::Asking if has_code => text::wait_asking_code().to_owned(),
            Self::Asking => text::wait_asking_return().to_owned(),
            Self::Trouble(message) | Self::Over(message) => message,
            Self::Going => text::wait_going().to_owned(),
        };
        for (id, shown) in [(Names::WAIT_TURNING, turning), (Names::WAIT_OVER, !turning)] {
            if let Some(element) = by_id::<Element>(id) {
                show(&element, shown);
            }
        }
        // What is the same is not read out again.
        if let Some(element) = by_id::<Element>(Names::WAIT_WORDS)
            && element.text_content().as_deref() != Some(words.as_str())
        {
            element.set_text_content(Some(&words));
        }
    }
}

/// Asks whether the PIN was confirmed while the page is looked at, and goes on when it was.
#[island(lazy)]
pub fn PlexWait(pin: String, has_code: bool, next: Option<String>) -> impl IntoView {
    Effect::new(move |_| {
        let next = next.as_deref().map(|next| format!("&next={}", encoded(next))).unwrap_or_default();
        Wait::Asking.show(has_code);
        ask_after(FIRST_PAUSE, format!("pin={}{next}", encoded(&pin)), has_code);
    });
}

/// Asks in `pause` milliseconds, and again until there is an end; a page nobody looks at asks nobody.
fn ask_after(pause: u32, fields: String, has_code: bool) {
    let ask = move || {
        if document().hidden() {
            ask_after(FIRST_PAUSE, fields, has_code);
            return;
        }
        spawn_local(async move {
            match call::<PollAnswer>(PollPlexPin::PATH, fields.clone()).await {
                Ok(answer) => match answer.state {
                    PollState::Waiting => {
                        Wait::Asking.show(has_code);
                        ask_after(next_pause(pause), fields, has_code);
                    }
                    PollState::Authorized => {
                        Wait::Going.show(has_code);
                        go(answer.go.as_deref().unwrap_or("/"));
                    }
                    PollState::Expired | PollState::Denied => {
                        Wait::Over(answer.message.unwrap_or_else(|| text::plex_code_expired().to_owned()))
                            .show(has_code);
                    }
                },
                Err(error) if error.code.status() == 404 => {
                    Wait::Over(text::plex_code_expired().to_owned()).show(has_code);
                }
                Err(error) => {
                    let seconds = error.details.retry_after.unwrap_or(5).clamp(5, 60);
                    Wait::Trouble(error.message).show(has_code);
                    ask_after(u32::try_from(seconds * 1_000).unwrap_or(5_000), fields, has_code);
                }
            }
        });
    };
    set_timeout(ask, Duration::from_millis(pause.into()));
}
