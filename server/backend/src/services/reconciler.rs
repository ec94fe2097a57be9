//! Follows delivered requests to their end: asks Overseerr how far they are, and writes down what has changed.
//!
//! A sweep looks at all of them; a hint (a webhook) at what it names. Nothing that is known is taken away because
//! Overseerr could not be asked, or said something that we do not understand.

use super::requests::{
    announce_to,
    progress::{Progress, advance},
};
use crate::{
    clock::{Clock, before},
    integrations::{
        Connections,
        http::{Failure, Patience, Why},
        overseerr::{ForeignRequest, Overseerr, OverseerrRequestId},
    },
    jobs::queue::{Queue, SendToOverseerr},
    store::{
        Database, failure,
        requests::{self, Change, SavedRequest},
    },
};
use domain::{
    Error, Result, TmdbId,
    discovery::MediaType,
    live::Live,
    requests::{Request, RequestStatus},
    text,
};
use std::{
    collections::{BTreeSet, HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What ended badly is looked at so long: an admin may still retry or approve it in Overseerr.
const ENDED_BADLY: Duration = Duration::from_hours(30 * 24);
/// So many that are all gone at once were not removed: it is another Overseerr, or one without its data.
const ALL_GONE: usize = 3;

/// So many that fail one after the other say that all will.
const MOST_FAILURES: u32 = 3;

/// So many are given a job in one sweep.
const MOST_WAITING: u64 = 500;

/// What one look at Overseerr came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    /// Requests that were asked about.
    pub looked: usize,
    pub changed: usize,
    /// Those that Overseerr no longer has.
    pub gone: usize,
}

/// Asks Overseerr and writes down its answers.
pub struct Reconciler {
    db: Database,
    connections: Arc<Connections>,
    queue: Arc<Queue>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
    /// Those at which Overseerr itself failed: they are asked about last, so that they are in nobody's way.
    troubled: Mutex<BTreeSet<i64>>,
}

impl Reconciler {
    pub fn new(
        db: Database,
        connections: Arc<Connections>,
        queue: Arc<Queue>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, connections, queue, live, clock, troubled: Mutex::default() }
    }

    fn troubled(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.troubled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at everything that may still change, and sees to it that what waits has a job: it may have been asked for
    /// before there was an Overseerr.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when Overseerr cannot be asked; what was learned until then is kept.
    pub async fn sweep(&self) -> Result<Swept> {
        self.connections.overseerr()?;
        for (request, user) in requests::waiting(self.db.read(), MOST_WAITING).await? {
            self.queue.enqueue(self.db.write(), &SendToOverseerr { request, user }).await?;
        }
        self.queue.wake();
        let since = before(self.clock.now(), ENDED_BADLY);
        self.look_at(requests::to_follow_up(self.db.read(), since).await?).await
    }

    /// Looks at the requests that stand for this one over there.
    ///
    /// # Errors
    /// As [`Self::sweep`].
    pub async fn look_at_request(&self, overseerr_id: i64) -> Result<Swept> {
        self.look_at(requests::of_overseerr(self.db.read(), overseerr_id).await?).await
    }

    /// Looks at the requests for a title.
    ///
    /// # Errors
    /// As [`Self::sweep`].
    pub async fn look_at_title(&self, media_type: MediaType, id: TmdbId) -> Result<Swept> {
        self.look_at(requests::of_title(self.db.read(), media_type, id).await?).await
    }

    async fn look_at(&self, mut all: Vec<SavedRequest>) -> Result<Swept> {
        // What can be watched, or was taken back, stays so.
        all.retain(|saved| !matches!(saved.request.status, RequestStatus::Available | RequestStatus::Cancelled));
        let mut swept = Swept::default();
        if all.is_empty() {
            return Ok(swept);
        }
        let overseerr = self.connections.overseerr()?.patient(Patience::Background);
        let troubled = self.troubled().clone();
        all.sort_by_key(|saved| saved.overseerr_id.is_some_and(|id| troubled.contains(&id)));
        let mut failures = 0;
        let mut answers = HashMap::new();
        let mut gone = Vec::new();
        for saved in &all {
            let Some(id) = saved.overseerr_id.map(OverseerrRequestId) else { continue };
            let answer = match answers.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let answer = ask(overseerr.as_ref(), id).await?;
                    if let Answer::Failed(failure) = &answer {
                        self.troubled().insert(id.0);
                        failures += 1;
                        if failures == MOST_FAILURES {
                            return Err(failure.clone().into());
                        }
                    } else {
                        self.troubled().remove(&id.0);
                        failures = 0;
                    }
                    unknown.insert(answer)
                }
            };
            swept.looked += 1;
            match answer {
                Answer::Said(theirs) => swept.changed += usize::from(self.take(saved, theirs).await?),
                Answer::Gone => gone.push(&saved.request),
                Answer::Strange | Answer::Failed(_) => {}
            }
        }
        swept.gone = gone.len();
        if gone.len() >= ALL_GONE && gone.len() == swept.looked {
            tracing::warn!(count = gone.len(), "Overseerr has none of our requests; they stay as they are");
            return Ok(swept);
        }
        for request in gone {
            swept.changed += usize::from(self.lost(request).await?);
        }
        Ok(swept)
    }

    /// Writes down what Overseerr says of a request; says whether that was news.
    pub(crate) async fn take(&self, saved: &SavedRequest, theirs: &ForeignRequest) -> Result<bool> {
        let request = &saved.request;
        let is_same = theirs.is_4k == request.is_4k
            && theirs.title.is_none_or(|title| title == (request.media_type, request.tmdb_id));
        if !is_same {
            tracing::warn!(request = %request.id, "Overseerr's request of this number is for something else");
            return Ok(false);
        }
        let Some(status) = theirs.status else { return Ok(false) };
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(failure)?;
        let seasons = requests::set_seasons(&transaction, request.id, &theirs.season_states).await?;
        let mut told = None;
        if status != request.status {
            let reason = match status {
                RequestStatus::Failed => Some(text::overseerr_could_not_hand_on()),
                RequestStatus::Declined => Some(text::declined_in_overseerr()),
                _ => None,
            };
            let progress = Progress { status, actor: None, reason };
            told = match advance(&transaction, request, progress, Change::default(), now).await {
                // It was asked for again meanwhile; the newer request tells the rest of the story.
                Err(Error::Conflict(_)) => return Ok(false),
                told => told?,
            };
        }
        transaction.commit().await.map_err(failure)?;
        let changed = told.is_some() || seasons;
        if changed {
            announce_to(self.live.as_ref(), &self.db, request.id, told.unwrap_or_default()).await;
        }
        Ok(changed)
    }

    async fn lost(&self, request: &Request) -> Result<bool> {
        if request.status.is_final() {
            return Ok(false);
        }
        let transaction = self.db.begin().await.map_err(failure)?;
        let progress =
            Progress { status: RequestStatus::Failed, actor: None, reason: Some(text::overseerr_removed_request()) };
        let told = advance(&transaction, request, progress, Change::default(), self.clock.now()).await?;
        transaction.commit().await.map_err(failure)?;
        let moved = told.is_some();
        announce_to(self.live.as_ref(), &self.db, request.id, told.unwrap_or_default()).await;
        Ok(moved)
    }
}

/// What Overseerr said about one request.
enum Answer {
    Said(ForeignRequest),
    Gone,
    /// Nothing that can be used.
    Strange,
    /// It failed at this one; it may answer of the others.
    Failed(Failure),
}

async fn ask(overseerr: &dyn Overseerr, id: OverseerrRequestId) -> Result<Answer> {
    match overseerr.request(id).await {
        Ok(Some(theirs)) => Ok(Answer::Said(theirs)),
        Ok(None) => Ok(Answer::Gone),
        Err(failure) if matches!(failure.why, Why::Status { code: 500, .. }) => {
            tracing::warn!(request = id.0, %failure, "Overseerr fails at a request");
            Ok(Answer::Failed(failure))
        }
        // The others would hear the same.
        Err(failure) if failure.is_passing() => Err(failure.into()),
        Err(failure) => {
            tracing::warn!(request = id.0, %failure, "what Overseerr says of a request cannot be read");
            Ok(Answer::Strange)
        }
    }
}
