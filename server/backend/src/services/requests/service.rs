//! The trait's implementation; submitting and cancelling have files of their own.

use super::follow::{as_follower, told_to_follower};
use crate::{
    clock::Clock,
    integrations::Connections,
    jobs::queue::Queue,
    services::{requesters::Requesters, titles::Titles},
    settings::SettingsStore,
    store::{
        Database, request_events,
        requests::{self, SavedRequest, Whose},
    },
};
use async_trait::async_trait;
use domain::{
    Actor, Admin, Error, Page, PageNumber, RequestId, Result,
    discovery::MediaType,
    error::Thing,
    live::Live,
    policy::Permission,
    requests::{
        Decision, Delivery, NewRequest, Possible, Reason, Request, RequestDetail, RequestRules, RequestStatus,
        RequestTerms, Requests, Scope,
    },
};
use std::sync::Arc;

/// Keeps wishes and tells what became of them.
pub struct RequestsService {
    pub(super) db: Database,
    pub(super) titles: Arc<Titles>,
    pub(super) requesters: Arc<Requesters>,
    pub(super) connections: Arc<Connections>,
    pub(super) settings: Arc<SettingsStore>,
    pub(super) queue: Arc<Queue>,
    pub(super) live: Arc<dyn Live>,
    pub(super) clock: Arc<dyn Clock>,
}

impl RequestsService {
    #[expect(clippy::too_many_arguments, reason = "one for each thing it needs, and it is made in one place")]
    pub fn new(
        db: Database,
        titles: Arc<Titles>,
        requesters: Arc<Requesters>,
        connections: Arc<Connections>,
        settings: Arc<SettingsStore>,
        queue: Arc<Queue>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, titles, requesters, connections, settings, queue, live, clock }
    }

    /// Of the own one, or of anybody's for an admin.
    async fn possible(&self, by: &Actor, request: &Request) -> Result<Possible> {
        let is_admin = by.admin_for(Permission::RequestsManage).is_ok();
        Ok(Possible {
            cancel: may_cancel(by, request),
            decide: is_admin && request.status == RequestStatus::Pending,
            retry: is_admin && request.status == RequestStatus::Failed,
            complete: is_admin && self.may_complete(request),
            comment: true,
            unfollow: requests::is_followed(self.db.read(), request.id, by.id).await?,
        })
    }

    /// The own one; anybody's for an admin. Somebody else's is not found.
    pub(super) async fn mine_or_any(&self, by: &Actor, id: RequestId) -> Result<Option<SavedRequest>> {
        match by.admin_for(Permission::RequestsManage) {
            Ok(admin) => requests::find_for_admin(self.db.read(), id, &admin).await,
            Err(_) => requests::find_for_user(self.db.read(), id, by.id).await,
        }
    }
}

#[async_trait]
impl Requests for RequestsService {
    async fn submit(&self, by: &Actor, wish: NewRequest) -> Result<Request> {
        by.require(Permission::MediaRequest)?;
        self.keep(by, &wish).await
    }

    async fn list(
        &self,
        by: &Actor,
        scope: Scope,
        status: Option<RequestStatus>,
        page: PageNumber,
    ) -> Result<Page<Request>> {
        by.require(Permission::MediaRequest)?;
        match scope {
            Scope::Mine => requests::list(self.db.read(), Whose::User(by.id), status, page).await,
            Scope::All => {
                requests::list(
                    self.db.read(),
                    Whose::Everybody(&by.admin_for(Permission::RequestsManage)?),
                    status,
                    page,
                )
                .await
            }
        }
    }

    async fn detail(&self, by: &Actor, id: RequestId) -> Result<RequestDetail> {
        by.require(Permission::MediaRequest)?;
        let seasons = requests::season_progress(self.db.read(), id).await?;
        if let Some(SavedRequest { request, .. }) = self.mine_or_any(by, id).await? {
            let timeline = request_events::list(self.db.read(), id).await?;
            return Ok(RequestDetail { can: self.possible(by, &request).await?, request, seasons, timeline });
        }
        let followed = requests::find_for_follower(self.db.read(), id, by.id).await?;
        let SavedRequest { request, .. } = followed.ok_or_else(|| Error::not_found(Thing::Request))?;
        let timeline = told_to_follower(request_events::list(self.db.read(), id).await?);
        let can = Possible { unfollow: true, ..Possible::default() };
        Ok(RequestDetail { request: as_follower(request), seasons, timeline, can })
    }

    async fn cancel(&self, by: &Actor, id: RequestId) -> Result<Request> {
        by.require(Permission::MediaRequest)?;
        self.take_back(by, id).await
    }

    async fn decide(&self, by: &Admin, id: RequestId, decision: &Decision) -> Result<Request> {
        self.decided(by, id, decision).await
    }

    async fn retry(&self, by: &Admin, id: RequestId) -> Result<Request> {
        self.retried(by, id).await
    }

    async fn complete(&self, by: &Admin, id: RequestId) -> Result<Request> {
        self.completed(by, id).await
    }

    async fn comment(&self, by: &Actor, id: RequestId, text: &Reason) -> Result<()> {
        by.require(Permission::MediaRequest)?;
        self.say(by, id, text).await
    }

    async fn follow(&self, by: &Actor, id: RequestId) -> Result<()> {
        by.require(Permission::MediaRequest)?;
        self.follow_it(by, id).await
    }

    async fn unfollow(&self, by: &Actor, id: RequestId) -> Result<()> {
        by.require(Permission::MediaRequest)?;
        requests::unfollow(self.db.write(), id, by.id).await
    }

    async fn rules(&self, _by: &Admin) -> Result<RequestRules> {
        self.current_rules().await
    }

    async fn set_rules(&self, by: &Admin, rules: &RequestRules) -> Result<()> {
        self.change_rules(by, rules).await
    }

    async fn terms(&self, by: &Actor, media_type: MediaType) -> RequestTerms {
        if by.require(Permission::MediaRequest).is_err() {
            return RequestTerms::default();
        }
        self.requesters.terms(by.id, media_type).await
    }
}

/// Its owner while nobody has decided, an admin until it has ended.
pub(super) fn may_cancel(by: &Actor, request: &Request) -> bool {
    if request.status.is_final() {
        return false;
    }
    let is_undecided = request.status == RequestStatus::Pending || request.delivery == Delivery::Waiting;
    by.admin_for(Permission::RequestsManage).is_ok() || (request.user_id == by.id && is_undecided)
}
