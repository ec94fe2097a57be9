//! Delivers webhooks the way Overseerr does: once, without waiting, without a second try.

use std::{io, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{Request, Uri, header},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde_json::Value;
use tokio::{
    net::TcpStream,
    sync::mpsc::UnboundedReceiver,
    task::{JoinHandle, JoinSet},
};

use crate::World;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something to be posted.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub url: String,
    pub authorization: Option<String>,
    pub body: Value,
}

/// A webhook that was sent.
#[derive(Clone, Debug, Serialize)]
pub struct Delivered {
    /// Where it went.
    pub url: String,
    /// What was sent.
    pub body: Value,
    /// Status of the answer; absent when there was none.
    pub status: Option<u16>,
}

/// Posts what arrives, each on its own.
pub(crate) fn spawn(mut orders: UnboundedReceiver<Delivery>, world: &World) -> JoinHandle<()> {
    let world = world.clone();
    tokio::spawn(async move {
        let mut running = JoinSet::new();
        loop {
            tokio::select! {
                order = orders.recv() => {
                    let Some(order) = order else { return };
                    let world = world.clone();
                    running.spawn(async move {
                        let status = post(&order).await.ok();
                        world.deliveries().push(Delivered { url: order.url, body: order.body, status });
                    });
                }
                Some(_) = running.join_next() => {}
            }
        }
    })
}

/// Posts one and answers the status of the receiver.
pub(crate) async fn post(order: &Delivery) -> io::Result<u16> {
    tokio::time::timeout(PATIENCE, attempt(order)).await?
}

async fn attempt(order: &Delivery) -> io::Result<u16> {
    let unusable = |problem: &str| io::Error::new(io::ErrorKind::InvalidInput, problem.to_owned());
    let url: Uri = order.url.parse().map_err(|_| unusable("not a URL"))?;
    let authority = url.authority().ok_or_else(|| unusable("no host"))?;
    let stream = TcpStream::connect((authority.host(), authority.port_u16().unwrap_or(80))).await?;
    let (mut sender, connection) = http1::handshake::<_, Body>(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    let connection = tokio::spawn(connection);
    let mut request = Request::post(url.path_and_query().map_or("/", |path| path.as_str()))
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "axios/1.3.4");
    if let Some(secret) = &order.authorization {
        request = request.header(header::AUTHORIZATION, secret);
    }
    let body = Bytes::from(order.body.to_string());
    let request = request.body(Body::from(body)).map_err(io::Error::other)?;
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    let status = answer.status().as_u16();
    // The answer's body is of no interest, but reading it lets the receiver finish in peace.
    let _ = to_bytes(Body::new(answer.into_body()), 64 * 1024).await;
    connection.abort();
    Ok(status)
}
