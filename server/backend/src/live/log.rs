//! What was told in the last minutes, and who listens now.

use super::{
    cursor::{Cursor, Position},
    hub::Bounds,
    subscription::{Listener, Subscription},
};
use crate::clock::{Clock, before};
use domain::{
    Timestamp, UserId,
    live::{Audience, LiveEvent},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::broadcast;
use uuid::Uuid;

/// What was told.
#[derive(Clone, Debug)]
pub(super) enum Told {
    Event(Audience, LiveEvent),
    /// Some process could not tell the others: whoever hears this has missed something.
    Missed,
}

/// One entry of the log.
pub(super) struct Entry {
    pub cursor: Cursor,
    pub told: Told,
    at: Timestamp,
    bytes: usize,
}

/// What listeners are handed.
#[derive(Clone)]
pub(super) enum News {
    Entry(Arc<Entry>),
    /// The log was begun anew.
    Anew,
}

/// The log of this process: its own, or what it has read of the shared one.
pub(super) struct Log {
    clock: Arc<dyn Clock>,
    bounds: Bounds,
    state: Mutex<State>,
    news: broadcast::Sender<News>,
}

struct State {
    name: Arc<str>,
    /// Positions are given by somebody else, who may be ahead of us.
    shared: bool,
    /// Everything after this is kept.
    floor: Position,
    last: Position,
    kept: VecDeque<Arc<Entry>>,
    bytes: usize,
}

impl State {
    fn new(name: Arc<str>, shared: bool, floor: Position) -> Self {
        Self { name, shared, floor, last: floor, kept: VecDeque::new(), bytes: 0 }
    }

    /// Counted from the start, under a name that no log has had before.
    fn alone() -> Self {
        Self::new(Uuid::new_v4().simple().to_string().into(), false, Position::default())
    }

    fn cursor(&self) -> Cursor {
        Cursor { log: self.name.clone(), position: self.last }
    }

    fn add(&mut self, position: Position, told: Told, now: Timestamp) -> Arc<Entry> {
        let bytes = size_of::<Entry>()
            + match &told {
                Told::Event(audience, _) => audience.users.len() * 2 * size_of::<UserId>(),
                Told::Missed => 0,
            };
        let cursor = Cursor { log: self.name.clone(), position };
        let entry = Arc::new(Entry { cursor, told, at: now, bytes });
        self.last = position;
        self.bytes += bytes;
        self.kept.push_back(entry.clone());
        entry
    }

    fn forget(&mut self, bounds: Bounds, now: Timestamp) {
        let oldest = before(now, bounds.keep);
        while self
            .kept
            .front()
            .is_some_and(|entry| self.kept.len() > bounds.most || self.bytes > bounds.bytes || entry.at < oldest)
        {
            if let Some(entry) = self.kept.pop_front() {
                self.bytes -= entry.bytes;
                self.floor = entry.cursor.position;
            }
        }
    }

    /// Whether everything after this cursor is kept.
    fn knows(&self, cursor: &Cursor) -> bool {
        cursor.log == self.name && cursor.position >= self.floor && (self.shared || cursor.position <= self.last)
    }
}

impl Log {
    pub fn new(clock: Arc<dyn Clock>, bounds: Bounds) -> Self {
        let news = broadcast::Sender::new(bounds.behind.max(1));
        Self { clock, bounds, state: Mutex::new(State::alone()), news }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn cursor(&self) -> Cursor {
        self.lock().cursor()
    }

    pub fn is_shared(&self) -> bool {
        self.lock().shared
    }

    pub fn last(&self) -> Position {
        self.lock().last
    }

    pub fn subscribe(log: &Arc<Self>, after: Option<&str>, listener: Listener) -> Subscription {
        let mut state = log.lock();
        state.forget(log.bounds, log.clock.now());
        // Under the lock: what is told from here on is heard, what was told before is in the backlog.
        let news = log.news.subscribe();
        let after = after.map(|text| text.parse::<Cursor>().ok().filter(|cursor| state.knows(cursor)));
        let (backlog, missed, seen) = match after {
            Some(Some(after)) => {
                let backlog = state.kept.iter().filter(|entry| entry.cursor.position > after.position).cloned();
                (backlog.collect(), false, after)
            }
            Some(None) => (VecDeque::new(), true, state.cursor()),
            None => (VecDeque::new(), false, state.cursor()),
        };
        drop(state);
        Subscription { log: log.clone(), news, backlog, missed, seen, listener }
    }

    /// How far the log is now, and what is told from here on.
    pub fn here(&self) -> (Cursor, broadcast::Receiver<News>) {
        let state = self.lock();
        (state.cursor(), self.news.subscribe())
    }

    /// Tells it in this process only.
    pub fn tell_alone(&self, audience: Audience, event: LiveEvent) {
        let mut state = self.lock();
        if state.shared {
            *state = State::alone();
        }
        let position = Position { major: state.last.major + 1, minor: 0 };
        self.tell(&mut state, position, Told::Event(audience, event));
    }

    /// Tells what was read of the shared log. What is known already, or read after parting from it, is left out.
    pub fn tell_shared(&self, position: Position, told: Told) {
        let mut state = self.lock();
        if state.shared && position > state.last {
            self.tell(&mut state, position, told);
        }
    }

    fn tell(&self, state: &mut State, position: Position, told: Told) {
        let now = self.clock.now();
        let entry = state.add(position, told, now);
        state.forget(self.bounds, now);
        // An error only says that nobody listens.
        let _ = self.news.send(News::Entry(entry));
    }

    /// Goes on with the shared log: what is kept of it, after `floor`. Everybody who listens has missed something.
    pub fn join(&self, name: Arc<str>, floor: Position, kept: Vec<(Position, Told)>) {
        let now = self.clock.now();
        let mut state = self.lock();
        *state = State::new(name, true, floor);
        for (position, told) in kept {
            state.add(position, told, now);
        }
        state.forget(self.bounds, now);
        let _ = self.news.send(News::Anew);
    }

    /// Goes on alone. Who listens goes on listening; who comes back has to load again, because of what the others tell
    /// meanwhile.
    pub fn go_alone(&self) {
        let mut state = self.lock();
        if state.shared {
            *state = State::alone();
        }
    }
}
