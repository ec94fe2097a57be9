//! Accounts, PINs and with whom the server is shared.

use crate::{Account, World, accounts, plex_tv::pins::PinView};

impl World {
    /// All Plex accounts.
    pub fn accounts(&self) -> Vec<Account> {
        self.state().accounts.clone()
    }

    /// An account by user name (`"ann"`) or id (`"1002"`).
    pub fn account(&self, name: &str) -> Option<Account> {
        self.state().account(name).cloned()
    }

    /// Makes an account with whom the whole server is shared, and whom Overseerr does not know yet. False when the name is
    /// taken.
    pub fn add_account(&self, username: &str) -> bool {
        let state = &mut *self.state();
        if state.account(username).is_some() {
            return false;
        }
        let id = state.accounts.iter().map(|account| account.id).max().unwrap_or_default() + 1;
        state.accounts.push(accounts::guest(id, username));
        true
    }

    /// All PINs that have been created, oldest first.
    pub fn pins(&self) -> Vec<PinView> {
        let now = self.now_ms();
        self.state().pins.views(now)
    }

    /// The person behind `account` enters (or follows) the code. False when either is unknown or the PIN has expired.
    pub fn authorise_pin(&self, code: &str, account: &str) -> bool {
        let now = self.now_ms();
        let state = &mut *self.state();
        let Some(id) = state.account(account).map(|account| account.id) else { return false };
        state.pins.authorise(code, id, now)
    }

    /// The person refuses; the PIN stays without a token until it expires, as at plex.tv.
    pub fn deny_pin(&self, code: &str) -> bool {
        self.state().pins.deny(code)
    }

    /// The PIN expires now.
    pub fn expire_pin(&self, code: &str) -> bool {
        let now = self.now_ms();
        self.state().pins.expire(code, now)
    }

    /// Pretends the PIN was created from this IP address, which is what the security alert looks at.
    pub fn set_pin_creator(&self, code: &str, address: &str) -> bool {
        self.state().pins.set_creator(code, address)
    }

    /// "Sign out all devices": every plex.tv token of the account stops working, the fixed one too.
    pub fn revoke_tokens(&self, account: &str) -> bool {
        let mut state = self.state();
        let Some(id) = state.account(account).map(|account| account.id) else { return false };
        state.pins.revoke(id);
        true
    }

    /// Shares the server with an account, or takes it away again.
    pub fn share_server(&self, account: &str, shared: bool) -> bool {
        self.state().account_mut(account).map(|account| account.shared = shared).is_some()
    }

    /// Lets plex.tv list every server without its identifier and what it provides, as a half-broken answer would.
    pub fn set_nameless_servers(&self, nameless: bool) {
        self.state().nameless_servers = nameless;
    }

    /// Restricts an account to these libraries (see [`crate::fixed`]) and hides films with these content ratings.
    pub fn restrict(&self, account: &str, sections: &[&str], hidden_ratings: &[&str]) -> bool {
        let mut state = self.state();
        let Some(account) = state.account_mut(account) else { return false };
        account.sections = sections.iter().map(|&key| key.to_owned()).collect();
        account.hidden_ratings = hidden_ratings.iter().map(|&rating| rating.to_owned()).collect();
        true
    }
}
