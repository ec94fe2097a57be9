//! Hubs of live events for tests: in process and, where `TEST_REDIS_URL` names a server, at Redis.

use super::clock;
use backend::{
    clock::ManualClock,
    live::{Bounds, EmbeddedHub, Heard, Hub, Listener, RedisHub, RedisOptions, Subscription},
};
use domain::{Role, UserId, accounts::Secret};
use std::{ops::Deref, sync::Arc, time::Duration};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

/// What hubs are made of.
pub enum Hubs {
    Embedded,
    /// A stream of this test's own.
    Redis {
        url: String,
        key: String,
    },
}

impl Hubs {
    pub fn redis() -> Option<Self> {
        let url = std::env::var("TEST_REDIS_URL").ok().filter(|url| !url.is_empty())?;
        Some(Self::Redis { url, key: format!("test:{}", Uuid::now_v7().simple()) })
    }

    pub async fn hub(&self) -> TestHub {
        self.bounded(Bounds::default()).await
    }

    pub async fn bounded(&self, bounds: Bounds) -> TestHub {
        match self {
            Self::Embedded => {
                let clock = clock();
                TestHub::run(Arc::new(EmbeddedHub::new(clock.clone(), bounds)), clock)
            }
            Self::Redis { url, .. } => self.at(url, bounds).await,
        }
    }

    /// At an address that leads to this Redis.
    pub async fn at(&self, url: &str, bounds: Bounds) -> TestHub {
        let Self::Redis { key, .. } = self else { panic!("only Redis has an address") };
        let clock = clock();
        let options = RedisOptions {
            key: key.clone(),
            wait: Duration::from_millis(200),
            pause: Duration::from_millis(20),
            // A cut line is felt at once; this is for machines that are busy.
            patience: Duration::from_secs(5),
            ..RedisOptions::new(Secret::new(url))
        };
        TestHub::run(Arc::new(RedisHub::open(options, clock.clone(), bounds).await), clock)
    }
}

/// A hub that is at work as long as it is held.
pub struct TestHub {
    hub: Arc<dyn Hub>,
    pub clock: Arc<ManualClock>,
    _running: DropGuard,
}

impl TestHub {
    fn run(hub: Arc<dyn Hub>, clock: Arc<ManualClock>) -> Self {
        let stop = CancellationToken::new();
        tokio::spawn({
            let (hub, stop) = (hub.clone(), stop.clone());
            async move { hub.run(stop).await }
        });
        Self { hub, clock, _running: stop.drop_guard() }
    }

    pub fn share(&self) -> Arc<dyn Hub> {
        self.hub.clone()
    }
}

impl Deref for TestHub {
    type Target = dyn Hub;
    fn deref(&self) -> &Self::Target {
        self.hub.as_ref()
    }
}

pub fn listener(user: UserId, role: Role) -> Listener {
    Listener { user, role }
}

/// What is heard next; a test that waits for nothing fails.
pub async fn next(heard: &mut Subscription) -> Heard {
    tokio::time::timeout(Duration::from_secs(10), heard.next()).await.expect("something is heard")
}

/// A way to Redis that can be cut.
pub struct Line {
    pub url: String,
    address: String,
    redis: String,
    open: CancellationToken,
    passing: JoinHandle<()>,
}

impl Line {
    pub async fn to(redis_url: &str) -> Self {
        let redis = redis_url.trim_start_matches("redis://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (open, passing) = pass(listener, redis.clone());
        Self { url: format!("redis://{address}"), address, redis, open, passing }
    }

    /// When it returns, nothing is passed on any more.
    pub async fn cut(&mut self) {
        self.open.cancel();
        (&mut self.passing).await.expect("it ends");
    }

    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(&self.address).await.expect("the same port");
        (self.open, self.passing) = pass(listener, self.redis.clone());
    }
}

/// Passes everything on to Redis until it is cut.
fn pass(listener: TcpListener, redis: String) -> (CancellationToken, JoinHandle<()>) {
    let open = CancellationToken::new();
    let cut = open.clone();
    let passing = tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let mut near = tokio::select! {
                () = cut.cancelled() => return connections.shutdown().await,
                accepted = listener.accept() => accepted.expect("a connection").0,
            };
            let redis = redis.clone();
            connections.spawn(async move {
                let mut far = TcpStream::connect(&redis).await.expect("Redis");
                let _ = copy_bidirectional(&mut near, &mut far).await;
            });
        }
    });
    (open, passing)
}

/// The same tests on the embedded hub and, where `TEST_REDIS_URL` names a server, on Redis.
macro_rules! on_hubs {
    ($(async fn $name:ident($hubs:ident) $body:block)+) => {$(
        async fn $name($hubs: &$crate::support::hubs::Hubs) $body

        mod $name {
            use crate::support::hubs::Hubs;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn embedded() {
                super::$name(&Hubs::Embedded).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn at_redis() {
                match Hubs::redis() {
                    Some(hubs) => super::$name(&hubs).await,
                    None => println!("TEST_REDIS_URL is not set: Redis is left out"),
                }
            }
        }
    )+};
}
