//! One listener's way through the log.

use super::{
    cursor::Cursor,
    log::{Entry, Log, News, Told},
};
use domain::{Role, UserId, live::LiveEvent};
use std::{collections::VecDeque, sync::Arc};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Who listens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listener {
    pub user: UserId,
    pub role: Role,
}

/// What is heard; the cursor is where to go on from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    Event(Cursor, LiveEvent),
    /// Something cannot be told any more: load everything again.
    Missed(Cursor),
}

/// Hears events until it is dropped. It holds no events of its own but what was kept when it began, and that is shared
/// with all others: a listener that does not listen costs nothing.
pub struct Subscription {
    pub(super) log: Arc<Log>,
    pub(super) news: Receiver<News>,
    pub(super) backlog: VecDeque<Arc<Entry>>,
    pub(super) missed: bool,
    pub(super) seen: Cursor,
    pub(super) listener: Listener,
}

impl Subscription {
    /// How far this listener is, also past what was not for it; nothing while it has to be told that it missed something.
    pub fn seen(&self) -> Option<&Cursor> {
        (!self.missed).then_some(&self.seen)
    }

    /// The next thing for this listener. May be dropped while it waits; nothing is lost by that.
    pub async fn next(&mut self) -> Heard {
        loop {
            if self.missed {
                return self.start_over();
            }
            let news = match self.backlog.pop_front() {
                Some(entry) => News::Entry(entry),
                None => match self.news.recv().await {
                    Ok(news) => news,
                    Err(RecvError::Lagged(_)) => News::Anew,
                    // The log is held from here, so it cannot end.
                    Err(RecvError::Closed) => std::future::pending().await,
                },
            };
            let News::Entry(entry) = news else {
                self.missed = true;
                continue;
            };
            if entry.cursor.log == self.seen.log && entry.cursor.position <= self.seen.position {
                continue;
            }
            self.seen = entry.cursor.clone();
            match &entry.told {
                Told::Missed => self.missed = true,
                Told::Event(audience, event) if audience.includes(self.listener.user, self.listener.role) => {
                    return Heard::Event(entry.cursor.clone(), event.clone());
                }
                Told::Event(..) => {}
            }
        }
    }

    fn start_over(&mut self) -> Heard {
        let (cursor, news) = self.log.here();
        self.news = news;
        self.backlog.clear();
        self.missed = false;
        self.seen = cursor.clone();
        Heard::Missed(cursor)
    }
}
