//! One attempt: find the user, look, post, understand the answer. Changes nothing on our side.

use crate::{
    clock::before,
    integrations::{
        http::{Failure, Why},
        overseerr::{ForeignRequest, Overseerr, OverseerrRequestId, OverseerrUser, Submitted, Wish},
    },
    services::{requesters::Requesters, requests::quota_words},
    store::users::User,
};
use domain::{
    Error, Timestamp,
    discovery::{Availability, MediaType},
    requests::{Request, RequestStatus},
    text,
};
use std::{collections::BTreeSet, time::Duration};

/// What an attempt came to.
#[derive(Debug)]
pub(super) enum Attempt {
    /// Overseerr has it; the words for the timeline.
    Delivered(ForeignRequest, String),
    /// All of it can be watched already; there is nothing to ask for.
    AlreadyThere,
    /// It will not take it, and why.
    Refused(String),
    /// Not now, and why; `away` when that is because Overseerr does not answer as it should.
    Waits { reason: String, retry_after: Option<Duration>, away: bool },
}

/// Never an error: a failure of the connection is one more reason to wait.
pub(super) async fn attempt(
    overseerr: &dyn Overseerr,
    requesters: &Requesters,
    request: &Request,
    owner: &User,
) -> Attempt {
    match deliver(overseerr, requesters, request, owner).await {
        Ok(attempt) => attempt,
        Err(failure) => failed(failure),
    }
}

async fn deliver(
    overseerr: &dyn Overseerr,
    requesters: &Requesters,
    request: &Request,
    owner: &User,
) -> Result<Attempt, Failure> {
    let Some(user) = requesters.find_or_import(overseerr, owner).await? else { return Ok(nobody(owner)) };
    let wish = wish_of(request);
    let mine = look(overseerr, &user, &wish, request.created_at).await?;
    if let Some(found) = covering(&wish, &mine) {
        let found = approved(overseerr, request, found.clone()).await;
        return Ok(Attempt::Delivered(found, sent(&user)));
    }
    Ok(match overseerr.submit(user.id, &wish).await? {
        Submitted::Created(created) => {
            let words = format!("{}{}", sent(&user), left_out(&wish, &created));
            Attempt::Delivered(approved(overseerr, request, created).await, words)
        }
        Submitted::NothingLeft | Submitted::AlreadyRequested => {
            return already(overseerr, &user, &wish, request.created_at).await;
        }
        Submitted::QuotaUsedUp => Attempt::Refused(quota(overseerr, &user, request.media_type).await),
        Submitted::Blocklisted => Attempt::Refused(text::title_blocked_in_overseerr().into()),
        Submitted::NotPermitted(words) => Attempt::Refused(text::overseerr_does_not_allow(user.name, words)),
        Submitted::UnknownUser => waits(text::overseerr_knows_user_no_more(user.name)),
        Submitted::WritesBlocked => waits(text::overseerr_refuses_writes()),
    })
}

fn wish_of(request: &Request) -> Wish {
    Wish {
        media_type: request.media_type,
        tmdb_id: request.tmdb_id,
        seasons: request.seasons.iter().copied().collect(),
        is_4k: request.is_4k,
    }
}

/// What of a cancelled request an earlier attempt may have left over there, without hearing of it.
///
/// # Errors
/// When Overseerr cannot be asked.
pub(super) async fn left_behind(
    overseerr: &dyn Overseerr,
    requesters: &Requesters,
    request: &Request,
    owner: &User,
) -> Result<Option<OverseerrRequestId>, Failure> {
    let Some(user) = requesters.find(overseerr, owner).await? else { return Ok(None) };
    let wish = wish_of(request);
    // Its clock need not be ours.
    let since = before(request.created_at, Duration::from_mins(2));
    let found = overseerr.requests_of(user.id, wish.media_type, wish.tmdb_id, wish.is_4k).await?;
    let is_ours = |found: &&ForeignRequest| {
        touches(&wish, found) && !found.completed && found.created_at.is_some_and(|at| at >= since)
    };
    Ok(found.iter().find(is_ours).map(|found| found.id))
}

/// An admin said yes here while it waited: says so over there too. If that fails, the admin sees it pending again.
async fn approved(overseerr: &dyn Overseerr, request: &Request, theirs: ForeignRequest) -> ForeignRequest {
    if request.status != RequestStatus::Approved || theirs.status != Some(RequestStatus::Pending) {
        return theirs;
    }
    match overseerr.decide(theirs.id, true).await {
        Ok(Some(decided)) => decided,
        Ok(None) => theirs,
        Err(failure) => {
            tracing::warn!(%failure, "a request that was approved here could not be approved in Overseerr");
            theirs
        }
    }
}

/// Overseerr drops the seasons that are there or asked for already, without a word.
fn left_out(wish: &Wish, created: &ForeignRequest) -> String {
    let dropped: Vec<_> = wish.seasons.difference(&created.seasons).map(ToString::to_string).collect();
    match dropped.as_slice() {
        [] => String::new(),
        [season] => text::season_left_out(season),
        seasons => text::seasons_left_out(seasons.join(", ")),
    }
}

/// Overseerr says that there is nothing to ask for: find out who did, and follow that.
async fn already(
    overseerr: &dyn Overseerr,
    user: &OverseerrUser,
    wish: &Wish,
    since: Timestamp,
) -> Result<Attempt, Failure> {
    let mine = look(overseerr, user, wish, since).await?;
    if let Some(found) = mine.into_iter().find(|request| touches(wish, request)) {
        return Ok(Attempt::Delivered(found, sent(user)));
    }
    let anybodys = overseerr.requests_for(wish.media_type, wish.tmdb_id, wish.is_4k).await?;
    if let Some(found) = anybodys.into_iter().find(|request| touches(wish, request)) {
        let text = text::follows_theirs_in_overseerr();
        return Ok(Attempt::Delivered(found, text.into()));
    }
    if is_there(overseerr, wish).await? {
        return Ok(Attempt::AlreadyThere);
    }
    Ok(Attempt::Refused(text::overseerr_shows_no_such_request().into()))
}

/// This user's requests that could be this very one. What Seerr calls complete may be asked for again, unless it was made
/// after the wish.
async fn look(
    overseerr: &dyn Overseerr,
    user: &OverseerrUser,
    wish: &Wish,
    since: Timestamp,
) -> Result<Vec<ForeignRequest>, Failure> {
    let mut found = overseerr.requests_of(user.id, wish.media_type, wish.tmdb_id, wish.is_4k).await?;
    found.retain(|request| !request.completed || request.created_at.is_some_and(|at| at >= since));
    Ok(found)
}

/// The newest of these when, together, they ask for all of it.
fn covering<'a>(wish: &Wish, requests: &'a [ForeignRequest]) -> Option<&'a ForeignRequest> {
    let asked: BTreeSet<_> = requests.iter().flat_map(|request| &request.seasons).collect();
    let newest = requests.iter().find(|request| touches(wish, request))?;
    wish.seasons.iter().all(|season| asked.contains(season)).then_some(newest)
}

fn touches(wish: &Wish, request: &ForeignRequest) -> bool {
    wish.media_type == MediaType::Movie || !wish.seasons.is_disjoint(&request.seasons)
}

async fn is_there(overseerr: &dyn Overseerr, wish: &Wish) -> Result<bool, Failure> {
    let Some(details) = overseerr.title(wish.media_type, wish.tmdb_id).await? else { return Ok(false) };
    if wish.media_type == MediaType::Movie {
        let known = if wish.is_4k { details.availability_4k } else { details.title.availability };
        return Ok(known == Availability::Available);
    }
    Ok(wish.seasons.iter().all(|number| {
        details.seasons.iter().filter(|season| season.number == *number).any(|season| {
            let known = if wish.is_4k { season.availability_4k } else { season.availability };
            known == Availability::Available
        })
    }))
}

async fn quota(overseerr: &dyn Overseerr, user: &OverseerrUser, media_type: MediaType) -> String {
    let quotas = overseerr.quotas(user.id).await.ok();
    let quota = quotas.and_then(|quotas| match media_type {
        MediaType::Movie => quotas.movie,
        MediaType::Tv => quotas.tv,
    });
    match (quota, media_type) {
        (Some(quota), _) => quota_words(quota, media_type),
        (None, MediaType::Movie) => text::film_quota_used_up().into(),
        (None, MediaType::Tv) => text::series_quota_used_up().into(),
    }
}

fn nobody(owner: &User) -> Attempt {
    waits(if owner.plex_id.is_some() {
        text::overseerr_could_not_import(&owner.username)
    } else {
        text::admin_must_choose_user(&owner.username)
    })
}

/// Overseerr's refusal of the words of a request is final; everything else may be different later.
fn failed(failure: Failure) -> Attempt {
    if let Why::Status { code: 400 | 404 | 405 | 413 | 415 | 422, message, html: false, .. } = &failure.why {
        return Attempt::Refused(text::overseerr_could_not_take(message));
    }
    let retry_after = failure.retry_after();
    Attempt::Waits { reason: Error::from(failure).to_string(), retry_after, away: true }
}

/// For what people have to do first.
fn waits(reason: impl Into<String>) -> Attempt {
    Attempt::Waits { reason: reason.into(), retry_after: None, away: false }
}

fn sent(user: &OverseerrUser) -> String {
    text::sent_to_overseerr_as(&user.name)
}
