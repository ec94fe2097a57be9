//! How often somebody may try a wrong password: by address, and by account and address, so that nobody can lock an account
//! for everybody else. What succeeds does not count.

use backend::{
    secrets::sha256_hex,
    shared::{Limit, RateLimits},
};
use domain::{Actor, Error, text};
use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

/// The calls that try one: by the name that is sent, and by who is signed in.
const SIGN_IN: &str = "/api/auth/local";
const CHANGE: &str = "/api/auth/password";
const WINDOW: Duration = Duration::from_mins(15);
const PER_ADDRESS: Limit = Limit { most: 10, window: WINDOW };
const PER_ACCOUNT: Limit = Limit { most: 5, window: WINDOW };

const BY_ACCOUNT: &str = "sign-in-account";
const BY_ADDRESS: &str = "sign-in-address";

/// One try.
pub struct Try {
    address: String,
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
            CHANGE => actor?.id.to_string(),
            _ => return None,
        };
        let address = address.map_or_else(String::new, network);
        // As long as it may be, a name makes no longer key.
        Some(Self { account: sha256_hex(format!("{address} {who}").as_bytes()), address })
    }

    /// Counts it.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many; it says when to come back.
    pub async fn count(&self, limits: &dyn RateLimits) -> Result<(), Error> {
        if let Some(seconds) = limits.take(BY_ACCOUNT, &self.account, PER_ACCOUNT).await {
            return Err(too_many(PER_ACCOUNT, seconds));
        }
        if let Some(seconds) = limits.take(BY_ADDRESS, &self.address, PER_ADDRESS).await {
            // It was not tried.
            limits.give_back(BY_ACCOUNT, &self.account).await;
            return Err(too_many(PER_ADDRESS, seconds));
        }
        Ok(())
    }

    /// It was the right password: the account's tries are forgotten, and the address's count is as before.
    pub async fn succeeded(&self, limits: &dyn RateLimits) {
        limits.forgive(BY_ACCOUNT, &self.account).await;
        limits.give_back(BY_ADDRESS, &self.address).await;
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

/// Whom an address belongs to: of IPv6, everybody has a whole /64 to choose from.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_count_together() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn a_name_makes_no_long_key() {
        let form = format!("username={}", "a".repeat(100_000));
        let attempt = Try::of(SIGN_IN, None, None, form.as_bytes()).expect("a try");
        assert_eq!(attempt.account.len(), 64);
    }
}
