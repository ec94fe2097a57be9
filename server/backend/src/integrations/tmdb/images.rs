//! TMDB's image host over HTTP: `{base}/{size}/{file}`.

use super::{ImagePath, ImageSize, TmdbImages};
use crate::integrations::{
    http::{Failure, Limits, Outbound, Patience, Upstream},
    picture::Picture,
};
use async_trait::async_trait;
use domain::services::BaseUrl;

#[derive(Clone)]
pub struct TmdbImagesClient {
    outbound: Outbound,
}

impl TmdbImagesClient {
    /// `base_url` includes what comes before the size, e.g. `https://image.tmdb.org/t/p`.
    pub fn new(base_url: BaseUrl, limits: Limits) -> Self {
        Self { outbound: Outbound::new(Upstream::TMDB_IMAGES, base_url, limits) }
    }
}

#[async_trait]
impl TmdbImages for TmdbImagesClient {
    async fn image(&self, size: ImageSize, path: &ImagePath) -> Result<Picture, Failure> {
        let reply = self
            .outbound
            .get(format!("/{}{}", size.as_str(), path.as_str()))
            .accept("image/*")
            .at_most(Picture::MOST_BYTES)
            .patience(Patience::Page)
            .send()
            .await?;
        Picture::from_reply(Upstream::TMDB_IMAGES, reply)
    }
}
