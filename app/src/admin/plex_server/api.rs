//! `admin/services/plex/*`. Tokens and addresses stay on the server: a choice is the number of a place.

use crate::error::{AppError, Envelope};
use domain::{
    accounts::PlexPin,
    plex_servers::{Search, Step},
    services::TestOutcome,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// The answer to a poll.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SearchAnswer {
    pub state: Step,
    /// In words for people, where there is something to say.
    pub message: Option<String>,
}

/// How far the search of this browser is.
#[server(prefix = "/api", endpoint = "admin/services/plex", input = GetUrl, output = Envelope)]
pub async fn plex_search() -> Result<Search, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        match ssr::browser()?.key() {
            Some(key) => ssr::service::<dyn domain::plex_servers::PlexServers>()?.search(&by, &key).await,
            None => Ok(Search::Nothing),
        }
    })
    .await
}

/// Asks plex.tv for a code.
#[server(prefix = "/api", endpoint = "admin/services/plex/start", output = Envelope)]
pub async fn start_plex_search(next: Option<String>) -> Result<PlexPin, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let browser = ssr::browser()?.make_key()?;
        let pin = ssr::service::<dyn domain::plex_servers::PlexServers>()?.begin(&by, &browser).await?;
        ssr::go(&super::state::search_path(next.as_deref()));
        Ok(pin)
    })
    .await
}

/// Looks whether the code was typed; then the account's servers are found and tried.
#[server(prefix = "/api", endpoint = "admin/services/plex/poll", output = Envelope)]
pub async fn poll_plex_search(pin: String, next: Option<String>) -> Result<SearchAnswer, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let (browser, pin) = ssr::begun(&pin, domain::plex_servers::gone)?;
        let state = ssr::service::<dyn domain::plex_servers::PlexServers>()?.look(&by, &browser, pin).await?;
        ssr::go(&super::state::search_path(next.as_deref()));
        Ok(SearchAnswer { state, message: super::state::said(state).map(str::to_owned) })
    })
    .await
}

/// Tries all addresses again.
#[server(prefix = "/api", endpoint = "admin/services/plex/try", output = Envelope)]
pub async fn try_plex_servers(pin: String, next: Option<String>) -> Result<Search, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let (browser, pin) = ssr::begun(&pin, domain::plex_servers::gone)?;
        let servers = ssr::service::<dyn domain::plex_servers::PlexServers>()?;
        servers.try_again(&by, &browser, pin).await?;
        ssr::go(&super::state::search_path(next.as_deref()));
        servers.search(&by, &browser).await
    })
    .await
}

/// Saves the server at this place.
#[server(prefix = "/api", endpoint = "admin/services/plex/choose", output = Envelope)]
pub async fn choose_plex_server(
    pin: String,
    place: Option<String>,
    next: Option<String>,
) -> Result<TestOutcome, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let (browser, pin) = ssr::begun(&pin, domain::plex_servers::gone)?;
        let servers = ssr::service::<dyn domain::plex_servers::PlexServers>()?;
        let outcome = servers.choose(&by, &browser, pin, place.as_deref().unwrap_or_default()).await?;
        ssr::go(super::state::onward(next.as_deref()));
        Ok(outcome)
    })
    .await
}
