//! Where no call may go, whatever the address says, also when a name only resolves to it.
//!
//! Services that an admin configured may be anywhere but at link-local and cloud-metadata addresses: loopback and the
//! local network are where home services live. Addresses that a user or a foreign answer can influence lead to the public
//! internet only.

use domain::text;
use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};
use url::{Host, Url};

/// The address, or where the name leads to, is out of bounds.
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

/// How far a call may reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// What an admin configured.
    Services,
    /// What anybody else can influence.
    Public,
}

impl Reach {
    /// Checks an address that is written as a number; names are checked when they are resolved.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn check_url(self, url: &Url) -> Result<(), Refused> {
        let ip = match url.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(Refused),
        };
        if self.includes(ip) { Ok(()) } else { Err(Refused) }
    }

    pub fn includes(self, ip: IpAddr) -> bool {
        match (self, ip) {
            (_, IpAddr::V4(ip)) => self.includes_v4(ip),
            (Self::Services, IpAddr::V6(ip)) => {
                ip.is_loopback() || !(is_nowhere_v6(ip) || embedded_v4(ip).is_some_and(is_nowhere_v4))
            }
            (Self::Public, IpAddr::V6(ip)) => {
                let is_public = PUBLIC_V6.contains(&ip) && !RESERVED_V6.iter().any(|net| net.contains(&ip));
                (is_public || NAT64.contains(&ip)) && embedded_v4(ip).is_none_or(|ip| self.includes_v4(ip))
            }
        }
    }

    fn includes_v4(self, ip: Ipv4Addr) -> bool {
        let is_reserved = self == Self::Public && RESERVED_V4.iter().any(|net| net.contains(&ip));
        !is_reserved && !is_nowhere_v4(ip)
    }
}

/// Not globally reachable, by IANA's registry of special-purpose IPv4 addresses.
const RESERVED_V4: [Ipv4Net; 14] = [
    v4([10, 0, 0, 0], 8),
    // Between a provider and its customers.
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    // Relays of 6to4.
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([169, 254, 0, 0], 16),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
];

/// All that is handed out to the public internet so far.
const PUBLIC_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);
/// Public IPv4 hosts, as a network without IPv4 sees them.
const NAT64: Ipv6Net = v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);
/// Not globally reachable within [`PUBLIC_V6`], by IANA's registry of special-purpose IPv6 addresses.
const RESERVED_V6: [Ipv6Net; 4] = [
    // Protocols, among them Teredo's tunnels.
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    // 6to4: given up, and a tunnel to any IPv4 address.
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];

/// Metadata services outside the link-local range: Alibaba, Azure, Oracle; AWS (two), Google, Oracle, Scaleway over IPv6.
const METADATA_V4: [Ipv4Addr; 3] =
    [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(168, 63, 129, 16), Ipv4Addr::new(192, 0, 0, 192)];
const METADATA_V6: [Ipv6Net; 4] = [
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0], 32),
    v6([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254], 128),
    v6([0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe], 128),
    v6([0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42], 128),
];

const fn v4(octets: [u8; 4], bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::from_octets(octets), bits)
}

const fn v6(segments: [u16; 8], bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::from_segments(segments), bits)
}

fn is_nowhere_v4(ip: Ipv4Addr) -> bool {
    ip.is_link_local() || ip.octets()[0] == 0 || ip.is_broadcast() || ip.is_multicast() || METADATA_V4.contains(&ip)
}

fn is_nowhere_v6(ip: Ipv6Addr) -> bool {
    ip.is_unspecified()
        || ip.is_multicast()
        || ip.is_unicast_link_local()
        || METADATA_V6.iter().any(|net| net.contains(&ip))
}

/// The IPv4 address inside a mapped, compatible, NAT64 (also of a local prefix), 6to4 or ISATAP one.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low]
        | [0x64, 0xff9b, 0 | 1, _, _, _, high, low]
        | [0x2002, high, low, ..]
        | [_, _, _, _, 0 | 0x200, 0x5efe, high, low] => Some(v4(high, low)),
        _ => None,
    }
}

/// The system's resolver, minus what is out of reach. What it hands out is what is dialled: a name that leads elsewhere the
/// next time changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct GuardedDns(pub Reach);

impl Resolve for GuardedDns {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| NameNotFound)?.collect();
            // One bad address spoils all: which of them is dialled is not ours to choose.
            if found.iter().any(|address| !reach.includes(address.ip())) {
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

    fn ip(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    /// Link-local and metadata addresses, in every disguise.
    const NOWHERE: [&str; 18] = [
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
        "fd00:ec2::23",
        "fd20:ce::254",
        "::",
        "ff02::1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
    ];

    /// Where home services live.
    const HOME: [&str; 8] =
        ["127.0.0.1", "::1", "192.168.1.10", "10.0.0.5", "172.17.0.1", "100.64.0.9", "fd12::5", "::ffff:10.0.0.1"];

    /// All else that is not the public internet.
    const NOT_PUBLIC: [&str; 40] = [
        "127.8.8.8",
        "10.255.255.255",
        "100.127.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "239.255.255.250",
        "240.0.0.1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101",
        "64:ff9b:1::808:808",
        "64:ff9b:1:ffff:ffff:ffff:7f00:1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "2606:4700::5efe:7f00:1",
        "2606:4700::200:5efe:a00:1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fdff:ffff::1",
        "febf::1",
        "fec0::1",
        "ff0e::1",
    ];

    const PUBLIC: [&str; 14] = [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:800::200e",
        "64:ff9b::808:808",
    ];

    #[test]
    fn metadata_and_link_local_addresses_are_refused_in_every_disguise() {
        for text in NOWHERE {
            assert!(!Reach::Services.includes(ip(text)) && !Reach::Public.includes(ip(text)), "{text}");
        }
    }

    #[test]
    fn services_may_be_at_home_and_what_others_name_may_not() {
        for text in HOME {
            assert!(Reach::Services.includes(ip(text)) && !Reach::Public.includes(ip(text)), "{text}");
        }
        for text in NOT_PUBLIC {
            assert!(!Reach::Public.includes(ip(text)), "{text}");
        }
    }

    #[test]
    fn the_public_internet_is_for_everybody() {
        for text in PUBLIC {
            assert!(Reach::Public.includes(ip(text)) && Reach::Services.includes(ip(text)), "{text}");
        }
    }

    #[test]
    fn numbers_in_other_notations_are_seen_through() {
        for text in ["http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://[fe80::1]/"] {
            assert_eq!(Reach::Services.check_url(&text.parse().expect(text)), Err(Refused), "{text}");
        }
        for text in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://127.0.0.1./",
            "http://１２７.０.０.１/",
            "http://①②⑦。⓪。⓪。①/",
            "http://plex.tv@127.0.0.1/",
            "http://[::ffff:7f00:1]/",
            "http:\\\\127.0.0.1\\",
            "http:127.0.0.1",
        ] {
            assert_eq!(Reach::Public.check_url(&text.parse().expect(text)), Err(Refused), "{text}");
        }
        assert_eq!(Reach::Services.check_url(&"http://localhost:5055/".parse().expect("a URL")), Ok(()));
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_for_services_only() {
        let name = || "localhost".parse().expect("a name");
        assert!(GuardedDns(Reach::Services).resolve(name()).await.is_ok());
        let Err(refused) = GuardedDns(Reach::Public).resolve(name()).await else { panic!("it is refused") };
        assert!(refused.is::<Refused>());
    }
}
