//! `plex.tv/link`: where a person types the four letters. A plain form that needs no JavaScript.

use std::fmt::Write;

use axum::{
    Form,
    extract::{RawQuery, State},
    response::Response,
};
use serde::Deserialize;

use crate::{
    Account, World,
    answers::{self, escaped, pairs, value_of},
};

/// Style of both sign-in pages.
pub(super) const STYLE: &str = "<style>body{font:16px/1.5 system-ui,sans-serif;background:#1f2326;color:#eee;margin:0;\
    display:grid;place-items:center;min-height:100vh}main{max-width:26rem;padding:2rem;width:100%;box-sizing:border-box}\
    h1{font-size:1.6rem}input[type=text]{font-size:2rem;letter-spacing:.4em;width:8em;text-transform:uppercase;\
    padding:.3em}fieldset{border:1px solid #555;border-radius:.5rem;margin:1rem 0}label{display:block;padding:.35rem}\
    button{font-size:1.1rem;padding:.6em 1.2em;border:0;border-radius:.4rem;background:#e5a00d;color:#111;\
    margin:.2rem 0}.alert{background:#7a1f1f;border:1px solid #ff6b6b;padding:1rem;border-radius:.5rem}\
    small{color:#aaa}</style>";

/// The form; `?pin=` fills in the code.
pub(super) async fn show(State(world): State<World>, RawQuery(query): RawQuery) -> Response {
    let asked = pairs(query.as_deref().unwrap_or_default());
    answers::html(200, page(&world.accounts(), value_of(&asked, "pin").unwrap_or_default(), None))
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    account: String,
}

/// Links the account, or shows the form again with what is wrong.
pub(super) async fn submit(State(world): State<World>, Form(typed): Form<Typed>) -> Response {
    if world.authorise_pin(&typed.code, &typed.account) {
        return answers::html(
            200,
            document(
                "Success",
                "<h1>Account linked</h1><p role=\"status\">Your device will be \
            ready in a moment. You may close this page.</p>",
            ),
        );
    }
    let problem = "The code you entered is not valid, or has expired. Please try again.";
    answers::html(422, page(&world.accounts(), &typed.code, Some(problem)))
}

fn page(accounts: &[Account], code: &str, problem: Option<&str>) -> String {
    let mut choices = String::new();
    for account in accounts {
        let _ = write!(
            choices,
            "<label><input type=\"radio\" name=\"account\" value=\"{}\" required> {} <small>({})</small></label>",
            escaped(&account.username),
            escaped(&account.title),
            escaped(&account.email),
        );
    }
    let problem = problem.map(|text| format!("<p class=\"alert\" role=\"alert\">{text}</p>")).unwrap_or_default();
    document(
        "Link Account",
        &format!(
            "<h1>Link Account</h1><p>Enter the code that is shown on your device.</p>{problem}<form method=\"post\" \
             action=\"/link\"><label for=\"code\">Code</label><input id=\"code\" name=\"code\" type=\"text\" \
             maxlength=\"4\" autocomplete=\"off\" autocapitalize=\"characters\" required value=\"{}\"><fieldset>\
             <legend>Sign in as</legend>{choices}</fieldset><button type=\"submit\">Link</button></form>",
            escaped(code)
        ),
    )
}

/// A whole page.
pub(super) fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{title} (simulated Plex)</title>{STYLE}</head><body>\
         <main>{body}<p><small>A simulator, not Plex.</small></p></main></body></html>"
    )
}
