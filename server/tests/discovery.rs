//! Lists and people over HTTP: calls, pages, and what they show when something fails.

use crate::support::{TestApp, fields};
use upstreams::{Fault, Mode, Service, fixed};

#[tokio::test]
async fn a_list_is_a_page_of_titles_and_a_wrong_one_is_named() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let found = ann.get("/api/media/discover?list=popular_movies&page=2").await.data();
    assert_eq!((found["page"].as_u64(), found["per_page"].as_u64()), (Some(2), Some(20)), "{found}");
    let title = &found["items"][0];
    assert_eq!(title["media_type"], "movie");
    assert!(title["availability"].is_string() && title["my_request"].is_null(), "{title}");
    for (query, field) in [("list=best", "list"), ("list=trending&page=501", "page"), ("list=trending&page=x", "page")]
    {
        let answer = ann.get(&format!("/api/media/discover?{query}")).await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.body);
        assert!(fields(&answer).contains_key(field), "{query}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_person_has_titles_and_somebody_unknown_is_not_found() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let mara = ann.get(&format!("/api/media/person?tmdb_id={}", fixed::MARA_LINDQVIST)).await.data();
    assert_eq!((mara["name"].as_str(), mara["known_for"].as_str()), (Some("Mara Lindqvist"), Some("acting")));
    assert_eq!(mara["born"].as_str().map(str::len), Some("1961-03-12".len()), "{mara}");
    assert_eq!(mara["work"][0]["craft"], "acting");
    assert!(mara["work"][0]["titles"][0]["title"]["tmdb_id"].is_u64(), "{mara}");
    assert_eq!(ann.get("/api/media/person?tmdb_id=999999").await.status, 404);
    assert_eq!(ann.get("/person/999999").await.status, 404);
    assert_eq!(ann.get("/person/nobody").await.status, 404);
    let answer = ann.get("/api/media/person?tmdb_id=0").await;
    assert!(fields(&answer).contains_key("tmdb_id"), "{}", answer.body);
}

#[tokio::test]
async fn a_row_that_fails_says_so_and_the_others_stay() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    app.upstreams.world().set_fault(Fault::status(Service::Overseerr, 500).on_path("/api/v1/discover/tv"));
    let page = ann.get("/search").await;
    let body = &page.ok().body;
    for heading in ["Trending", "Popular films", "Popular series", "Upcoming films"] {
        assert!(body.contains(heading), "{heading}");
    }
    assert_eq!(body.matches("Overseerr cannot do this now").count(), 1);
    assert!(body.contains("/discover/popular_movies") && body.contains("/discover/trending"));
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Drop).on_path("/api/v1/discover"));
    let page = ann.get("/discover/popular_tv?page=3").await;
    assert!(page.ok().body.contains("Overseerr is not reachable"), "never seen, and not to be had now");
}

#[tokio::test]
async fn the_pages_of_a_list_are_links_and_what_is_no_list_is_not_found() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let first = ann.get("/discover/popular_movies").await;
    assert!(first.ok().body.contains("/discover/popular_movies?page=2"));
    let second = ann.get("/discover/popular_movies?page=2").await;
    assert!(second.ok().body.contains("/discover/popular_movies?page=3"));
    for page in ["500", "0", "x"] {
        let answer = ann.get(&format!("/discover/popular_movies?page={page}")).await;
        assert!(answer.ok().body.contains("There are not that many pages."), "{page}");
    }
    assert_eq!(ann.get("/discover/best").await.status, 404);
}

#[tokio::test]
async fn without_overseerr_a_key_of_tmdb_opens_search_and_a_wish_waits_for_an_admin() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let page = admin.get("/search").await;
    assert!(page.ok().body.contains("Searching is not set up yet"));
    let fields_of = |key| [("name", "tmdb"), ("key", key), ("enabled", "on")];
    let wrong = admin.post("/api/admin/services/update", &fields_of("not a key")).await;
    assert!(fields(&wrong).contains_key("key"), "{}", wrong.body);
    let saved = admin.post("/api/admin/services/update", &fields_of(fixed::TMDB_API_KEY)).await.data();
    assert_eq!(saved["ok"], true, "{saved}");
    let found = admin.get("/api/media/search?query=low%20sun").await.data();
    assert_eq!(
        (found["items"][0]["title"].as_str(), found["items"][0]["availability"].as_str()),
        (Some("Low Sun"), Some("missing"))
    );
    let id = fixed::LOW_SUN.to_string();
    let wish = admin.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    assert_eq!((wish["status"].as_str(), wish["delivery"].as_str()), (Some("pending"), Some("waiting")));
    app.upstreams.world().set_fault(Fault::status(Service::Tmdb, 429));
    let refused = admin.get("/api/media/search?query=neverasked").await;
    assert_eq!((refused.status, refused.error()["code"].as_str()), (503, Some("SERVICE_UNAVAILABLE")));
    assert!(!app.log().contains(fixed::TMDB_API_KEY), "no log holds the key");
    assert_eq!(app.upstreams.world().count(Service::Overseerr, "GET", "/"), 0);
}

#[tokio::test]
async fn a_search_finds_people_beside_titles_and_leads_to_their_pages() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let found = ann.get("/api/media/search?query=mara%20lindqvist").await.data();
    let mara = found["people"].as_array().expect("people").iter().find(|one| one["name"] == "Mara Lindqvist");
    let mara = mara.unwrap_or_else(|| panic!("she is found: {found}"));
    assert_eq!(mara["tmdb_id"].as_u64(), Some(fixed::MARA_LINDQVIST.into()));
    assert!(mara["known_for"].as_array().is_some_and(|titles| (1..=3).contains(&titles.len())), "{mara}");
    assert!(
        found["items"].as_array().expect("titles").iter().all(|title| title["title"] != "Mara Lindqvist"),
        "{found}"
    );

    let path = format!("href=\"/person/{}\"", fixed::MARA_LINDQVIST);
    for address in ["/search?q=mara+lindqvist", "/search?q=mara+lindqvist&type=person"] {
        assert!(ann.get(address).await.ok().body.contains(&path), "{address}");
    }
    let only = ann.get("/api/media/search?query=mara&media_type=person&year=1901").await.data();
    assert_eq!((only["items"].as_array().map(Vec::len), only["total"].as_u64()), (Some(0), Some(0)), "{only}");
    assert!(!only["people"].as_array().expect("people").is_empty(), "a year says nothing of people: {only}");
    for filter in ["media_type=movie", "media_type=tv", "year=2001", "availability=missing"] {
        let titles = ann.get(&format!("/api/media/search?query=mara&{filter}")).await.data();
        assert_eq!(titles["people"].as_array().map(Vec::len), Some(0), "{filter}: {titles}");
    }
    assert!(!ann.get("/search?q=mara+lindqvist&type=movie").await.ok().body.contains(&path));
}
