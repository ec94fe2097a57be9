//! `/admin/requests`: everybody's requests, decided one by one or many at once, and the rules that decide by themselves.

use crate::{
    context::{self, Flash},
    requests::{
        page::list::{Filters, Nothing, found, pages_of, query_of},
        row::RequestRow,
        state::{ListQuery, list_href},
    },
    shell::PageTitle,
    text,
    ui::{
        Button, CheckBox, ErrorSummary, Glyph, Hidden, Icon, Look, PageHead, Problem, Section, TextArea, WrongField,
        loaded,
    },
};
use domain::{
    Page, RequestId,
    requests::{Possible, Request, RequestRules, RequestStatus, Requests, Scope},
};
use leptos::prelude::*;

const APPROVE: &str = "/api/media/requests/approve";
pub(super) const DECLINE: &str = "/api/media/requests/decline";
const RETRY: &str = "/api/media/requests/retry";
const COMPLETE: &str = "/api/media/requests/complete";
const RULES: &str = "/api/admin/config/requests";

/// What an admin can do to requests: the calls whose outcome these pages tell.
pub(super) const DEEDS: [&str; 4] = [APPROVE, DECLINE, RETRY, COMPLETE];

/// `/admin/requests?status=&page=`
#[component]
pub fn ManageRequestsPage() -> impl IntoView {
    let query = query_of(Scope::All);
    let refused = Refused::of(DEEDS);
    let rules_refused = Refused::of([RULES]);
    let error = [&refused, &rules_refused].into_iter().find_map(|refused| refused.0.as_ref()?.error.clone());
    view! {
        <PageTitle text=text::nav_all_requests() />
        <PageHead title=text::nav_all_requests() text=text::requests_all_text() />
        {error
            .map(|error| {
                let control = |field: &str| matches!(field, "reason" | "reasons").then(|| field.to_owned());
                view! { <ErrorSummary lines=WrongField::of(&error, control) /> }
            })}
        <Filters query />
        {loaded(async move {
            let rules = rules().await;
            let list = match found(query).await {
                Ok(found) => view! { <Decidable query found reasons=rules.reasons.clone() refused /> }.into_any(),
                Err(error) => view! { <Problem error retry=list_href(query.scope, query.status) /> }.into_any(),
            };
            view! {
                {list}
                <Rules rules refused=rules_refused />
            }
        })}
    }
}

/// A form that was refused, with what was typed into it.
#[derive(Clone, Default)]
pub(super) struct Refused(Option<Flash>);

impl Refused {
    /// What the last form left, where that was for one of these calls and failed.
    pub fn of(calls: impl IntoIterator<Item = &'static str>) -> Self {
        Self::from(calls.into_iter().find_map(context::flash))
    }

    fn typed(&self, field: &str, otherwise: &str) -> String {
        self.0.as_ref().map_or_else(|| otherwise.to_owned(), |flash| flash.value(field, otherwise))
    }

    fn wrong(&self, field: &str) -> Option<String> {
        self.0.as_ref().and_then(|flash| flash.wrong(field))
    }

    /// Whether this box of several was ticked.
    fn ticked(&self, list: &str, value: &str) -> bool {
        self.typed(list, "").split(',').any(|ticked| ticked == value)
    }

    /// A box that is off sends nothing.
    fn is_on(&self, field: &str, saved: bool) -> bool {
        self.0.as_ref().filter(|flash| !flash.values.is_empty()).map_or(saved, |flash| flash.values.contains_key(field))
    }
}

impl From<Option<Flash>> for Refused {
    fn from(flash: Option<Flash>) -> Self {
        Self(flash.filter(|flash| flash.error.is_some()))
    }
}

/// The rules, or none where they cannot be read.
pub(super) async fn rules() -> RequestRules {
    let read = async {
        let by = context::actor()?.admin_for(domain::policy::Permission::RequestsManage)?;
        context::service::<dyn Requests>()?.rules(&by).await
    };
    read.await.unwrap_or_default()
}

/// The list with a box for each and what can be done to those that are ticked. Each part that changes by itself is always
/// there; what is written meanwhile stands apart from them.
#[component]
fn Decidable(query: ListQuery, found: Page<Request>, reasons: Vec<String>, refused: Refused) -> impl IntoView {
    let any = |status| found.items.iter().any(|request| request.status == status);
    let (pending, failed) = (any(RequestStatus::Pending), any(RequestStatus::Failed));
    let pages = (!found.items.is_empty()).then(|| pages_of(query, &found));
    let rows = if found.items.is_empty() {
        view! { <Nothing query total=found.total /> }.into_any()
    } else {
        let rows = found.items.into_iter().map(|request| {
            let with_box = matches!(request.status, RequestStatus::Pending | RequestStatus::Failed);
            let ticked = refused.ticked("ids[]", &request.id.to_string());
            view! { <RequestRow request with_user=true with_box ticked /> }
        });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <form method="post" action=DECLINE class="decide">
            <div class="live" id="decidable" data-live>
                {rows}
            </div>
            <div class="decide-bar" role="group" aria-label=text::with_the_chosen()>
                <ReasonField reasons refused=refused.clone() />
                <div class="actions" id="deeds" data-live>
                    // Declining comes first: it is what Enter in the field of its reason means.
                    {pending
                        .then(|| {
                            view! {
                                <Button look=Look::Danger attr:formaction=DECLINE>
                                    {text::decline()}
                                </Button>
                                <Button look=Look::Primary icon=Icon::Check attr:formaction=APPROVE>
                                    {text::approve()}
                                </Button>
                            }
                        })}
                    {failed
                        .then(|| {
                            view! {
                                <Button icon=Icon::Refresh attr:formaction=RETRY>
                                    {text::retry()}
                                </Button>
                            }
                        })}
                </div>
            </div>
        </form>
        <div class="live" id="requests-pages" data-live>
            {pages}
        </div>
    }
}

/// Why something is declined: any words, with those that were saved offered.
#[component]
pub(super) fn ReasonField(reasons: Vec<String>, refused: Refused) -> impl IntoView {
    let Refused(flash) = refused;
    let typed = flash.as_ref().map(|flash| flash.value("reason", "")).filter(|typed| !typed.is_empty());
    let wrong = flash.and_then(|flash| flash.wrong("reason"));
    view! {
        <div class="field">
            <label for="reason">{text::decline_reason()}</label>
            <input
                class="input"
                type="text"
                id="reason"
                name="reason"
                value=typed
                list="reasons-saved"
                maxlength="1000"
                autocomplete="off"
                placeholder=text::decline_reason_hint()
                aria-describedby=wrong.is_some().then_some("reason-error")
                aria-invalid=wrong.is_some().then_some("true")
            />
            <datalist id="reasons-saved">
                {reasons.into_iter().map(|reason| view! { <option value=reason></option> }).collect_view()}
            </datalist>
            {wrong
                .map(|wrong| {
                    view! {
                        <p class="field-error" id="reason-error">
                            <Glyph icon=Icon::Alert />
                            <span>{wrong}</span>
                        </p>
                    }
                })}
        </div>
    }
}

/// One request on its own page: what an admin can do to it with one click.
#[component]
pub(super) fn Deeds(id: RequestId, can: Possible) -> impl IntoView {
    let deed = |action: &'static str, words: &'static str, icon: Icon| {
        view! {
            <form method="post" action=action>
                <Hidden name="id" value=id.to_string() />
                <Button look=Look::Primary icon>
                    {words}
                </Button>
            </form>
        }
    };
    view! {
        <div class="actions">
            {can.decide.then(|| deed(APPROVE, text::approve(), Icon::Check))}
            {can.retry.then(|| deed(RETRY, text::retry(), Icon::Refresh))}
            {can.complete.then(|| deed(COMPLETE, text::mark_available(), Icon::Check))}
        </div>
    }
}

/// One request on its own page: declining it. Only the button comes and goes, so that no reason that is being written gets
/// lost; without it, nothing of this is shown.
#[component]
pub(super) fn Decline(id: RequestId, can: Possible, reasons: Vec<String>, refused: Refused) -> impl IntoView {
    view! {
        <form method="post" action=DECLINE class="decide-bar">
            <Hidden name="id" value=id.to_string() />
            <ReasonField reasons refused />
            <div class="live" id="decline" data-live>
                {can.decide.then(|| view! { <Button look=Look::Danger>{text::decline()}</Button> })}
            </div>
        </form>
    }
}

/// What is decided without asking, and the words that are offered for the rest.
#[component]
fn Rules(rules: RequestRules, refused: Refused) -> impl IntoView {
    view! {
        <Section id="rules" title=text::request_rules()>
            <form method="post" action=RULES class="card card-roomy form">
                <CheckBox
                    name="approve_users"
                    label=text::approve_users()
                    hint=text::approve_hint()
                    checked=refused.is_on("approve_users", rules.approve_users)
                />
                <CheckBox
                    name="approve_admins"
                    label=text::approve_admins()
                    checked=refused.is_on("approve_admins", rules.approve_admins)
                />
                <TextArea
                    id="reasons"
                    name="reasons"
                    label=text::saved_reasons()
                    hint=text::saved_reasons_hint()
                    value=refused.typed("reasons", &rules.reasons.join("\n"))
                    error=refused.wrong("reasons")
                    rows=4
                />
                <div class="form-foot">
                    <Button>{text::save()}</Button>
                </div>
            </form>
        </Section>
    }
}
