//! Who is looking: by a session, or by an API key (`bearer`). The database as a store of `tower-sessions` is in `store`,
//! signing in and out in `browser`, remembered devices in `remember`.

pub mod bearer;
mod browser;
mod remember;
mod store;

pub use browser::HttpBrowser;
pub use store::DatabaseSessions;

use crate::{
    context::Context,
    middleware::{rate_limit, trace::RequestId},
};
use app::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use backend::{
    language,
    store::{
        audit::{self, Origin},
        devices,
        sessions::{self, SESSION_LONGEST, TOUCH_EVERY},
    },
};
use domain::{Actor, Error, Result, Timestamp, UserId, accounts::Secret, ids::DeviceId, text};
use serde::{Deserialize, Serialize};
use std::{net::IpAddr, sync::Arc};
use tower_sessions::{Session, session::Error as SessionError, session_store};
use uuid::Uuid;

/// The name of the session's cookie.
pub const COOKIE: &str = "mn_session";
/// Under which the sign-in is kept in the session.
const LOGIN: &str = "login";

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
    /// The device: all its sessions, one after the other, and what it is remembered by.
    #[serde(default)]
    family: Option<Uuid>,
    #[serde(default)]
    remembered: bool,
}

/// Who looks, and until when.
#[derive(Clone, Debug, Default)]
pub struct Viewing {
    pub actor: Option<Actor>,
    pub expires_at: Option<Timestamp>,
    /// The device, as the list of devices knows it.
    pub device: Option<DeviceId>,
    /// Whether it is signed in again when the session is over.
    pub remembered: bool,
    /// Where the request comes from; a proxy's word counts only when the proxy is trusted.
    pub ip: Option<IpAddr>,
    /// A program with an API key, not a browser.
    pub by_key: bool,
    /// Why the device that is remembered here was not signed in again, in words for whose it is.
    pub refused: Option<String>,
    /// Why it cannot be said who looks, or why their key does not open this. That is not the same as nobody.
    pub unknown: Option<AppError>,
}

/// Finds out who looks, and from where. A session of a disabled user or of an older epoch is ended here.
pub async fn identify(State(context): State<Arc<Context>>, mut request: Request, next: Next) -> Response {
    let ip = remote_address(&context, &request);
    if let Some(key) = bearer::taken_from(request.headers_mut()) {
        return with_key(&context, &key, ip, request, next).await;
    }
    let session = request.extensions().get::<Session>().cloned();
    let shown = remember::shown(&context, &request, ip);
    let looked = audit::coming_from(origin(&request, ip), look(&context, session, shown, ip)).await;
    let (viewing, told) = looked.unwrap_or_else(|error| {
        if matches!(error, Error::TooMany { .. }) {
            tracing::debug!(%error, "too many sign in just now");
        } else {
            tracing::error!(%error, "the session could not be read");
        }
        (Viewing { unknown: Some(not_now(error)), ..Viewing::default() }, remember::Told::default())
    });
    let mut response = go_on(viewing, ip, request, next).await;
    told.tell(&context, &mut response);
    response
}

/// What comes with an API key is judged by the key alone.
async fn with_key(context: &Context, key: &Secret, ip: Option<IpAddr>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return bearer::nothing_here();
    }
    let viewing = bearer::view(context, path, key).await;
    go_on(viewing, ip, request, next).await
}

async fn go_on(mut viewing: Viewing, ip: Option<IpAddr>, mut request: Request, next: Next) -> Response {
    viewing.ip = ip;
    let origin = origin(&request, ip);
    let chosen = viewing.actor.as_ref().and_then(|actor| actor.language);
    request.extensions_mut().insert(viewing);
    let answer = audit::coming_from(origin, next.run(request));
    match chosen {
        Some(language) => language::speaking(language, answer).await,
        None => answer.await,
    }
}

fn origin(request: &Request, ip: Option<IpAddr>) -> Origin {
    Origin {
        ip: ip.map(|ip| ip.to_string()),
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()),
    }
}

/// By the session or, without one, by the cookie of a remembered device.
async fn look(
    context: &Context,
    session: Option<Session>,
    shown: Option<remember::Shown>,
    ip: Option<IpAddr>,
) -> Result<(Viewing, remember::Told)> {
    let Some(session) = session else { return Ok(Default::default()) };
    let viewing = view(context, &session).await?;
    match shown {
        Some(shown) if viewing.actor.is_none() => {
            rate_limit::count_renewal(context, ip).await?;
            remember::renew(context, &session, shown).await
        }
        _ => Ok((viewing, remember::Told::default())),
    }
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
    let device = login.family.map(DeviceId).or_else(|| session.id().map(|id| devices::of_session(&id.to_string())));
    Ok(Viewing { actor: Some(actor), expires_at, device, remembered: login.remembered, ..Viewing::default() })
}

/// What people are told while it cannot be found out who they are.
fn not_now(error: Error) -> AppError {
    match error {
        error @ (Error::Unavailable { .. } | Error::TooMany { .. }) => AppError::from(error),
        _ => AppError::from(Error::Unavailable {
            service: None,
            message: text::viewer_unknown().into(),
            retry_after_seconds: Some(5),
        }),
    }
}

/// With or without a port.
fn address_in(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

/// The address of the other end or, behind a trusted proxy, the last one that proxy did not know.
pub fn remote_address(context: &Context, request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<Peer>()?.0;
    let trusted = |ip: &IpAddr| context.config.trusted_proxies.contains(ip);
    if !trusted(&peer) {
        return Some(peer);
    }
    // A proxy may add a line of its own instead of going on with the one that was sent: they count as one, in their order.
    let lines = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let forwarded = lines.collect::<Vec<_>>().join(",");
    for part in forwarded.rsplit(',') {
        match address_in(part.trim()) {
            Some(ip) if trusted(&ip) => {}
            Some(ip) => return Some(ip),
            // What a trusted proxy did not write says nothing, and so does all before it.
            None => break,
        }
    }
    Some(peer)
}

/// The address a connection comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_with_or_without_a_port_and_nothing_else_is_one() {
        for (text, address) in
            [("192.0.2.1", "192.0.2.1"), ("192.0.2.1:4711", "192.0.2.1"), ("[2001:db8::1]:80", "2001:db8::1")]
        {
            assert_eq!(address_in(text), address.parse().ok(), "{text}");
        }
        for text in ["", "unknown", "_hidden", "192.0.2.1 evil", "localhost"] {
            assert_eq!(address_in(text), None, "{text}");
        }
    }
}
