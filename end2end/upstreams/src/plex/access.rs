//! Who asks the Plex server, and how it refuses: with HTML, whatever was accepted.

use axum::http::HeaderMap;

use crate::{
    Account, World,
    answers::{self, Refusal, header_text, pairs, value_of},
};

/// Decoded query parameters.
pub(super) type Asked = Vec<(String, String)>;

/// The account a token stands for on this server: the per-server token, or the owner's plex.tv token.
pub(super) fn account(world: &World, headers: &HeaderMap, query: Option<&str>) -> Result<(Account, Asked), Refusal> {
    let asked = pairs(query.unwrap_or_default());
    let token = header_text(headers, "x-plex-token").or_else(|| value_of(&asked, "x-plex-token").map(str::to_owned));
    let found = token.and_then(|token| {
        let state = world.state();
        let by_server = state.accounts.iter().find(|account| account.server_token == token && account.shared).cloned();
        by_server.or_else(|| state.pins.owner(&token, &state.accounts).filter(|account| account.owner).cloned())
    });
    found.map(|account| (account, asked)).ok_or_else(unauthorized)
}

/// The same, for what only the owner may do.
pub(super) fn owner(world: &World, headers: &HeaderMap, query: Option<&str>) -> Result<(Account, Asked), Refusal> {
    let (account, asked) = account(world, headers, query)?;
    if account.owner { Ok((account, asked)) } else { Err(refusal(403, "Forbidden")) }
}

/// An error page.
pub(super) fn refusal(status: u16, reason: &str) -> Refusal {
    answers::html(
        status,
        format!("<html><head><title>{reason}</title></head><body><h1>{status} {reason}</h1></body></html>"),
    )
    .into()
}

/// 401.
pub(super) fn unauthorized() -> Refusal {
    refusal(401, "Unauthorized")
}

/// 404, for what is not there as for what may not be seen.
pub(super) fn missing() -> Refusal {
    refusal(404, "Not Found")
}

/// 400.
pub(super) fn bad_request() -> Refusal {
    refusal(400, "Bad Request")
}

/// Anything the server does not have.
pub(super) async fn not_found() -> Refusal {
    missing()
}
