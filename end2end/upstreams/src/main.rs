//! Runs the simulators until it is told to stop. Prints one line of JSON with all addresses and keys when ready.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr},
};

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use upstreams::{Options, Upstreams};

/// Simulators of plex.tv, a Plex server, Overseerr and TMDB. Port 0 means any free port.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Address to bind to.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Port of plex.tv.
    #[arg(long, default_value_t = 0)]
    plex_tv: u16,
    /// Port of the Plex Media Server.
    #[arg(long, default_value_t = 0)]
    plex: u16,
    /// Port of Overseerr.
    #[arg(long, default_value_t = 0)]
    overseerr: u16,
    /// Port of TMDB's API.
    #[arg(long, default_value_t = 0)]
    tmdb: u16,
    /// Port of the control API and the TMDB image host.
    #[arg(long, default_value_t = 0)]
    control: u16,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let Arguments { host, plex_tv, plex, overseerr, tmdb, control } = Arguments::parse();
    let mut terminated = signal(SignalKind::terminate())?;
    let upstreams = Upstreams::start(Options { host, plex_tv, plex, overseerr, tmdb, control }).await?;
    writeln!(io::stdout(), "{}", upstreams.world().description())?;
    io::stdout().flush()?;
    tokio::select! {
        _ = terminated.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    upstreams.stop().await;
    Ok(())
}
