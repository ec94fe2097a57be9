//! Posters through our own address: fetched once, kept on disk within a budget, and nothing but images.

use crate::support::installation::{quick, url};
use backend::{
    images::Images,
    integrations::{
        http::{Limits, OpenWeb, Upstream},
        tmdb::TmdbImagesClient,
    },
};
use domain::Error;
use std::{fs, path::Path, sync::Arc};
use tempfile::TempDir;
use upstreams::{Fault, Mode, Options, Service, Upstreams, fixed};

struct Gallery {
    upstreams: Upstreams,
    folder: TempDir,
}

impl Gallery {
    async fn start() -> Self {
        let upstreams = Upstreams::start(Options::default()).await.expect("simulators");
        Self { upstreams, folder: tempfile::tempdir().expect("a folder") }
    }

    /// As after a start.
    fn images(&self, most_bytes: u64) -> Images {
        // Nothing hangs here, and a poster is drawn slowly where the machine is busy.
        let limits = Limits { per_try: Limits::default().per_try, ..quick() };
        let source = TmdbImagesClient::new(url(&self.upstreams.tmdb_image_url()), limits);
        let web = OpenWeb::new(Upstream::PLEX_TV, vec![url(&self.upstreams.plex_tv_url()).as_url().origin()], quick());
        Images::new(Arc::new(source), web, self.folder.path().join("images"), most_bytes)
    }

    fn calls(&self) -> usize {
        self.upstreams.world().count(Service::Images, "GET", "/t/p/")
    }

    fn kept(&self) -> Vec<(String, u64)> {
        listed(&self.folder.path().join("images"))
    }
}

fn listed(folder: &Path) -> Vec<(String, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().into_string().expect("text"), entry.metadata().expect("known").len()))
        .collect()
}

fn poster(film: u32) -> String {
    format!("p{film}.jpg")
}

const ROOM: u64 = 100 * 1024 * 1024;

#[tokio::test]
async fn an_image_is_fetched_once_and_survives_a_restart() {
    let gallery = Gallery::start().await;
    let images = gallery.images(ROOM);
    let first = images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    assert_eq!(first.content_type, "image/jpeg");
    assert!(first.etag.starts_with('"') && first.etag.ends_with('"') && first.etag.len() == 18);
    images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    let again = gallery.images(ROOM).tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    assert_eq!(again, first);
    assert_eq!(gallery.calls(), 1);
    let other = images.tmdb("w92", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    assert_ne!(other.etag, first.etag);
    assert_eq!(gallery.calls(), 2);
}

#[tokio::test]
async fn many_at_once_are_one_call() {
    let gallery = Gallery::start().await;
    gallery.upstreams.world().set_fault(Fault::slow(Service::Images, 100));
    let images = Arc::new(gallery.images(ROOM));
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let images = images.clone();
        asked.spawn(async move { images.tmdb("w342", &poster(fixed::LOW_SUN)).await.map(drop) });
    }
    assert!(asked.join_all().await.iter().all(Result::is_ok));
    assert_eq!(gallery.calls(), 1);
}

#[tokio::test]
async fn other_names_and_sizes_are_not_found_and_asked_of_nobody() {
    let gallery = Gallery::start().await;
    let images = gallery.images(ROOM);
    for (size, file) in [
        ("w341", "p1001.jpg"),
        ("original", "p1001.jpg"),
        ("../w342", "p1001.jpg"),
        ("w342", "../../etc/passwd"),
        ("w342", "..%2f..%2fmedianest.db"),
        ("w342", "p1001.svg"),
        ("w342", "p1001"),
        ("w342", "a/b.jpg"),
        ("w342", ""),
        ("w342", "p1001.jpg\0"),
    ] {
        let error = images.tmdb(size, file).await.expect_err("refused");
        assert!(matches!(error, Error::NotFound(_)), "{size}/{file}: {error}");
    }
    assert_eq!(gallery.calls(), 0);
    assert!(matches!(images.tmdb("w342", "zzzz.jpg").await, Err(Error::NotFound(_))), "TMDB does not have it");
    assert!(gallery.kept().is_empty());
}

#[tokio::test]
async fn what_is_no_image_is_not_served_and_not_kept() {
    let gallery = Gallery::start().await;
    let images = gallery.images(ROOM);
    for mode in [Mode::Html, Mode::Garbage, Mode::Huge, Mode::Truncate, Mode::Redirect] {
        gallery.upstreams.world().clear_faults();
        gallery.upstreams.world().set_fault(Fault::new(Service::Images, mode));
        assert!(images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.is_err(), "{mode:?}");
        assert!(gallery.kept().is_empty(), "{mode:?}");
    }
    gallery.upstreams.world().clear_faults();
    images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("a failure is not kept either");
}

#[tokio::test]
async fn what_is_kept_is_served_while_tmdb_is_down() {
    let gallery = Gallery::start().await;
    gallery.images(ROOM).tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    gallery.upstreams.world().set_fault(Fault::new(Service::Images, Mode::Down));
    let images = gallery.images(ROOM);
    images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
    let error = images.tmdb("w342", &poster(fixed::LOW_SUN)).await.expect_err("not now");
    assert_eq!(error.to_string(), "TMDB is not reachable. Try again in a few minutes.");
}

#[tokio::test]
async fn the_folder_stays_within_its_budget_and_torn_files_are_fetched_anew() {
    let gallery = Gallery::start().await;
    let one = gallery.images(ROOM).tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image").bytes.len();
    let budget = u64::try_from(one).expect("fits") * 4;
    let images = gallery.images(budget);
    for film in fixed::NORTHERN_LIGHT..=fixed::LONG_TITLE {
        images.tmdb("w342", &poster(film)).await.expect("an image");
        let used: u64 = gallery.kept().iter().map(|(_, bytes)| bytes).sum();
        assert!(used <= budget, "{used} of {budget}");
    }
    assert!(gallery.kept().len() > 1);
    let (name, _) = gallery.kept().remove(0);
    let file = gallery.folder.path().join("images").join(&name);
    fs::write(&file, b"").expect("torn");
    let (_, file_name) = name.split_once('-').expect("a size");
    let calls = gallery.calls();
    gallery.images(budget).tmdb("w342", file_name).await.expect("an image");
    assert_eq!(gallery.calls(), calls + 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_costs_nothing_but_the_cache() {
    let gallery = Gallery::start().await;
    fs::write(gallery.folder.path().join("images"), b"in the way").expect("a file");
    let images = gallery.images(ROOM);
    images.tmdb("w342", &poster(fixed::NORTHERN_LIGHT)).await.expect("an image");
}
