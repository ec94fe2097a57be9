//! How often somebody may try a wrong password: by address, and by account and address, so that nobody can lock an account
//! for everybody else. What succeeds does not count.

use crate::middleware::rate_limit::{QUARTER, network, take};
use backend::{
    secrets::sha256_hex,
    shared::{Limit, RateLimits},
};
use domain::{Actor, Error, settings::Settings, text};
use std::net::IpAddr;

/// The calls that try one: by the name that is sent, and by who is signed in.
const SIGN_IN: &str = "/api/auth/local";
const OWN: [&str; 3] = ["/api/auth/password", "/api/profile/plex/start", "/api/profile/plex/unlink"];

const BY_ACCOUNT: &str = "sign-in-account";
const BY_ADDRESS: &str = "sign-in-address";

/// One try.
pub struct Try {
    /// Of who is signed in nothing counts but the account.
    address: Option<String>,
    account: String,
}

impl Try {
    /// `None` for every other call.
    pub fn of(path: &str, address: Option<IpAddr>, actor: Option<&Actor>, form: &[u8]) -> Option<Self> {
        let who = match path {
            SIGN_IN => {
                let name = url::form_urlencoded::parse(form).find(|(name, _)| name == "username");
                name.map(|(_, name)| name.trim().to_lowercase()).unwrap_or_default()
            }
            own if OWN.contains(&own) => actor?.id.to_string(),
            _ => return None,
        };
        let address = address.map_or_else(String::new, network);
        // As long as it may be, a name makes no longer key.
        let account = sha256_hex(format!("{address} {who}").as_bytes());
        Some(Self { account, address: (path == SIGN_IN).then_some(address) })
    }

    /// Counts it.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many; it says when to come back.
    pub async fn count(&self, limits: &dyn RateLimits, settings: &Settings) -> Result<(), Error> {
        let per_account = Limit { most: settings.password_tries_per_account, window: QUARTER };
        let per_address = Limit { most: settings.password_tries, window: QUARTER };
        // The address first: whoever is refused by it makes no count for each name they think of.
        if let Some(address) = &self.address
            && let Some(seconds) = take(limits, BY_ADDRESS, address, per_address).await
        {
            return Err(too_many(per_address, seconds));
        }
        if let Some(seconds) = take(limits, BY_ACCOUNT, &self.account, per_account).await {
            // It was not tried.
            self.take_back(limits).await;
            return Err(too_many(per_account, seconds));
        }
        Ok(())
    }

    /// It was the right password: the account's tries are forgotten, and the address's count is as before.
    pub async fn succeeded(&self, limits: &dyn RateLimits) {
        limits.forgive(BY_ACCOUNT, &self.account).await;
        self.take_back(limits).await;
    }

    async fn take_back(&self, limits: &dyn RateLimits) {
        if let Some(address) = &self.address {
            limits.give_back(BY_ADDRESS, address).await;
        }
    }
}

fn too_many(limit: Limit, seconds: u64) -> Error {
    Error::TooMany {
        message: match seconds.div_ceil(60) {
            1 => text::too_many_tries_for_a_minute().to_owned(),
            minutes => text::too_many_tries(minutes),
        },
        limit: limit.most,
        window_seconds: limit.window.as_secs(),
        retry_after_seconds: seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_no_long_key() {
        let form = format!("username={}", "a".repeat(100_000));
        let attempt = Try::of(SIGN_IN, None, None, form.as_bytes()).expect("a try");
        assert_eq!(attempt.account.len(), 64);
    }
}
