//! Users, their quotas, and importing them from Plex.

use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    errors,
    gate::Asked,
    requests::paged,
    status::{may, request as decided},
    store::{Overseerr, User},
};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::Kind,
};

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;

/// What is left for films, or for seasons.
pub(super) struct Quota {
    pub days: Option<u64>,
    /// 0 means unlimited.
    pub limit: u64,
    pub used: u64,
}

impl Quota {
    /// What may still be asked for.
    pub(super) fn remaining(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// Nothing is left.
    pub(super) fn restricted(&self) -> bool {
        self.limit > 0 && self.remaining() == 0
    }

    fn json(&self) -> Value {
        let mut body = json!({"limit": self.limit, "used": self.used, "restricted": self.restricted()});
        if let Some(days) = self.days {
            body["days"] = json!(days);
        }
        if self.limit > 0 {
            body["remaining"] = json!(self.remaining());
        }
        body
    }
}

/// Both quotas of a user.
pub(super) struct Quotas {
    pub movie: Quota,
    pub tv: Quota,
}

impl Quotas {
    /// Counted over the user's requests that were not declined.
    pub(super) fn of(overseerr: &Overseerr, user: &User, now: i64) -> Self {
        let bypass = user.may_any(&[may::MANAGE_USERS]);
        let quota = |kind: Kind, pair: Option<(u64, u64)>| {
            let limit = if bypass { 0 } else { pair.map_or(0, |(limit, _)| limit) };
            let days = pair.map(|(_, days)| days);
            let since = now - days.map_or(0, |days| i64::try_from(days).unwrap_or(0)) * DAY_MS;
            let counted = overseerr.requests.iter().filter(|request| {
                request.user == user.id
                    && request.kind == kind
                    && request.status != decided::DECLINED
                    && request.created > since
            });
            let spent = match kind {
                _ if limit == 0 => 0,
                Kind::Movie => counted.count() as u64,
                Kind::Tv => counted.map(|request| request.seasons.len() as u64).sum(),
            };
            Quota { days, limit, used: spent }
        };
        Self { movie: quota(Kind::Movie, user.movie_quota), tv: quota(Kind::Tv, user.tv_quota) }
    }
}

/// `GET /auth/me`.
pub(super) async fn me(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    match asked.caller() {
        Ok(caller) => Ok(answers::json(200, world.state().overseerr.user_json(caller, true))),
        Err(refused) => Err(refused),
    }
}

/// `GET /user`.
pub(super) async fn list(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    let manages = asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_USERS]));
    let state = world.state();
    let overseerr = &state.overseerr;
    let mut users: Vec<&User> = overseerr.users.iter().collect();
    match asked.text("sort") {
        Some("updated") => users.sort_by_key(|user| std::cmp::Reverse(user.updated)),
        Some("displayname") => users.sort_by_key(|user| user.plex_username.to_lowercase()),
        Some("requests") => users.sort_by_key(|user| {
            std::cmp::Reverse(overseerr.requests.iter().filter(|request| request.user == user.id).count())
        }),
        _ => users.sort_by_key(|user| user.id),
    }
    let list: Vec<Value> = users.into_iter().map(|user| overseerr.user_json(user, manages)).collect();
    answers::json(200, paged(&list, asked.number("take", 10), asked.number("skip", 0)))
}

/// `GET /user/{id}`.
pub(super) async fn one(State(world): State<World>, Extension(asked): Extension<Asked>, Path(id): Path<u64>) -> Answer {
    let manages = asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_USERS]));
    let state = world.state();
    match state.overseerr.user(id) {
        Some(user) => Ok(answers::json(200, state.overseerr.user_json(user, manages))),
        None => Err(errors::refusal(404, "User not found.")),
    }
}

/// `DELETE /user/{id}`.
pub(super) async fn delete(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    if !asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_USERS])) {
        return Err(errors::forbidden());
    }
    let mut state = world.state();
    let overseerr = &mut state.overseerr;
    let Some(user) = overseerr.user(id).cloned() else { return Err(errors::refusal(404, "User not found.")) };
    if id == 1 {
        return Err(errors::refusal(405, "This account cannot be deleted."));
    }
    let body = overseerr.user_json(&user, false);
    overseerr.users.retain(|user| user.id != id);
    overseerr.requests.retain(|request| request.user != id);
    Ok(answers::json(200, body))
}

/// `GET /user/{id}/requests`.
pub(super) async fn requests(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    let caller = asked.caller()?;
    let state = world.state();
    let overseerr = &state.overseerr;
    if overseerr.user(id).is_none() {
        return Err(errors::refusal(404, "User not found."));
    }
    if id != caller.id && !caller.may_any(&[may::MANAGE_REQUESTS, may::REQUEST_VIEW]) {
        return Err(errors::refusal(403, "You do not have permission to view this user's requests."));
    }
    let list: Vec<Value> = overseerr
        .requests
        .iter()
        .rev()
        .filter(|request| request.user == id)
        .map(|request| overseerr.request_json(request))
        .collect();
    Ok(answers::json(200, paged(&list, asked.number("take", 20), asked.number("skip", 0))))
}

/// `GET /user/{id}/quota`.
pub(super) async fn quota(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    let caller = asked.caller()?;
    if id != caller.id && !caller.may_all(&[may::MANAGE_USERS, may::MANAGE_REQUESTS]) {
        return Err(errors::refusal(403, "You do not have permission to view this user's request limits."));
    }
    let now = world.now_ms();
    let state = world.state();
    let Some(user) = state.overseerr.user(id) else {
        return Err(errors::refusal(404, "Could not find any entity of type \"User\" matching"));
    };
    let quotas = Quotas::of(&state.overseerr, user, now);
    Ok(answers::json(200, json!({"movie": quotas.movie.json(), "tv": quotas.tv.json()})))
}

/// `POST /user/import-from-plex`: creates those who have access; answers only whom it created.
pub(super) async fn import(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    if !asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_USERS])) {
        return Err(errors::forbidden());
    }
    let wanted: Option<Vec<u64>> = asked
        .body
        .get("plexIds")
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(|id| id.as_str().and_then(|id| id.parse().ok())).collect());
    let now = world.now_ms();
    let mut state = world.state();
    let accounts = state.accounts.clone();
    let overseerr = &mut state.overseerr;
    let mut created = Vec::new();
    for account in accounts.iter().filter(|account| account.shared && !account.owner) {
        if let Some(user) = overseerr.users.iter_mut().find(|user| user.plex_id == account.id) {
            account.email.clone_into(&mut user.email);
            account.username.clone_into(&mut user.plex_username);
            continue;
        }
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&account.id)) {
            continue;
        }
        overseerr.next_user += 1;
        let user = User {
            id: overseerr.next_user,
            plex_id: account.id,
            plex_username: account.username.clone(),
            username: String::new(),
            email: account.email.clone(),
            avatar: format!("https://plex.tv/users/{}/avatar?c=1700000000", account.uuid()),
            permissions: may::REQUEST,
            movie_quota: None,
            tv_quota: None,
            created: now,
            updated: now,
        };
        created.push(overseerr.user_json(&user, false));
        overseerr.users.push(user);
    }
    Ok(answers::json(201, Value::Array(created)))
}
