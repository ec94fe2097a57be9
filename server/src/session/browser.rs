//! The browser of one request: signing in and out, and the secret by which a begun sign-in is known again.

use super::{LOGIN, Login, Viewing};
use crate::{
    context::Context,
    cookies::{self, Cookies},
};
use app::ssr::Browser;
use async_trait::async_trait;
use axum::http::header;
use backend::{clock::Clock, secrets, store::sessions};
use domain::{
    Error, Result, Timestamp,
    accounts::{BrowserKey, Secret, SignedIn},
    text,
};
use std::sync::{Arc, Mutex, PoisonError};
use tower_sessions::Session;

/// Seconds a sign-in may take.
const SIGN_IN_SECONDS: u32 = 1800;

/// The browser of one request.
pub struct HttpBrowser {
    session: Session,
    cookies: Cookies,
    clock: Arc<dyn Clock>,
    /// Moves when a session starts or ends.
    expires_at: Mutex<Option<Timestamp>>,
    device: Option<String>,
    ip: Option<String>,
    /// As the browser sent it.
    key: Option<BrowserKey>,
    /// Cookie lines for the answer.
    set: leptos_axum::ResponseOptions,
}

impl HttpBrowser {
    pub fn new(
        context: &Context,
        session: Session,
        viewing: &Viewing,
        headers: &axum::http::HeaderMap,
        set: leptos_axum::ResponseOptions,
    ) -> Self {
        let key = context.cookies.get(headers, cookies::SIGN_IN).map(|value| BrowserKey(Secret::new(value)));
        Self {
            session,
            cookies: context.cookies,
            clock: context.clock.clone(),
            expires_at: Mutex::new(viewing.expires_at),
            device: headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(device_name),
            ip: viewing.ip.map(|ip| ip.to_string()),
            key,
            set,
        }
    }

    fn send(&self, line: Option<axum::http::HeaderValue>) {
        if let Some(line) = line {
            self.set.append_header(header::SET_COOKIE, line);
        }
    }

    fn ends(&self, at: Option<Timestamp>) {
        *self.expires_at.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }
}

#[async_trait]
impl Browser for HttpBrowser {
    fn key(&self) -> Option<BrowserKey> {
        self.key.clone()
    }

    fn make_key(&self) -> Result<BrowserKey> {
        let key = BrowserKey(secrets::random_token().map_err(Error::internal)?);
        self.send(self.cookies.set(cookies::SIGN_IN, key.0.reveal(), SIGN_IN_SECONDS));
        Ok(key)
    }

    async fn sign_in(&self, who: SignedIn) -> Result<()> {
        let now = self.clock.now();
        let login = Login {
            user: who.user,
            auth_epoch: who.auth_epoch,
            started: now,
            seen: now,
            device: self.device.clone(),
            ip: self.ip.clone(),
        };
        self.session.insert(LOGIN, login).await.map_err(Error::internal)?;
        self.session.cycle_id().await.map_err(Error::internal)?;
        self.send(self.cookies.clear(cookies::SIGN_IN));
        self.ends(Some(sessions::expiry(now, now)));
        Ok(())
    }

    async fn sign_out(&self) -> Result<()> {
        self.session.flush().await.map_err(Error::internal)?;
        self.ends(None);
        Ok(())
    }

    fn expires_at(&self) -> Option<Timestamp> {
        *self.expires_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a device is called in the list of devices: browser and system, as the user agent tells them.
fn device_name(user_agent: &str) -> String {
    let pick = |names: &[(&str, &'static str)], otherwise| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(otherwise, |(_, name)| *name)
    };
    let browser = pick(
        &[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")],
        text::some_browser(),
    );
    let system = pick(
        &[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("Linux", "Linux"),
        ],
        text::some_system(),
    );
    text::browser_on(browser, system)
}
