//! Where processes keep what they share: in each of them and, where `TEST_REDIS_URL` names a server, at Redis.

use super::hubs::Line;
use backend::clock::ManualClock;
use backend::shared::{EmbeddedLimits, RateLimits, Redis, RedisLimits, Shelves};
use domain::accounts::Secret;
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

/// One of them.
pub enum Places {
    Embedded,
    Redis(String),
}

impl Places {
    pub fn redis() -> Option<Self> {
        std::env::var("TEST_REDIS_URL").ok().filter(|url| !url.is_empty()).map(Self::Redis)
    }

    /// Shelves with nothing on them.
    pub async fn shelves(&self) -> Shelves {
        match self {
            Self::Embedded => Shelves::embedded(),
            Self::Redis(url) => Shelves::at(redis(url, &prefix()).await),
        }
    }

    /// Limits of which nothing is spent.
    pub async fn limits(&self, clock: Arc<ManualClock>) -> Arc<dyn RateLimits> {
        match self {
            Self::Embedded => Arc::new(EmbeddedLimits::new(clock)),
            Self::Redis(url) => Arc::new(RedisLimits::new(redis(url, &prefix()).await, clock)),
        }
    }
}

/// Two processes at one Redis, the first by a line that can be cut.
pub struct Pair {
    pub near: Arc<Redis>,
    pub far: Arc<Redis>,
    pub line: Line,
}

impl Pair {
    pub async fn open() -> Option<Self> {
        let Some(Places::Redis(url)) = Places::redis() else {
            println!("TEST_REDIS_URL is not set: Redis is left out");
            return None;
        };
        let (line, prefix) = (Line::to(&url).await, prefix());
        Some(Self { near: redis(&line.url, &prefix).await, far: redis(&url, &prefix).await, line })
    }

    /// Waits until the first one knows whether it has Redis.
    pub async fn until(&self, connected: bool) {
        let patience = Instant::now() + Duration::from_secs(10);
        while self.near.is_connected() != connected {
            assert!(Instant::now() < patience, "it never found out");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

async fn redis(url: &str, prefix: &str) -> Arc<Redis> {
    let redis = Redis::open(&Secret::new(url), prefix).await.expect("an address");
    assert!(redis.is_connected(), "Redis answers");
    Arc::new(redis)
}

fn prefix() -> String {
    format!("test:{}", Uuid::now_v7().simple())
}

/// The same tests in process and, where `TEST_REDIS_URL` names a server, at Redis.
macro_rules! on_places {
    ($(async fn $name:ident($places:ident) $body:block)+) => {$(
        async fn $name($places: &$crate::support::places::Places) $body

        mod $name {
            use crate::support::places::Places;

            #[tokio::test]
            async fn embedded() {
                super::$name(&Places::Embedded).await;
            }

            #[tokio::test]
            async fn at_redis() {
                match Places::redis() {
                    Some(places) => super::$name(&places).await,
                    None => println!("TEST_REDIS_URL is not set: Redis is left out"),
                }
            }
        }
    )+};
}
