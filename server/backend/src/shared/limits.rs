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

/// Subjects whose windows are over are forgotten when there are more than this, and again when there are twice as many.
const MANY: usize = 10_000;
/// When so many windows are open at once, those that end first are forgotten: memory is bounded, whoever invents names. A
/// cache with a bound (moka) may refuse what is new instead, and knows no clock but its own.
const MOST: usize = 200_000;

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
    windows: Mutex<Windows>,
}

#[derive(Default)]
struct Windows {
    open: HashMap<(String, String), Window>,
    /// How many there are when it is next looked which are over.
    look_at: usize,
}

impl Windows {
    fn make_room(&mut self, now: Timestamp) {
        if self.open.len() < self.look_at.max(MANY) {
            return;
        }
        self.open.retain(|_, window| window.ends > now);
        if self.open.len() >= MOST {
            let mut ends: Vec<_> = self.open.values().map(|window| window.ends).collect();
            let (_, middle, _) = ends.select_nth_unstable(MOST / 2);
            let middle = *middle;
            self.open.retain(|_, window| window.ends > middle);
        }
        self.look_at = (self.open.len() * 2).min(MOST);
    }
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
        windows.make_room(now);
        let fresh = Window { ends: crate::clock::after(now, limit.window), count: 0 };
        let window = windows.open.entry((scope.to_owned(), subject.to_owned())).or_insert(fresh);
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
        if let Some(window) = windows.open.get_mut(&(scope.to_owned(), subject.to_owned())) {
            window.count = window.count.saturating_sub(1);
        }
    }

    async fn forgive(&self, scope: &str, subject: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.open.remove(&(scope.to_owned(), subject.to_owned()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    #[tokio::test]
    async fn whoever_invents_names_fills_no_memory_and_opens_no_window_that_is_shut() {
        let clock = Arc::new(ManualClock::new(time::macros::datetime!(2026-11-01 12:00 UTC).into()));
        let limits = EmbeddedLimits::new(clock.clone());
        let long = Limit { most: 1, window: Duration::from_hours(1) };
        let short = Limit { most: 1, window: Duration::from_mins(1) };
        assert_eq!(limits.take("sign-in", "lena", long).await, None);
        for name in 0..MOST + MANY {
            assert_eq!(limits.take("sign-in", &name.to_string(), short).await, None, "{name}");
        }
        let open = || limits.windows.lock().expect("windows").open.len();
        assert!(open() <= MOST, "{}", open());
        assert!(limits.take("sign-in", "lena", long).await.is_some(), "those that end first are forgotten first");
        clock.advance(Duration::from_mins(2));
        limits.windows.lock().expect("windows").look_at = 0;
        limits.take("sign-in", "ann", short).await;
        assert_eq!(open(), 2, "what is over is forgotten");
    }
}
