//! `/profile`: how MediaNest looks to oneself, and how one signs in.

use crate::{
    accounts::page::{
        link::PlexAccount,
        tabs::{ProfileHead, ProfileTab},
    },
    context,
    shell::theme_name,
    text,
    ui::{
        Button, Icon, Kind, LinkButton, Look, Notice, Section, Segmented, SelectField, SelectOption, TimeText, loaded,
    },
};
use domain::{
    Actor, Role,
    accounts::{Accounts, Theme},
    language::Language,
    plex_access::{PlexLoss, WhyLost},
    zones::Zones,
};
use leptos::prelude::*;
use std::iter;

/// `/profile`.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <ProfileHead current=ProfileTab::Settings text=text::profile_lead() />
        {context::viewer().map(|viewer| view! { <Settings viewer /> })}
    }
}

#[component]
fn Settings(viewer: Actor) -> impl IntoView {
    let flash = context::flash("/api/profile/update").unwrap_or_default();
    let zone = flash.value("time_zone", viewer.time_zone.as_deref().unwrap_or_default());
    let zones = context::service::<dyn Zones>().map(|zones| zones.names()).unwrap_or_default();
    let utc = SelectOption::new("", text::profile_utc());
    let zones = iter::once(utc).chain(zones.into_iter().map(|name| SelectOption::new(name.clone(), zone_label(&name))));
    let language = flash.value("language", viewer.language.map(Language::tag).unwrap_or_default());
    let as_asked = SelectOption::new("", text::profile_language_browser());
    let languages = Language::ALL.map(|language| SelectOption::new(language.tag(), language.name()));
    let languages = iter::once(as_asked).chain(languages);
    let options = Theme::ALL.map(|theme| SelectOption::new(theme.as_str(), theme_name(theme))).into();
    let (by, linking) = (viewer.clone(), viewer.clone());
    view! {
        {viewer.plex_id.is_some().then(|| loaded(async move { lost(&by).await.map(|loss| view! { <PlexLost loss /> }) }))}
        <Section id="look" title=text::profile_look()>
            <form method="post" action="/api/profile/update" class="card card-roomy form">
                <Segmented name="theme" label=text::theme() options value=viewer.theme.as_str() />
                <SelectField
                    id="language"
                    name="language"
                    label=text::profile_language()
                    options=languages.collect()
                    value=language
                    error=flash.wrong("language")
                />
                <SelectField
                    id="time-zone"
                    name="time_zone"
                    label=text::profile_time_zone()
                    hint=text::profile_time_zone_hint()
                    options=zones.collect()
                    value=zone
                    error=flash.wrong("time_zone")
                />
                <div class="form-foot">
                    <Button look=Look::Primary>{text::save()}</Button>
                </div>
            </form>
        </Section>
        <Section id="account" title=text::profile_account()>
            <div class="card card-roomy">
                <Account viewer />
            </div>
        </Section>
        <PlexAccount viewer=linking />
    }
}

/// Whether the Plex account may no longer use the Plex server; nothing is said while that is not known.
async fn lost(by: &Actor) -> Option<PlexLoss> {
    context::service::<dyn Accounts>().ok()?.plex_access(by).await.ok()??.lost
}

/// What happened, and the way on.
#[component]
fn PlexLost(loss: PlexLoss) -> impl IntoView {
    // Whoever is not on the list would only be sent away again.
    let again = (loss.why != WhyLost::NotListed).then(|| {
        view! {
            <form method="post" action="/api/auth/logout">
                <Button>{text::sign_out()}</Button>
            </form>
        }
    });
    view! {
        <Notice kind=Kind::Warn title=text::plex_lost()>
            {loss.why.advice()} " " {text::plex_lost_since()} " " <TimeText at=loss.since /> "."
        </Notice>
        {again}
    }
}

/// As people read a place: `America/Argentina/Buenos_Aires` is "America / Argentina / Buenos Aires".
fn zone_label(name: &str) -> String {
    name.replace('/', " / ").replace('_', " ")
}

/// Who one is here.
#[component]
fn Account(viewer: Actor) -> impl IntoView {
    let role = match viewer.role {
        Role::Admin => text::role_admin(),
        Role::User => text::role_user(),
    };
    let ways = match (viewer.is_local, viewer.plex_id.is_some()) {
        (true, true) => text::profile_signs_in_both(),
        (true, false) => text::profile_signs_in_locally(),
        (false, _) => text::profile_signs_in_with_plex(),
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{text::profile_name()}</dt>
                <dd>{viewer.name}</dd>
            </div>
            <div>
                <dt>{text::profile_role()}</dt>
                <dd>{role}</dd>
            </div>
            <div>
                <dt>{text::profile_signs_in()}</dt>
                <dd>{ways}</dd>
            </div>
        </dl>
        {viewer
            .is_local
            .then(|| {
                view! {
                    <div class="form-foot">
                        <LinkButton href="/password" icon=Icon::Key>
                            {text::password_change()}
                        </LinkButton>
                    </div>
                }
            })}
    }
}
