//! Serves one simulator: takes connections, records every call, and lets the ordered accidents happen.
//!
//! hyper is used directly because an accident may have to break the connection, which a router cannot do.

use std::{convert::Infallible, io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, Request, header},
    response::Response,
};
use futures_util::{StreamExt, stream};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tower::ServiceExt;

use crate::{
    Call, Fault, Mode, Service, World,
    answers::{self, header_text},
    scripts,
};

/// Largest body that is read; what the clients send is far smaller.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// The address a request came from, for handlers that care.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub SocketAddr);

/// Why a connection was closed instead of answered.
#[derive(Debug)]
struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("closed on purpose")
    }
}

impl std::error::Error for Gone {}

/// Starts serving; aborting the task closes the port and all connections.
pub(crate) fn spawn(listener: TcpListener, service: Service, router: Router, world: &World) -> JoinHandle<()> {
    let world = world.clone();
    tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => {
                    let Ok((stream, peer)) = accepted else { continue };
                    if !world.is_down(service) {
                        connections.spawn(connection(stream, peer, service, router.clone(), world.clone()));
                    }
                }
                Some(_) = connections.join_next() => {}
            }
        }
    })
}

async fn connection(stream: TcpStream, peer: SocketAddr, service: Service, router: Router, world: World) {
    // Answers are small and must not wait for each other.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request| answer(request, peer, service, router.clone(), world.clone()));
    // A broken connection is the client's business, or an accident that was ordered.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    service: Service,
    router: Router,
    world: World,
) -> Result<Response, Gone> {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(Body::new(body), BODY_LIMIT).await.map_err(|_| Gone)?;
    parts.extensions.insert(Peer(peer));
    let path = parts.uri.path().to_owned();
    let observed = service != Service::Images || path.starts_with("/t/p/");
    if !observed {
        return routed(router, Request::from_parts(parts, Body::from(body))).await;
    }
    let fault = world.take_fault(service, parts.method.as_str(), &path);
    let number = world.record(Call {
        number: 0,
        service,
        method: parts.method.to_string(),
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        api_user: header_text(&parts.headers, "x-api-user"),
        api_key: header_text(&parts.headers, "x-api-key"),
        authorization: header_text(&parts.headers, "authorization"),
        plex_token: header_text(&parts.headers, "x-plex-token"),
        client_identifier: header_text(&parts.headers, "x-plex-client-identifier"),
        accept: header_text(&parts.headers, "accept"),
        content_type: header_text(&parts.headers, "content-type"),
        origin: header_text(&parts.headers, "origin"),
        body: serde_json::from_slice(&body).ok(),
        at: world.now_ms(),
        status: None,
        fault: fault.as_ref().map(|fault| fault.mode),
    });
    let proper = routed(router, Request::from_parts(parts, Body::from(body)));
    let answer = match fault {
        None => proper.await,
        Some(fault) => {
            tokio::time::sleep(Duration::from_millis(fault.ms)).await;
            accident(&fault, service, proper).await
        }
    }?;
    world.answered(number, answer.status().as_u16());
    Ok(answer)
}

async fn routed(router: Router, request: Request<Body>) -> Result<Response, Gone> {
    router.oneshot(request).await.map_err(|never: Infallible| match never {})
}

async fn accident(
    fault: &Fault,
    service: Service,
    proper: impl Future<Output = Result<Response, Gone>>,
) -> Result<Response, Gone> {
    match fault.mode {
        Mode::None | Mode::Slow => proper.await,
        Mode::Status => Ok(refusal(service, fault)),
        Mode::Html => Ok(answers::html(200, LOGIN_PAGE.to_owned())),
        Mode::Redirect => {
            let mut away = answers::html(302, String::new());
            away.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/login"));
            Ok(away)
        }
        Mode::Garbage => Ok(as_json(Body::from("{\"results\":[{\"id\":1,}\u{0}\u{1}<<<not json"))),
        Mode::Truncate => truncated(proper.await?).await,
        Mode::Drop | Mode::Down => Err(Gone),
        Mode::DropAfter => {
            proper.await?;
            Err(Gone)
        }
        Mode::Accepted => Ok(answers::json(202, json!({}))),
        Mode::Huge => {
            let chunk = Bytes::from(vec![b' '; 64 * 1024]);
            let chunks = (0..320).map(move |_| Ok::<_, io::Error>(chunk.clone()));
            Ok(as_json(Body::from_stream(stream::iter(chunks))))
        }
        Mode::Scripts => scripts::planted(proper.await?).await.map_err(|_| Gone),
        Mode::Hang => std::future::pending().await,
    }
}

fn as_json(body: Body) -> Response {
    let mut answer = Response::new(body);
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// Promises the whole answer and breaks off after half of it.
async fn truncated(proper: Response) -> Result<Response, Gone> {
    let (mut parts, body) = proper.into_parts();
    let whole = to_bytes(body, usize::MAX).await.map_err(|_| Gone)?;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len().max(2)));
    let half = whole.slice(..whole.len() / 2);
    let pieces = stream::once(async move { Ok(half) }).chain(stream::once(async {
        // Otherwise hyper throws away what it has not written yet, and nothing at all arrives.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    }));
    Ok(Response::from_parts(parts, Body::from_stream(pieces)))
}

/// The status in the shape the service itself would use.
fn refusal(service: Service, fault: &Fault) -> Response {
    let status = fault.status;
    let reason = answers::code(status).canonical_reason().unwrap_or("Error");
    let mut answer = match service {
        Service::PlexTv => answers::json(
            status,
            json!({"errors": [{"code": 1000 + u32::from(status), "message": reason, "status": status}]}),
        ),
        Service::Overseerr => answers::json(status, json!({"message": reason})),
        Service::Tmdb => crate::tmdb::refusal(status),
        Service::Plex | Service::Images => answers::html(
            status,
            format!("<html><head><title>{reason}</title></head><body><h1>{status} {reason}</h1></body></html>"),
        ),
    };
    if let Some(seconds) = fault.retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

const LOGIN_PAGE: &str = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1>\
    <form method=\"post\" action=\"/login\"><input name=\"user\"><input name=\"password\" type=\"password\">\
    <button>Sign in</button></form></body></html>";
