//! The browser of one request: signing in and out, and the secret by which a begun sign-in is known again.

use super::{LOGIN, Login, Viewing, remember};
use crate::{context::Context, cookies};
use app::ssr::Browser;
use async_trait::async_trait;
use axum::http::{HeaderMap, header};
use backend::{secrets, services::remembered::From, store::sessions};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::{BrowserKey, Secret, SignedIn},
    devices,
    ids::DeviceId,
};
use std::sync::{Arc, Mutex, PoisonError};
use tower_sessions::Session;
use uuid::Uuid;

/// Seconds a sign-in may take.
const SIGN_IN_SECONDS: u32 = 1800;

/// The browser of one request.
pub struct HttpBrowser {
    context: Arc<Context>,
    session: Session,
    /// Moves when a session starts or ends.
    expires_at: Mutex<Option<Timestamp>>,
    device: Option<String>,
    ip: Option<String>,
    /// As the browser sent it.
    key: Option<BrowserKey>,
    /// What the browser showed to be remembered by.
    shown: Option<Secret>,
    /// Who was signed in when the request came, and as which device.
    user: Option<UserId>,
    here: Option<DeviceId>,
    remembered: bool,
    /// Cookie lines for the answer.
    set: leptos_axum::ResponseOptions,
}

impl HttpBrowser {
    pub fn new(
        context: &Arc<Context>,
        session: Session,
        viewing: &Viewing,
        headers: &HeaderMap,
        set: leptos_axum::ResponseOptions,
    ) -> Self {
        let key = context.cookies.get(headers, cookies::SIGN_IN).map(|value| BrowserKey(Secret::new(value)));
        Self {
            context: context.clone(),
            session,
            expires_at: Mutex::new(viewing.expires_at),
            device: device_name(headers),
            ip: viewing.ip.map(|ip| ip.to_string()),
            key,
            shown: context.cookies.get(headers, cookies::REMEMBER).map(Secret::new),
            user: viewing.actor.as_ref().map(|actor| actor.id),
            here: viewing.device,
            remembered: viewing.remembered,
            set,
        }
    }

    fn send(&self, line: Option<axum::http::HeaderValue>) {
        if let Some(line) = line {
            self.set.append_header(header::SET_COOKIE, line);
        }
    }

    /// Forgets what this browser was remembered by, with the sessions that belong to it.
    async fn forget(&self) -> Result<()> {
        if let (Some(user), Some(here), true) = (self.user, self.here, self.remembered) {
            self.context.remembered.forget_family(user, here.0).await?;
        }
        if let Some(shown) = &self.shown {
            self.context.remembered.forget(shown.reveal()).await?;
        }
        Ok(())
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
        self.send(self.context.cookies.set(cookies::SIGN_IN, key.0.reveal(), SIGN_IN_SECONDS));
        Ok(key)
    }

    async fn sign_in(&self, who: SignedIn) -> Result<()> {
        let now = self.context.clock.now();
        // Whoever was remembered here is not any more, even if it was somebody else.
        self.forget().await?;
        let family = Uuid::now_v7();
        let from = From { device: self.device.as_deref(), ip: self.ip.as_deref() };
        self.context.devices.signed_in(who.user, from).await?;
        let login = Login {
            user: who.user,
            auth_epoch: who.auth_epoch,
            started: now,
            seen: now,
            device: self.device.clone(),
            ip: self.ip.clone(),
            family: Some(family),
            remembered: who.remember,
        };
        self.session.insert(LOGIN, login).await.map_err(Error::internal)?;
        self.session.cycle_id().await.map_err(Error::internal)?;
        if who.remember {
            let cookie = self.context.remembered.begin((who.user, who.auth_epoch), family, from).await?;
            self.send(remember::line(&self.context, &cookie));
        } else if self.shown.is_some() {
            self.send(self.context.cookies.clear(cookies::REMEMBER));
        }
        self.send(self.context.cookies.clear(cookies::SIGN_IN));
        self.ends(Some(sessions::expiry(now, now)));
        Ok(())
    }

    async fn sign_out(&self) -> Result<()> {
        self.forget().await?;
        if self.shown.is_some() {
            self.send(self.context.cookies.clear(cookies::REMEMBER));
        }
        self.session.flush().await.map_err(Error::internal)?;
        self.ends(None);
        Ok(())
    }

    fn device(&self) -> Option<DeviceId> {
        self.here
    }

    fn is_remembered(&self) -> bool {
        self.remembered
    }

    fn expires_at(&self) -> Option<Timestamp> {
        *self.expires_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Browser and system, as the user agent tells them.
pub(super) fn device_name(headers: &HeaderMap) -> Option<String> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(named)
}

fn named(user_agent: &str) -> String {
    let pick = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = pick(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = pick(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    devices::kept_name(browser, system)
}
