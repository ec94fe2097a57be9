//! How much one user, one address and everybody together may ask for in a while: the limits of `API.md`, as admins have
//! set them. What a call costs stands in the policy table; wrong passwords are counted in `throttle`.

use crate::{context::Context, session::Viewing};
use app::AppError;
use backend::shared::{Limit, RateLimits};
use domain::{
    Error,
    policy::{Call, Cost},
    text,
};
use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

const MINUTE: Duration = Duration::from_mins(1);
/// Over which beginnings of sign-ins and wrong passwords are counted.
pub const QUARTER: Duration = Duration::from_mins(15);

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    Call(&'static Call),
    /// A page; `true` when it searches.
    Page(bool),
}

/// One count that must have room.
struct Bucket {
    scope: String,
    subject: String,
    limit: Limit,
    says: fn() -> &'static str,
}

/// Counts it.
///
/// # Errors
/// `RATE_LIMIT_EXCEEDED` when there is no room; it says when to come back.
pub async fn count(context: &Context, viewing: &Viewing, asked: Asked) -> Result<(), AppError> {
    // Limits that cannot be read are as they were at first.
    let settings = context.settings.load().await.unwrap_or_default();
    let address = viewing.ip.map(network).unwrap_or_default();
    let path = match asked {
        Asked::Call(call) => call.path,
        Asked::Page(_) => "",
    };
    let cost = match asked {
        Asked::Call(call) => call.cost,
        Asked::Page(true) => Cost::Search,
        Asked::Page(false) => Cost::Free,
    };
    let bucket = |scope: String, subject: &str, most: u32, window: Duration, says: fn() -> &'static str| Bucket {
        scope,
        subject: subject.to_owned(),
        limit: Limit { most, window },
        says,
    };
    let per_minute = |scope: &str, subject: &str, most: u32, says| bucket(scope.into(), subject, most, MINUTE, says);
    let mut buckets = Vec::with_capacity(3);
    match &viewing.actor {
        None if matches!(asked, Asked::Page(_)) || cost != Cost::Free => {
            buckets.push(per_minute("visits", &address, settings.visits_per_minute, text::too_many_calls));
        }
        None => {}
        Some(actor) => {
            let user = actor.id.to_string();
            match cost {
                Cost::Free => {}
                Cost::Search => {
                    buckets.push(per_minute("searches", &user, settings.searches_per_minute, text::too_many_searches));
                }
                Cost::Usual | Cost::Costly | Cost::SignIn => {
                    // A program that asks too much does not keep its owner from revoking its key.
                    let scope = if viewing.by_key { "key-calls" } else { "calls" };
                    buckets.push(per_minute(scope, &user, settings.calls_per_minute, text::too_many_calls));
                }
            }
            if cost == Cost::Costly {
                let most = settings.costly_calls_per_minute;
                buckets.push(bucket(format!("calls:{path}"), &user, most, MINUTE, text::too_many_calls));
            }
        }
    }
    if cost == Cost::SignIn {
        let most = settings.plex_sign_ins;
        buckets.push(bucket("plex-sign-ins".into(), &address, most, QUARTER, text::too_many_begun));
    }
    if cost != Cost::Free && !path.is_empty() {
        buckets.push(bucket(format!("all:{path}"), "", settings.calls_of_all_per_minute, MINUTE, text::too_busy));
    }
    for Bucket { scope, subject, limit, says } in buckets {
        if let Some(seconds) = take(context.limits.as_ref(), &scope, &subject, limit).await {
            return Err(too_many(says(), limit, seconds).into());
        }
    }
    Ok(())
}

/// Counts a session that is to begin by the cookie of a remembered device: each makes rows that are kept for weeks.
///
/// # Errors
/// As [`count`].
pub async fn count_renewal(context: &Context, ip: Option<IpAddr>) -> Result<(), Error> {
    let settings = context.settings.load().await.unwrap_or_default();
    let limit = Limit { most: settings.visits_per_minute, window: MINUTE };
    let address = ip.map(network).unwrap_or_default();
    match take(context.limits.as_ref(), "renewals", &address, limit).await {
        None => Ok(()),
        Some(seconds) => Err(too_many(text::too_many_calls(), limit, seconds)),
    }
}

/// Counts one more; the seconds to wait when there is no room. As admins write limits, 0 is none.
pub async fn take(limits: &dyn RateLimits, scope: &str, subject: &str, limit: Limit) -> Option<u64> {
    if limit.most == 0 { None } else { limits.take(scope, subject, limit).await }
}

fn too_many(message: &str, limit: Limit, seconds: u64) -> Error {
    Error::TooMany {
        message: message.to_owned(),
        limit: limit.most,
        window_seconds: limit.window.as_secs(),
        retry_after_seconds: seconds,
    }
}

/// Whom an address belongs to: of IPv6, everybody has a whole /64 to choose from.
pub fn network(address: IpAddr) -> String {
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
}
