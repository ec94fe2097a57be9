//! Files in one folder within a budget. It is a cache: what cannot be read is fetched again, what cannot be written is
//! served all the same. Files appear whole or not at all (written beside, then renamed).

use super::Image;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};
use tokio::task::spawn_blocking;

/// How files that are being written begin; what a crash left of them goes with the next sweep.
const UNFINISHED: &str = ".new-";

pub(super) struct DiskCache {
    folder: PathBuf,
    most_bytes: u64,
    /// What lies there; unknown until the first write.
    used: Mutex<Option<u64>>,
}

impl DiskCache {
    pub fn new(folder: PathBuf, most_bytes: u64) -> Self {
        Self { folder, most_bytes, used: Mutex::new(None) }
    }

    /// `name` is a plain file name.
    pub async fn read(self: &Arc<Self>, name: String) -> Option<Vec<u8>> {
        let cache = Arc::clone(self);
        spawn_blocking(move || fs::read(cache.folder.join(name)).ok()).await.ok().flatten()
    }

    pub async fn write(self: &Arc<Self>, name: String, image: Arc<Image>) {
        let cache = Arc::clone(self);
        let written = spawn_blocking(move || cache.write_now(&name, &image.bytes)).await;
        if let Ok(Err(error)) = written {
            tracing::warn!(%error, "an image could not be kept on disk");
        }
    }

    fn write_now(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        fs::create_dir_all(&self.folder)?;
        let before = match *used {
            Some(before) => before,
            None => self.sweep(u64::MAX)?,
        };
        let unfinished = self.folder.join(format!("{UNFINISHED}{}", uuid::Uuid::new_v4()));
        let written = fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, self.folder.join(name)));
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written?;
        let mut after = before.saturating_add(bytes.len() as u64);
        if after > self.most_bytes {
            // Down to nine tenths, so that not every write has to look through the folder.
            after = self.sweep(self.most_bytes / 10 * 9)?;
        }
        *used = Some(after);
        Ok(())
    }

    /// Removes the oldest files until at most `most` bytes are left; says how many are.
    fn sweep(&self, most: u64) -> io::Result<u64> {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let about = entry.metadata()?;
            if is_unfinished(&entry.path()) {
                let _ = fs::remove_file(entry.path());
            } else if about.is_file() {
                files.push((about.modified()?, about.len(), entry.path()));
            }
        }
        files.sort();
        let mut left: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, bytes, path) in files {
            if left <= most {
                break;
            }
            fs::remove_file(path)?;
            left -= bytes;
        }
        Ok(left)
    }
}

fn is_unfinished(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(UNFINISHED))
}
