//! What was read from the database and is good until somebody writes to it.
//!
//! Readers of SQLite find out whether anybody has committed by the head of the index of its write-ahead log, in a file that
//! all processes share (sqlite.org/walformat.html, "The WAL-Index File Format"). So do we: a look at 96 bytes tells that
//! a question would be answered as it was before. On PostgreSQL nothing is kept.

use super::Database;
use domain::Result;
use moka::future::Cache;
use std::{
    fs::File,
    hash::Hash,
    os::unix::fs::FileExt,
    path::Path,
    time::{Duration, Instant},
};

/// One copy of the head.
const HEAD: usize = 48;
/// Asked again after this long, should a file system ever not show what another process has written.
const LONGEST: Duration = Duration::from_secs(2);

/// The database between two commits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State([u8; HEAD]);

/// Sees that something was committed, by whichever process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch(&'static File);

impl Watch {
    /// `None` where there is no such file.
    ///
    /// It stays open for good: when a process closes a file, all its locks on it are gone, and SQLite has some on this one.
    pub(super) fn of(database: &Path) -> Option<Self> {
        // SQLite puts it beside the file itself, wherever a link to that is.
        let database = database.canonicalize().ok()?;
        let mut index = database.into_os_string();
        index.push("-shm");
        File::open(index).ok().map(|file| Self(Box::leak(Box::new(file))))
    }

    /// `None` while somebody is just committing: writers change the second copy first, and readers believe two that are
    /// equal.
    pub(super) fn state(self) -> Option<State> {
        let mut both = [[0; HEAD]; 2];
        self.0.read_exact_at(both.as_flattened_mut(), 0).ok()?;
        let [first, second] = both;
        (first == second).then_some(State(first))
    }
}

/// Answers of the database to one question with different keys; what is used least goes first.
pub struct Kept<K, V>(Cache<K, (State, Instant, V)>);

impl<K: Hash + Eq + Send + Sync + 'static, V: Clone + Send + Sync + 'static> Kept<K, V> {
    pub fn new(most: u64) -> Self {
        Self(Cache::new(most))
    }

    /// What `ask` would answer now. It must depend on nothing but the key and the database, and not on the time.
    ///
    /// # Errors
    /// Those of `ask`.
    pub async fn get(&self, db: &Database, key: K, ask: impl Future<Output = Result<V>>) -> Result<V> {
        // Before the question: what is committed while it is answered makes the next one ask again.
        let Some(state) = db.state() else { return ask.await };
        let known = self.0.get(&key).await;
        if let Some((of, since, value)) = known
            && of == state
            && since.elapsed() < LONGEST
        {
            return Ok(value);
        }
        let asked = Instant::now();
        let value = ask.await?;
        self.0.insert(key, (state, asked, value.clone())).await;
        Ok(value)
    }
}
