//! The services around us: their configuration and how they are.

use crate::{Admin, Error, Result, Timestamp, accounts::Secret, text};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use url::{Host, Url};

/// An external system.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceName {
    Plex,
    Overseerr,
    UptimeKuma,
    Youtube,
    Tmdb,
}

impl ServiceName {
    pub const ALL: [Self; 5] = [Self::Plex, Self::Overseerr, Self::UptimeKuma, Self::Youtube, Self::Tmdb];

    /// As in the database and in calls.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plex => "plex",
            Self::Overseerr => "overseerr",
            Self::UptimeKuma => "uptime_kuma",
            Self::Youtube => "youtube",
            Self::Tmdb => "tmdb",
        }
    }

    /// As people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Plex => "Plex",
            Self::Overseerr => "Overseerr",
            Self::UptimeKuma => "Uptime Kuma",
            Self::Youtube => "YouTube",
            Self::Tmdb => "TMDB",
        }
    }

    /// What its key is called there.
    pub fn key_label(self) -> &'static str {
        match self {
            Self::Plex => text::key_of_plex(),
            Self::Tmdb => text::key_of_tmdb(),
            _ => text::key_of_api(),
        }
    }

    /// Nothing here uses the others yet; they are shown, and cannot be configured.
    pub fn is_used(self) -> bool {
        matches!(self, Self::Plex | Self::Overseerr | Self::Tmdb)
    }

    /// Whether an admin says where it is; the others are where they are for everybody.
    pub fn has_address(self) -> bool {
        self != Self::Tmdb
    }
}

impl std::str::FromStr for ServiceName {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|name| name.as_str() == text)
            .ok_or_else(|| Error::field("name", text::input_service()))
    }
}

/// Where a service is: http or https, no credentials, no query, never link-local or cloud metadata.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// # Errors
    /// A sentence for the form's field.
    pub fn new(text: &str) -> std::result::Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err(text::address_needed().into());
        }
        if text.len() > 2048 {
            return Err(text::address_long().into());
        }
        let mut url = Url::parse(text).map_err(|_| text::address_odd().to_owned())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(text::address_scheme().into());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(text::address_credentials().into());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(text::address_query().into());
        }
        match url.host() {
            None => return Err(text::address_no_host().into()),
            Some(Host::Ipv4(ip))
                if ip.is_link_local() || ip.is_unspecified() || ip.is_broadcast() || ip.is_multicast() =>
            {
                return Err(text::address_refused().into());
            }
            Some(Host::Ipv6(ip)) if is_refused_v6(ip) => return Err(text::address_refused().into()),
            Some(Host::Domain(name)) if name.eq_ignore_ascii_case("metadata.google.internal") => {
                return Err(text::address_refused().into());
            }
            Some(_) => {}
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Without a slash at the end, so that `/path` can follow.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

fn is_refused_v6(ip: std::net::Ipv6Addr) -> bool {
    let mapped = ip.to_ipv4_mapped();
    ip.is_unspecified()
        || ip.is_multicast()
        || ip.is_unicast_link_local()
        || ip == std::net::Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)
        || mapped.is_some_and(|ip| ip.is_link_local() || ip.is_unspecified())
}

impl TryFrom<String> for BaseUrl {
    type Error = String;
    fn try_from(text: String) -> std::result::Result<Self, String> {
        Self::new(&text)
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.as_str().to_owned()
    }
}

/// How a service is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    Online,
    Degraded,
    Offline,
    /// Nobody has asked it yet.
    #[default]
    Unknown,
}

impl ServiceState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Degraded => "degraded",
            Self::Offline => "offline",
            Self::Unknown => "unknown",
        }
    }
}

impl std::str::FromStr for ServiceState {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        [Self::Online, Self::Degraded, Self::Offline, Self::Unknown]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("unknown service state {text}"))
    }
}

/// What is known of a service, with the age of that knowledge.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceStatus {
    pub name: ServiceName,
    pub configured: bool,
    pub enabled: bool,
    pub status: ServiceState,
    pub response_ms: Option<u32>,
    pub last_check_at: Option<Timestamp>,
    pub error: Option<String>,
    /// The last check is too old to be believed.
    pub stale: bool,
}

/// A service as its form shows it; never the key itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceConfig {
    pub name: ServiceName,
    pub used: bool,
    pub url: Option<String>,
    pub has_key: bool,
    pub enabled: bool,
    pub settings: BTreeMap<String, String>,
    pub status: ServiceStatus,
    pub updated_at: Option<Timestamp>,
}

/// What an admin wants a service to be.
#[derive(Clone, Debug)]
pub struct ServiceUpdate {
    pub name: ServiceName,
    /// Not looked at where the service has no address.
    pub url: String,
    /// Absent or empty keeps the saved one.
    pub key: Option<Secret>,
    pub enabled: bool,
}

/// What a test found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TestOutcome {
    pub name: ServiceName,
    pub ok: bool,
    pub response_ms: Option<u32>,
    pub version: Option<String>,
    /// What is wrong and what to do, in words for people; what was found, when all is well.
    pub message: String,
    /// The form's field that is to blame.
    pub field: Option<String>,
    /// Nothing was asked, because the service was saved switched off.
    #[serde(default)]
    pub switched_off: bool,
}

/// Whether a webhook reaches us.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WebhookOutcome {
    pub ok: bool,
    /// In words for people.
    pub message: String,
}

/// Configuration of services.
#[async_trait]
pub trait Services: Send + Sync {
    /// All of them, in the order of [`ServiceName::ALL`].
    async fn list(&self, by: &Admin) -> Result<Vec<ServiceConfig>>;

    /// Tests what is given and saves it. A test that fails by wrong input saves nothing and names the field; a service
    /// that cannot be reached now is saved all the same, and says so. One that is switched off is saved untested.
    async fn update(&self, by: &Admin, update: ServiceUpdate) -> Result<TestOutcome>;

    /// Tests what is given, or what is saved where it is not given; changes nothing but the known status.
    async fn test(&self, by: &Admin, name: ServiceName, url: Option<&str>, key: Option<&Secret>)
    -> Result<TestOutcome>;

    /// Tests every configured service.
    async fn test_all(&self, by: &Admin) -> Result<Vec<TestOutcome>>;

    /// How they are, for everybody who may see the dashboard: what is wrong is said without addresses and without what
    /// a service itself said. [`Services::list`] has that for admins.
    async fn status(&self) -> Result<Vec<ServiceStatus>>;

    /// Has Overseerr tell this installation, which it reaches at `base`, of every change of a request.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when it is not connected, or tells somebody else and is not to be taken from them.
    async fn connect_webhook(&self, by: &Admin, base: &BaseUrl, replace: bool) -> Result<WebhookOutcome>;

    /// The first-run wizard is still to be shown.
    async fn welcome_pending(&self) -> Result<bool>;

    /// The wizard was finished or skipped.
    async fn finish_welcome(&self, by: &Admin) -> Result<()>;
}
