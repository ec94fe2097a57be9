//! What is in the libraries, and scans.

use std::time::Duration;

use crate::{World, catalogue::Kind};

impl World {
    /// Puts a film or series (of a series: these seasons) into Plex. Returns its rating key; `None` for unknown ids.
    pub fn add_to_plex(&self, media_type: &str, tmdb: u32, seasons: &[u16]) -> Option<u64> {
        let kind = if media_type == "tv" { Kind::Tv } else { Kind::Movie };
        let title = self.catalogue().title(kind, tmdb)?;
        let now = self.now_ms() / 1000;
        Some(self.state().library.add_title(title, self.catalogue(), seasons, now))
    }

    /// Puts a video file into a library, as a scan would. Returns its rating key.
    pub fn add_video(&self, section: &str, title: &str, file: &str) -> Option<u64> {
        let now = self.now_ms() / 1000;
        let mut state = self.state();
        state.library.section(section)?;
        Some(state.library.add_video(section, title, file, now))
    }

    /// Takes an item, and what is below it, out of Plex.
    pub fn remove_from_plex(&self, rating_key: u64) -> bool {
        let mut state = self.state();
        let below: Vec<u64> = state.library.leaves(rating_key).iter().map(|item| item.key).collect();
        let seasons: Vec<u64> = state.library.children(rating_key).iter().map(|item| item.key).collect();
        for key in below.into_iter().chain(seasons) {
            state.library.items.remove(&key);
        }
        state.library.items.remove(&rating_key).is_some()
    }

    /// Makes a library look at a real folder of this machine: from then on a scan finds the videos in it.
    pub fn set_library_folder(&self, section: &str, folder: &str) -> bool {
        let mut state = self.state();
        let found = state.library.sections.iter_mut().find(|one| one.key == section);
        found.map(|one| folder.clone_into(&mut one.folder)).is_some()
    }

    /// Lets every scan take this long, as on a busy server; `refreshing` is true meanwhile. At once by default.
    pub fn set_scan_delay(&self, delay: Duration) {
        self.state().library.scan_delay = delay;
    }

    /// Scans a library, or one folder of it, as `GET /library/sections/{key}/refresh` does. Returns what is new.
    pub fn scan(&self, section: &str, path: Option<&str>) -> Option<Vec<u64>> {
        let now = self.now_ms() / 1000;
        self.state().library.scan(section, path, now)
    }
}
