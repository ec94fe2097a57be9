//! `GET /api/health`: the process is up. `GET /api/ready`: it can do its work.

use crate::context::Context;
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The process is up.
pub async fn health() -> Response {
    uncached((StatusCode::OK, Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))))
}

/// The database answers. Without Redis it goes on, so that its loss is only told; as is whether the schedules (checks,
/// sweeps) run on this replica.
pub async fn ready(State(context): State<Arc<Context>>) -> Response {
    if context.database.is_ready().await {
        let redis = match context.is_sharing() {
            None => "not used",
            Some(true) => "ok",
            Some(false) => "lost",
        };
        let schedules = if context.leads() { "here" } else { "elsewhere" };
        let body = json!({ "status": "ready", "database": "ok", "redis": redis, "schedules": schedules });
        uncached((StatusCode::OK, Json(body)))
    } else {
        let body = Json(json!({ "status": "not ready", "database": "unreachable" }));
        uncached((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], body))
    }
}

fn uncached(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether a MediaNest answers on this address; an unspecified one is asked on loopback.
pub async fn is_up(mut addr: SocketAddr) -> bool {
    if addr.ip().is_unspecified() {
        addr.set_ip(if addr.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let ask = async {
        let mut stream = TcpStream::connect(addr).await?;
        let request = format!("GET /api/health HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await?;
        Ok::<_, std::io::Error>(&answer == b"HTTP/1.1 200")
    };
    tokio::time::timeout(Duration::from_secs(3), ask).await.is_ok_and(|answer| answer.unwrap_or(false))
}
