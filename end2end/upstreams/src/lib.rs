//! Faithful, stateful simulators of the services MediaNest talks to.
//!
//! One [`Upstreams`] is a little internet of its own: plex.tv with its sign-in pages, one Plex Media Server, one
//! Overseerr, TMDB and its image host, each on its own port, plus a control API that plays the people and the accidents.
//! Tests start it in process and steer it through [`World`]; `make demo`, Playwright and the load test run the binary
//! and steer it over HTTP (see `README.md`). The same seed gives the same titles, keys and tokens every time.

mod accounts;
mod addresses;
mod answers;
mod calls;
mod catalogue;
mod clock;
mod control;
mod courier;
mod faults;
pub mod fixed;
mod images;
mod overseerr;
mod plex;
mod plex_tv;
mod scripts;
mod seed;
mod server;
mod steering;
mod tmdb;
mod world;

use std::{
    io,
    net::{IpAddr, Ipv4Addr},
};

use tokio::{net::TcpListener, sync::mpsc::unbounded_channel, task::JoinHandle};

pub use accounts::Account;
pub use addresses::Addresses;
pub use calls::{Call, Service};
pub use courier::Delivered;
pub use faults::{Fault, Mode};
pub use overseerr::{
    advance::{Advance, Numbers, Stage},
    flavour::Flavour,
};
pub use plex_tv::pins::PinView;
pub use world::World;

/// Where the simulators listen. Port 0 means any free port.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address all of them bind to.
    pub host: IpAddr,
    /// Port of plex.tv.
    pub plex_tv: u16,
    /// Port of the Plex Media Server.
    pub plex: u16,
    /// Port of Overseerr.
    pub overseerr: u16,
    /// Port of TMDB's API.
    pub tmdb: u16,
    /// Port of the control API and of the TMDB image host.
    pub control: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { host: IpAddr::V4(Ipv4Addr::LOCALHOST), plex_tv: 0, plex: 0, overseerr: 0, tmdb: 0, control: 0 }
    }
}

/// The running simulators. Dropping it stops them and closes every connection.
pub struct Upstreams {
    world: World,
    tasks: Vec<JoinHandle<()>>,
}

impl Upstreams {
    /// Binds all ports and starts serving.
    ///
    /// Fails when a port cannot be bound; nothing is left running then.
    pub async fn start(options: Options) -> io::Result<Self> {
        let plex_tv = TcpListener::bind((options.host, options.plex_tv)).await?;
        let plex = TcpListener::bind((options.host, options.plex)).await?;
        let overseerr = TcpListener::bind((options.host, options.overseerr)).await?;
        let tmdb = TcpListener::bind((options.host, options.tmdb)).await?;
        let control = TcpListener::bind((options.host, options.control)).await?;
        let (orders, ordered) = unbounded_channel();
        let addresses = Addresses {
            plex_tv: plex_tv.local_addr()?,
            plex: plex.local_addr()?,
            overseerr: overseerr.local_addr()?,
            tmdb: tmdb.local_addr()?,
            control: control.local_addr()?,
        };
        let world = World::new(addresses, orders);
        let tasks = vec![
            server::spawn(plex_tv, Service::PlexTv, plex_tv::router(&world), &world),
            server::spawn(plex, Service::Plex, plex::router(&world), &world),
            server::spawn(overseerr, Service::Overseerr, overseerr::router(&world), &world),
            server::spawn(tmdb, Service::Tmdb, tmdb::router(&world), &world),
            server::spawn(control, Service::Images, control::router(&world), &world),
            courier::spawn(ordered, &world),
        ];
        Ok(Self { world, tasks })
    }

    /// Stands for `https://clients.plex.tv`; paths are `/api/v2/…`.
    pub fn plex_tv_url(&self) -> String {
        self.world.addresses().plex_tv_url()
    }

    /// Stands for `https://plex.tv/link`.
    pub fn plex_link_url(&self) -> String {
        self.world.addresses().plex_link_url()
    }

    /// Stands for `https://app.plex.tv`; the sign-in page is `{plex_app_url}/auth#?clientID=…&code=…&forwardUrl=…`.
    pub fn plex_app_url(&self) -> String {
        self.world.addresses().plex_app_url()
    }

    /// The Plex Media Server.
    pub fn plex_url(&self) -> String {
        self.world.addresses().plex_url()
    }

    /// Overseerr, without `/api/v1`.
    pub fn overseerr_url(&self) -> String {
        self.world.addresses().overseerr_url()
    }

    /// Stands for `https://api.themoviedb.org`; paths are `/3/…`.
    pub fn tmdb_url(&self) -> String {
        self.world.addresses().tmdb_url()
    }

    /// The control API.
    pub fn control_url(&self) -> String {
        self.world.addresses().control_url()
    }

    /// Stands for `https://image.tmdb.org/t/p`.
    pub fn tmdb_image_url(&self) -> String {
        self.world.addresses().tmdb_image_url()
    }

    /// The handle with which an in-process test reads and steers everything.
    pub fn world(&self) -> World {
        self.world.clone()
    }

    /// Stops all servers and waits until their ports are free.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // An aborted task answers with a cancellation, which is what was asked for.
            let _ = task.await;
        }
    }
}

impl Drop for Upstreams {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
