//! Where no call may go, whatever the address says: link-local and cloud-metadata addresses, also when a name only
//! resolves to one. Loopback and the local network are where home services live and are fine.
//!
//! Guards the services that an admin configured. Addresses that any user may give (video links) need a stricter rule.

use domain::text;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};
use url::{Host, Url};

/// The name leads to an address that cannot be a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text::address_is_no_service())
    }
}

impl std::error::Error for Refused {}

/// The name leads nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NameNotFound;

impl fmt::Display for NameNotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text::no_host_of_this_name())
    }
}

impl std::error::Error for NameNotFound {}

/// Checks an address that is written as a number; names are checked when they are resolved.
///
/// # Errors
/// [`Refused`].
pub fn check_url(url: &Url) -> Result<(), Refused> {
    let ip = match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        Some(Host::Domain(_)) => return Ok(()),
        None => return Err(Refused),
    };
    if is_refused(ip) { Err(Refused) } else { Ok(()) }
}

/// No service has such an address.
pub fn is_refused(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_refused_v4(ip),
        IpAddr::V6(ip) => {
            ip.is_unspecified()
                || ip.is_multicast()
                || ip.is_unicast_link_local()
                // AWS's metadata service over IPv6.
                || ip == Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)
                || embedded_v4(ip).is_some_and(is_refused_v4)
        }
    }
}

fn is_refused_v4(ip: Ipv4Addr) -> bool {
    /// Metadata services outside the link-local range: Alibaba, Azure, Oracle.
    const METADATA: [Ipv4Addr; 3] =
        [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(168, 63, 129, 16), Ipv4Addr::new(192, 0, 0, 192)];
    ip.is_link_local() || ip.octets()[0] == 0 || ip.is_broadcast() || ip.is_multicast() || METADATA.contains(&ip)
}

/// The IPv4 address inside a mapped, NAT64 (`64:ff9b::/96`) or 6to4 (`2002::/16`) one.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = ip.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            Some(v4(high, low))
        }
        _ => None,
    }
    // `::1` reads as 0.0.0.1 above and is loopback, which is fine.
    .filter(|_| !ip.is_loopback())
}

/// The system's resolver, minus the addresses that are refused.
#[derive(Clone, Copy, Debug)]
pub struct GuardedDns;

impl Resolve for GuardedDns {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| NameNotFound)?.collect();
            // One bad address spoils all: which of them is dialled is not ours to choose.
            if found.iter().any(|address| is_refused(address.ip())) {
                return Err(Refused.into());
            }
            if found.is_empty() {
                return Err(NameNotFound.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_and_link_local_addresses_are_refused_in_every_disguise() {
        for text in [
            "169.254.169.254",
            "169.254.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "255.255.255.255",
            "224.0.0.1",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fe80::1",
            "fd00:ec2::254",
            "::",
            "ff02::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
        ] {
            assert!(is_refused(text.parse().expect(text)), "{text}");
        }
    }

    #[test]
    fn home_networks_are_fine() {
        for text in
            ["127.0.0.1", "::1", "192.168.1.10", "10.0.0.5", "172.17.0.1", "100.64.0.9", "fd12::5", "::ffff:10.0.0.1"]
        {
            assert!(!is_refused(text.parse().expect(text)), "{text}");
        }
    }

    #[test]
    fn numbers_in_other_notations_are_seen_through() {
        for text in ["http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://[fe80::1]/"] {
            assert_eq!(check_url(&text.parse().expect(text)), Err(Refused), "{text}");
        }
        assert_eq!(check_url(&"http://localhost:5055/".parse().expect("a URL")), Ok(()));
    }
}
