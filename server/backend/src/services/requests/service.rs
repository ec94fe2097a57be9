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
    Actor, Error, Page, PageNumber, RequestId, Result,
    discovery::MediaType,
    live::Live,
    policy::Permission,
    requests::{Delivery, NewRequest, Request, RequestDetail, RequestStatus, RequestTerms, Requests, Scope},
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

    /// The own one; anybody's for an admin. Somebody else's is not found.
    pub(super) async fn mine_or_any(&self, by: &Actor, id: RequestId) -> Result<Option<SavedRequest>> {
        match by.require_admin() {
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
            Scope::All => requests::list(self.db.read(), Whose::Everybody(&by.require_admin()?), status, page).await,
        }
    }

    async fn detail(&self, by: &Actor, id: RequestId) -> Result<RequestDetail> {
        by.require(Permission::MediaRequest)?;
        if let Some(SavedRequest { request, .. }) = self.mine_or_any(by, id).await? {
            let timeline = request_events::list(self.db.read(), id).await?;
            return Ok(RequestDetail { can_cancel: may_cancel(by, &request), request, timeline });
        }
        let followed = requests::find_for_follower(self.db.read(), id, by.id).await?;
        let SavedRequest { request, .. } = followed.ok_or_else(|| Error::not_found("request"))?;
        let timeline = told_to_follower(request_events::list(self.db.read(), id).await?);
        Ok(RequestDetail { request: as_follower(request), timeline, can_cancel: false })
    }

    async fn cancel(&self, by: &Actor, id: RequestId) -> Result<Request> {
        by.require(Permission::MediaRequest)?;
        self.take_back(by, id).await
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
    by.require_admin().is_ok() || (request.user_id == by.id && is_undecided)
}
