//! Plain forms: reading what was posted, and carrying the outcome over to the page that follows.
//!
//! A browser without JavaScript posts to a server function and expects a page. It gets `303 See Other` and a sealed,
//! short-lived cookie with the outcome and the fields as they were (never secrets), which that page shows once.

use crate::{
    answer::{self, Bare},
    context::Context,
    cookies,
};
use app::{context::Flash, live::IN_PLACE, routes, shell};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use backend::secrets::Place;
use serde_json::Value;
use std::collections::BTreeMap;

/// Seconds a flash waits for its page.
const SECONDS: u32 = 120;
/// Browsers drop cookies over 4 KB.
const LARGEST: usize = 3500;
/// Fields that are never carried over.
const SECRET: [&str; 5] = ["password", "current", "new", "key", "token"];

/// The fields of a form as they were posted.
pub fn fields(body: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(body.as_bytes()).into_owned().fold(BTreeMap::new(), |mut fields, (name, value)| {
        // A list of check boxes has one name and many values: kept as one, separated by commas.
        fields.entry(name).and_modify(|known: &mut String| *known = format!("{known},{value}")).or_insert(value);
        fields
    })
}

/// A program's JSON object as the form it stands for; `None` when it is not an object.
pub fn from_json(body: &str) -> Option<String> {
    let mut value: serde_json::Value = serde_json::from_str(body).ok()?;
    value.as_object_mut()?.retain(|_, value| !value.is_null());
    serde_qs::to_string(&value).ok()
}

/// Where the browser goes on, and what the page there is told.
pub fn outcome(
    context: &Context,
    call: &str,
    body: &str,
    headers: &HeaderMap,
    called: &Response,
    bare: &Bare,
) -> Response {
    let mut posted = fields(body);
    let back = referring_path(headers).unwrap_or_else(|| "/".into());
    let next = posted.remove("_next");
    let form = posted.remove("_form");
    let sent_to = called.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let told = Flash { call: call.into(), form, values: shown(posted), ..Flash::default() };
    let (target, flash) = if let Some(error) = &bare.error {
        (back, Some(Flash { error: Some(error.clone()), ..told }))
    } else {
        let named = next.as_deref().and_then(routes::own_path);
        let target = named.or_else(|| sent_to.and_then(routes::own_path)).map_or(back, str::to_owned);
        let data: Value =
            bare.data.as_deref().and_then(|data| serde_json::from_str(data.get()).ok()).unwrap_or_default();
        // Only what has something to say to people is worth a cookie.
        let message = data.get("message").and_then(Value::as_str).map(str::to_owned);
        let speaks = message.is_some() || data.is_array() || shell::said(call).is_some();
        let flash = speaks.then_some(Flash { message, data: Some(data), ..told });
        (target, flash)
    };
    let mut response = answer::see_other(&target);
    if headers.contains_key(IN_PLACE) {
        // A script cannot look at a redirection: it is told, and goes there itself.
        *response.status_mut() = StatusCode::OK;
    }
    for cookie in called.headers().get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    if let Some(line) = flash.and_then(|flash| seal(context, &flash)) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// What of a form the next page may need: nothing secret.
fn shown(posted: BTreeMap<String, String>) -> BTreeMap<String, String> {
    posted.into_iter().filter(|(name, _)| !name.starts_with('_') && !SECRET.contains(&name.as_str())).collect()
}

const PLACE: Place = Place::new("cookie", "flash", uuid::Uuid::nil());

fn seal(context: &Context, flash: &Flash) -> Option<axum::http::HeaderValue> {
    let plain = serde_json::to_vec(flash).ok()?;
    let sealed = context.keyring.seal(&PLACE, &plain).ok()?;
    if sealed.len() > LARGEST
        && let Some(smaller) = without_most(flash)
    {
        return seal(context, &smaller);
    }
    context.cookies.set(cookies::FLASH, &sealed, SECONDS)
}

/// Better the error without the longest field than neither. A field is carried whole or not at all: half of it would be
/// taken for what was typed.
fn without_most(flash: &Flash) -> Option<Flash> {
    let longest = flash.values.iter().max_by_key(|(_, value)| value.len()).map(|(name, _)| name.clone());
    let mut smaller = flash.clone();
    match longest {
        Some(longest) => drop(smaller.values.remove(&longest)),
        None => drop(smaller.data.take()?),
    }
    Some(smaller)
}

/// What the last plain form left for this page, if anything.
pub fn open_flash(context: &Context, headers: &HeaderMap) -> Option<Flash> {
    let sealed = context.cookies.get(headers, cookies::FLASH)?;
    let plain = context.keyring.open(&PLACE, sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// The page of this site that the browser came from, with its query.
fn referring_path(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let url = url::Url::parse(referer).ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let authority = &url[url::Position::BeforeHost..url::Position::AfterPort];
    if !authority.eq_ignore_ascii_case(host) {
        return None;
    }
    routes::own_path(&url[url::Position::BeforePath..url::Position::AfterQuery]).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_check_boxes_is_carried_as_one_field() {
        let fields = fields("seasons%5B%5D=1&seasons%5B%5D=2&title=a+b");
        assert_eq!(fields["seasons[]"], "1,2");
        assert_eq!(fields["title"], "a b");
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole_the_longest_field_first() {
        let values = [("reasons", "many of them"), ("reason", "one")].map(|(name, value)| (name.into(), value.into()));
        let flash = Flash { values: values.into(), data: Some(Value::Null), ..Flash::default() };
        let smaller = without_most(&flash).expect("it gets smaller");
        assert_eq!(smaller.values.keys().collect::<Vec<_>>(), ["reason"]);
        let bare = without_most(&smaller).and_then(|flash| without_most(&flash)).expect("it gets smaller");
        assert!(bare.values.is_empty() && bare.data.is_none() && without_most(&bare).is_none());
    }

    #[test]
    fn json_becomes_the_form_it_stands_for() {
        assert_eq!(
            from_json(r#"{"media_type":"tv","seasons":[1,2],"is_4k":null}"#).as_deref(),
            Some("media_type=tv&seasons[0]=1&seasons[1]=2")
        );
        assert_eq!(from_json("[1]"), None);
        assert_eq!(from_json("{"), None);
    }

    #[test]
    fn goes_back_only_to_pages_of_this_site() {
        let path = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "nest.lan:3000".parse().expect("a value"));
            headers.insert(header::REFERER, referer.parse().expect("a value"));
            referring_path(&headers)
        };
        assert_eq!(path("http://nest.lan:3000/search?q=a%20b#x").as_deref(), Some("/search?q=a%20b"));
        assert_eq!(path("http://evil.example/search"), None);
        assert_eq!(path("http://nest.lan:3001/"), None);
        assert_eq!(path("http://nest.lan:3000//evil.example"), None);
    }
}
