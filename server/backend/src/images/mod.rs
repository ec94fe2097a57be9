//! Posters, backdrops and faces, fetched once and served from our own address: browsers talk to nobody else, and viewers'
//! addresses stay here. What an address shows never changes (plex.tv counts up a number in it), so what is kept is never
//! renewed, only dropped for room.

mod disk;

use crate::integrations::{
    http::{Failure, OpenWeb, Unreachable, Upstream, Why},
    picture::{Picture, PictureKind},
    tmdb::{ImagePath, ImageSize, TmdbImages},
};
use crate::secrets::sha256_hex;
use disk::DiskCache;
use domain::{Error, Result, error::Thing};
use sha2::{Digest, Sha256};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// How much of what was served last stays in memory, and for how long nobody may ask for it.
const MEMORY_BYTES: u64 = 4 * 1024 * 1024;
const MEMORY_IDLE: Duration = Duration::from_mins(1);

/// How long it is believed that somebody has no picture.
const NO_AVATAR: Duration = Duration::from_mins(10);
/// A small picture, as people choose them.
const MOST_AVATAR_BYTES: usize = 1024 * 1024;

/// An image ready to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    /// With its quotes, as in the header; another for other bytes.
    pub etag: String,
}

/// The images of titles and people.
pub struct Images {
    source: Arc<dyn TmdbImages>,
    web: OpenWeb,
    disk: Arc<DiskCache>,
    /// By the names that files have. Also what makes one fetch of many calls for the same image.
    memory: moka::future::Cache<String, Arc<Image>>,
    /// Where there is no picture of somebody: not asked for again by every page that would show it.
    missing: moka::future::Cache<String, ()>,
}

impl Images {
    /// Keeps at most about `most_bytes` of files in `folder`, which is made when it is first needed.
    pub fn new(source: Arc<dyn TmdbImages>, web: OpenWeb, folder: impl Into<PathBuf>, most_bytes: u64) -> Self {
        let memory = moka::future::Cache::builder()
            .weigher(|_, image: &Arc<Image>| u32::try_from(image.bytes.len() + 128).unwrap_or(u32::MAX))
            .max_capacity(MEMORY_BYTES)
            .time_to_idle(MEMORY_IDLE)
            .build();
        let missing = moka::future::Cache::builder().max_capacity(1_000).time_to_live(NO_AVATAR).build();
        Self { source, web, missing, disk: Arc::new(DiskCache::new(folder.into(), most_bytes)), memory }
    }

    /// One of TMDB's images, named as in the address: `w342`, `6FfCtAuVAW8XJjZ7eWeLibRLWTw.jpg`.
    ///
    /// # Errors
    /// [`Error::NotFound`] for names that no image has, sizes that are not served, and what TMDB does not have;
    /// [`Error::Unavailable`] when TMDB cannot be asked.
    pub async fn tmdb(&self, size: &str, file: &str) -> Result<Arc<Image>> {
        let size: ImageSize = size.parse()?;
        let path = ImagePath::parse(&format!("/{file}")).ok_or_else(|| Error::not_found(Thing::Image))?;
        let name = format!("{}-{}", size.as_str(), path.file_name());
        self.kept(name, self.source.image(size, &path)).await
    }

    /// Somebody's picture, at the address that plex.tv gave for it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no image, or where nobody may send us; [`Error::Unavailable`] when nothing answers.
    pub async fn avatar(&self, address: &str) -> Result<Arc<Image>> {
        let name = format!("avatar-{}", sha256_hex(address.as_bytes()));
        let fetch = async {
            let reply = self.web.get(address, "image/*", MOST_AVATAR_BYTES).await?;
            Picture::from_reply(Upstream::PLEX_TV, reply)
        };
        if self.missing.contains_key(&name) {
            return Err(Error::not_found(Thing::Image));
        }
        let found = self.kept(name.clone(), fetch).await;
        if matches!(found, Err(Error::NotFound(_))) {
            self.missing.insert(name, ()).await;
        }
        found
    }

    /// From memory, from disk, or fetched.
    async fn kept(&self, name: String, fetch: impl Future<Output = Result<Picture, Failure>>) -> Result<Arc<Image>> {
        let found = self.memory.try_get_with(name.clone(), self.load(name, fetch)).await;
        found.map_err(|failure| match failure.why {
            Why::Status { code: 404 | 410, .. }
            | Why::WrongShape
            | Why::TooLarge
            | Why::Unreachable(Unreachable::Forbidden) => Error::not_found(Thing::Image),
            _ => Failure::clone(&failure).into(),
        })
    }

    async fn load(
        &self,
        name: String,
        fetch: impl Future<Output = Result<Picture, Failure>>,
    ) -> Result<Arc<Image>, Failure> {
        if let Some(bytes) = self.disk.read(name.clone()).await
            && let Some(kind) = PictureKind::sniff(&bytes)
        {
            return Ok(Arc::new(Image::new(kind, bytes)));
        }
        let Picture { kind, bytes } = fetch.await?;
        let image = Arc::new(Image::new(kind, bytes));
        self.disk.write(name, Arc::clone(&image)).await;
        Ok(image)
    }
}

impl Image {
    fn new(kind: PictureKind, bytes: Vec<u8>) -> Self {
        let hash = Sha256::digest(&bytes);
        let etag = hash[..8].iter().fold(String::from("\""), |text, byte| format!("{text}{byte:02x}")) + "\"";
        Self { content_type: kind.content_type(), bytes, etag }
    }
}
