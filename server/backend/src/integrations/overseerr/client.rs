//! Overseerr over HTTP.

use super::{
    Features, ForeignRequest, Hits, Overseerr, OverseerrRequestId, OverseerrUser, OverseerrUserId, Quotas, Submitted,
    Wish,
    wire::{
        requests::{WireRequest, WireRequests},
        titles::{WireTitle, title_of},
        users::{WireQuotas, WireUser, WireUsers},
        webhook::{self, WireWebhook},
    },
};
use crate::integrations::{
    http::{Call, Failure, Limits, Outbound, Patience, Upstream, Why, query},
    lenient,
    tmdb::{
        values::WireWork,
        wire::{WireHits, WirePerson},
    },
};
use async_trait::async_trait;
use domain::{
    SeasonNumber, TmdbId,
    accounts::Secret,
    discovery::{DiscoverList, MediaType, Person, SearchText, TitleDetails},
    services::BaseUrl,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The largest pages it gives.
const PER_PAGE: usize = 100;
/// 5,000 users or requests are looked through, no more.
const MOST_PAGES: usize = 50;

/// Calls one Overseerr with the admin's key.
#[derive(Clone)]
pub struct OverseerrClient {
    outbound: Outbound,
    key: Secret,
    patience: Patience,
}

impl OverseerrClient {
    pub fn new(base_url: BaseUrl, key: Secret, limits: Limits) -> Self {
        Self { outbound: Outbound::new(Upstream::OVERSEERR, base_url, limits), key, patience: Patience::Page }
    }

    fn get(&self, path_and_query: &str) -> Call<'_> {
        self.keyed(self.outbound.get(format!("/api/v1{path_and_query}")).patience(self.patience))
    }

    fn post(&self, path: &str, body: Value) -> Call<'_> {
        self.keyed(self.outbound.post(format!("/api/v1{path}"))).body(body)
    }

    fn keyed<'a>(&self, call: Call<'a>) -> Call<'a> {
        call.secret_header("x-api-key", &self.key)
    }

    fn wrong_shape(&self) -> Failure {
        self.outbound.failure(Why::WrongShape)
    }

    fn one_user(&self, wire: &WireUser) -> Result<OverseerrUser, Failure> {
        wire.user().ok_or_else(|| self.wrong_shape())
    }

    /// `page` is from 0.
    async fn users_page(&self, page: usize) -> Result<WireUsers, Failure> {
        let query = query([("take", PER_PAGE.to_string()), ("skip", (page * PER_PAGE).to_string())]);
        self.get(&format!("/user{query}")).json().await
    }

    async fn title_wire(&self, media_type: MediaType, id: TmdbId) -> Result<Option<WireTitle>, Failure> {
        self.known_to_tmdb(self.get(&format!("/{}/{id}", media_type.as_str())).json().await).await
    }

    /// Overseerr answers the same for what does not exist and for a TMDB that is down (`routes/movie.ts`).
    async fn known_to_tmdb<T>(&self, answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match found(answer) {
            Err(failure) if is_unable_to_retrieve(&failure) && self.tmdb_is_up().await? => Ok(None),
            answer => answer,
        }
    }

    async fn changed(&self, id: OverseerrRequestId, word: &str) -> Result<Option<ForeignRequest>, Failure> {
        match found::<WireRequest>(self.post(&format!("/request/{}/{word}", id.0), json!({})).json().await)? {
            None => Ok(None),
            Some(wire) => wire.foreign(None).map(Some).ok_or_else(|| self.wrong_shape()),
        }
    }

    /// With TMDB down a search finds nothing; for this one it otherwise always finds something.
    async fn tmdb_is_up(&self) -> Result<bool, Failure> {
        let wire: WireHits = self.get("/search?query=the&page=1").json().await?;
        Ok(wire.hits(1, title_of).is_some_and(|hits| hits.total_results > 0))
    }
}

#[async_trait]
impl Overseerr for OverseerrClient {
    fn patient(&self, patience: Patience) -> Arc<dyn Overseerr> {
        Arc::new(Self { patience, ..self.clone() })
    }

    async fn version(&self) -> Result<String, Failure> {
        let status: WireStatus = self.get("/status").json().await?;
        status.version.ok_or_else(|| self.wrong_shape())
    }

    async fn key_owner(&self) -> Result<OverseerrUser, Failure> {
        self.one_user(&self.get("/auth/me").json().await?)
    }

    async fn features(&self) -> Result<Features, Failure> {
        let public: WirePublic = self.get("/settings/public").json().await?;
        Ok(Features { movie_4k: public.movie_4k_enabled, series_4k: public.series_4k_enabled })
    }

    async fn search(&self, text: &SearchText, page: u32) -> Result<Hits, Failure> {
        let query = query([("query", text.as_str().to_owned()), ("page", page.to_string())]);
        let wire: WireHits = self.get(&format!("/search{query}")).json().await?;
        wire.hits(page, title_of).ok_or_else(|| self.wrong_shape())
    }

    async fn discover(&self, list: DiscoverList, page: u32) -> Result<Hits, Failure> {
        let path = match list {
            DiscoverList::Trending => "/discover/trending",
            DiscoverList::PopularMovies => "/discover/movies",
            DiscoverList::PopularTv => "/discover/tv",
            DiscoverList::Upcoming => "/discover/movies/upcoming",
        };
        let query = query([("page", page.to_string())]);
        let wire: WireHits = self.get(&format!("{path}{query}")).json().await?;
        wire.hits(page, title_of).ok_or_else(|| self.wrong_shape())
    }

    async fn person(&self, id: TmdbId) -> Result<Option<Person>, Failure> {
        let (person, credits) = (format!("/person/{id}"), format!("/person/{id}/combined_credits"));
        let (person, work) =
            tokio::join!(self.get(&person).json::<WirePerson>(), self.get(&credits).json::<WireWork>());
        match self.known_to_tmdb(person).await? {
            None => Ok(None),
            Some(person) => person.person(work?, title_of).map(Some).ok_or_else(|| self.wrong_shape()),
        }
    }

    async fn title(&self, media_type: MediaType, id: TmdbId) -> Result<Option<TitleDetails>, Failure> {
        match self.title_wire(media_type, id).await? {
            None => Ok(None),
            Some(wire) => wire.details(media_type).map(Some).ok_or_else(|| self.wrong_shape()),
        }
    }

    async fn user(&self, id: OverseerrUserId) -> Result<Option<OverseerrUser>, Failure> {
        match found::<WireUser>(self.get(&format!("/user/{}", id.0)).json().await)? {
            None => Ok(None),
            Some(wire) => self.one_user(&wire).map(Some),
        }
    }

    async fn users(&self) -> Result<Vec<OverseerrUser>, Failure> {
        let mut found = Vec::new();
        for page in 0..MOST_PAGES {
            let users = self.users_page(page).await?;
            found.extend(users.results.iter().filter_map(WireUser::user));
            if users.results.len() < PER_PAGE {
                break;
            }
        }
        Ok(found)
    }

    async fn user_by_plex_id(&self, plex_id: i64) -> Result<Option<OverseerrUser>, Failure> {
        for page in 0..MOST_PAGES {
            let users = self.users_page(page).await?;
            if let Some(user) = users.results.iter().find(|user| user.plex_id == Some(plex_id)) {
                return self.one_user(user).map(Some);
            }
            if users.results.len() < PER_PAGE {
                break;
            }
        }
        Ok(None)
    }

    async fn import_user(&self, plex_id: i64) -> Result<Option<OverseerrUser>, Failure> {
        let call = self.post("/user/import-from-plex", json!({ "plexIds": [plex_id.to_string()] }));
        // Only users that are new are listed; who was there already must be looked up again.
        let created: Vec<Value> = call.json().await?;
        let created = created
            .into_iter()
            .filter_map(|user| serde_json::from_value::<WireUser>(user).ok())
            .find(|user| user.plex_id == Some(plex_id));
        match created {
            Some(user) => self.one_user(&user).map(Some),
            None => self.user_by_plex_id(plex_id).await,
        }
    }

    async fn quotas(&self, id: OverseerrUserId) -> Result<Quotas, Failure> {
        let wire: WireQuotas = self.get(&format!("/user/{}/quota", id.0)).json().await?;
        Ok(wire.quotas())
    }

    async fn requests_for(
        &self,
        media_type: MediaType,
        id: TmdbId,
        is_4k: bool,
    ) -> Result<Vec<ForeignRequest>, Failure> {
        let Some(media) = self.title_wire(media_type, id).await?.and_then(|title| title.media_info) else {
            return Ok(Vec::new());
        };
        let mut requests: Vec<_> =
            media.open_requests(is_4k).filter_map(|request| request.foreign(Some(&media))).collect();
        requests.sort_by_key(|request| std::cmp::Reverse(request.id.0));
        Ok(requests)
    }

    async fn requests_of(
        &self,
        user: OverseerrUserId,
        media_type: MediaType,
        id: TmdbId,
        is_4k: bool,
    ) -> Result<Vec<ForeignRequest>, Failure> {
        let mut requests = Vec::new();
        for page in 0..MOST_PAGES {
            let query = query([
                ("take", PER_PAGE.to_string()),
                ("skip", (page * PER_PAGE).to_string()),
                ("filter", "all".into()),
                ("sort", "added".into()),
                ("requestedBy", user.0.to_string()),
            ]);
            let wire: WireRequests = self.get(&format!("/request{query}")).json().await?;
            let is_last = wire.results.len() < PER_PAGE;
            requests.extend(
                wire.results
                    .iter()
                    .filter(|request| {
                        request.is_4k == is_4k && !request.is_declined() && request.is_for(media_type, id)
                    })
                    .filter_map(|request| request.foreign(None))
                    // Trusts nobody to filter by user: an old Overseerr ignores parameters it does not know.
                    .filter(|request| request.user == Some(user)),
            );
            if is_last {
                break;
            }
        }
        requests.sort_by_key(|request| std::cmp::Reverse(request.id.0));
        Ok(requests)
    }

    async fn submit(&self, user: OverseerrUserId, wish: &Wish) -> Result<Submitted, Failure> {
        // `is4k` is always sent: without it Overseerr does not see duplicates. Never `userId`: the caller would be the
        // admin, and an admin's requests are approved at once, past the user's own rules.
        let mut body = json!({ "mediaType": wish.media_type.as_str(), "mediaId": wish.tmdb_id, "is4k": wish.is_4k });
        if wish.media_type == MediaType::Tv {
            let seasons: Vec<u16> = wish.seasons.iter().copied().map(SeasonNumber::get).collect();
            body["seasons"] = json!(seasons);
        }
        let reply = match self.post("/request", body).header("x-api-user", &user.0.to_string()).send().await {
            Ok(reply) => reply,
            Err(failure) => return refusal(failure),
        };
        // 202 says "success" and means that nothing was made.
        if reply.status == 202 {
            return Ok(Submitted::NothingLeft);
        }
        let wire: WireRequest = reply.json()?;
        wire.foreign(None).map(Submitted::Created).ok_or_else(|| self.wrong_shape())
    }

    async fn request(&self, id: OverseerrRequestId) -> Result<Option<ForeignRequest>, Failure> {
        match found::<WireRequest>(self.get(&format!("/request/{}", id.0)).json().await)? {
            None => Ok(None),
            Some(wire) => wire.foreign(None).map(Some).ok_or_else(|| self.wrong_shape()),
        }
    }

    async fn decide(&self, id: OverseerrRequestId, approve: bool) -> Result<Option<ForeignRequest>, Failure> {
        let word = if approve { "approve" } else { "decline" };
        self.changed(id, word).await
    }

    async fn retry(&self, id: OverseerrRequestId) -> Result<Option<ForeignRequest>, Failure> {
        self.changed(id, "retry").await
    }

    async fn webhook(&self) -> Result<Option<String>, Failure> {
        let agent: WireWebhook = self.get("/settings/notifications/webhook").json().await?;
        Ok(agent.told())
    }

    async fn set_webhook(&self, url: &str, authorization: &Secret) -> Result<(), Failure> {
        let body = webhook::agent(url, authorization).ok_or_else(|| self.wrong_shape())?;
        self.post("/settings/notifications/webhook", body).send().await.map(drop)
    }

    async fn test_webhook(&self, url: &str, authorization: &Secret) -> Result<bool, Failure> {
        let body = webhook::agent(url, authorization).ok_or_else(|| self.wrong_shape())?;
        match self.post("/settings/notifications/webhook/test", body).send().await {
            Ok(_) => Ok(true),
            // It says 500 when the other end did not answer well.
            Err(failure) if failure.status() == Some(500) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    async fn delete_request(&self, id: OverseerrRequestId, user: Option<OverseerrUserId>) -> Result<bool, Failure> {
        let mut call = self.keyed(self.outbound.delete(format!("/api/v1/request/{}", id.0)));
        if let Some(user) = user {
            call = call.header("x-api-user", &user.0.to_string());
        }
        match call.send().await {
            Ok(_) => Ok(true),
            Err(failure) if failure.status() == Some(404) => Ok(true),
            // It says 401 for "not pending any more".
            Err(Failure { why: Why::Status { code: 401 | 403, html: false, .. }, .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }
}

/// 404 is an answer, not a failure: there is no such thing. (A web page with 404 comes from somewhere else.)
fn found<T>(result: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure { why: Why::Status { code: 404, html: false, .. }, .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn is_unable_to_retrieve(failure: &Failure) -> bool {
    matches!(&failure.why, Why::Status { code: 500, message, html: false, .. } if message.starts_with("Unable to retrieve"))
}

/// What a refused request means. Only the words tell the kinds of 403 apart (`server/entity/MediaRequest.ts`).
fn refusal(failure: Failure) -> Result<Submitted, Failure> {
    let Why::Status { code, message, html: false, .. } = &failure.why else { return Err(failure) };
    let words = message.to_ascii_lowercase();
    match code {
        409 => Ok(Submitted::AlreadyRequested),
        403 if words.contains("quota") => Ok(Submitted::QuotaUsedUp),
        403 if words.contains("blocklisted") || words.contains("blacklisted") => Ok(Submitted::Blocklisted),
        403 if words.contains("csrf") => Ok(Submitted::WritesBlocked),
        403 if words.contains("access this endpoint") => Ok(Submitted::UnknownUser),
        403 => Ok(Submitted::NotPermitted(message.clone())),
        _ => Err(failure),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireStatus {
    #[serde(deserialize_with = "lenient::text")]
    version: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePublic {
    #[serde(rename = "movie4kEnabled", deserialize_with = "lenient::flag")]
    movie_4k_enabled: bool,
    #[serde(rename = "series4kEnabled", deserialize_with = "lenient::flag")]
    series_4k_enabled: bool,
}
