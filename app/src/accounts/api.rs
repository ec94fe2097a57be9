//! `auth/*` and `profile/*`.

pub mod devices;
pub mod linking;

use crate::{
    arguments::Sent,
    error::{AppError, Envelope},
};
use domain::{Role, Timestamp, UserId, accounts::PlexPin, ids::PlexSignInId, language::Language, policy::Permission};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// A PIN that was taken over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClaimedPin {
    pub pin: PlexSignInId,
}

/// How far a sign-in with Plex is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollState {
    Waiting,
    Authorized,
    Expired,
    Denied,
}

/// The answer to a poll.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PollAnswer {
    pub state: PollState,
    /// In words for people, where there is something to say.
    pub message: Option<String>,
    /// Where to go on, once authorised.
    pub go: Option<String>,
}

/// Who is signed in, as programs and pages may know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionUser {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub permissions: Vec<Permission>,
    /// A path of this site.
    pub avatar: Option<String>,
}

/// The session of this browser.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionInfo {
    pub user: Option<SessionUser>,
    pub must_change_password: bool,
    pub expires_at: Option<Timestamp>,
}

impl SessionInfo {
    /// What may be said of a session.
    pub fn of(actor: Option<&domain::Actor>, expires_at: Option<Timestamp>) -> Self {
        Self {
            user: actor.map(|actor| SessionUser {
                id: actor.id,
                name: actor.name.clone(),
                role: actor.role,
                permissions: Permission::of(actor.role),
                avatar: actor.avatar_path(),
            }),
            must_change_password: actor.is_some_and(|actor| actor.must_change_password),
            expires_at: actor.and(expires_at),
        }
    }
}

/// One's own settings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub theme: domain::accounts::Theme,
    /// What the browser asks for when there is none.
    pub language: Option<Language>,
    /// As IANA names it; UTC when there is none.
    pub time_zone: Option<String>,
}

/// Asks plex.tv for a 4-character code.
#[server(prefix = "/api", endpoint = "auth/plex/start", output = Envelope)]
pub async fn start_plex_sign_in(remember: Option<String>, next: Option<String>) -> Result<PlexPin, AppError> {
    use crate::{routes::going_on, ssr};
    ssr::boundary(async {
        let remember = crate::arguments::flag("remember", remember.as_deref())?;
        let browser = ssr::browser()?.make_key()?;
        let pin = ssr::service::<dyn domain::accounts::Accounts>()?.start_plex(&browser, remember).await?;
        ssr::go(&going_on("/login/plex", next.as_deref()));
        Ok(pin)
    })
    .await
}

/// Takes over a strong PIN that this browser made itself.
#[server(prefix = "/api", endpoint = "auth/plex/claim", output = Envelope)]
pub async fn claim_plex_pin(id: String, code: String, remember: Option<String>) -> Result<ClaimedPin, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let remember = crate::arguments::flag("remember", remember.as_deref())?;
        let browser = ssr::browser()?.make_key()?;
        let pin = ssr::service::<dyn domain::accounts::Accounts>()?.claim_plex(&browser, &id, &code, remember).await?;
        Ok(ClaimedPin { pin })
    })
    .await
}

/// Looks whether the PIN was authorised; signs in when it was.
#[server(prefix = "/api", endpoint = "auth/plex/poll", output = Envelope)]
pub async fn poll_plex_pin(pin: String, next: Option<String>) -> Result<PollAnswer, AppError> {
    use crate::{
        routes::{going_on, own_path},
        ssr,
    };
    use domain::accounts::PlexPoll;
    ssr::boundary(async {
        let (key, pin) = ssr::begun(&pin, || domain::Error::not_found(domain::error::Thing::SignIn))?;
        let next = next.as_deref();
        let answer = |state, message: Option<String>, go| PollAnswer { state, message, go };
        Ok(match ssr::service::<dyn domain::accounts::Accounts>()?.poll_plex(&key, pin).await? {
            PlexPoll::Waiting(_) => {
                ssr::go(&going_on("/login/plex", next));
                answer(PollState::Waiting, Some(crate::text::plex_still_waiting().into()), None)
            }
            PlexPoll::Authorized(who) => {
                ssr::browser()?.sign_in(who).await?;
                let go = next.and_then(own_path).unwrap_or("/");
                ssr::go(go);
                answer(PollState::Authorized, None, Some(go.into()))
            }
            PlexPoll::Expired => {
                ssr::go(&going_on("/login", next));
                answer(PollState::Expired, Some(crate::text::plex_code_expired().into()), None)
            }
            PlexPoll::Denied(why) => {
                ssr::go(&going_on("/login", next));
                answer(PollState::Denied, Some(why), None)
            }
        })
    })
    .await
}

/// Signs in with a name and a password of this installation.
#[server(prefix = "/api", endpoint = "auth/local", output = Envelope)]
pub async fn sign_in_locally(
    username: String,
    password: String,
    next: Option<String>,
    remember: Option<String>,
) -> Result<SessionInfo, AppError> {
    use crate::ssr;
    use domain::accounts::SignedIn;
    ssr::boundary(async {
        let remember = crate::arguments::flag("remember", remember.as_deref())?;
        let password = domain::accounts::Secret::new(password);
        let accounts = ssr::service::<dyn domain::accounts::Accounts>()?;
        let who = SignedIn { remember, ..accounts.sign_in_local(&username, &password).await? };
        let browser = ssr::browser()?;
        browser.sign_in(who).await?;
        let next = next.as_deref().and_then(crate::routes::own_path).unwrap_or("/");
        ssr::go(if who.must_change_password { "/password" } else { next });
        let actor = accounts.actor(who.user, who.auth_epoch).await?;
        Ok(SessionInfo::of(actor.as_ref(), browser.expires_at()))
    })
    .await
}

/// Ends the session.
#[server(prefix = "/api", endpoint = "auth/logout", output = Envelope)]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        ssr::browser()?.sign_out().await?;
        ssr::go("/login");
        Ok(())
    })
    .await
}

/// Changes one's own password, ends all other sessions and forgets all other devices.
#[server(prefix = "/api", endpoint = "auth/password", output = Envelope)]
pub async fn change_password(current: String, new: String) -> Result<(), AppError> {
    use crate::ssr;
    use domain::accounts::{Secret, SignedIn};
    ssr::boundary(async {
        let by = ssr::actor()?;
        let accounts = ssr::service::<dyn domain::accounts::Accounts>()?;
        let who = accounts.change_password(&by, &Secret::new(current), &Secret::new(new)).await?;
        let browser = ssr::browser()?;
        // All devices are forgotten; who is here stays.
        browser.sign_in(SignedIn { remember: browser.is_remembered(), ..who }).await?;
        ssr::go("/");
        Ok(())
    })
    .await
}

/// Who is signed in here.
#[server(prefix = "/api", endpoint = "auth/session", input = GetUrl, output = Envelope)]
pub async fn current_session() -> Result<SessionInfo, AppError> {
    use crate::ssr;
    ssr::boundary(async { Ok(SessionInfo::of(crate::context::viewer().as_ref(), ssr::browser()?.expires_at())) }).await
}

/// One's own settings.
#[server(prefix = "/api", endpoint = "profile", input = GetUrl, output = Envelope)]
pub async fn own_profile() -> Result<Profile, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::actor()?;
        Ok(Profile { name: by.name, theme: by.theme, language: by.language, time_zone: by.time_zone })
    })
    .await
}

/// Changes one's own settings; what is absent stays, an empty language is what the browser asks for, an empty time zone is
/// UTC.
#[server(prefix = "/api", endpoint = "profile/update", output = Envelope)]
pub async fn update_profile(
    theme: Option<String>,
    #[server(default)] language: Sent,
    #[server(default)] time_zone: Sent,
) -> Result<Profile, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::actor()?;
        let zones = ssr::service::<dyn domain::zones::Zones>()?;
        let change = domain::accounts::ProfileChange {
            theme: theme.as_deref().map(str::parse).transpose()?,
            language: match language.0.as_deref() {
                None => None,
                Some("") => Some(None),
                Some(tag) => Some(Some(tag.parse()?)),
            },
            time_zone: match time_zone.0.as_deref().map(str::trim) {
                None => None,
                Some("") => Some(None),
                Some(name) => Some(Some(zones.name(name)?)),
            },
        };
        ssr::service::<dyn domain::accounts::Accounts>()?.update_profile(&by, &change).await?;
        Ok(Profile {
            name: by.name,
            theme: change.theme.unwrap_or(by.theme),
            language: change.language.unwrap_or(by.language),
            time_zone: change.time_zone.unwrap_or(by.time_zone),
        })
    })
    .await
}
