//! What was done, said once on the page that follows a plain form.

use crate::{
    context::{self, Flash},
    text,
    ui::{Kind, Toast},
};
use domain::requests::Request;
use leptos::prelude::*;

/// A text of the catalogue.
type Words = fn() -> &'static str;

/// The calls whose success the next page tells, and its words.
const SAID: &[(&str, Words)] = &[
    ("/api/media/request", text::said_requested),
    ("/api/media/requests/cancel", text::said_cancelled),
    ("/api/media/requests/comment", text::said_commented),
    ("/api/media/requests/unfollow", text::said_unfollowed),
    ("/api/auth/password", text::said_password),
    ("/api/profile/keys/create", text::said_key_made),
    ("/api/profile/keys/revoke", text::said_key_revoked),
    ("/api/admin/users/update", text::said_user),
    ("/api/admin/config/general", text::said_settings),
    ("/api/admin/config/sign_in", text::said_settings),
    ("/api/admin/config/limits", text::said_settings),
    ("/api/admin/users/create", text::said_user_created),
    ("/api/admin/users/delete", text::said_user_deleted),
    ("/api/admin/users/sign_out", text::said_user_signed_out),
    ("/api/admin/users/reset_password", text::said_user_reset),
    ("/api/profile/devices/revoke", text::said_devices),
    ("/api/profile/plex/unlink", text::said_unlinked),
];

/// What to say after this call; nothing where the page it leads to says enough.
pub fn said(call: &str) -> Option<&'static str> {
    SAID.iter().find(|(said, _)| *said == call).map(|(_, words)| words())
}

/// The toast of the form that led here.
#[component]
pub(super) fn Said() -> impl IntoView {
    let flash = use_context::<Flash>().filter(|flash| flash.error.is_none())?;
    let is_told = flash.call.starts_with("/api/media/requests/");
    let title = said(&flash.call).map(str::to_owned).or_else(|| flash.message.clone().filter(|_| is_told))?;
    let request = flash.answer::<Request>();
    let path = request.as_ref().map(|request| format!("/requests/{}", request.id));
    let elsewhere = path.filter(|path| *path != context::request_path());
    Some(view! {
        <Toast kind=Kind::Ok title text=request.map(|request| request.title).unwrap_or_default()>
            {elsewhere.map(|path| view! { <a class="btn btn-link" href=path>{text::view_request()}</a> })}
        </Toast>
    })
}
