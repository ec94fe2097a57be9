//! Who does which kind of job: one line each.

use super::{
    cancel_in_overseerr::CancelInOverseerrHandler,
    look_in_overseerr::LookInOverseerrHandler,
    queue::{CancelInOverseerr, LookInOverseerr, Queue, SendToOverseerr},
    send_to_overseerr::SendToOverseerrHandler,
    worker::Handlers,
};
use crate::{
    clock::Clock,
    integrations::Connections,
    services::{reconciler::Reconciler, requesters::Requesters, titles::Titles},
    store::Database,
};
use domain::live::Live;
use std::sync::Arc;

/// All of them.
pub fn handlers(
    db: &Database,
    queue: &Arc<Queue>,
    connections: &Arc<Connections>,
    requesters: &Arc<Requesters>,
    titles: &Arc<Titles>,
    reconciler: &Arc<Reconciler>,
    live: &Arc<dyn Live>,
    clock: &Arc<dyn Clock>,
) -> Handlers {
    Handlers::default()
        .with::<SendToOverseerr>(SendToOverseerrHandler::new(
            db.clone(),
            Arc::clone(queue),
            Arc::clone(connections),
            Arc::clone(requesters),
            Arc::clone(titles),
            Arc::clone(live),
            Arc::clone(clock),
        ))
        .with::<CancelInOverseerr>(CancelInOverseerrHandler::new(
            db.clone(),
            Arc::clone(connections),
            Arc::clone(requesters),
            Arc::clone(live),
            Arc::clone(clock),
        ))
        .with::<LookInOverseerr>(LookInOverseerrHandler::new(Arc::clone(reconciler)))
}
