//! A Plex server over HTTP. Errors are web pages there, so only the status counts; everything good is JSON in a
//! `MediaContainer`, from which empty lists are left out.

use super::{Identity, PicturePath, Plex, Section, SectionKind, ServerInfo};
use crate::integrations::{
    http::{Call, Failure, Limits, Outbound, Upstream, Why, query},
    lenient,
    picture::Picture,
};
use async_trait::async_trait;
use domain::{accounts::Secret, services::BaseUrl};
use serde::Deserialize;

/// Calls one server with one token.
#[derive(Clone)]
pub struct PlexClient {
    outbound: Outbound,
    token: Secret,
    client_id: String,
}

impl PlexClient {
    /// `client_id` as for plex.tv: a server lists it among the owner's devices.
    pub fn new(base_url: BaseUrl, token: Secret, client_id: impl Into<String>, limits: Limits) -> Self {
        Self { outbound: Outbound::new(Upstream::PLEX, base_url, limits), token, client_id: client_id.into() }
    }

    fn get(&self, path_and_query: impl Into<String>) -> Call<'_> {
        self.outbound
            .get(path_and_query)
            .header("x-plex-client-identifier", &self.client_id)
            .header("x-plex-product", crate::integrations::plex_tv::PRODUCT)
    }

    fn with_token<'a>(&self, call: Call<'a>) -> Call<'a> {
        if self.token.is_empty() { call } else { call.secret_header("x-plex-token", &self.token) }
    }

    async fn container<T: serde::de::DeserializeOwned>(&self, call: Call<'_>) -> Result<T, Failure> {
        let wrapped: Wrapped<T> = call.json().await?;
        Ok(wrapped.container)
    }

    fn wrong_shape(&self) -> Failure {
        self.outbound.failure(Why::WrongShape)
    }
}

#[async_trait]
impl Plex for PlexClient {
    async fn identity(&self) -> Result<Identity, Failure> {
        let wire: WireServer = self.container(self.get("/identity").within(self.outbound.limits().health)).await?;
        let (Some(machine_identifier), Some(version)) = (wire.machine_identifier, wire.version) else {
            return Err(self.wrong_shape());
        };
        Ok(Identity { machine_identifier, version })
    }

    async fn server(&self) -> Result<ServerInfo, Failure> {
        let wire: WireServer = self.container(self.with_token(self.get("/"))).await?;
        let (Some(machine_identifier), Some(version)) = (wire.machine_identifier, wire.version) else {
            return Err(self.wrong_shape());
        };
        let name = wire.friendly_name.unwrap_or_else(|| "Plex".into());
        Ok(ServerInfo { machine_identifier, version, name })
    }

    async fn sections(&self) -> Result<Vec<Section>, Failure> {
        let call = self.with_token(self.get("/library/sections"));
        let wire: WireSections = self.container(call).await?;
        Ok(wire.directory.into_iter().filter_map(WireSection::section).collect())
    }

    async fn picture(&self, path: &PicturePath, width: u16, height: u16) -> Result<Picture, Failure> {
        let side = |pixels: u16| pixels.clamp(1, 4096).to_string();
        let query = query([
            ("url", path.as_str().to_owned()),
            ("width", side(width)),
            ("height", side(height)),
            ("minSize", "1".into()),
            ("upscale", "1".into()),
            ("format", "jpeg".into()),
        ]);
        let reply = self
            .with_token(self.get(format!("/photo/:/transcode{query}")))
            .accept("image/*")
            .at_most(Picture::MOST_BYTES)
            .send()
            .await?;
        Picture::from_reply(Upstream::PLEX, reply)
    }
}

#[derive(Deserialize)]
struct Wrapped<T> {
    #[serde(rename = "MediaContainer")]
    container: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireServer {
    #[serde(default, deserialize_with = "lenient::text")]
    machine_identifier: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    version: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    friendly_name: Option<String>,
}

#[derive(Deserialize)]
struct WireSections {
    #[serde(default, rename = "Directory", deserialize_with = "lenient::list")]
    directory: Vec<WireSection>,
}

#[derive(Deserialize)]
struct WireSection {
    #[serde(default, deserialize_with = "lenient::text")]
    key: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
}

impl WireSection {
    fn section(self) -> Option<Section> {
        let key = self.key?;
        let kind = match self.kind.as_deref() {
            Some("movie") => SectionKind::Movies,
            Some("show") => SectionKind::Shows,
            Some("artist") => SectionKind::Music,
            Some("photo") => SectionKind::Photos,
            _ => SectionKind::Other,
        };
        Some(Section { title: self.title.unwrap_or_else(|| key.clone()), key, kind })
    }
}
