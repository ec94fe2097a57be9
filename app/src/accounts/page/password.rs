//! `/password`: changing one's own; the first admin comes here before anything else opens.

use crate::{
    context,
    shell::{AuthCard, PageTitle},
    text,
    ui::{Button, ErrorSummary, FieldKind, Kind, LinkButton, Look, Notice, Size, TextField, WrongField},
};
use domain::{Actor, accounts::NewPassword};
use leptos::prelude::*;

/// `/password`.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let title = view! { <PageTitle text=text::password_change() /> };
    let body = match context::viewer() {
        Some(viewer) if viewer.is_local => view! { <PasswordForm viewer /> }.into_any(),
        _ => view! { <NoPassword /> }.into_any(),
    };
    view! {
        {title}
        {body}
    }
}

#[component]
fn PasswordForm(viewer: Actor) -> impl IntoView {
    let flash = context::flash("/api/auth/password").unwrap_or_default();
    let (title, lead) = if viewer.must_change_password {
        (text::password_first_title(), text::password_first_text())
    } else {
        (text::password_change(), text::password_change_text())
    };
    let control = |field: &str| matches!(field, "current" | "new").then(|| field.to_owned());
    view! {
        <AuthCard title text=lead>
            {flash.error.as_ref().map(|error| view! { <ErrorSummary lines=WrongField::of(error, control) /> })}
            <form method="post" action="/api/auth/password" class="form">
                // Without a name it is not sent: it only tells password managers whose password this is.
                <input type="text" autocomplete="username" value=viewer.name readonly hidden />
                <TextField
                    id="current"
                    name="current"
                    label=text::password_current()
                    kind=FieldKind::Password
                    error=flash.wrong("current")
                    autocomplete="current-password"
                    required=true
                />
                <TextField
                    id="new"
                    name="new"
                    label=text::password_new()
                    kind=FieldKind::Password
                    hint=text::password_hint(NewPassword::LEAST)
                    error=flash.wrong("new")
                    autocomplete="new-password"
                    minlength=NewPassword::LEAST
                    required=true
                />
                <Button look=Look::Primary size=Size::Large block=true>
                    {text::password_save()}
                </Button>
            </form>
            {(!viewer.must_change_password)
                .then(|| {
                    view! {
                        <p class="center small">
                            <a href="/">{text::password_keep()}</a>
                        </p>
                    }
                })}
        </AuthCard>
    }
}

/// Who signs in with Plex has no password here.
#[component]
fn NoPassword() -> impl IntoView {
    view! {
        <AuthCard title=text::password_change()>
            <Notice kind=Kind::Info title=text::password_is_plexs()>
                {text::password_is_plexs_next()}
            </Notice>
            <LinkButton href="/" look=Look::Primary size=Size::Large block=true>
                {text::go_home(context::site_name())}
            </LinkButton>
        </AuthCard>
    }
}
