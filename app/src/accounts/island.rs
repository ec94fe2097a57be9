//! What of signing in comes alive in the browser: the one-tap sign-in with Plex, and waiting for Plex. The forms are
//! written by the server, and work without any of this.

use crate::{
    accounts::{
        api::{ClaimPlexPin, PollAnswer, PollPlexPin, PollState},
        state::{confirm_address, pin_id, pins_address},
        wait::{Next, Question},
    },
    browser::{by_id, go, listen, object, post, set, set_busy, show, word},
    error::{AppError, Code},
    routes::encoded,
    text,
};
use domain::accounts::PlexWay;
use gloo_net::http::{Request, Response};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

/// The names by which the pages and what brings them to life know each other.
pub struct Names;

impl Names {
    pub const ONE_TAP: &str = "one-tap";
    pub const ONE_TAP_BUTTON: &str = "one-tap-button";
    pub const ONE_TAP_FAILED: &str = "one-tap-failed";
    pub const REMEMBER: &str = "one-tap-remember";
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
        .filter(Response::ok)?;
    let made = object(&made).await?;
    let (id, code) = (pin_id(word(&made, "id")?)?, word(&made, "code")?);
    let remember = by_id::<HtmlInputElement>(Names::REMEMBER).is_some_and(|input| input.checked());
    let fields = format!("id={id}&code={}&remember={remember}", encoded(&code));
    post(ClaimPlexPin::PATH, fields).await.ok().filter(Response::ok)?;
    let origin = window().location().origin().ok()?;
    Some(confirm_address(way, &code, &origin, next))
}

/// Asks whether the PIN was confirmed while the page is looked at, and goes on when it was.
#[island(lazy)]
pub fn PlexWait(pin: String, has_code: bool, next: Option<String>) -> impl IntoView {
    Effect::new(move |_| {
        let next = next.as_deref().map(|next| format!("&next={}", encoded(next))).unwrap_or_default();
        let read = |answer: Result<PollAnswer, AppError>| {
            Ok(match answer {
                Ok(PollAnswer { state: PollState::Waiting, .. }) => Next::Again,
                Ok(PollAnswer { state: PollState::Authorized, go, .. }) => {
                    Next::Go(go.unwrap_or_else(|| "/".into()), text::wait_going())
                }
                Ok(answer) => Next::Over(answer.message.unwrap_or_else(|| text::plex_code_expired().to_owned())),
                Err(error) if error.code == Code::NotFound => Next::Over(text::plex_code_expired().to_owned()),
                Err(error) => return Err(error),
            })
        };
        let fields = format!("pin={}{next}", encoded(&pin));
        Question { path: PollPlexPin::PATH, fields, has_code, read: Box::new(read) }.begin();
    });
}
