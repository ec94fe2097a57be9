//! Overseerr as it is when a world begins: three users, what Plex has, and a few requests from last month.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicUsize},
};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    flavour::Flavour,
    json::days_ago,
    status::{self, may, media as state, request as decided},
    store::{NewRequest, Overseerr, SeasonState, User},
    webhook::Webhook,
};
use crate::{
    accounts,
    catalogue::{Catalogue, Kind, Title},
    courier::Delivery,
    fixed,
    plex::library::Library,
};

/// Everything Overseerr knows on the first day.
pub(super) fn overseerr(
    catalogue: &Arc<Catalogue>,
    library: &Library,
    courier: UnboundedSender<Delivery>,
) -> Overseerr {
    let mut overseerr = Overseerr {
        users: users(),
        media: Vec::new(),
        requests: Vec::new(),
        flavour: Flavour::default(),
        tmdb_down: false,
        ordered: AtomicUsize::default(),
        webhook: Webhook::default(),
        courier,
        catalogue: Arc::clone(catalogue),
        next_user: 3,
        next_request: 0,
        next_id: 0,
    };
    scanned(&mut overseerr, catalogue, library);
    for (past, days) in [
        (row(Kind::Movie, fixed::GLASS_HARBOUR, fixed::OVERSEERR_ANN, decided::APPROVED, &[]), 120),
        (row(Kind::Movie, fixed::SALTWATER, fixed::OVERSEERR_ANN, decided::APPROVED, &[]), 40),
        (row(Kind::Tv, fixed::HARBOUR_STREET, fixed::OVERSEERR_BEN, decided::APPROVED, &[1]), 35),
        (row(Kind::Tv, fixed::ECHO_VALLEY, fixed::OVERSEERR_DORA, decided::APPROVED, &[1, 2]), 100),
        (row(Kind::Movie, fixed::PENDING_FILM, fixed::OVERSEERR_ANN, decided::PENDING, &[]), 32),
        (row(Kind::Movie, fixed::DECLINED_FILM, fixed::OVERSEERR_DORA, decided::DECLINED, &[]), 60),
    ] {
        request(&mut overseerr, catalogue, &past, days_ago(days));
    }
    overseerr
}

/// A request of the past.
struct Past {
    kind: Kind,
    tmdb: u32,
    user: u64,
    status: u8,
    seasons: &'static [u16],
}

fn row(kind: Kind, tmdb: u32, user: u64, status: u8, seasons: &'static [u16]) -> Past {
    Past { kind, tmdb, user, status, seasons }
}

fn users() -> Vec<User> {
    let rights = HashMap::from([
        (fixed::BEN, (fixed::OVERSEERR_BEN, may::ADMIN, None)),
        (fixed::ANN, (fixed::OVERSEERR_ANN, may::REQUEST, Some((5, 7)))),
        (fixed::DORA, (fixed::OVERSEERR_DORA, may::REQUEST | may::AUTO_APPROVE_MOVIE | may::REQUEST_4K, None)),
    ]);
    accounts::seeded()
        .iter()
        .filter_map(|account| {
            let (id, permissions, movie_quota) = *rights.get(&account.id)?;
            Some(User {
                id,
                plex_id: account.id,
                plex_username: account.username.clone(),
                username: String::new(),
                email: account.email.clone(),
                avatar: format!("https://plex.tv/users/{}/avatar?c=1700000000", account.uuid()),
                permissions,
                movie_quota,
                tv_quota: None,
                created: days_ago(400),
                updated: days_ago(30),
            })
        })
        .collect()
}

/// What the scan of Plex has found.
fn scanned(overseerr: &mut Overseerr, catalogue: &Catalogue, library: &Library) {
    for item in library.items.values() {
        let Some((kind, tmdb)) = item.tmdb else { continue };
        let Some(title) = catalogue.title(kind, tmdb) else { continue };
        let added = item.added_at * 1000;
        let id = overseerr.insert_media(kind, tmdb, title.tvdb_id(), added);
        let seasons: Vec<u16> = library.children(item.key).iter().map(|season| season.index).collect();
        let complete =
            title.seasons.iter().filter(|season| season.number > 0).all(|season| seasons.contains(&season.number));
        let mut states = Vec::new();
        for number in seasons {
            states.push(SeasonState {
                id: overseerr.fresh_id(),
                number,
                status: [state::AVAILABLE, state::UNKNOWN],
                created: added,
                updated: added,
            });
        }
        if let Some(media) = overseerr.media_mut(id) {
            media.seasons = states;
            media.status[0] = if complete { state::AVAILABLE } else { state::PARTIALLY_AVAILABLE };
            media.added = Some(added);
            media.rating_key = Some(item.key);
        }
    }
}

fn request(overseerr: &mut Overseerr, catalogue: &Catalogue, past: &Past, at: i64) {
    let known = overseerr.media_of(past.kind, past.tmdb).map(|media| media.id);
    let media = known.unwrap_or_else(|| {
        let series = catalogue.title(past.kind, past.tmdb).and_then(Title::tvdb_id);
        overseerr.insert_media(past.kind, past.tmdb, series, at)
    });
    if let Some(media) = overseerr.media_mut(media).filter(|media| media.status[0] == state::UNKNOWN) {
        media.status[0] = state::PENDING;
    }
    let new = NewRequest {
        kind: past.kind,
        media,
        user: past.user,
        status: past.status,
        is4k: false,
        seasons: past.seasons,
        now: at,
    };
    let id = overseerr.insert_request(&new);
    if let Some(request) = overseerr.request_mut(id) {
        request.modified_by = (past.status != decided::PENDING).then_some(fixed::OVERSEERR_BEN);
    }
    status::saved(overseerr, id, at);
}
