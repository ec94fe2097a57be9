//! The addresses of a server: which there are, in which order, and whether the server answers there.
//!
//! They come from plex.tv, which has them from the servers, so that each is checked like one that an admin types. None is
//! sent a token: who a server is, it tells everybody.

use crate::integrations::{
    Connections,
    connections::Access,
    http::{Failure, Unreachable, Why},
    plex::Plex,
    plex_tv::{PlexConnection, PlexServerAccess},
};
use domain::{
    accounts::Secret,
    plex_servers::{FoundServer, FoundServers, Place, Reach, Way},
    services::BaseUrl,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Instant};
use tokio::task::JoinSet;

/// More of them than anybody has at home.
const MOST_SERVERS: usize = 10;
const MOST_PLACES: usize = 12;

/// A server as it is sealed between two pages. No `Debug`: it holds a token.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptServer {
    pub name: String,
    pub machine_identifier: String,
    pub token: String,
    pub places: Vec<Place>,
}

/// All that a search found.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub servers: Vec<KeptServer>,
    pub shared: usize,
}

impl Kept {
    /// Own servers with all their addresses, none of them tried yet.
    pub fn of(servers: Vec<PlexServerAccess>) -> Self {
        let (own, shared): (Vec<_>, Vec<_>) = servers.into_iter().partition(|server| server.owned);
        let own = own.into_iter().take(MOST_SERVERS).enumerate();
        Self { servers: own.map(|(number, server)| kept(number, server)).collect(), shared: shared.len() }
    }

    pub fn sealable(&self) -> domain::Result<Secret> {
        Ok(Secret::new(serde_json::to_string(self).map_err(domain::Error::internal)?))
    }

    pub fn read(sealed: &Secret) -> domain::Result<Self> {
        serde_json::from_str(sealed.reveal()).map_err(domain::Error::internal)
    }

    /// As pages may know it: without tokens.
    pub fn shown(self, pin: domain::ids::PlexSignInId) -> FoundServers {
        let shown = |server: KeptServer| FoundServer { name: server.name, places: server.places };
        FoundServers { pin, servers: self.servers.into_iter().map(shown).collect(), shared: self.shared }
    }

    /// The server at a place, and its address.
    pub fn at(&self, place: &str) -> Option<(&KeptServer, &str)> {
        self.servers.iter().find_map(|server| {
            let found = server.places.iter().find(|known| known.id == place)?;
            Some((server, found.address.as_str()))
        })
    }

    /// Who answers at a place of this server now.
    pub async fn who_answers(connections: &Connections, server: &KeptServer, address: &str) -> Reach {
        match BaseUrl::new(address) {
            Ok(url) => {
                let client = connections.plex_at(&Access { url, key: Secret::default() });
                reach(&client, &server.machine_identifier).await
            }
            Err(_) => Reach::NotAllowed,
        }
    }

    /// Tries all addresses at the same time.
    pub async fn try_all(&mut self, connections: &Connections) {
        let mut tries = JoinSet::new();
        for (number, server) in self.servers.iter().enumerate() {
            for (index, place) in server.places.iter().enumerate() {
                let machine = server.machine_identifier.clone();
                match BaseUrl::new(&place.address) {
                    Ok(url) => {
                        let client = connections.plex_at(&Access { url, key: Secret::default() });
                        tries.spawn(async move { (number, index, reach(&client, &machine).await) });
                    }
                    Err(_) => {
                        tries.spawn(async move { (number, index, Reach::NotAllowed) });
                    }
                }
            }
        }
        while let Some(tried) = tries.join_next().await {
            // One that was not tried stays as it was known.
            let Ok((number, index, reach)) = tried else { continue };
            if let Some(place) = self.servers.get_mut(number).and_then(|server| server.places.get_mut(index)) {
                place.reach = reach;
            }
        }
    }
}

fn kept(number: usize, server: PlexServerAccess) -> KeptServer {
    let mut seen = BTreeSet::new();
    let mut addresses: Vec<(Way, String)> =
        server.connections.iter().flat_map(|connection| addresses(connection, server.https_required)).collect();
    // As plex.tv has them otherwise: the sort keeps their order.
    addresses.sort_by_key(|(way, _)| *way);
    addresses.retain(|(_, address)| seen.insert(address.clone()));
    let places = addresses.into_iter().take(MOST_PLACES).enumerate().map(|(index, (way, address))| Place {
        id: format!("{number}.{index}"),
        address,
        way,
        reach: Reach::Lost,
    });
    KeptServer {
        name: server.name,
        machine_identifier: server.machine_identifier,
        token: server.access_token.reveal().to_owned(),
        places: places.collect(),
    }
}

/// The address as it is, and in the local network also by number without https: routers often do not resolve the names
/// of plex.direct.
fn addresses(connection: &PlexConnection, https_required: bool) -> Vec<(Way, String)> {
    let way = match (connection.relay, connection.local) {
        (true, _) => Way::Relay,
        (false, true) => Way::Local,
        (false, false) => Way::Remote,
    };
    let mut found = vec![(way, connection.uri.trim_end_matches('/').to_owned())];
    if way == Way::Local
        && !https_required
        && let (Some(address), Some(port)) = (&connection.address, connection.port)
        && let Ok(ip) = address.parse::<std::net::IpAddr>()
    {
        found.push((way, format!("http://{}", std::net::SocketAddr::new(ip, port))));
    }
    found
}

async fn reach(plex: &dyn Plex, machine: &str) -> Reach {
    let started = Instant::now();
    match plex.identity().await {
        Ok(identity) if identity.machine_identifier == machine => {
            Reach::Reached { ms: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX) }
        }
        Ok(_) => Reach::OtherServer,
        Err(failure) => why_not(&failure),
    }
}

fn why_not(failure: &Failure) -> Reach {
    match &failure.why {
        Why::Unreachable(Unreachable::Refused) => Reach::Refused,
        Why::Unreachable(Unreachable::TimedOut) => Reach::TimedOut,
        Why::Unreachable(Unreachable::NameNotFound) => Reach::NameNotFound,
        Why::Unreachable(Unreachable::Tls(_)) => Reach::Insecure,
        Why::Unreachable(Unreachable::Forbidden) => Reach::NotAllowed,
        Why::Unreachable(Unreachable::Lost | Unreachable::Busy) => Reach::Lost,
        Why::Status { code, .. } if *code >= 500 => Reach::Lost,
        Why::Status { .. } | Why::NotJson | Why::TooLarge | Why::WrongShape | Why::Redirected(_) => Reach::NotPlex,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(uri: &str, address: &str, local: bool, relay: bool) -> PlexConnection {
        PlexConnection { uri: uri.into(), address: Some(address.into()), port: Some(32400), local, relay }
    }

    fn server(connections: Vec<PlexConnection>, https_required: bool) -> PlexServerAccess {
        PlexServerAccess {
            machine_identifier: "m".into(),
            name: "Home".into(),
            access_token: Secret::new("t"),
            owned: true,
            connections,
            https_required,
        }
    }

    fn listed(server: PlexServerAccess) -> Vec<(Way, String)> {
        kept(0, server).places.into_iter().map(|place| (place.way, place.address)).collect()
    }

    #[test]
    fn local_addresses_come_first_and_relays_last_also_by_number_and_each_once() {
        let connections = vec![
            connection("https://relay.plex.direct:8443", "198.51.100.3", false, true),
            connection("https://203-0-113-7.x.plex.direct:32400", "203.0.113.7", false, false),
            connection("https://192-168-1-10.x.plex.direct:32400", "192.168.1.10", true, false),
            connection("http://192.168.1.10:32400/", "192.168.1.10", true, false),
        ];
        assert_eq!(
            listed(server(connections, false)),
            [
                (Way::Local, "https://192-168-1-10.x.plex.direct:32400".to_owned()),
                (Way::Local, "http://192.168.1.10:32400".to_owned()),
                (Way::Remote, "https://203-0-113-7.x.plex.direct:32400".to_owned()),
                (Way::Relay, "https://relay.plex.direct:8443".to_owned()),
            ]
        );
    }

    #[test]
    fn who_wants_https_is_not_called_without_it() {
        let connections = vec![connection("https://a.plex.direct:32400", "192.168.1.10", true, false)];
        assert_eq!(listed(server(connections, true)), [(Way::Local, "https://a.plex.direct:32400".to_owned())]);
    }

    #[test]
    fn a_number_that_is_none_becomes_no_address() {
        let connections = vec![connection("https://a.plex.direct:32400", "evil.example/x?", true, false)];
        assert_eq!(listed(server(connections, false)).len(), 1);
    }
}
