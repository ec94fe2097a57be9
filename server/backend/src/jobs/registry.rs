//! Who does which kind of job: one line each.

use super::{
    cancel_in_overseerr::CancelInOverseerrHandler,
    check_plex_access::CheckPlexAccessHandler,
    look_in_overseerr::LookInOverseerrHandler,
    queue::{CancelInOverseerr, CheckPlexAccess, LookInOverseerr, Queue, SendToOverseerr},
    send_to_overseerr::SendToOverseerrHandler,
    worker::Handlers,
};
use crate::{
    clock::Clock,
    integrations::Connections,
    services::{plex_access::AccessChecks, reconciler::Reconciler, requesters::Requesters, titles::Titles},
    store::Database,
};
use domain::live::Live;
use std::sync::Arc;

/// What the work is done with.
pub struct Parts {
    pub db: Database,
    pub queue: Arc<Queue>,
    pub connections: Arc<Connections>,
    pub requesters: Arc<Requesters>,
    pub titles: Arc<Titles>,
    pub reconciler: Arc<Reconciler>,
    pub plex_access: Arc<AccessChecks>,
    pub live: Arc<dyn Live>,
    pub clock: Arc<dyn Clock>,
}

/// All of them.
pub fn handlers(parts: Parts) -> Handlers {
    let Parts { db, queue, connections, requesters, titles, reconciler, plex_access, live, clock } = parts;
    let cancel = CancelInOverseerrHandler::new(
        db.clone(),
        Arc::clone(&connections),
        Arc::clone(&requesters),
        Arc::clone(&live),
        Arc::clone(&clock),
    );
    Handlers::default()
        .with::<SendToOverseerr>(SendToOverseerrHandler::new(db, queue, connections, requesters, titles, live, clock))
        .with::<CancelInOverseerr>(cancel)
        .with::<LookInOverseerr>(LookInOverseerrHandler::new(reconciler))
        .with::<CheckPlexAccess>(CheckPlexAccessHandler::new(plex_access))
}
