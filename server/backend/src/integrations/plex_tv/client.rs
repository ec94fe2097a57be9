//! plex.tv over HTTP. Answers JSON only when asked to; refuses calls without a client identifier (code 1000).

use super::{Pin, PinState, PlexAccount, PlexConnection, PlexServerAccess, PlexTv};
use crate::{
    clock::{Clock, after},
    integrations::{
        http::{Call, Failure, Limits, Outbound, Upstream, Why, query},
        lenient,
    },
};
use async_trait::async_trait;
use domain::{Error, Result, Timestamp, accounts::Secret, services::BaseUrl, text};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};

/// The name that plex.tv shows to users.
pub const PRODUCT: &str = "MediaNest";

/// The short code's life where plex.tv does not say (seen in every capture).
const USUAL_LIFE: Duration = Duration::from_mins(15);

/// Calls plex.tv as this installation.
#[derive(Clone)]
pub struct PlexTvClient {
    outbound: Outbound,
    client_id: String,
    version: String,
    clock: Arc<dyn Clock>,
}

impl PlexTvClient {
    /// `client_id` is made once per installation: a PIN belongs to it, and a new one is a new "authorised device".
    pub fn new(
        base_url: BaseUrl,
        client_id: impl Into<String>,
        version: impl Into<String>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self::with_limits(base_url, client_id, version, clock, Limits::default())
    }

    pub fn with_limits(
        base_url: BaseUrl,
        client_id: impl Into<String>,
        version: impl Into<String>,
        clock: Arc<dyn Clock>,
        limits: Limits,
    ) -> Self {
        let outbound = Outbound::new(Upstream::PLEX_TV, base_url, limits);
        Self { outbound, client_id: client_id.into(), version: version.into(), clock }
    }

    fn known<'a>(&self, call: Call<'a>) -> Call<'a> {
        call.header("x-plex-client-identifier", &self.client_id)
            .header("x-plex-product", PRODUCT)
            .header("x-plex-version", &self.version)
            .header("x-plex-device-name", PRODUCT)
    }

    /// What this token can reach, servers and players, one by one as it came.
    async fn resources(&self, token: &Secret) -> Result<Vec<serde_json::Value>> {
        let pairs = ["includeHttps", "includeRelay", "includeIPv6"].map(|name| (name, "1".to_owned()));
        let call = self.outbound.get(format!("/api/v2/resources{}", query(pairs)));
        self.known(call).secret_header("x-plex-token", token).json().await.map_err(refused_token)
    }

    fn wrong_shape(&self) -> Error {
        self.outbound.failure(Why::WrongShape).into()
    }

    fn expiry(&self, pin: &WirePin) -> Timestamp {
        let now = self.clock.now();
        // The time left counts by our own clock; the moment is plex.tv's.
        match (pin.expires_in, &pin.expires_at) {
            (Some(seconds), _) => after(now, Duration::from_secs(u64::try_from(seconds).unwrap_or(0))),
            (None, moment) => moment.as_ref().and_then(WireMoment::parsed).unwrap_or_else(|| after(now, USUAL_LIFE)),
        }
    }
}

#[async_trait]
impl PlexTv for PlexTvClient {
    async fn create_pin(&self) -> Result<Pin> {
        let path = format!("/api/v2/pins{}", query([("strong", "false".into())]));
        let wire: WirePin = self.known(self.outbound.post(path)).json().await?;
        let expires_at = self.expiry(&wire);
        match (wire.id, wire.code) {
            (Some(id), Some(code)) => Ok(Pin { id, code, expires_at }),
            _ => Err(self.wrong_shape()),
        }
    }

    async fn pin(&self, id: i64) -> Result<PinState> {
        let wire: WirePin = match self.known(self.outbound.get(format!("/api/v2/pins/{id}"))).json().await {
            Ok(wire) => wire,
            Err(failure) if failure.status() == Some(404) => return Ok(PinState::Expired),
            Err(failure) => return Err(failure.into()),
        };
        if let Some(token) = wire.auth_token {
            return Ok(PinState::Authorised(Secret::new(token)));
        }
        Ok(if wire.expires_in.is_some_and(|seconds| seconds <= 0) { PinState::Expired } else { PinState::Waiting })
    }

    async fn find_pin(&self, id: i64) -> Result<Option<Pin>> {
        let wire: WirePin = match self.known(self.outbound.get(format!("/api/v2/pins/{id}"))).json().await {
            Ok(wire) => wire,
            Err(failure) if failure.status() == Some(404) => return Ok(None),
            Err(failure) => return Err(failure.into()),
        };
        let expires_at = self.expiry(&wire);
        let code = wire.code.ok_or_else(|| self.wrong_shape())?;
        Ok(Some(Pin { id, code, expires_at }))
    }

    async fn account(&self, token: &Secret) -> Result<PlexAccount> {
        let call = self.known(self.outbound.get("/api/v2/user")).secret_header("x-plex-token", token);
        let wire: WireAccount = call.json().await.map_err(refused_token)?;
        let id = wire.id.ok_or_else(|| self.wrong_shape())?;
        let username = wire.username.or_else(|| wire.title.clone()).unwrap_or_else(|| format!("plex-{id}"));
        Ok(PlexAccount {
            id,
            title: wire.title.or(wire.friendly_name).unwrap_or_else(|| username.clone()),
            username,
            email: wire.email,
            thumb: wire.thumb.filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        })
    }

    async fn servers(&self, token: &Secret) -> Result<Vec<PlexServerAccess>> {
        let wire = self.resources(token).await?;
        Ok(wire
            .into_iter()
            .filter_map(|resource| serde_json::from_value(resource).ok())
            .filter_map(WireResource::server)
            .collect())
    }

    async fn access_to(&self, token: &Secret, machine_identifier: &str) -> Result<Option<Secret>> {
        let mut is_whole = true;
        for resource in self.resources(token).await? {
            let read: Option<WireResource> = serde_json::from_value(resource).ok();
            match read.map(|resource| (resource.client_identifier.clone(), resource)) {
                Some((Some(identifier), resource)) if identifier == machine_identifier => {
                    let server = resource.server().ok_or_else(|| self.wrong_shape())?;
                    return Ok(Some(server.access_token));
                }
                // Another server, a player, or a device that does not say what it is.
                Some((Some(_), _)) => {}
                _ => is_whole = false,
            }
        }
        if is_whole { Ok(None) } else { Err(self.wrong_shape()) }
    }
}

/// 401 and 498 (an expired JWT) say that the token is bad; so does 422 where its text says so. Everything else is
/// plex.tv's own trouble, and the token stays good; so it does when a web page says no, which plex.tv would not send.
fn refused_token(failure: Failure) -> Error {
    let refused = match &failure.why {
        Why::Status { html: true, .. } => false,
        Why::Status { code: 401 | 498, .. } => true,
        Why::Status { code: 422, message, .. } => message.to_ascii_lowercase().contains("token"),
        _ => false,
    };
    if refused { Error::Unauthenticated(text::plex_sign_in_refused().into()) } else { failure.into() }
}

/// A moment as text; kept as it came, because an odd one must not cost the answer.
#[derive(Deserialize)]
#[serde(transparent)]
struct WireMoment(serde_json::Value);

impl WireMoment {
    fn parsed(&self) -> Option<Timestamp> {
        serde_json::from_value(self.0.clone()).ok()
    }
}

/// `location` is left out on purpose: it is where whoever made the PIN lives.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePin {
    #[serde(default, deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    expires_in: Option<i64>,
    #[serde(default)]
    expires_at: Option<WireMoment>,
    #[serde(default, deserialize_with = "lenient::text")]
    auth_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAccount {
    #[serde(default, deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    username: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    friendly_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    thumb: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireResource {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    client_identifier: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    provides: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    access_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    owned: bool,
    #[serde(default, deserialize_with = "lenient::list")]
    connections: Vec<WireConnection>,
    #[serde(default, deserialize_with = "lenient::flag")]
    https_required: bool,
}

#[derive(Deserialize)]
struct WireConnection {
    uri: String,
    #[serde(default, deserialize_with = "lenient::text")]
    address: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    port: Option<i64>,
    #[serde(default, deserialize_with = "lenient::flag")]
    local: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    relay: bool,
}

impl WireConnection {
    fn connection(self) -> PlexConnection {
        PlexConnection {
            uri: self.uri,
            address: self.address,
            port: self.port.and_then(|port| port.try_into().ok()),
            local: self.local,
            relay: self.relay,
        }
    }
}

impl WireResource {
    /// Players and other devices are no servers.
    fn server(self) -> Option<PlexServerAccess> {
        let is_server = self.provides.is_some_and(|roles| roles.split(',').any(|role| role.trim() == "server"));
        let machine_identifier = self.client_identifier.filter(|_| is_server)?;
        Some(PlexServerAccess {
            name: self.name.unwrap_or_else(|| machine_identifier.clone()),
            machine_identifier,
            access_token: Secret::new(self.access_token?),
            owned: self.owned,
            connections: self.connections.into_iter().map(WireConnection::connection).collect(),
            https_required: self.https_required,
        })
    }
}
