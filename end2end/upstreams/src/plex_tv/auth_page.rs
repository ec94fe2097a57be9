//! `app.plex.tv/auth`: where a browser is sent with a strong PIN in the fragment, and comes back from.

use std::fmt::Write;

use axum::{Json, extract::State, response::Response};
use serde::Deserialize;
use serde_json::json;

use super::link_page::document;
use crate::{
    World,
    answers::{self, escaped},
};

/// The page. Its script reads `#?clientID=…&code=…&forwardUrl=…` (also `#!?…`), as the real one does.
pub(super) async fn show(State(world): State<World>) -> Response {
    let mut buttons = String::new();
    for account in world.accounts() {
        let _ = write!(
            buttons,
            "<p><button type=\"button\" data-account=\"{}\" disabled>Sign in as {}</button></p>",
            escaped(&account.username),
            escaped(&account.title),
        );
    }
    let body = format!(
        "<h1>Sign in to Plex</h1><p id=\"product\"></p><div id=\"alert\" class=\"alert\" role=\"alert\" hidden></div>\
         <div id=\"accounts\">{buttons}</div><p><button type=\"button\" id=\"deny\">Cancel</button></p>\
         <p id=\"status\" role=\"status\"></p><noscript><p>The sign-in page needs JavaScript. Use the code instead.\
         </p></noscript><script>{SCRIPT}</script>"
    );
    answers::html(200, document("Sign in", &body))
}

/// What the page's script sends.
#[derive(Deserialize)]
pub(super) struct Choice {
    code: String,
    account: String,
    #[serde(rename = "clientID")]
    client_id: String,
}

/// Signs the PIN in; only when the address bar named the installation that created it.
pub(super) async fn grant(State(world): State<World>, Json(choice): Json<Choice>) -> Response {
    let now = world.now_ms();
    let bound = world.state().pins.waiting(&choice.code, now).is_some_and(|pin| pin.client == choice.client_id);
    if bound && world.authorise_pin(&choice.code, &choice.account) {
        answers::json(200, json!({"ok": true}))
    } else {
        answers::json(404, json!({"ok": false}))
    }
}

const SCRIPT: &str = r#"
const given = new URLSearchParams(location.hash.replace(/^#!?\??/, ""));
const code = given.get("code"), clientID = given.get("clientID"), forwardUrl = given.get("forwardUrl");
const say = text => { document.getElementById("status").textContent = text; };
const failed = () => say("Unable to complete this request. The link is no longer valid.");
(async () => {
  const answer = await fetch("/api/v2/pins/info?code=" + encodeURIComponent(code || ""), {
    headers: { Accept: "application/json", "X-Plex-Client-Identifier": clientID || "" } });
  if (!answer.ok) return failed();
  const pin = await answer.json();
  const product = given.get("context[device][product]") || pin.product || "An application";
  document.getElementById("product").textContent = product + " would like to use your Plex account.";
  if (!pin.ipMatches) {
    const alert = document.getElementById("alert");
    alert.textContent = "Security Alert: another device (" + pin.ipAddress + ", " + pin.location.city + ") is " +
      "attempting to sign in. If this is not you, do not continue.";
    alert.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-account]")) {
    button.disabled = false;
    button.addEventListener("click", async () => {
      const done = await fetch("/app/auth/grant", { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ code, clientID, account: button.dataset.account }) });
      if (!done.ok) return failed();
      if (forwardUrl && /^https?:/.test(forwardUrl)) location.replace(forwardUrl);
      else say("You are signed in. You may now close this window.");
    });
  }
  document.getElementById("deny").addEventListener("click", () => {
    document.getElementById("accounts").hidden = true;
    say("Nothing was shared. You may now close this window.");
  });
})();
"#;
