//! How often somebody may try a password: by address, and by account and address, so that nobody can lock an account for
//! everybody else.

use backend::shared::{Limit, RateLimits};
use domain::{Error, text};
use std::{net::IpAddr, time::Duration};

/// The call that tries one.
const SIGN_IN: &str = "/api/auth/local";
const WINDOW: Duration = Duration::from_mins(15);
const PER_ADDRESS: Limit = Limit { most: 10, window: WINDOW };
const PER_ACCOUNT: Limit = Limit { most: 5, window: WINDOW };

/// One try.
pub struct Try {
    address: String,
    account: String,
}

impl Try {
    /// `None` for every other call.
    pub fn of(path: &str, address: Option<IpAddr>, form: &[u8]) -> Option<Self> {
        if path != SIGN_IN {
            return None;
        }
        let address = address.map_or_else(String::new, |address| address.to_canonical().to_string());
        let name = url::form_urlencoded::parse(form).find(|(name, _)| name == "username");
        let name = name.map(|(_, name)| name.trim().to_lowercase()).unwrap_or_default();
        Some(Self { account: format!("{address} {name}"), address })
    }

    /// Counts it.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many; it says when to come back.
    pub async fn count(&self, limits: &dyn RateLimits) -> Result<(), Error> {
        for (scope, subject, limit) in
            [("sign-in-account", &self.account, PER_ACCOUNT), ("sign-in-address", &self.address, PER_ADDRESS)]
        {
            if let Some(seconds) = limits.take(scope, subject, limit).await {
                return Err(Error::TooMany {
                    message: match seconds.div_ceil(60) {
                        1 => text::too_many_tries_for_a_minute().to_owned(),
                        minutes => text::too_many_tries(minutes),
                    },
                    limit: limit.most,
                    window_seconds: limit.window.as_secs(),
                    retry_after_seconds: seconds,
                });
            }
        }
        Ok(())
    }

    /// It was the right password: the account's tries are forgotten, the address's are not.
    pub async fn succeeded(&self, limits: &dyn RateLimits) {
        limits.forgive("sign-in-account", &self.account).await;
    }
}
