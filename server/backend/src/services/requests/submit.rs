//! Taking a wish: check it, then keep it with its first timeline row and its job, all or nothing.
//!
//! What somebody else has open already is followed instead of asked for again: the answer is then their request without
//! their name, with a note in `last_error`, because the wish is granted and a refusal would be wrong. Of a series, the
//! seasons that nobody asked for make a request of their own.

use super::{
    announce::announce,
    asking,
    follow::as_follower,
    service::RequestsService,
    wish::{self, list},
};
use crate::{
    clock::{after, before},
    jobs::queue::SendToOverseerr,
    language,
    services::{requesters::WishTerms, titles::TitleName},
    store::{
        failure, request_events,
        requests::{self, Change, Inserted, NewRow, OpenRequest, SavedRequest, Whose, count_since},
        users::{self, User},
    },
};
use domain::{
    Actor, Error, PageNumber, RequestId, Result, SeasonNumber,
    discovery::{Fetched, MediaType, TitleDetails},
    requests::{Delivery, NewRequest, Quota, Request, RequestStatus, TimelineKind},
    services::ServiceName,
    text,
};
use sea_orm::ConnectionTrait;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::time::Instant;

const HOUR: Duration = Duration::from_hours(1);

/// Two that ask for the same at once: the second looks again and finds the first.
const MOST_LOOKS: usize = 4;

/// A checked wish.
struct Checked {
    name: TitleName,
    seasons: Vec<SeasonNumber>,
}

type Details = Fetched<Option<TitleDetails>>;

/// What keeping it came to.
enum Kept {
    Own(RequestId),
    Followed(RequestId),
    /// Somebody was faster; look again.
    Taken,
}

impl RequestsService {
    pub(super) async fn keep(&self, by: &Actor, wish: &NewRequest) -> Result<Request> {
        let deadline = asking::deadline();
        let (titles, requesters) = (Arc::clone(&self.titles), Arc::clone(&self.requesters));
        let NewRequest { media_type, tmdb_id, is_4k, .. } = *wish;
        let user = by.id;
        let details = asking::until(deadline, async move { titles.details(media_type, tmdb_id).await });
        let terms = asking::until(deadline, async move { requesters.wish_terms(user, media_type, is_4k).await });
        let (details, terms) = tokio::join!(details, terms);
        let checked = self.check(wish, details).await?;
        self.check_terms(by, wish, &checked, terms.flatten(), deadline).await?;
        let settings = self.settings.load().await?;
        let per_hour = settings.requests_per_hour;
        let is_approved = settings.approve_requests_of.iter().any(|role| role == by.role.as_str());
        for _ in 0..MOST_LOOKS {
            let transaction = self.db.begin().await.map_err(failure)?;
            let kept = self.keep_in(&transaction, by, wish, &checked, (per_hour, is_approved)).await?;
            if matches!(kept, Kept::Taken) {
                transaction.rollback().await.map_err(failure)?;
                continue;
            }
            transaction.commit().await.map_err(failure)?;
            return self.kept(by, kept).await;
        }
        Err(Error::Conflict(text::others_ask_right_now().into()))
    }

    /// What can be known of the title now: from Overseerr, or from what was kept; else at least its number.
    async fn check(&self, wish: &NewRequest, details: Option<Result<Details>>) -> Result<Checked> {
        match details.unwrap_or_else(|| Err(too_slow(self.titles.source()))) {
            Ok(details) => {
                let details = details.value.ok_or_else(|| Error::NotFound(text::no_such_title().into()))?;
                let seasons = wish::seasons(wish, &details)?;
                Ok(Checked { name: TitleName::of(&details.title), seasons })
            }
            Err(Error::Unavailable { service, message, retry_after_seconds }) => {
                let is_connected = self.titles.source().is_some();
                let known = self.titles.name(wish.media_type, wish.tmdb_id).await.filter(|_| is_connected);
                let name = match known {
                    Some(name) => TitleName::clone(&name),
                    // Kept all the same; whether there is such a title is found out when it is delivered.
                    None if self.connections.overseerr().is_ok() => TitleName::unknown(wish.media_type, wish.tmdb_id),
                    None => return Err(Error::Unavailable { service, message, retry_after_seconds }),
                };
                let seasons = wish::seasons_unchecked(wish, &name.title)?;
                Ok(Checked { name, seasons })
            }
            Err(other) => Err(other),
        }
    }

    /// What Overseerr would refuse anyway is refused at once, with a reason. While nobody can say, the wish is kept;
    /// delivery decides.
    async fn check_terms(
        &self,
        by: &Actor,
        wish: &NewRequest,
        checked: &Checked,
        terms: Option<WishTerms>,
        deadline: Instant,
    ) -> Result<()> {
        let Some(WishTerms { may_request, quota }) = terms else { return Ok(()) };
        let kind = match wish.media_type {
            MediaType::Movie => text::kind_films(),
            MediaType::Tv => text::kind_series(),
        };
        if may_request == Some(false) {
            return Err(Error::Denied(if wish.is_4k {
                text::may_not_ask_in_4k(kind)
            } else {
                text::may_not_ask(kind)
            }));
        }
        let needed = u32::try_from(checked.seasons.len().max(1)).unwrap_or(u32::MAX);
        if quota.is_some_and(|quota| is_spent(quota, needed)) {
            // What is known may be a minute old; nobody is refused for that.
            let (requesters, user, media_type) = (Arc::clone(&self.requesters), by.id, wish.media_type);
            let now = asking::until(deadline, async move { requesters.quota_now(user, media_type).await }).await;
            if let Some(quota) = now.flatten().filter(|quota| is_spent(*quota, needed)) {
                return Err(Error::Denied(quota_words(quota, wish.media_type)));
            }
        }
        Ok(())
    }

    async fn keep_in(
        &self,
        db: &impl ConnectionTrait,
        by: &Actor,
        wish: &NewRequest,
        checked: &Checked,
        (per_hour, is_approved): (u32, bool),
    ) -> Result<Kept> {
        let now = self.clock.now();
        self.check_asker(db, by, per_hour).await?;
        let open = requests::open_duplicates(db, wish.media_type, wish.tmdb_id, wish.is_4k, &checked.seasons).await?;
        let (mine, others): (Vec<OpenRequest>, Vec<OpenRequest>) =
            open.into_iter().partition(|open| open.user == by.id);
        let taken: BTreeSet<_> = mine.iter().chain(&others).filter_map(|open| open.season).collect();
        let is_film = checked.seasons.is_empty();
        let left: Vec<_> = checked.seasons.iter().copied().filter(|season| !taken.contains(season)).collect();
        let followed: BTreeSet<RequestId> = others.iter().map(|open| open.request).collect();
        for request in &followed {
            requests::follow(db, *request, by.id, now).await?;
        }
        let nothing_left = if is_film { !(mine.is_empty() && others.is_empty()) } else { left.is_empty() };
        if nothing_left {
            return match followed.first() {
                Some(request) => Ok(Kept::Followed(*request)),
                None => Err(asked_already(&checked.name.title, &mine)),
            };
        }
        let row = NewRow {
            user: by.id,
            media_type: wish.media_type,
            tmdb_id: wish.tmdb_id,
            title: &checked.name.title,
            year: checked.name.year,
            poster_path: checked.name.poster_path.as_deref(),
            seasons: &left,
            is_4k: wish.is_4k,
            status: if is_approved { RequestStatus::Approved } else { RequestStatus::Pending },
            delivery: Delivery::Waiting,
        };
        let Inserted::Created(id) = requests::insert(db, &row, now).await? else { return Ok(Kept::Taken) };
        let text = language::kept(|| first_words(&left, wish.is_4k, &others));
        request_events::append(db, id, TimelineKind::Requested, Some(&by.name), &text, now).await?;
        if is_approved {
            let text = language::kept(text::approved_by_rule);
            request_events::append(db, id, TimelineKind::Approved, None, text, now).await?;
        }
        if self.connections.overseerr().is_ok() {
            self.queue.enqueue(db, &SendToOverseerr { request: id, user: by.id }).await?;
        } else {
            // Nobody to send it to: it waits for an admin, and no job may give it up after a while.
            let text = language::kept(text::for_an_admin);
            let change = Change { last_error: Some(Some(text.to_owned())), ..Change::default() };
            requests::update(db, id, &[], change, now).await?;
            request_events::append(db, id, TimelineKind::Waiting, None, text, now).await?;
        }
        Ok(Kept::Own(id))
    }

    async fn check_asker(&self, db: &impl ConnectionTrait, by: &Actor, per_hour: u32) -> Result<()> {
        let now = self.clock.now();
        let user = users::find(db, by.id).await?;
        // Overseerr would be asked as their Plex account, for a server that it cannot use.
        if user.as_ref().is_some_and(User::is_without_plex) {
            return Err(Error::Denied(text::plex_lost_no_requests().into()));
        }
        let own = user.and_then(|user| user.quotas.requests_per_hour);
        let per_hour = own.unwrap_or(per_hour);
        if per_hour == 0 || count_since(db, by.id, before(now, HOUR)).await? < per_hour {
            return Ok(());
        }
        // The request that has to be an hour old before there is room again.
        let page = PageNumber { page: per_hour, per_page: 1 };
        let blocking = requests::list(db, Whose::User(by.id), None, page).await?.items.pop();
        let seconds =
            blocking.map_or(HOUR.as_secs(), |request| now.seconds_until(after(request.created_at, HOUR)).max(1));
        Err(Error::TooMany {
            message: text::asked_too_often(per_hour, seconds.div_ceil(60)),
            limit: per_hour,
            window_seconds: HOUR.as_secs(),
            retry_after_seconds: seconds,
        })
    }

    /// After the commit.
    async fn kept(&self, by: &Actor, kept: Kept) -> Result<Request> {
        let (found, is_own) = match kept {
            Kept::Own(id) => {
                self.queue.wake();
                announce(self.live.as_ref(), &self.db, id).await;
                (requests::find_for_user(self.db.read(), id, by.id).await?, true)
            }
            Kept::Followed(id) => (requests::find_for_follower(self.db.read(), id, by.id).await?, false),
            Kept::Taken => (None, false),
        };
        let SavedRequest { request, .. } =
            found.ok_or_else(|| Error::internal("a request vanished after it was kept"))?;
        Ok(if is_own { request } else { as_follower(request) })
    }
}

fn too_slow(source: Option<ServiceName>) -> Error {
    let message = text::too_slow(source.map_or(text::source_of_titles(), ServiceName::title));
    Error::Unavailable { service: source, message, retry_after_seconds: None }
}

fn is_spent(quota: Quota, needed: u32) -> bool {
    quota.limit > 0 && quota.remaining.is_some_and(|remaining| remaining < needed)
}

/// For the form and for a delivery that was refused.
pub(crate) fn quota_words(quota: Quota, media_type: MediaType) -> String {
    let (kind, unit) = match media_type {
        MediaType::Movie => (text::quota_film(), text::quota_films()),
        MediaType::Tv => (text::quota_series(), text::quota_seasons()),
    };
    let span = quota.days.map_or_else(String::new, text::within_days);
    let left = quota.remaining.unwrap_or(0);
    if left > 0 {
        return text::quota_allows_fewer(kind, left, unit, quota.used, quota.limit, span);
    }
    text::quota_used_up(kind, quota.used, quota.limit, unit, span)
}

fn asked_already(title: &str, mine: &[OpenRequest]) -> Error {
    let seasons = list(mine.iter().filter_map(|open| open.season.as_ref()));
    Error::Conflict(if seasons.is_empty() {
        text::asked_already(title)
    } else {
        text::asked_already_seasons(title, seasons)
    })
}

/// Nothing for a film in the usual quality that nobody else asked for.
fn first_words(seasons: &[SeasonNumber], is_4k: bool, others: &[OpenRequest]) -> String {
    let followed = list(others.iter().filter_map(|open| open.season.as_ref()));
    if seasons.is_empty() && !is_4k && followed.is_empty() {
        return String::new();
    }
    let what =
        if seasons.is_empty() { text::stage_requested().to_owned() } else { text::seasons_requested(list(seasons)) };
    let quality = if is_4k { text::in_4k() } else { "" };
    if followed.is_empty() {
        return format!("{what}{quality}");
    }
    text::asked_also_by_others(what, quality, followed)
}
