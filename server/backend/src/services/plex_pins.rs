//! PINs of plex.tv on their way: made for one browser, looked at by one caller at a time. Signing in and finding one's own
//! server both wait for one.

use crate::{
    clock::{self, Clock},
    integrations::plex_tv::PlexTv,
    secrets::Keyring,
    store::{
        Database,
        plex_sign_ins::{self, NewSignIn, Purpose, SignIn},
    },
};
use domain::{
    Error, Result, Timestamp,
    accounts::{BrowserKey, PlexPin},
    ids::PlexSignInId,
    services::{BaseUrl, ServiceName},
};
use std::{sync::Arc, time::Duration};

/// How long one look at plex.tv may take before somebody else may look.
const LOOK: Duration = Duration::from_secs(30);
/// How long to leave plex.tv alone after it could not answer.
const PAUSE: Duration = Duration::from_secs(5);

/// Makes PINs and looks at them.
pub(super) struct PlexPins {
    pub db: Database,
    pub plex_tv: Arc<dyn PlexTv>,
    pub keyring: Arc<Keyring>,
    pub clock: Arc<dyn Clock>,
    /// Where a code is typed, e.g. `https://plex.tv/link`.
    pub link: BaseUrl,
    /// What is said while plex.tv cannot be asked.
    pub words: fn() -> &'static str,
}

impl PlexPins {
    /// A code for this browser.
    pub async fn begin(&self, browser: &BrowserKey, purpose: Purpose, remember: bool) -> Result<PlexPin> {
        let made = self.plex_tv.create_pin().await.map_err(|error| self.down(error))?;
        let expires_at = clock::stored(made.expires_at);
        let new = NewSignIn { purpose, pin_id: made.id, code: Some(&made.code), remember, expires_at };
        let id = self.keep(browser, &new).await?;
        Ok(self.shown(id, Some(made.code), expires_at))
    }

    /// Writes it down for this browser. What is over is thrown away.
    pub async fn keep(&self, browser: &BrowserKey, new: &NewSignIn<'_>) -> Result<PlexSignInId> {
        let now = self.clock.now();
        plex_sign_ins::purge_expired(self.db.write(), now).await?;
        plex_sign_ins::create(self.db.write(), &self.keyring, browser, new, now).await
    }

    /// As its browser may see it.
    pub fn shown(&self, pin: PlexSignInId, code: Option<String>, expires_at: Timestamp) -> PlexPin {
        PlexPin { pin, code, link: self.link.as_str().to_owned(), expires_at }
    }

    /// Asks, if nobody else does or did just now; `None` then.
    pub async fn look<T>(&self, pin: &SignIn, ask: impl Future<Output = Result<T>>) -> Result<Option<T>> {
        if !plex_sign_ins::lease(self.db.write(), pin, self.clock.now(), LOOK).await? {
            return Ok(None);
        }
        // Given back also when this caller goes away, by the end of the lease.
        let answer = ask.await;
        let pause = if answer.is_err() { PAUSE } else { pause_after(pin.polls) };
        plex_sign_ins::release(self.db.write(), pin, clock::after(self.clock.now(), pause)).await?;
        answer.map(Some)
    }

    /// The same for whatever plex.tv cannot do now; everything else stays as it is.
    pub fn down(&self, error: Error) -> Error {
        match error {
            Error::Unavailable { service, retry_after_seconds, .. } => Error::Unavailable {
                service: service.or(Some(ServiceName::Plex)),
                message: (self.words)().into(),
                retry_after_seconds: retry_after_seconds.or(Some(60)),
            },
            error => error,
        }
    }
}

/// Once a second at first; somebody who needs longer types slowly.
fn pause_after(polls: u32) -> Duration {
    Duration::from_secs(u64::from(1 + polls / 10).min(5))
}
