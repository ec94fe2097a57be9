//! What of the admin's panels comes alive in the browser: the form of a service, which tests in place.

use crate::{
    admin::{
        api::{TestService, UpdateService},
        state::{Deed, Health, ServiceCard, verdict},
    },
    error::AppError,
    text,
    ui::{Button, FieldKind, Glyph, Hidden, Icon, Kind, Look, StatusDot, Switch, TextField},
};
use domain::services::{ServiceName, TestOutcome};
use leptos::{ev::SubmitEvent, form::FromFormData, prelude::*, wasm_bindgen::JsCast, web_sys};

/// What the last attempt led to.
#[derive(Clone, PartialEq, Eq)]
enum Answer {
    None,
    Failed(AppError),
    Tested(Deed, TestOutcome),
}

/// What of a form changes while it is looked at.
#[derive(Clone, Copy)]
struct Live {
    name: ServiceName,
    answer: RwSignal<Answer>,
    health: RwSignal<Option<Health>>,
    has_key: RwSignal<bool>,
    saved_url: RwSignal<String>,
    /// The head of the card speaks of what is saved; a test of something else says nothing about that.
    of_saved: RwSignal<bool>,
}

impl Live {
    fn new(card: &ServiceCard) -> Self {
        let answer = match (card.error.clone(), card.outcome.clone()) {
            (Some(error), _) => Answer::Failed(error),
            (None, Some(outcome)) => Answer::Tested(card.deed, outcome),
            (None, None) => Answer::None,
        };
        Self {
            name: card.name,
            answer: RwSignal::new(answer),
            health: RwSignal::new(card.health.clone()),
            has_key: RwSignal::new(card.has_key),
            saved_url: RwSignal::new(card.saved_url.clone()),
            of_saved: RwSignal::new(false),
        }
    }

    fn before_test(self) {
        let saved = typed(self.name, "key").is_empty() && typed(self.name, "url") == self.saved_url.get_untracked();
        self.of_saved.set(saved);
    }

    /// Nothing that was typed is lost, except a key that is saved now.
    fn after_save(self) {
        let given = clear_key(self.name);
        self.has_key.update(|has_key| *has_key |= given);
        self.saved_url.set(typed(self.name, "url"));
        self.of_saved.set(true);
    }

    /// Shows an answer, and leads to the field that is to blame.
    fn take(self, deed: Deed, result: Result<TestOutcome, AppError>) {
        let wrong = wrong_field(&result);
        if let Ok(outcome) = &result
            && self.of_saved.get_untracked()
        {
            self.health.update(|health| *health = health.take().map(|_| Health::after(outcome)));
        }
        self.answer.set(match result {
            Ok(outcome) => Answer::Tested(deed, outcome),
            Err(error) => Answer::Failed(error),
        });
        focus(self.name, wrong.as_deref());
    }
}

/// The form of a service with the head of its card. Without JavaScript Save and Test post the same form to two calls.
#[island(lazy)]
pub fn ServiceForm(card: ServiceCard) -> impl IntoView {
    let name = card.name;
    let save = ServerAction::<UpdateService>::new();
    let test = ServerAction::<TestService>::new();
    let live = Live::new(&card);
    let Live { answer, health, has_key, .. } = live;
    let next = card.next.clone();
    Effect::new(move |_| {
        if let Some(result) = test.value().get() {
            live.take(Deed::Tested, result);
        }
    });
    Effect::new(move |_| {
        if let Some(result) = save.value().get() {
            if result.is_ok() {
                live.after_save();
                if let Some(next) = &next {
                    // A browser that cannot go there shows what was saved.
                    window().location().set_href(next).unwrap_or_default();
                }
            }
            live.take(Deed::Saved, result);
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() || test.pending().get_untracked() {
            return;
        }
        let asked_to_test = event.submitter().is_some_and(|button| button.has_attribute("formaction"));
        if asked_to_test {
            live.before_test();
            if let Ok(input) = TestService::from_event(&event) {
                test.dispatch(input);
            }
        } else if let Ok(input) = UpdateService::from_event(&event) {
            save.dispatch(input);
        }
    };
    let wrong = move |field: &'static str| Signal::derive(move || answer.with(|answer| message_of(answer, field)));
    view! {
        <div class="stack">
            {move || health.get().map(|health| view! { <Head name health /> })}
            <form method="post" action="/api/admin/services/update" class="form" on:submit=on_submit>
                <Hidden name="name" value=name.as_str() />
                <Hidden name="_form" value=name.as_str() />
                <Fields
                    name
                    url=card.url
                    enabled=card.enabled
                    has_key=has_key.into()
                    wrong_url=wrong("url")
                    wrong_key=wrong("key")
                />
                // There before it has anything to say, so that it is read out; out of the way until then.
                <div role="status" class=move || answer.with(|answer| (*answer == Answer::None).then_some("sr-only"))>
                    {move || answer.with(|answer| view! { <Outcome answer=answer.clone() /> })}
                </div>
                <Buttons next=card.next saving=save.pending().into() testing=test.pending().into() />
            </form>
        </div>
    }
}

#[component]
fn Fields(
    name: ServiceName,
    url: String,
    enabled: bool,
    has_key: Signal<bool>,
    wrong_url: Signal<Option<String>>,
    wrong_key: Signal<Option<String>>,
) -> impl IntoView {
    let (address, address_hint, key_hint) = hints(name);
    let placeholder = Signal::derive(move || if has_key.get() { text::key_saved().to_owned() } else { String::new() });
    view! {
        {name
            .has_address()
            .then(|| {
                view! {
                    <TextField
                        id=format!("{}-url", name.as_str())
                        name="url"
                        label=text::service_address()
                        kind=FieldKind::Url
                        value=url
                        placeholder=address
                        hint=address_hint
                        error=wrong_url
                        autocomplete="off"
                        required=true
                    />
                }
            })}
        <TextField
            id=format!("{}-key", name.as_str())
            name="key"
            label=name.key_label()
            kind=FieldKind::Password
            placeholder
            hint=key_hint
            error=wrong_key
            autocomplete="off"
        />
        <Switch name="enabled" label=text::service_use() hint=text::service_use_hint() checked=enabled />
    }
}

/// Save comes first, so that Enter saves; a step of the wizard leads on, saved or skipped.
#[component]
fn Buttons(next: Option<String>, saving: Signal<bool>, testing: Signal<bool>) -> impl IntoView {
    let skip = next.clone();
    view! {
        <div class="form-foot">
            {match next {
                Some(next) => {
                    view! {
                        <Button look=Look::Primary busy=saving attr:name="_next" attr:value=next>
                            {text::save_and_go_on()}
                        </Button>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Button look=Look::Primary busy=saving>
                            {text::save()}
                        </Button>
                    }
                        .into_any()
                }
            }}
            <Button icon=Icon::Activity busy=testing attr:formaction="/api/admin/services/test">
                {move || if testing.get() { text::testing() } else { text::test() }}
            </Button>
            {skip
                .map(|next| {
                    view! {
                        <a class="btn btn-quiet push" href=next>
                            {text::skip_step()}
                        </a>
                    }
                })}
        </div>
    }
}

/// Name, how it is, and what is known of that.
#[component]
fn Head(name: ServiceName, health: Health) -> impl IntoView {
    view! {
        <header class="card-head">
            <span class="service-logo">
                <Glyph icon=service_icon(name) />
            </span>
            <h2>{name.title()}</h2>
            <StatusDot state=health.state stale=health.stale />
            <p>{health.details}</p>
        </header>
    }
}

/// What a service looks like.
pub fn service_icon(name: ServiceName) -> Icon {
    match name {
        ServiceName::Plex => Icon::Play,
        ServiceName::Overseerr => Icon::Ticket,
        ServiceName::UptimeKuma => Icon::Activity,
        ServiceName::Youtube => Icon::Download,
        ServiceName::Tmdb => Icon::Film,
    }
}

/// An example of the address, what it is, and where the key is found.
fn hints(name: ServiceName) -> (&'static str, &'static str, &'static str) {
    match name {
        ServiceName::Plex => ("http://192.168.1.10:32400", text::plex_address_hint(), text::plex_key_hint()),
        ServiceName::Tmdb => ("", "", text::tmdb_key_hint()),
        _ => ("http://192.168.1.10:5055", text::overseerr_address_hint(), text::overseerr_key_hint()),
    }
}

/// What is wrong with a field, by the last answer.
fn message_of(answer: &Answer, field: &str) -> Option<String> {
    match answer {
        Answer::Failed(error) => error.field(field).map(str::to_owned),
        Answer::Tested(_, outcome) if !outcome.ok && outcome.field.as_deref() == Some(field) => {
            Some(outcome.message.clone())
        }
        Answer::None | Answer::Tested(..) => None,
    }
}

fn wrong_field(result: &Result<TestOutcome, AppError>) -> Option<String> {
    match result {
        Ok(outcome) => outcome.field.clone().filter(|_| !outcome.ok),
        Err(error) => error.details.fields.keys().next().cloned(),
    }
}

/// The box under the fields; says nothing twice that a field says already.
#[component]
fn Outcome(answer: Answer) -> impl IntoView {
    let (kind, title, outcome) = match answer {
        Answer::None => return ().into_any(),
        Answer::Failed(error) if !error.details.fields.is_empty() => {
            (Kind::Bad, text::nothing_saved().to_owned(), None)
        }
        Answer::Failed(error) => (Kind::Bad, error.message, None),
        Answer::Tested(deed, outcome) => {
            let (kind, title) = verdict(deed, &outcome);
            (kind, title, Some(outcome))
        }
    };
    let class = match kind {
        Kind::Ok => "result result-ok",
        Kind::Warn => "result result-warn",
        Kind::Bad => "result result-bad",
        Kind::Info => "result",
    };
    view! {
        <div class=class>
            <Glyph icon=kind.icon() />
            <div>
                <b>{title}</b>
                {outcome
                    .map(|outcome| {
                        let told_above = outcome.field.is_some() && !outcome.ok;
                        let message = (!told_above && !outcome.message.is_empty()).then_some(outcome.message);
                        view! {
                            {message.map(|message| view! { <p>{message}</p> })}
                            <Facts version=outcome.version latency=outcome.response_ms />
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(version: Option<String>, latency: Option<u32>) -> impl IntoView {
    (version.is_some() || latency.is_some()).then(|| {
        view! {
            <dl class="facts facts-inline">
                {version
                    .map(|version| {
                        view! {
                            <div>
                                <dt>{text::service_version()}</dt>
                                <dd>{version}</dd>
                            </div>
                        }
                    })}
                {latency
                    .map(|latency| {
                        view! {
                            <div>
                                <dt>{text::service_latency()}</dt>
                                <dd>{text::milliseconds(latency)}</dd>
                            </div>
                        }
                    })}
            </dl>
        }
    })
}

fn input(name: ServiceName, field: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(&format!("{}-{field}", name.as_str()))?.dyn_into().ok()
}

fn typed(name: ServiceName, field: &str) -> String {
    input(name, field).map(|input| input.value()).unwrap_or_default()
}

/// Empties the key field after it was saved; true when something stood in it.
fn clear_key(name: ServiceName) -> bool {
    let Some(input) = input(name, "key") else { return false };
    let given = !input.value().is_empty();
    input.set_value("");
    given
}

fn focus(name: ServiceName, field: Option<&str>) {
    if let Some(input) = field.and_then(|field| input(name, field)) {
        // An input that cannot take the focus stays described by its error all the same.
        input.focus().unwrap_or_default();
    }
}
