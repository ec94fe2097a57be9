//! PINs: created by an installation, authorised by a person, exchanged for a token.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::{Account, seed};

/// Life of a code that is typed in, and of one that is followed.
const SHORT_LIFE_S: i64 = 900;
const STRONG_LIFE_S: i64 = 1800;
/// Letters of typed codes: none that look alike.
const TYPED: &[u8; 28] = b"ABCDEFGHJKLMNPQRSTUVWXYZ2345";

/// A PIN as plex.tv keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Pin {
    pub id: u64,
    pub code: String,
    pub strong: bool,
    pub client: String,
    pub product: String,
    pub creator: String,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub token: Option<String>,
    pub denied: bool,
}

/// A PIN as a test sees it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PinView {
    /// The id that is polled.
    pub id: u64,
    /// Four letters to type, or about 25 to follow.
    pub code: String,
    /// Followed through the sign-in page rather than typed.
    pub strong: bool,
    /// Installation that created it.
    pub client_identifier: String,
    /// Name of the application that created it.
    pub product: String,
    /// IP address it was created from.
    pub creator: String,
    /// Somebody has signed in with it.
    pub authorised: bool,
    /// Its time is over.
    pub expired: bool,
}

/// All PINs, and the tokens they were exchanged for.
#[derive(Default)]
pub(crate) struct Pins {
    list: Vec<Pin>,
    tokens: HashMap<String, u64>,
    revoked: HashSet<u64>,
}

impl Pins {
    /// Creates a PIN.
    pub(crate) fn create(&mut self, strong: bool, client: &str, product: &str, creator: &str, now: i64) -> &Pin {
        let count = self.list.len().to_string();
        let code = if strong { seed::text(&["strong pin", &count], 25) } else { typed_code(&count) };
        let life = if strong { STRONG_LIFE_S } else { SHORT_LIFE_S };
        let index = self.list.len();
        self.list.push(Pin {
            id: 1_174_342_418 + 7 * index as u64,
            code,
            strong,
            client: client.to_owned(),
            product: product.to_owned(),
            creator: creator.to_owned(),
            created_ms: now,
            expires_ms: now + life * 1000,
            token: None,
            denied: false,
        });
        &self.list[index]
    }

    /// A PIN of this installation that has not expired.
    pub(crate) fn of_client(&self, id: u64, client: &str, now: i64) -> Option<&Pin> {
        self.list.iter().find(|pin| pin.id == id && pin.client == client && pin.expires_ms > now)
    }

    /// A PIN by its code, while it can still be used.
    pub(crate) fn waiting(&self, code: &str, now: i64) -> Option<&Pin> {
        self.list.iter().find(|pin| same(&pin.code, code) && pin.expires_ms > now && pin.token.is_none() && !pin.denied)
    }

    /// A person signs in with the code.
    pub(crate) fn authorise(&mut self, code: &str, account: u64, now: i64) -> bool {
        let Some(id) = self.waiting(code, now).map(|pin| pin.id) else { return false };
        let token = seed::text(&["token", &account.to_string(), &id.to_string()], 20);
        self.tokens.insert(token.clone(), account);
        self.by_id(id).map(|pin| pin.token = Some(token)).is_some()
    }

    /// The person says no.
    pub(crate) fn deny(&mut self, code: &str) -> bool {
        self.by_code(code).map(|pin| pin.denied = true).is_some()
    }

    /// The time is over.
    pub(crate) fn expire(&mut self, code: &str, now: i64) -> bool {
        self.by_code(code).map(|pin| pin.expires_ms = now).is_some()
    }

    /// Changes where the PIN seems to come from.
    pub(crate) fn set_creator(&mut self, code: &str, creator: &str) -> bool {
        self.by_code(code).map(|pin| creator.clone_into(&mut pin.creator)).is_some()
    }

    /// Takes away all tokens of an account.
    pub(crate) fn revoke(&mut self, account: u64) {
        self.tokens.retain(|_, owner| *owner != account);
        self.revoked.insert(account);
    }

    /// Whose plex.tv token this is.
    pub(crate) fn owner<'a>(&self, token: &str, accounts: &'a [Account]) -> Option<&'a Account> {
        let by_sign_in = self.tokens.get(token);
        accounts.iter().find(|account| {
            by_sign_in == Some(&account.id) || (account.token == token && !self.revoked.contains(&account.id))
        })
    }

    /// All PINs, for tests.
    pub(crate) fn views(&self, now: i64) -> Vec<PinView> {
        let view = |pin: &Pin| PinView {
            id: pin.id,
            code: pin.code.clone(),
            strong: pin.strong,
            client_identifier: pin.client.clone(),
            product: pin.product.clone(),
            creator: pin.creator.clone(),
            authorised: pin.token.is_some(),
            expired: pin.expires_ms <= now,
        };
        self.list.iter().map(view).collect()
    }

    fn by_id(&mut self, id: u64) -> Option<&mut Pin> {
        self.list.iter_mut().find(|pin| pin.id == id)
    }

    fn by_code(&mut self, code: &str) -> Option<&mut Pin> {
        self.list.iter_mut().rev().find(|pin| same(&pin.code, code))
    }
}

/// Codes are typed by people: case and blanks do not matter.
fn same(code: &str, typed: &str) -> bool {
    code.eq_ignore_ascii_case(typed.trim())
}

fn typed_code(count: &str) -> String {
    let mut state = seed::number(&["pin", count]);
    let mut letters = String::with_capacity(4);
    for _ in 0..4 {
        state = seed::mix(state);
        letters.push(char::from(TYPED[seed::below(state, TYPED.len())]));
    }
    letters
}
