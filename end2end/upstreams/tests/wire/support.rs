//! A world of simulators for one test, and a client that sends exactly what it is told to.

use std::{io, net::SocketAddr};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, Uri},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use upstreams::{Options, Upstreams, World, fixed};

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|problem| panic!("{problem}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }
}

/// One request over a connection of its own.
pub async fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Reply> {
    let uri: Uri = url.parse().map_err(io::Error::other)?;
    let address: SocketAddr = uri.authority().unwrap().as_str().parse().map_err(io::Error::other)?;
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(uri.path_and_query().unwrap().as_str());
    request = request.header("host", address.to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).map_err(io::Error::other)?;
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    let (parts, body) = answer.into_parts();
    let body = to_bytes(Body::new(body), usize::MAX).await.map_err(io::Error::other)?;
    Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body })
}

/// The simulators and short ways to talk to them.
pub struct Town {
    pub upstreams: Upstreams,
    pub world: World,
}

/// A new world.
pub async fn town() -> Town {
    let upstreams = Upstreams::start(Options::default()).await.unwrap();
    let world = upstreams.world();
    Town { upstreams, world }
}

const JSON: (&str, &str) = ("content-type", "application/json");

impl Town {
    /// Overseerr with the key, as user 1.
    pub async fn overseerr(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        self.overseerr_as(None, method, path, body).await
    }

    /// Overseerr with the key, as somebody (`X-API-User`).
    pub async fn overseerr_as(&self, user: Option<u64>, method: &str, path: &str, body: Option<Value>) -> Reply {
        let url = format!("{}/api/v1{path}", self.upstreams.overseerr_url());
        let user = user.map(|id| id.to_string());
        let mut headers = vec![("x-api-key", fixed::OVERSEERR_API_KEY)];
        headers.extend(user.as_deref().map(|id| ("x-api-user", id)));
        headers.extend(body.as_ref().map(|_| JSON));
        send(method, &url, &headers, &body.map(|body| body.to_string()).unwrap_or_default()).await.unwrap()
    }

    /// plex.tv as one installation.
    pub async fn plex_tv(&self, method: &str, path: &str, token: Option<&str>) -> Reply {
        let url = format!("{}{path}", self.upstreams.plex_tv_url());
        let mut headers = vec![("accept", "application/json"), ("x-plex-client-identifier", "medianest-test")];
        headers.extend(token.map(|token| ("x-plex-token", token)));
        send(method, &url, &headers, "").await.unwrap()
    }

    /// The Plex server with the per-server token of an account.
    pub async fn plex(&self, account: &str, method: &str, path: &str) -> Reply {
        let token = self.world.account(account).unwrap().server_token;
        let url = format!("{}{path}", self.upstreams.plex_url());
        send(method, &url, &[("accept", "application/json"), ("x-plex-token", &token)], "").await.unwrap()
    }

    /// The control API.
    pub async fn control(&self, method: &str, path: &str, body: Value) -> Reply {
        let url = format!("{}{path}", self.upstreams.control_url());
        send(method, &url, &[JSON], &body.to_string()).await.unwrap()
    }
}
