//! Which streams are open, and what ends them: too many of one user, a session that is over, the program's own end.

use backend::{
    clock::Clock,
    live::Listener,
    store::{Database, sessions},
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};

/// How streams behave.
#[derive(Clone, Copy, Debug)]
pub struct StreamsOptions {
    /// Of one user; one more ends the oldest.
    pub most: usize,
    /// How often it is asked whether their sessions still stand.
    pub recheck: Duration,
    /// How often something is sent at least.
    pub heartbeat: Duration,
    /// How long a reader that does not read may take to notice that its stream has ended.
    pub grace: Duration,
}

impl Default for StreamsOptions {
    fn default() -> Self {
        Self {
            most: 8,
            recheck: Duration::from_secs(3),
            heartbeat: Duration::from_secs(15),
            grace: Duration::from_secs(1),
        }
    }
}

/// Why a stream ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// By a newer one of the same user.
    Replaced,
    /// Its session is over, or is in another role now.
    Revoked,
    /// The program stops.
    Stopping,
}

/// The connection a request came by; cancelling it cuts it.
#[derive(Clone, Debug, Default)]
pub struct Line(pub CancellationToken);

/// All open streams.
pub struct Streams {
    pub options: StreamsOptions,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    stopping: bool,
    next: u64,
    /// The oldest first.
    held: BTreeMap<u64, Held>,
}

struct Held {
    listener: Listener,
    session: String,
    end: oneshot::Sender<End>,
    line: Option<Line>,
    /// Cancelled when the stream is gone.
    gone: CancellationToken,
}

/// An open stream's place among the others; given back when dropped.
pub struct Place {
    /// Says when and why to end.
    pub ended: oneshot::Receiver<End>,
    id: u64,
    streams: Arc<Streams>,
    _gone: DropGuard,
}

impl Streams {
    pub fn new(options: StreamsOptions) -> Self {
        Self { options, open: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place; `None` when the program stops.
    pub fn enter(self: &Arc<Self>, listener: Listener, session: String, line: Option<Line>) -> Option<Place> {
        let mut open = self.lock();
        if open.stopping {
            return None;
        }
        let own = open.held.iter().filter(|(_, held)| held.listener.user == listener.user).map(|(id, _)| *id);
        let own: Vec<u64> = own.collect();
        for id in own.iter().take((own.len() + 1).saturating_sub(self.options.most)) {
            if let Some(held) = open.held.remove(id) {
                self.finish(held, End::Replaced);
            }
        }
        let id = open.next;
        open.next += 1;
        let (end, ended) = oneshot::channel();
        let gone = CancellationToken::new();
        open.held.insert(id, Held { listener, session, end, line, gone: gone.clone() });
        Some(Place { ended, id, streams: self.clone(), _gone: gone.drop_guard() })
    }

    /// Asks every so often whether the sessions of open streams still stand, until it is told to stop.
    pub async fn watch(&self, database: &Database, clock: &dyn Clock, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(self.options.recheck) => {}
            }
            if let Err(error) = self.recheck(database, clock).await {
                tracing::warn!(%error, "the sessions of open streams could not be checked");
            }
        }
    }

    async fn recheck(&self, database: &Database, clock: &dyn Clock) -> domain::Result<()> {
        let asked: HashSet<String> = self.lock().held.values().map(|held| held.session.clone()).collect();
        if asked.is_empty() {
            return Ok(());
        }
        let living = sessions::living(database.read(), asked.iter().map(String::as_str), clock.now()).await?;
        self.end(End::Revoked, |held| {
            asked.contains(&held.session) && living.get(&held.session) != Some(&held.listener.role)
        });
        Ok(())
    }

    /// Ends all, and lets no new one in.
    pub fn stop(&self) {
        self.lock().stopping = true;
        self.end(End::Stopping, |_| true);
    }

    fn end(&self, why: End, which: impl Fn(&Held) -> bool) {
        let mut open = self.lock();
        let ids: Vec<u64> = open.held.iter().filter(|(_, held)| which(held)).map(|(id, _)| *id).collect();
        for id in ids {
            if let Some(held) = open.held.remove(&id) {
                self.finish(held, why);
            }
        }
    }

    /// Tells the stream to end; cuts the line of a reader that takes nothing, because it would never hear of it.
    fn finish(&self, held: Held, why: End) {
        let _ = held.end.send(why);
        let (gone, grace) = (held.gone, self.options.grace);
        if let Some(Line(line)) = held.line {
            tokio::spawn(async move {
                if tokio::time::timeout(grace, gone.cancelled()).await.is_err() {
                    line.cancel();
                }
            });
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.streams.lock().held.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Role, UserId};

    fn streams(most: usize) -> Arc<Streams> {
        let grace = Duration::from_millis(20);
        Arc::new(Streams::new(StreamsOptions { most, grace, ..StreamsOptions::default() }))
    }

    fn enter(streams: &Arc<Streams>, user: u128, line: Option<Line>) -> Option<Place> {
        let listener = Listener { user: UserId(uuid::Uuid::from_u128(user)), role: Role::User };
        streams.enter(listener, format!("session of {user}"), line)
    }

    #[tokio::test]
    async fn one_too_many_ends_the_oldest_of_the_same_user_and_a_place_given_back_is_free() {
        let streams = streams(2);
        let mut others = enter(&streams, 1, None).expect("a place");
        let mut oldest = enter(&streams, 2, None).expect("a place");
        drop(enter(&streams, 2, None).expect("a place"));
        let mut second = enter(&streams, 2, None).expect("a place");
        assert!(oldest.ended.try_recv().is_err(), "there was room");
        let _third = enter(&streams, 2, None).expect("a place");
        assert_eq!(oldest.ended.try_recv(), Ok(End::Replaced));
        assert!(second.ended.try_recv().is_err() && others.ended.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_reader_that_takes_nothing_is_cut_and_nobody_comes_in_at_the_end() {
        let streams = streams(8);
        let (stuck, reading) = (Line::default(), Line::default());
        let _never_polled = enter(&streams, 1, Some(stuck.clone())).expect("a place");
        let mut heard = enter(&streams, 2, Some(reading.clone())).expect("a place");
        streams.stop();
        assert_eq!((&mut heard.ended).await, Ok(End::Stopping));
        drop(heard);
        stuck.0.cancelled().await;
        assert!(!reading.0.is_cancelled(), "who has left may use the connection again");
        assert!(enter(&streams, 3, None).is_none());
    }
}
