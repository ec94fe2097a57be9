//! Finding the admin's own Plex server through the admin's Plex account, instead of typing its address and token.

use crate::{
    Admin, Error, Result,
    accounts::{BrowserKey, PlexPin},
    ids::PlexSignInId,
    services::TestOutcome,
    text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// How a server is reached at an address, the better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In the same network.
    Local,
    /// Over the internet.
    Remote,
    /// Through a computer of Plex, which slows it down.
    Relay,
}

/// What came of trying an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The server answered, after so many milliseconds.
    Reached {
        ms: u32,
    },
    /// Another Plex server answers there.
    OtherServer,
    /// What answers there is no Plex server.
    NotPlex,
    /// No service may have this address.
    NotAllowed,
    Refused,
    TimedOut,
    NameNotFound,
    /// The secure connection failed.
    Insecure,
    /// The connection broke off, or the server cannot answer now.
    Lost,
}

/// One address of a server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// By which it is chosen; good within one search.
    pub id: String,
    pub address: String,
    pub way: Way,
    pub reach: Reach,
}

/// A server that the account owns.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FoundServer {
    pub name: String,
    /// Local ones first, relays last.
    pub places: Vec<Place>,
}

/// What an account has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FoundServers {
    pub pin: PlexSignInId,
    /// Own ones only: another owner's cannot be configured here.
    pub servers: Vec<FoundServer>,
    /// How many servers are left out because they are only shared with the account.
    pub shared: usize,
}

impl FoundServers {
    /// The address to take: the nearest one that answers, of the first server that has one.
    pub fn suggested(&self) -> Option<&str> {
        let reached = |place: &&Place| matches!(place.reach, Reach::Reached { .. });
        let best = |server: &'_ FoundServer| {
            let nearest = server.places.iter().filter(reached).min_by_key(|place| place.way)?;
            Some((nearest.way, nearest.id.clone()))
        };
        let (_, id) = self.servers.iter().filter_map(best).min_by_key(|(way, _)| *way)?;
        self.servers.iter().flat_map(|server| &server.places).map(|place| place.id.as_str()).find(|known| *known == id)
    }
}

/// How far the search of this browser is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Search {
    /// None was begun, or it is over.
    Nothing,
    /// The code is to be typed at Plex.
    Waiting(PlexPin),
    Found(FoundServers),
}

/// What became of the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Waiting,
    Found,
    /// A new code is needed.
    Expired,
}

/// Searches, each bound to the admin and to the browser that began it. Tokens never leave the server.
#[async_trait]
pub trait PlexServers: Send + Sync {
    /// Asks plex.tv for a code with which the owner of the server signs in there.
    async fn begin(&self, by: &Admin, browser: &BrowserKey) -> Result<PlexPin>;

    /// The newest search of this browser.
    async fn search(&self, by: &Admin, browser: &BrowserKey) -> Result<Search>;

    /// Looks whether the code was typed; when it was, asks for the account's servers and tries their addresses.
    async fn look(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<Step>;

    /// Tries all addresses again.
    async fn try_again(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<()>;

    /// Saves the server at this address with its own token, tested as [`crate::services::Services::update`] does.
    async fn choose(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId, place: &str) -> Result<TestOutcome>;
}

/// There is no such search, or it is not this browser's.
pub fn gone() -> Error {
    Error::NotFound(text::plex_find_gone().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, way: Way, reach: Reach) -> Place {
        Place { id: id.into(), address: format!("http://{id}"), way, reach }
    }

    fn found(servers: Vec<Vec<Place>>) -> FoundServers {
        let servers = servers.into_iter().map(|places| FoundServer { name: "Home".into(), places }).collect();
        FoundServers { pin: PlexSignInId(uuid::Uuid::nil()), servers, shared: 0 }
    }

    #[test]
    fn the_nearest_address_that_answers_is_suggested() {
        let answers = Reach::Reached { ms: 900 };
        let servers = found(vec![
            vec![place("a", Way::Local, Reach::Refused), place("b", Way::Remote, Reach::Reached { ms: 2 })],
            vec![place("c", Way::Local, Reach::OtherServer), place("d", Way::Local, answers)],
        ]);
        assert_eq!(servers.suggested(), Some("d"));
    }

    #[test]
    fn nothing_is_suggested_when_nothing_answers() {
        let servers = found(vec![vec![place("a", Way::Local, Reach::TimedOut), place("b", Way::Relay, Reach::Lost)]]);
        assert_eq!(servers.suggested(), None);
    }
}
