//! Serving: hyper with its timeouts, the background work, and a clean end.

use crate::{config::Config, context::Context, live::Line, router::router, session::Peer};
use axum::{Extension, Router};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{io::Write, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::Layer;

/// How long a client may take to send its headers.
const HEADERS: Duration = Duration::from_secs(10);
/// How long what is under way may take to end.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When it cannot start.
pub async fn serve(config: Config) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let addr = config.addr;
    let context = Arc::new(Context::open(config).await?);
    let listener = TcpListener::bind(addr)
        .await
        .map_err(|error| format!("cannot listen on {addr}: {error}. Set MEDIANEST_ADDR or PORT to a free address"))?;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(context.work(stop.clone()));
    announce(&context, listener.local_addr()?)?;
    accept(listener, &context, stop.clone()).await;
    stop.cancel();
    if tokio::time::timeout(DRAIN, worker).await.is_err() {
        tracing::warn!("background work did not end in time; it is taken up again at the next start");
    }
    context.database.clone().close().await;
    Ok(())
}

/// Says where it is, once it can be reached.
fn announce(context: &Context, addr: std::net::SocketAddr) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "MediaNest listens on http://{addr}")?;
    if let Some(password) = &context.generated_password {
        writeln!(
            out,
            "First sign-in: {} with the password {} (also in {}; it must be changed).",
            context.config.admin_username,
            password.reveal(),
            context.config.data_dir.join(crate::context::PASSWORD_FILE).display(),
        )?;
    }
    out.flush()
}

/// Takes connections until it is told to stop, then lets the open ones finish.
async fn accept(listener: TcpListener, context: &Arc<Context>, stop: CancellationToken) {
    let router: Router = router(context);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(64 * 1024);
    let graceful = GracefulShutdown::new();
    let mut signals = std::pin::pin!(asked_to_stop());
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut signals => break,
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, mostly: the others need a moment to end.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let line = Line::default();
        let cut = line.0.clone();
        // Around the router, not in it: there a layer is put on each of its routes, for each connection again.
        let known = Extension(line).layer(Extension(Peer(peer.ip())).layer(router.clone()));
        let service = TowerToHyperService::new(known);
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                },
                () = cut.cancelled() => tracing::debug!("a connection that took nothing was cut"),
            }
        });
    }
    drop(listener);
    tracing::info!("stopping: no new work, what is under way finishes");
    // Live streams would never finish by themselves.
    context.streams.stop();
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

async fn asked_to_stop() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM is not watched");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
