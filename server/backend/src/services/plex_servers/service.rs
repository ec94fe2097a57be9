//! Searches for the admin's own Plex server.

use super::places::Kept;
use crate::{
    clock::{self, Clock},
    integrations::{
        Connections,
        plex_tv::{PinState, PlexTv},
    },
    secrets::Keyring,
    services::plex_pins::PlexPins,
    store::{
        Database,
        plex_sign_ins::{self, Purpose, SignIn, State},
    },
};
use async_trait::async_trait;
use domain::{
    Admin, Error, Result,
    accounts::{BrowserKey, PlexPin, Secret},
    ids::PlexSignInId,
    plex_servers::{PlexServers, Reach, Search, Step, gone},
    services::{BaseUrl, ServiceName, ServiceUpdate, Services, TestOutcome},
    text,
};
use std::{sync::Arc, time::Duration};
use tracing::info;

/// How long what was found may be chosen from.
const CHOOSING: Duration = Duration::from_mins(30);

/// Finds servers through an account.
pub struct PlexServersService {
    db: Database,
    plex_tv: Arc<dyn PlexTv>,
    keyring: Arc<Keyring>,
    connections: Arc<Connections>,
    services: Arc<dyn Services>,
    clock: Arc<dyn Clock>,
    pins: PlexPins,
}

impl PlexServersService {
    pub fn new(
        db: Database,
        plex_tv: Arc<dyn PlexTv>,
        keyring: Arc<Keyring>,
        connections: Arc<Connections>,
        services: Arc<dyn Services>,
        clock: Arc<dyn Clock>,
        link: BaseUrl,
    ) -> Self {
        let pins = PlexPins {
            db: db.clone(),
            plex_tv: plex_tv.clone(),
            keyring: keyring.clone(),
            clock: clock.clone(),
            link,
            words: text::plex_find_down,
        };
        Self { db, plex_tv, keyring, connections, services, clock, pins }
    }

    /// This admin's search in this browser, while it is good.
    async fn begun(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<SignIn> {
        let purpose = Purpose::FindServers(by.id());
        plex_sign_ins::find(self.db.read(), &self.keyring, browser, purpose, pin).await?.ok_or_else(gone)
    }

    /// The same, with what it found.
    async fn finished(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<Kept> {
        let search = self.begun(by, browser, pin).await?;
        let good = search.state == State::Authorized && search.expires_at > self.clock.now();
        let found = search.found.filter(|_| good).ok_or_else(gone)?;
        Kept::read(&found)
    }

    async fn keep(&self, pin: PlexSignInId, kept: &Kept) -> Result<()> {
        let until = clock::after(self.clock.now(), CHOOSING);
        plex_sign_ins::keep_found(self.db.write(), &self.keyring, pin, &kept.sealable()?, until).await
    }

    async fn over(&self, pin: PlexSignInId) -> Result<Step> {
        plex_sign_ins::finish(self.db.write(), pin, State::Expired).await?;
        Ok(Step::Expired)
    }

    /// Asks plex.tv, as the one who may.
    async fn ask(&self, search: &SignIn) -> Result<Step> {
        let token = match self.plex_tv.pin(search.pin_id).await.map_err(|error| self.pins.down(error))? {
            PinState::Waiting => return Ok(Step::Waiting),
            PinState::Expired => return self.over(search.id).await,
            PinState::Authorised(token) => token,
        };
        let servers = match self.plex_tv.servers(&token).await {
            Ok(servers) => servers,
            // The token was taken back between two calls.
            Err(Error::Unauthenticated(_)) => return self.over(search.id).await,
            Err(error) => return Err(self.pins.down(error)),
        };
        let mut kept = Kept::of(servers);
        kept.try_all(&self.connections).await;
        info!(servers = kept.servers.len(), shared = kept.shared, "looked for the admin's own Plex servers");
        self.keep(search.id, &kept).await?;
        Ok(Step::Found)
    }
}

#[async_trait]
impl PlexServers for PlexServersService {
    async fn begin(&self, by: &Admin, browser: &BrowserKey) -> Result<PlexPin> {
        self.pins.begin(browser, Purpose::FindServers(by.id()), false).await
    }

    async fn search(&self, by: &Admin, browser: &BrowserKey) -> Result<Search> {
        let purpose = Purpose::FindServers(by.id());
        let newest = plex_sign_ins::newest(self.db.read(), &self.keyring, browser, purpose, self.clock.now()).await?;
        Ok(match newest {
            None => Search::Nothing,
            Some(SignIn { id, found: Some(found), .. }) => Search::Found(Kept::read(&found)?.shown(id)),
            Some(search) => Search::Waiting(self.pins.shown(search.id, search.code, search.expires_at)),
        })
    }

    async fn look(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<Step> {
        let search = self.begun(by, browser, pin).await?;
        let now = self.clock.now();
        match search.state {
            State::Waiting if search.expires_at <= now => return self.over(pin).await,
            State::Waiting => {}
            State::Authorized if search.expires_at > now => return Ok(Step::Found),
            State::Authorized | State::Denied | State::Expired => return Ok(Step::Expired),
        }
        Ok(self.pins.look(&search, self.ask(&search)).await?.unwrap_or(Step::Waiting))
    }

    async fn try_again(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId) -> Result<()> {
        let mut kept = self.finished(by, browser, pin).await?;
        kept.try_all(&self.connections).await;
        self.keep(pin, &kept).await
    }

    async fn choose(&self, by: &Admin, browser: &BrowserKey, pin: PlexSignInId, place: &str) -> Result<TestOutcome> {
        let kept = self.finished(by, browser, pin).await?;
        let (server, address) = kept.at(place).ok_or_else(|| Error::field("place", text::plex_find_no_place()))?;
        // It may be another one by now, and its token is nobody else's business.
        if !matches!(Kept::who_answers(&self.connections, server, address).await, Reach::Reached { .. }) {
            return Err(Error::field("place", text::plex_find_no_place()));
        }
        let update = ServiceUpdate {
            name: ServiceName::Plex,
            url: address.to_owned(),
            key: Some(Secret::new(server.token.clone())),
            enabled: true,
        };
        let outcome = self.services.update(by, update).await.map_err(at_the_place)?;
        if outcome.ok {
            plex_sign_ins::forget(self.db.write(), pin).await?;
        }
        Ok(outcome)
    }
}

/// What is wrong with the address or its token is wrong with the choice.
fn at_the_place(error: Error) -> Error {
    match error {
        Error::Invalid(fields) => match fields.into_values().next() {
            Some(message) => Error::field("place", message),
            None => Error::field("place", text::plex_find_no_place()),
        },
        other => other,
    }
}
