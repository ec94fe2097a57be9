//! Telling open pages that a request is not as it was.

use crate::store::{Database, requests};
use domain::{
    RequestId, Result, UserId,
    live::{Audience, Live, LiveEvent},
};

/// Tells its owner, who follows it and the admins how it is now. To be called after the commit; never fails, because the
/// change has happened all the same.
pub(crate) async fn announce(live: &dyn Live, db: &Database, request: RequestId) {
    match told(db, request).await {
        Ok(Some((audience, event))) => live.publish(audience, event).await,
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, %request, "open pages were not told of a change"),
    }
}

/// The same, and tells those with something new in the inbox.
pub(crate) async fn announce_to(live: &dyn Live, db: &Database, request: RequestId, told: Vec<UserId>) {
    if !told.is_empty() {
        live.publish(Audience::users(told), LiveEvent::UserNotification).await;
    }
    announce(live, db, request).await;
}

async fn told(db: &Database, id: RequestId) -> Result<Option<(Audience, LiveEvent)>> {
    let Some(saved) = requests::find_for_job(db.read(), id).await? else { return Ok(None) };
    let followers = requests::followers(db.read(), id).await?;
    let request = saved.request;
    let audience = Audience::users(followers.into_iter().chain([request.user_id])).and_admins();
    let event = LiveEvent::RequestUpdate { request: id, status: request.status, delivery: request.delivery };
    Ok(Some((audience, event)))
}
