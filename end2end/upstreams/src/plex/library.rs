//! What is in the libraries. Mutable: requests become available, videos are scanned, collections are made.

use std::collections::BTreeMap;

use super::seeded;
use crate::{
    Account,
    catalogue::{Catalogue, Kind, Title},
};

/// Plex's numbers for kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ItemKind {
    Movie,
    Show,
    Season,
    Episode,
}

impl ItemKind {
    /// The word Plex uses in `type`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Movie => "movie",
            Self::Show => "show",
            Self::Season => "season",
            Self::Episode => "episode",
        }
    }

    /// The number Plex uses in `type=`.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Movie => 1,
            Self::Show => 2,
            Self::Season => 3,
            Self::Episode => 4,
        }
    }
}

/// Something with a rating key.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub key: u64,
    pub kind: ItemKind,
    pub section: String,
    pub title: String,
    pub year: u16,
    pub summary: String,
    pub tagline: String,
    pub rating: &'static str,
    pub audience_rating: f64,
    pub studio: &'static str,
    pub genres: Vec<&'static str>,
    pub people: Vec<(String, String)>,
    pub director: Option<String>,
    pub duration_ms: u64,
    /// Unix seconds.
    pub added_at: i64,
    pub updated_at: i64,
    pub date: String,
    pub guid: String,
    pub guids: Vec<String>,
    pub index: u16,
    pub parent: Option<u64>,
    pub tmdb: Option<(Kind, u32)>,
    pub file: Option<String>,
}

impl Item {
    /// The title without its article, as Plex sorts it.
    pub(crate) fn sort_title(&self) -> String {
        let title = self.title.as_str();
        ["The ", "A ", "An "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title).to_owned()
    }
}

/// A library.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub key: String,
    pub title: &'static str,
    pub kind: ItemKind,
    pub agent: &'static str,
    pub scanner: &'static str,
    /// Folder as the server sees it.
    pub folder: String,
    pub scanned_at: i64,
    /// A scan is going on.
    pub refreshing: bool,
}

/// A manual collection.
#[derive(Clone, Debug)]
pub(crate) struct Collection {
    pub key: u64,
    pub section: String,
    pub title: String,
    pub summary: String,
    pub items: Vec<u64>,
    pub sort: u8,
    pub added_at: i64,
    pub updated_at: i64,
}

/// Everything the server keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Library {
    pub sections: Vec<Section>,
    pub items: BTreeMap<u64, Item>,
    pub collections: Vec<Collection>,
    pub next_key: u64,
    /// How long a scan takes.
    pub scan_delay: std::time::Duration,
}

impl Library {
    /// The libraries of a fresh world.
    pub(crate) fn seeded(catalogue: &Catalogue) -> Self {
        seeded::library(catalogue)
    }

    /// The next free rating key.
    pub(crate) fn fresh_key(&mut self) -> u64 {
        self.next_key += 1;
        self.next_key
    }

    /// A library by its key.
    pub(crate) fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The film or series with this TMDB id.
    pub(crate) fn by_tmdb(&self, kind: Kind, id: u32) -> Option<&Item> {
        self.items.values().find(|item| item.tmdb == Some((kind, id)))
    }

    /// Items directly below another, by index.
    pub(crate) fn children(&self, key: u64) -> Vec<&Item> {
        let mut found: Vec<&Item> = self.items.values().filter(|item| item.parent == Some(key)).collect();
        found.sort_by_key(|item| item.index);
        found
    }

    /// Episodes below a show or season.
    pub(crate) fn leaves(&self, key: u64) -> Vec<&Item> {
        let children = self.children(key);
        if children.first().is_some_and(|child| child.kind == ItemKind::Season) {
            children.iter().flat_map(|season| self.children(season.key)).collect()
        } else {
            children
        }
    }

    /// Whether an account may see an item.
    pub(crate) fn visible(&self, account: &Account, item: &Item) -> bool {
        account.sections.contains(&item.section)
            && !account.hidden_ratings.iter().any(|hidden| {
                hidden == item.rating
                    || item.parent.and_then(|key| self.items.get(&key)).is_some_and(|parent| parent.rating == hidden)
            })
    }

    /// Puts a title there (a series with these seasons), as a scan after a finished download would. Returns its key.
    pub(crate) fn add_title(&mut self, title: &Title, people: &Catalogue, seasons: &[u16], now_s: i64) -> u64 {
        seeded::add(self, title, people, seasons, now_s)
    }

    /// Puts a home video there.
    pub(crate) fn add_video(&mut self, section: &str, title: &str, file: &str, now_s: i64) -> u64 {
        let key = self.fresh_key();
        let video = seeded::video(key, section, title, file, now_s);
        self.items.insert(key, video);
        key
    }
}

/// File names Plex takes for videos.
const VIDEO_ENDINGS: [&str; 6] = ["mp4", "mkv", "webm", "mov", "m4v", "avi"];
/// Folders below a library's folder that a scan goes into.
const SCAN_DEPTH: usize = 6;

/// Video files below a folder of this machine.
fn videos_below(folder: &std::path::Path, depth: usize, found: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let video = path.extension().is_some_and(|ending| VIDEO_ENDINGS.iter().any(|known| ending == *known));
        if hidden {
            continue;
        }
        if path.is_dir() && depth > 0 {
            videos_below(&path, depth - 1, found);
        } else if video {
            found.push(path);
        }
    }
}

impl Library {
    /// Scans a library, or one folder inside it: files that appeared become items, items whose file has gone are
    /// dropped. Seeded items have no real file and stay. `None` when there is no such library.
    pub(crate) fn scan(&mut self, key: &str, path: Option<&str>, now_s: i64) -> Option<Vec<u64>> {
        let folder = self.section(key)?.folder.clone();
        let root = std::path::Path::new(path.unwrap_or(&folder)).to_owned();
        let mut added = Vec::new();
        if root.starts_with(&folder) && root.is_dir() {
            let mut files = Vec::new();
            videos_below(&root, SCAN_DEPTH, &mut files);
            files.sort();
            self.items.retain(|_, item| {
                let file = item.file.as_deref().map(std::path::Path::new);
                item.section != key || file.is_none_or(|file| !file.starts_with(&root) || file.exists())
            });
            for file in files {
                let name = file.to_string_lossy().into_owned();
                if !self.items.values().any(|item| item.file.as_ref() == Some(&name)) {
                    let title = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    added.push(self.add_video(key, &title, &name, now_s));
                }
            }
        }
        if let Some(section) = self.sections.iter_mut().find(|section| section.key == key) {
            section.scanned_at = now_s;
            section.refreshing = false;
        }
        Some(added)
    }
}
