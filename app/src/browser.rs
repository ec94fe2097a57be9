//! What islands do in the browser's document. They write next to nothing: they bring to life what the server wrote, so
//! that there is one way to draw a thing, and little to load.

use crate::{
    error::{AppError, Code},
    live::{IN_PLACE, RENEWAL},
    text,
};
use domain::language::{self, Language};
use gloo_net::http::{Request, Response};
use leptos::prelude::{document, window};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::OnceLock;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    Document, DomParser, Element, Event, EventTarget, FormData, HtmlElement, HtmlFormElement, NodeList, RequestCache,
    SupportedType, UrlSearchParams,
    js_sys::{JSON, Number, Reflect},
};

/// From now on texts are made in the language of the page.
pub fn speak_as_the_page() {
    static OF_PAGE: OnceLock<Language> = OnceLock::new();
    language::found_by(|| {
        *OF_PAGE.get_or_init(|| language_of(&document()).and_then(|tag| tag.parse().ok()).unwrap_or_default())
    });
}

/// As the page says.
pub fn language_of(page: &Document) -> Option<String> {
    page.document_element()?.get_attribute("lang")
}

/// The element of this id, when it is there and of this kind.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What the selector finds in the document, in the order of the page.
pub fn all<T: JsCast>(page: &Document, selector: &str) -> Vec<T> {
    page.query_selector_all(selector).map(listed).unwrap_or_default()
}

/// What the selector finds in an element.
pub fn inside<T: JsCast>(element: &Element, selector: &str) -> Vec<T> {
    element.query_selector_all(selector).map(listed).unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "it is what a query answers")]
fn listed<T: JsCast>(found: NodeList) -> Vec<T> {
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Calls it for every such event, as long as the document lives.
pub fn listen(target: &EventTarget, event: &str, call: impl FnMut(Event) + 'static) {
    let call = Closure::<dyn FnMut(Event)>::new(call);
    // Where it cannot be listened to, the page does what it does without a script.
    let _ = target.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    call.forget();
}

/// Shows an element or takes it out of the page.
pub fn show(element: &Element, shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}

/// Puts an attribute there or takes it away.
pub fn set(element: &Element, attribute: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(attribute, value),
        None => element.remove_attribute(attribute),
    };
}

/// A busy button shows it and takes no clicks (`ui::Button`).
pub fn set_busy(button: &Element, busy: bool) {
    for attribute in ["aria-busy", "aria-disabled"] {
        set(button, attribute, busy.then_some("true"));
    }
}

/// Moves the focus there; what cannot take it leaves it where it is.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Goes to a page; false where the browser refuses.
pub fn go(address: &str) -> bool {
    window().location().set_href(address).is_ok()
}

/// The address of this page, without its fragment.
pub fn here() -> Option<String> {
    let location = window().location();
    Some(format!("{}{}", location.pathname().ok()?, location.search().ok()?))
}

/// A page as it is now.
pub enum Loaded {
    Page(Document),
    /// It leads elsewhere, to the sign-in page mostly, or is refused.
    Gone,
    Nothing,
}

/// Fetches a page to take parts of it over. With `told` it also says what became of the last form.
pub async fn load(address: &str, told: bool) -> Loaded {
    let request = Request::get(address).header("Accept", "text/html").cache(RequestCache::NoStore);
    let request = if told { request } else { request.header(RENEWAL, "1") };
    let Ok(answer) = request.send().await else { return Loaded::Nothing };
    if answer.redirected() || (400..500).contains(&answer.status()) {
        return Loaded::Gone;
    }
    if !answer.ok() {
        return Loaded::Nothing;
    }
    answer.text().await.ok().and_then(|html| parse(&html)).map_or(Loaded::Nothing, Loaded::Page)
}

/// A page as the server wrote it.
fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// The address without its fragment.
pub fn plain(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// What a call answers, as far as it is looked at here.
#[derive(Deserialize)]
struct Answer<T> {
    data: Option<T>,
    error: Option<AppError>,
}

/// Makes a call with the fields of a form, percent-encoded.
///
/// # Errors
/// When MediaNest cannot be reached.
pub async fn post(path: &str, fields: String) -> Result<Response, gloo_net::Error> {
    Request::post(path).header("Accept", "application/json").header("Content-Type", FORM).body(fields)?.send().await
}

/// The same, for the data of its answer.
///
/// # Errors
/// What the call says, or that MediaNest cannot be reached.
pub async fn call<T: DeserializeOwned>(path: &str, fields: String) -> Result<T, AppError> {
    let Ok(answer) = post(path, fields).await else {
        return Err(AppError::new(Code::ServiceUnavailable, text::unreachable()));
    };
    match answer.json::<Answer<T>>().await {
        Ok(Answer { data: Some(data), .. }) => Ok(data),
        Ok(Answer { error: Some(error), .. }) => Err(error),
        _ => Err(AppError::internal()),
    }
}

/// The object that is the answer, read by the browser itself: for a value or two this is much less to load than a type.
pub async fn object(answer: &Response) -> Option<JsValue> {
    JSON::parse(&answer.text().await.ok()?).ok()
}

/// A member of an object, where it is text or a number.
pub fn word(object: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(object, &name.into()).ok()?;
    value.as_string().or_else(|| value.dyn_into::<Number>().ok()?.to_string_with_radix(10).ok().map(String::from))
}

/// Sends a form as the browser would with the button that was pressed, but stays here. Answers the page to go on to;
/// nothing where MediaNest cannot be reached.
pub async fn send(form: &HtmlFormElement, button: Option<&HtmlElement>) -> Option<String> {
    let action =
        button.and_then(|button| button.get_attribute("formaction")).or_else(|| form.get_attribute("action"))?;
    let request = Request::post(&action).header("Accept", "text/html").header("Content-Type", FORM);
    let request = request.header(IN_PLACE, "1").body(fields(form, button).ok()?).ok()?;
    request.send().await.ok().filter(Response::ok)?.headers().get("Location")
}

const FORM: &str = "application/x-www-form-urlencoded";

fn fields(form: &HtmlFormElement, button: Option<&HtmlElement>) -> Result<String, JsValue> {
    let fields = FormData::new_with_form(form)?;
    if let Some(name) = button.and_then(|button| button.get_attribute("name")) {
        let value = button.and_then(|button| button.get_attribute("value")).unwrap_or_default();
        fields.append_with_str(&name, &value)?;
    }
    Ok(UrlSearchParams::new_with_str_sequence_sequence(&fields)?.to_string().into())
}
