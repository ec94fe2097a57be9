//! The Plex accounts there are, and what each may see on the server.

use serde::Serialize;

use crate::{fixed, seed};

/// One Plex account.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// plex.tv's id; the stable key.
    pub id: u64,
    /// Sign-in name, also how the control API addresses the account.
    pub username: String,
    /// Name shown to people.
    pub title: String,
    /// E-mail address.
    pub email: String,
    /// Owns the server.
    pub owner: bool,
    /// The server is shared with this account (or owned).
    pub shared: bool,
    /// Keys of the libraries this account may see.
    pub sections: Vec<String>,
    /// Content ratings hidden from this account.
    pub hidden_ratings: Vec<String>,
    /// plex.tv token that is always valid until revoked; sign-ins hand out further ones.
    pub token: String,
    /// Token for the Plex server, as `/api/v2/resources` hands it out.
    pub server_token: String,
}

impl Account {
    /// plex.tv's second id.
    pub(crate) fn uuid(&self) -> String {
        seed::text(&["uuid", &self.username], 16)
    }
}

/// Keys of all libraries.
const ALL: [&str; 3] = [fixed::FILMS_SECTION, fixed::SERIES_SECTION, fixed::HOME_VIDEOS_SECTION];

/// Somebody who comes later.
pub(crate) fn guest(id: u64, username: &str) -> Account {
    account(id, username, username, &ALL)
}

/// All accounts, in a fresh world.
pub(crate) fn seeded() -> Vec<Account> {
    vec![
        account(fixed::BEN, "ben", "Ben Halvorsen", &ALL),
        account(fixed::ANN, "ann", "Ann Castellan", &ALL),
        account(fixed::DORA, "dora", "Dora Wójcik", &[fixed::FILMS_SECTION]),
        account(fixed::CARL, "carl", "Carl Nobody", &[]),
        account(fixed::ERIK, "erik", "Erik Sandström", &ALL),
    ]
}

fn account(id: u64, username: &str, title: &str, sections: &[&str]) -> Account {
    let owner = id == fixed::BEN;
    let token = if owner { fixed::ADMIN_PLEX_TOKEN.to_owned() } else { seed::text(&["plex.tv token", username], 20) };
    Account {
        id,
        username: username.to_owned(),
        title: title.to_owned(),
        email: format!("{username}@example.org"),
        owner,
        shared: !sections.is_empty(),
        sections: sections.iter().map(|&key| key.to_owned()).collect(),
        hidden_ratings: Vec::new(),
        token,
        server_token: seed::text(&["server token", username], 20),
    }
}
