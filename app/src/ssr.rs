//! What only the server can do: the one module that is compiled for it alone.

use crate::{context, error::AppError};
use async_trait::async_trait;
use domain::{
    Admin, Result, Timestamp,
    accounts::{BrowserKey, SignedIn},
    ids::DeviceId,
    policy::Permission,
    settings::{Configuration, Section},
};
use std::{str::FromStr, sync::Arc};

pub use crate::context::{actor, service};

/// The browser on the other end: its session and its cookies. The server provides one a request.
#[async_trait]
pub trait Browser: Send + Sync {
    /// The secret of a sign-in this browser has begun.
    fn key(&self) -> Option<BrowserKey>;

    /// A new one, handed to the browser for the sign-in that begins now. What the browser had before is not taken over:
    /// cookies do not know ports, so that somebody else's page on this host may have put it there.
    fn make_key(&self) -> Result<BrowserKey>;

    /// Starts a new session under a new id; an older one ends. Whoever was remembered here is forgotten.
    async fn sign_in(&self, who: SignedIn) -> Result<()>;

    /// The device that this browser is, where somebody is signed in.
    fn device(&self) -> Option<DeviceId>;

    /// Whether it is signed in again when its session is over.
    fn is_remembered(&self) -> bool;

    /// Ends the session, and forgets the device.
    async fn sign_out(&self) -> Result<()>;

    /// When the session ends if it is not used.
    fn expires_at(&self) -> Option<Timestamp>;
}

/// # Errors
/// [`domain::Error::Internal`] outside a request.
pub fn browser() -> Result<Arc<dyn Browser>> {
    context::service::<dyn Browser>()
}

/// Changes settings of a section as a form sent them, and goes on with the form.
///
/// # Errors
/// As [`domain::settings::Configuration::configure`] says, and for who is no admin.
pub async fn configure(section: Section, given: Vec<(&'static str, Option<String>)>) -> Result<()> {
    let by = admin_for(Permission::SystemManage)?;
    service::<dyn Configuration>()?.configure(&by, section, &given).await?;
    go("/admin/settings");
    Ok(())
}

/// The viewer as an admin for what asks for this permission.
///
/// # Errors
/// [`domain::Error::Denied`] for everybody else, and for an admin's API key without it.
pub fn admin_for(permission: Permission) -> Result<Admin> {
    actor()?.admin_for(permission)
}

/// What this browser has begun under this id: its key and the id. Another browser has begun nothing.
///
/// # Errors
/// What `gone` says.
pub fn begun<Id: FromStr>(id: &str, gone: fn() -> domain::Error) -> Result<(BrowserKey, Id)> {
    let key = browser()?.key().ok_or_else(gone)?;
    Ok((key, id.parse().map_err(|_| gone())?))
}

/// Where every server function ends: keeps the cause for the log, lets only words for people out.
///
/// # Errors
/// What of `work`'s error may cross the wire. The HTTP status follows from its code.
pub async fn boundary<T>(work: impl Future<Output = Result<T>>) -> Result<T, AppError> {
    work.await.map_err(|error| {
        match &error {
            domain::Error::Internal(cause) => tracing::error!(%cause, "a server function failed"),
            other => tracing::debug!(error = %other, "a server function refused"),
        }
        AppError::from(error)
    })
}

/// Where the browser goes after the call: a path of this site.
pub fn go(path: &str) {
    leptos_axum::redirect(path);
}
