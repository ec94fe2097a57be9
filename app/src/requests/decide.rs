//! One word of an admin about several requests: each is decided by itself, and what cannot be says why.

use crate::{arguments::Given, requests::api::Decided, text};
use domain::{
    Admin, Error, RequestId, Result,
    requests::{Decision, Reason, Requests},
};
use std::collections::BTreeSet;

/// More are decided in several steps.
const MOST: usize = 100;

/// What is to be done.
pub enum Deed {
    Approve,
    Decline(Reason),
    Retry,
    Complete,
}

/// The requests that a call names, by `id` or by `ids`.
///
/// # Errors
/// [`Error::Invalid`] for `ids` when there are none or too many, [`Error::NotFound`] for what is no number of a request.
pub fn named(id: Option<String>, ids: Option<Given<Vec<String>>>) -> Result<BTreeSet<RequestId>> {
    let ids = ids.map(|ids| ids.read("ids")).transpose()?.unwrap_or_default();
    let named =
        id.into_iter().chain(ids).map(|id| id.parse().map_err(|_| Error::not_found(domain::error::Thing::Request)));
    let wanted = named.collect::<Result<BTreeSet<_>>>()?;
    if wanted.is_empty() || wanted.len() > MOST {
        return Err(Error::field("ids", text::choose_requests(MOST)));
    }
    Ok(wanted)
}

/// Does it to each of these requests.
///
/// # Errors
/// When nothing could be done to any of them.
pub async fn each(service: &dyn Requests, by: &Admin, wanted: BTreeSet<RequestId>, deed: Deed) -> Result<Decided> {
    let mut decided = Decided::default();
    let mut first_refusal = None;
    for id in wanted {
        let done = match &deed {
            Deed::Approve => service.decide(by, id, &Decision::Approve).await,
            Deed::Decline(reason) => service.decide(by, id, &Decision::Decline(reason.clone())).await,
            Deed::Retry => service.retry(by, id).await,
            Deed::Complete => service.complete(by, id).await,
        };
        match done {
            Ok(request) => decided.requests.push(request),
            Err(error) => {
                decided.refused.push(error.to_string());
                first_refusal.get_or_insert(error);
            }
        }
    }
    let count = decided.requests.len();
    match (count, first_refusal) {
        (0, Some(refusal)) => return Err(refusal),
        (_, refusal) => {
            let done = match (&deed, decided.requests.as_slice()) {
                (Deed::Approve, [one]) => text::said_approved(&one.title),
                (Deed::Approve, _) => text::said_approved_many(count),
                (Deed::Decline(_), [one]) => text::said_declined(&one.title),
                (Deed::Decline(_), _) => text::said_declined_many(count),
                (Deed::Retry, _) => text::said_retried().to_owned(),
                (Deed::Complete, _) => text::said_completed().to_owned(),
            };
            decided.message = match refusal {
                Some(refusal) => text::said_partly(done, decided.refused.len(), refusal),
                None => done,
            };
        }
    }
    Ok(decided)
}
