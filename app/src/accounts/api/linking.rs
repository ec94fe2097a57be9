//! `profile/plex/*`: a local admin's own Plex account.

use crate::{
    accounts::api::PollAnswer,
    error::{AppError, Envelope},
};
use domain::accounts::PlexPin;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The code this browser waits for, if any.
#[server(prefix = "/api", endpoint = "profile/plex", input = GetUrl, output = Envelope)]
pub async fn pending_plex_link() -> Result<Option<PlexPin>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::actor()?;
        match ssr::browser()?.key() {
            Some(key) => ssr::service::<dyn domain::accounts::Accounts>()?.pending_link(&by, &key).await,
            None => Ok(None),
        }
    })
    .await
}

/// Asks plex.tv for a code; `password` is the present one.
#[server(prefix = "/api", endpoint = "profile/plex/start", output = Envelope)]
pub async fn start_plex_link(password: String) -> Result<PlexPin, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::actor()?;
        let browser = ssr::browser()?.make_key()?;
        let password = domain::accounts::Secret::new(password);
        let pin = ssr::service::<dyn domain::accounts::Accounts>()?.start_link(&by, &browser, &password).await?;
        ssr::go("/profile");
        Ok(pin)
    })
    .await
}

/// Looks whether the code was typed; then the account is linked.
#[server(prefix = "/api", endpoint = "profile/plex/poll", output = Envelope)]
pub async fn poll_plex_link(pin: String) -> Result<PollAnswer, AppError> {
    use crate::accounts::api::PollState as State;
    use crate::{ssr, text};
    use domain::accounts::PlexLink;
    ssr::boundary(async {
        let by = ssr::actor()?;
        let (browser, pin) = ssr::begun(&pin, || domain::Error::not_found(domain::error::Thing::SignIn))?;
        let linked = ssr::service::<dyn domain::accounts::Accounts>()?.poll_link(&by, &browser, pin).await?;
        ssr::go("/profile");
        let (state, message) = match linked {
            PlexLink::Waiting => (State::Waiting, text::plex_still_waiting().to_owned()),
            PlexLink::Linked => (State::Authorized, text::link_done().to_owned()),
            PlexLink::Expired => (State::Expired, text::plex_code_expired().to_owned()),
            PlexLink::Refused(why) => (State::Denied, why),
        };
        Ok(PollAnswer { state, message: Some(message), go: None })
    })
    .await
}

/// Takes the Plex account away from one's own local account, signs out all other devices and ends all API keys; `password`
/// is the present one.
#[server(prefix = "/api", endpoint = "profile/plex/unlink", output = Envelope)]
pub async fn unlink_plex(password: String) -> Result<(), AppError> {
    use crate::ssr;
    use domain::accounts::{Secret, SignedIn};
    ssr::boundary(async {
        let by = ssr::actor()?;
        let password = Secret::new(password);
        let who = ssr::service::<dyn domain::accounts::Accounts>()?.unlink(&by, &password).await?;
        let browser = ssr::browser()?;
        browser.sign_in(SignedIn { remember: browser.is_remembered(), ..who }).await?;
        ssr::go("/profile");
        Ok(())
    })
    .await
}
