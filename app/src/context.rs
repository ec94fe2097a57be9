//! What a page may know of its request, and how it asks for services. Filled by the server for each request; in the
//! browser there is nothing of it, and nothing there asks.

use crate::{error::AppError, text};
use domain::{Actor, Error, Result, Timestamp, zones::Zones};
use leptos::prelude::use_context;
use std::{collections::BTreeMap, sync::Arc};
use time::{OffsetDateTime, UtcOffset};

/// Who looks at the page.
#[derive(Clone, Debug, Default)]
pub struct Viewer(pub Option<Actor>);

/// The name of this installation.
#[derive(Clone, Debug)]
pub struct SiteName(pub String);

/// The path of the request, without its query.
#[derive(Clone, Debug)]
pub struct RequestPath(pub String);

/// What a form that was posted without JavaScript left for the page that follows: shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// The path of the server function it speaks of.
    pub call: String,
    /// Tells apart several forms for one call on one page: the value of the form's `_form` field.
    #[serde(default)]
    pub form: Option<String>,
    #[serde(default)]
    pub error: Option<AppError>,
    /// What was said on success.
    #[serde(default)]
    pub message: Option<String>,
    /// The whole answer that said it.
    #[serde(default)]
    pub data: Option<serde_json::Value>,
    /// The fields as they were, without secrets.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

impl Flash {
    /// A field as it was sent, or `otherwise`.
    pub fn value(&self, field: &str, otherwise: &str) -> String {
        self.values.get(field).map_or(otherwise, String::as_str).to_owned()
    }

    /// The answer of the call on success, where it had something to say.
    pub fn answer<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        self.data.clone().and_then(|data| serde_json::from_value(data).ok())
    }

    /// What is wrong with a field.
    pub fn wrong(&self, field: &str) -> Option<String> {
        self.error.as_ref().and_then(|error| error.field(field)).map(str::to_owned)
    }
}

/// When the page is rendered, so that pages can say how long ago something was.
#[derive(Clone, Copy, Debug)]
pub struct Now(pub Timestamp);

/// Why no page can be shown now, and the address to try again.
#[derive(Clone, Debug)]
pub struct Unavailable {
    pub error: AppError,
    pub retry: String,
}

/// How far live events were before this page was read from the database.
#[derive(Clone, Debug)]
pub struct LiveCursor(pub String);

/// Sets the HTTP status of the page that is being rendered.
#[derive(Clone)]
pub struct SetStatus(pub Arc<dyn Fn(u16) + Send + Sync>);

/// The viewer.
///
/// # Errors
/// [`Error::Unauthenticated`] when nobody is signed in.
pub fn actor() -> Result<Actor> {
    viewer().ok_or_else(|| Error::Unauthenticated(text::sign_in_first().into()))
}

/// The viewer, if somebody is signed in.
pub fn viewer() -> Option<Actor> {
    use_context::<Viewer>().and_then(|viewer| viewer.0)
}

/// A capability by its trait.
///
/// # Errors
/// [`Error::Internal`] when the server did not provide it.
pub fn service<T: ?Sized + Send + Sync + 'static>() -> Result<Arc<T>> {
    use_context::<Arc<T>>().ok_or_else(|| Error::internal(format!("no {} in this context", std::any::type_name::<T>())))
}

/// What was left by a form for this call, if the last post from this browser was one.
pub fn flash(call: &str) -> Option<Flash> {
    use_context::<Flash>().filter(|flash| flash.call == call)
}

/// What was left by one of several forms for this call.
pub fn flash_of_form(call: &str, form: &str) -> Option<Flash> {
    flash(call).filter(|flash| flash.form.as_deref() == Some(form))
}

/// A moment as the viewer's clock tells it; in UTC where they chose no time zone.
pub fn local(at: Timestamp) -> OffsetDateTime {
    let zone = use_context::<Viewer>().and_then(|viewer| viewer.0).and_then(|viewer| viewer.time_zone);
    match (zone, use_context::<Arc<dyn Zones>>()) {
        (Some(zone), Some(zones)) => zones.local(at, &zone),
        _ => at.0.to_offset(UtcOffset::UTC),
    }
}

pub fn site_name() -> String {
    use_context::<SiteName>().map_or_else(|| "MediaNest".into(), |name| name.0)
}

pub fn request_path() -> String {
    use_context::<RequestPath>().map_or_else(|| "/".into(), |path| path.0)
}

/// How much of the viewer's inbox is new.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unread(pub u64);

/// How much of the viewer's inbox is new.
pub fn unread() -> u64 {
    use_context::<Unread>().unwrap_or_default().0
}

/// The address of this installation as the browser wrote it: `https://nest.example`.
#[derive(Clone, Debug, Default)]
pub struct Origin(pub String);

/// The address of this installation as the browser wrote it.
pub fn origin() -> String {
    use_context::<Origin>().unwrap_or_default().0
}

/// When this page is rendered, where the server says so.
pub fn now() -> Option<Timestamp> {
    use_context::<Now>().map(|now| now.0)
}

/// From where on this page is to listen.
pub fn live_cursor() -> Option<String> {
    use_context::<LiveCursor>().map(|cursor| cursor.0)
}

/// Answers the page with this HTTP status.
pub fn set_status(status: u16) {
    if let Some(set) = use_context::<SetStatus>() {
        (set.0)(status);
    }
}

/// The PIN this browser is waiting for; filled for the page that shows it.
#[derive(Clone, Debug, Default)]
pub struct PendingPlexPin(pub Option<domain::accounts::PlexPin>);
