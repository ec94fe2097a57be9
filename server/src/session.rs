//! Sessions over HTTP: the database as a store of `tower-sessions`, who is looking, and signing in and out.

use crate::{
    context::Context,
    cookies::{self, Cookies},
};
use app::{AppError, ssr::Browser};
use async_trait::async_trait;
use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::Response,
};
use backend::{
    clock::Clock,
    secrets,
    store::{
        Database,
        sessions::{self, NewSession, SESSION_LONGEST, TOUCH_EVERY},
    },
};
use domain::{
    Actor, Error, Result, Timestamp, UserId,
    accounts::{BrowserKey, Secret, SignedIn},
};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tower_sessions::{
    Session, SessionStore,
    session::{Error as SessionError, Id, Record},
    session_store,
};

/// The name of the session's cookie.
pub const COOKIE: &str = "mn_session";
/// Under which the sign-in is kept in the session.
const LOGIN: &str = "login";
/// Seconds a sign-in may take.
const SIGN_IN_SECONDS: u32 = 1800;

/// The sign-in of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Login {
    user: UserId,
    auth_epoch: i64,
    started: Timestamp,
    seen: Timestamp,
    /// A name from the user agent.
    #[serde(default)]
    device: Option<String>,
    #[serde(default)]
    ip: Option<String>,
}

/// Who looks, and until when.
#[derive(Clone, Debug, Default)]
pub struct Viewing {
    pub actor: Option<Actor>,
    pub expires_at: Option<Timestamp>,
    /// Where the request comes from; a proxy's word counts only when the proxy is trusted.
    pub ip: Option<IpAddr>,
    /// Why it cannot be said who looks. That is not the same as nobody.
    pub unknown: Option<AppError>,
}

/// Finds out who looks. A session of a disabled user or of an older epoch is ended here.
pub async fn identify(State(context): State<Arc<Context>>, mut request: Request, next: Next) -> Response {
    let ip = remote_address(&context, &request);
    let mut viewing = match request.extensions().get::<Session>() {
        Some(session) => view(&context, session).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the session could not be read");
            Viewing { unknown: Some(not_now(error)), ..Viewing::default() }
        }),
        None => Viewing::default(),
    };
    viewing.ip = ip;
    request.extensions_mut().insert(viewing);
    next.run(request).await
}

async fn view(context: &Context, session: &Session) -> Result<Viewing> {
    let mut login = match session.get::<Login>(LOGIN).await {
        Ok(Some(login)) => login,
        Ok(None) => return Ok(Viewing::default()),
        Err(SessionError::Store(error @ session_store::Error::Backend(_))) => return Err(Error::internal(error)),
        Err(error) => {
            tracing::warn!(%error, "a session that cannot be understood is ended");
            session.flush().await.map_err(Error::internal)?;
            return Ok(Viewing::default());
        }
    };
    let now = context.clock.now();
    let actor = match context.accounts.actor(login.user, login.auth_epoch).await? {
        Some(actor) if login.started.seconds_until(now) < SESSION_LONGEST.as_secs() => actor,
        _ => {
            session.flush().await.map_err(Error::internal)?;
            return Ok(Viewing::default());
        }
    };
    if login.seen.seconds_until(now) >= TOUCH_EVERY.as_secs() {
        login.seen = now;
        session.insert(LOGIN, login.clone()).await.map_err(Error::internal)?;
    }
    let expires_at = Some(sessions::expiry(login.started, login.seen));
    Ok(Viewing { actor: Some(actor), expires_at, ..Viewing::default() })
}

/// What people are told while it cannot be found out who they are.
fn not_now(error: Error) -> AppError {
    match error {
        error @ Error::Unavailable { .. } => AppError::from(error),
        _ => AppError::from(Error::Unavailable {
            service: None,
            message: "MediaNest cannot find out who you are at the moment. You are still signed in: please try again in \
                      a few seconds."
                .into(),
            retry_after_seconds: Some(5),
        }),
    }
}

/// The address of the other end or, behind a trusted proxy, the last one that proxy did not know.
fn remote_address(context: &Context, request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<Peer>()?.0;
    let trusted = |ip: &IpAddr| context.config.trusted_proxies.contains(ip);
    if !trusted(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    forwarded.rsplit(',').filter_map(|part| part.trim().parse().ok()).find(|ip| !trusted(ip)).or(Some(peer))
}

/// The address a connection comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// What a device is called in the list of devices: browser and system, as the user agent tells them.
fn device_name(user_agent: &str) -> String {
    let pick = |names: &[(&str, &'static str)], otherwise| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(otherwise, |(_, name)| *name)
    };
    let browser = pick(
        &[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")],
        "A browser",
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
        "an unknown system",
    );
    format!("{browser} on {system}")
}

/// The browser of one request.
pub struct HttpBrowser {
    session: Session,
    cookies: Cookies,
    clock: Arc<dyn Clock>,
    expires_at: Option<Timestamp>,
    device: Option<String>,
    ip: Option<String>,
    key: Mutex<Option<BrowserKey>>,
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
            expires_at: viewing.expires_at,
            device: headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(device_name),
            ip: viewing.ip.map(|ip| ip.to_string()),
            key: Mutex::new(key),
            set,
        }
    }

    fn send(&self, line: Option<axum::http::HeaderValue>) {
        if let Some(line) = line {
            self.set.append_header(header::SET_COOKIE, line);
        }
    }
}

#[async_trait]
impl Browser for HttpBrowser {
    fn key(&self) -> Option<BrowserKey> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn make_key(&self) -> Result<BrowserKey> {
        let mut known = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.as_ref() {
            return Ok(key.clone());
        }
        let key = BrowserKey(secrets::random_token().map_err(Error::internal)?);
        self.send(self.cookies.set(cookies::SIGN_IN, key.0.reveal(), SIGN_IN_SECONDS));
        *known = Some(key.clone());
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
        Ok(())
    }

    async fn sign_out(&self) -> Result<()> {
        self.session.flush().await.map_err(Error::internal)
    }

    fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }
}

/// The table `sessions` as a store; ids are kept as hashes.
#[derive(Clone)]
pub struct DatabaseSessions {
    pub database: Database,
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for DatabaseSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseSessions")
    }
}

fn failed(error: impl fmt::Display) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

fn encoded(record: &Record) -> session_store::Result<serde_json::Value> {
    serde_json::to_value(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))
}

#[async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let login = record.data.get(LOGIN).cloned().ok_or_else(|| failed("only sign-ins make sessions"))?;
        let login: Login = serde_json::from_value(login).map_err(failed)?;
        let data = encoded(record)?;
        loop {
            let id = record.id.to_string();
            let new = NewSession {
                id: &id,
                user: login.user,
                auth_epoch: login.auth_epoch,
                device: login.device.as_deref(),
                ip: login.ip.as_deref(),
                data: &data,
            };
            if sessions::create(self.database.write(), &new, self.clock.now()).await.map_err(failed)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data = encoded(record)?;
        let id = record.id.to_string();
        // False when the session was ended meanwhile: then there is nothing to keep.
        sessions::save(self.database.write(), &id, &data, self.clock.now()).await.map_err(failed)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let row = sessions::load(self.database.read(), &id.to_string(), self.clock.now()).await.map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_value(row.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: row.expires_at.0 }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        sessions::delete(self.database.write(), &id.to_string()).await.map_err(failed)
    }
}
