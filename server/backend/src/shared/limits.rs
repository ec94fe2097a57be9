//! How often something may be done in a while: counted in this process, and at Redis for all of them.

use super::redis::Redis;
use crate::clock::Clock;
use async_trait::async_trait;
use domain::Timestamp;
use fred::prelude::{KeysInterface, LuaInterface};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Subjects are forgotten when there are more than this and their windows are over.
const MANY: usize = 10_000;

/// So many in a window that begins with the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    pub most: u32,
    pub window: Duration,
}

/// Counts what subjects do.
#[async_trait]
pub trait RateLimits: Send + Sync {
    /// Counts one more, if there is room for it; else the seconds to wait, from 1.
    async fn take(&self, scope: &str, subject: &str, limit: Limit) -> Option<u64>;

    /// What was counted last shall not count.
    async fn give_back(&self, scope: &str, subject: &str);

    /// Begins again for this subject.
    async fn forgive(&self, scope: &str, subject: &str);
}

/// In this process.
pub struct EmbeddedLimits {
    clock: Arc<dyn Clock>,
    windows: Mutex<HashMap<(String, String), Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    ends: Timestamp,
    count: u32,
}

impl EmbeddedLimits {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, windows: Mutex::default() }
    }
}

#[async_trait]
impl RateLimits for EmbeddedLimits {
    async fn take(&self, scope: &str, subject: &str, limit: Limit) -> Option<u64> {
        let now = self.clock.now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > MANY {
            windows.retain(|_, window| window.ends > now);
        }
        let fresh = Window { ends: crate::clock::after(now, limit.window), count: 0 };
        let window = windows.entry((scope.to_owned(), subject.to_owned())).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        if window.count >= limit.most {
            return Some(now.seconds_until(window.ends).max(1));
        }
        window.count += 1;
        None
    }

    async fn give_back(&self, scope: &str, subject: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = windows.get_mut(&(scope.to_owned(), subject.to_owned())) {
            window.count = window.count.saturating_sub(1);
        }
    }

    async fn forgive(&self, scope: &str, subject: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.remove(&(scope.to_owned(), subject.to_owned()));
    }
}

/// At Redis, by its clock; and in this process, so that losing Redis resets no limit.
pub struct RedisLimits {
    redis: Arc<Redis>,
    here: EmbeddedLimits,
}

/// Looks and counts in one step.
const TAKE: &str = include_str!("take.lua");

/// Never makes a count that does not end.
const GIVE_BACK: &str = include_str!("give_back.lua");

impl RedisLimits {
    pub fn new(redis: Arc<Redis>, clock: Arc<dyn Clock>) -> Self {
        Self { redis, here: EmbeddedLimits::new(clock) }
    }
}

#[async_trait]
impl RateLimits for RedisLimits {
    async fn take(&self, scope: &str, subject: &str, limit: Limit) -> Option<u64> {
        if let Some(wait) = self.here.take(scope, subject, limit).await {
            return Some(wait);
        }
        let key = self.redis.key(&format!("rate:{scope}:{subject}"));
        let numbers = [u128::from(limit.most), limit.window.as_millis()];
        let numbers: Vec<String> = numbers.iter().map(u128::to_string).collect();
        let ask =
            |client: fred::prelude::Client| async move { client.eval::<u64, _, _, _>(TAKE, vec![key], numbers).await };
        let wait = self.redis.ask(ask).await?;
        (wait > 0).then(|| wait.div_ceil(1_000))
    }

    async fn give_back(&self, scope: &str, subject: &str) {
        self.here.give_back(scope, subject).await;
        let key = self.redis.key(&format!("rate:{scope}:{subject}"));
        // Lost: then it counts until its window ends.
        let none = Vec::<String>::new();
        let _ =
            self.redis.ask(|client| async move { client.eval::<u64, _, _, _>(GIVE_BACK, vec![key], none).await }).await;
    }

    async fn forgive(&self, scope: &str, subject: &str) {
        self.here.forgive(scope, subject).await;
        let key = self.redis.key(&format!("rate:{scope}:{subject}"));
        // Lost: then its window ends by itself.
        let _ = self.redis.ask(|client| async move { client.del::<(), _>(key).await }).await;
    }
}
