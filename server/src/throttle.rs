//! How often somebody may try a wrong password: by address, and by account and address, so that nobody can lock an account
//! for everybody else; a device where the account is signed in, or remembered, is not slowed even by its neighbours. What
//! succeeds does not count.

use crate::middleware::rate_limit::{QUARTER, network, take};
use app::{AppError, error::Code};
use backend::{
    secrets::sha256_hex,
    shared::{Limit, RateLimits},
};
use domain::{Actor, Error, accounts::Username, settings::Settings, text};
use std::{net::IpAddr, time::Duration};

/// The calls that try one: by the name that is sent, and by who is signed in.
const SIGN_IN: &str = "/api/auth/local";
const OWN: [&str; 3] = ["/api/auth/password", "/api/profile/plex/start", "/api/profile/plex/unlink"];

/// The fields with the present one, where one is signed in.
const PASSWORDS: [&str; 2] = ["current", "password"];

/// As many as the setting says in a quarter of an hour, and twice that in an hour: who goes on waits longer. Not longer than
/// that, because where a proxy hides who is who, it is the right one who waits.
const BY_ACCOUNT: [(&str, u32, Duration); 2] =
    [("sign-in-account-hour", 2, Duration::from_hours(1)), ("sign-in-account", 1, QUARTER)];
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
        let address = address.map_or_else(String::new, network);
        // As long as it may be, a name makes no longer key.
        let at = |who: &str| sha256_hex(format!("{address} {who}").as_bytes());
        match path {
            SIGN_IN => {
                let name = url::form_urlencoded::parse(form).find(|(name, _)| name == "username");
                let name = normalised(name.map(|(_, name)| name).as_deref().unwrap_or_default());
                match actor.filter(|actor| actor.is_local && normalised(&actor.name) == name) {
                    Some(known) => Some(Self { account: at(&known.id.to_string()), address: None }),
                    None => Some(Self { account: at(&name), address: Some(address) }),
                }
            }
            own if OWN.contains(&own) => Some(Self { account: at(&actor?.id.to_string()), address: None }),
            _ => None,
        }
    }

    /// Counts it.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many; it says when to come back.
    pub async fn count(&self, limits: &dyn RateLimits, settings: &Settings) -> Result<(), Error> {
        let per_address = Limit { most: settings.password_tries, window: QUARTER };
        // The address first: whoever is refused by it makes no count for each name they think of.
        if let Some(address) = &self.address
            && let Some(seconds) = take(limits, BY_ADDRESS, address, per_address).await
        {
            return Err(too_many(per_address, seconds));
        }
        for (tried, (scope, times, window)) in BY_ACCOUNT.into_iter().enumerate() {
            let most = settings.password_tries_per_account.saturating_mul(times);
            let limit = Limit { most, window };
            if let Some(seconds) = take(limits, scope, &self.account, limit).await {
                // It was not tried.
                for (scope, ..) in &BY_ACCOUNT[..tried] {
                    limits.give_back(scope, &self.account).await;
                }
                self.take_back(limits).await;
                return Err(too_many(limit, seconds));
            }
        }
        Ok(())
    }

    /// What it came to: only a password that was tried and is wrong counts.
    pub async fn ended(&self, limits: &dyn RateLimits, error: Option<&AppError>) {
        match error {
            None => self.succeeded(limits).await,
            Some(error) if is_wrong_password(error) => {}
            Some(_) => {
                for (scope, ..) in BY_ACCOUNT {
                    limits.give_back(scope, &self.account).await;
                }
                self.take_back(limits).await;
            }
        }
    }

    /// It was the right password: the account's tries are forgotten, and the address's count is as before.
    async fn succeeded(&self, limits: &dyn RateLimits) {
        for (scope, ..) in BY_ACCOUNT {
            limits.forgive(scope, &self.account).await;
        }
        self.take_back(limits).await;
    }

    async fn take_back(&self, limits: &dyn RateLimits) {
        if let Some(address) = &self.address {
            limits.give_back(BY_ADDRESS, address).await;
        }
    }
}

fn is_wrong_password(error: &AppError) -> bool {
    let of_field = |field| error.field(field).is_some();
    error.code == Code::Unauthenticated || (error.code == Code::InvalidRequest && PASSWORDS.into_iter().any(of_field))
}

/// As the account is looked up.
fn normalised(name: &str) -> String {
    Username::new(name).map_or_else(|_| name.trim().to_lowercase(), |name| name.normalised())
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
    use backend::{clock::ManualClock, shared::EmbeddedLimits};
    use domain::{Role, UserId, accounts::Theme};
    use std::sync::Arc;

    fn sign_in(name: &str, address: &str, actor: Option<&Actor>) -> Try {
        let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("username", name).finish();
        Try::of(SIGN_IN, Some(address.parse().expect("an address")), actor, form.as_bytes()).expect("a try")
    }

    fn lena() -> Actor {
        Actor {
            id: UserId(uuid::Uuid::nil()),
            name: "Lena".into(),
            role: Role::Admin,
            auth_epoch: 0,
            must_change_password: false,
            is_local: true,
            avatar_url: None,
            language: None,
            time_zone: None,
            theme: Theme::Dark,
            plex_id: None,
            scopes: None,
        }
    }

    struct Door {
        clock: Arc<ManualClock>,
        limits: EmbeddedLimits,
        settings: Settings,
    }

    impl Door {
        fn new() -> Self {
            let clock = Arc::new(ManualClock::new(time::macros::datetime!(2026-11-01 12:00 UTC).into()));
            Self { limits: EmbeddedLimits::new(clock.clone()), clock, settings: Settings::default() }
        }

        /// The seconds to wait.
        async fn wrong(&self, attempt: &Try) -> Option<u64> {
            match attempt.count(&self.limits, &self.settings).await {
                Ok(()) => None,
                Err(Error::TooMany { retry_after_seconds, .. }) => Some(retry_after_seconds),
                Err(other) => panic!("{other}"),
            }
        }

        /// How many are let through until one is not, and how long that one is to wait.
        async fn until_refused(&self, attempt: &Try) -> (u32, u64) {
            for tries in 0.. {
                if let Some(seconds) = self.wrong(attempt).await {
                    return (tries, seconds);
                }
            }
            unreachable!("a try is refused")
        }
    }

    #[tokio::test]
    async fn the_pause_grows_for_who_goes_on() {
        let door = Door::new();
        let lena = sign_in("lena", "192.0.2.1", None);
        let mut pauses = Vec::new();
        for _ in 0..4 {
            let (tries, seconds) = door.until_refused(&lena).await;
            assert_eq!(tries, 5);
            pauses.push(seconds / 60);
            door.clock.advance(Duration::from_secs(seconds));
        }
        assert_eq!(pauses, [15, 45, 15, 45]);
        lena.succeeded(&door.limits).await;
        assert_eq!(door.until_refused(&lena).await, (5, 15 * 60), "the right password begins anew");
    }

    #[tokio::test]
    async fn vaultwarden_throttles_are_not_passed_by_case_changes() {
        let door = Door::new();
        let mut let_through = 0;
        for name in ["lena", "LENA", "Lena", " lena", "lena ", "lEnA", "\tLENA\n", "LENa"] {
            let_through += u32::from(door.wrong(&sign_in(name, "192.0.2.1", None)).await.is_none());
        }
        assert_eq!(let_through, 5);
    }

    #[tokio::test]
    async fn nobody_is_locked_out_by_others() {
        let door = Door::new();
        let neighbour = sign_in("lena", "192.0.2.1", None);
        assert_eq!(door.until_refused(&neighbour).await.0, 5);
        let elsewhere = sign_in("lena", "192.0.2.2", None);
        assert_eq!(door.wrong(&elsewhere).await, None);
        // The same address, and its own limit is used up as well.
        assert_eq!(door.until_refused(&sign_in("others", "192.0.2.1", None)).await.0, 5);
        assert!(door.wrong(&sign_in("third", "192.0.2.1", None)).await.is_some());
        let known = sign_in("lena", "192.0.2.1", Some(&lena()));
        assert_eq!(door.until_refused(&known).await.0, 5, "by itself only");
        let somebody_else = sign_in("admin", "192.0.2.1", Some(&lena()));
        assert!(door.wrong(&somebody_else).await.is_some());
    }

    #[test]
    fn a_name_makes_no_long_key() {
        let form = format!("username={}", "a".repeat(100_000));
        let attempt = Try::of(SIGN_IN, None, None, form.as_bytes()).expect("a try");
        assert_eq!(attempt.account.len(), 64);
    }
}
