//! Overseerr's validator, search, details and discovery.

use serde_json::Value;
use upstreams::fixed;

use crate::support::{send, town};

const KEY: (&str, &str) = ("x-api-key", fixed::OVERSEERR_API_KEY);

#[tokio::test]
async fn a_plus_or_any_reserved_character_in_a_query_is_refused() {
    let town = town().await;
    for query in ["the+light", "it's", "a:b", "a/b", "(a)", "a,b"] {
        let refused = town.overseerr("GET", &format!("/search?query={query}"), None).await;
        let expected = "Parameter 'query' must be url encoded. Its value may not contain reserved characters.";
        assert_eq!((refused.status, refused.message().as_str()), (400, expected), "{query}");
        assert_eq!(refused.json()["errors"][0]["path"], ".query.query");
    }
    let fine = town.overseerr("GET", "/search?query=The%20Ferryman%27s%20Daughter", None).await;
    assert_eq!((fine.status, fine.json()["results"][0]["id"].as_u64()), (200, Some(fixed::APOSTROPHE.into())));
}

#[tokio::test]
async fn unknown_and_mistyped_parameters_are_refused() {
    let town = town().await;
    let unknown = town.overseerr("GET", "/search?query=a&foo=1", None).await;
    assert_eq!((unknown.status, unknown.message().as_str()), (400, "Unknown query parameter 'foo'"));
    let mistyped = town.overseerr("GET", "/search?query=a&page=x", None).await;
    assert_eq!((mistyped.status, mistyped.message().as_str()), (400, "request.query.page should be number"));
    let missing = town.overseerr("GET", "/search", None).await;
    assert_eq!(missing.status, 400);
    assert_eq!(town.overseerr("GET", "/request?filter=nonsense", None).await.status, 400);
    assert_eq!(town.overseerr("GET", "/movie/abc", None).await.status, 400);
    assert_eq!(town.overseerr("GET", "/nonsense", None).await.status, 404);
}

#[tokio::test]
async fn a_missing_key_is_401_a_wrong_one_403_and_an_unknown_user_403() {
    let town = town().await;
    let url = format!("{}/api/v1/auth/me", town.upstreams.overseerr_url());
    let none = send("GET", &url, &[], "").await.unwrap();
    assert_eq!((none.status, none.message().as_str()), (401, "cookie 'connect.sid' required"));
    let wrong = send("GET", &url, &[("x-api-key", "wrong")], "").await.unwrap();
    assert_eq!(wrong.status, 403);
    assert_eq!(wrong.json()["error"], "You do not have permission to access this endpoint");
    assert_eq!(send("GET", &url, &[KEY, ("x-api-user", "99")], "").await.unwrap().status, 403);
    assert_eq!(send("GET", &url, &[KEY, ("x-api-user", "ann")], "").await.unwrap().status, 403);
    assert_eq!(send("GET", &url, &[KEY, ("x-api-user", "2")], "").await.unwrap().json()["displayName"], "ann");
    // An empty header names nobody, so the call acts as the administrator.
    assert_eq!(send("GET", &url, &[KEY, ("x-api-user", "")], "").await.unwrap().json()["id"], 1);
}

#[tokio::test]
async fn status_and_public_settings_need_no_key_and_tell_overseerr_from_seerr() {
    let town = town().await;
    let base = format!("{}/api/v1", town.upstreams.overseerr_url());
    let status = send("GET", &format!("{base}/status"), &[], "").await.unwrap();
    assert_eq!(status.json()["version"], fixed::OVERSEERR_VERSION);
    let public = send("GET", &format!("{base}/settings/public"), &[], "").await.unwrap().json();
    assert_eq!((public["initialized"].as_bool(), public.get("mediaServerType")), (Some(true), None));
    let elsewhere = send("GET", &format!("{}/api/v2/status", town.upstreams.overseerr_url()), &[], "").await.unwrap();
    assert_eq!((elsewhere.status, elsewhere.header("content-type").as_str()), (200, "text/html; charset=utf-8"));
}

#[tokio::test]
async fn common_words_fill_several_pages_that_do_not_overlap() {
    let town = town().await;
    for word in ["the", "LIGHT"] {
        let first = town.overseerr("GET", &format!("/search?query={word}&page=1"), None).await.json();
        let pages = first["totalPages"].as_u64().unwrap();
        assert!(pages >= 3, "{word}: {pages}");
        let mut seen = Vec::new();
        for page in 1..=pages {
            let reply = town.overseerr("GET", &format!("/search?query={word}&page={page}"), None).await.json();
            for one in reply["results"].as_array().unwrap() {
                let name = one["title"].as_str().or(one["name"].as_str()).unwrap().to_lowercase();
                assert!(name.contains(&word.to_lowercase()), "{name}");
                seen.push((one["mediaType"].to_string(), one["id"].as_u64()));
            }
        }
        let total = seen.len();
        assert_eq!(Some(total as u64), first["totalResults"].as_u64());
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), total);
        let kinds: Vec<&str> = seen.iter().map(|(kind, _)| kind.as_str()).collect();
        for kind in ["\"movie\"", "\"tv\"", "\"person\"", "\"collection\""] {
            assert!(kinds.contains(&kind), "{word} finds no {kind}");
        }
        let beyond = town.overseerr("GET", &format!("/search?query={word}&page={}", pages + 1), None).await.json();
        assert_eq!(beyond["results"].as_array().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn one_tmdb_id_can_be_a_film_and_a_series() {
    let town = town().await;
    let found = town.overseerr("GET", &format!("/search?query=tmdb%3A{}", fixed::PAPER_CITIES), None).await.json();
    let kinds: Vec<&Value> = found["results"].as_array().unwrap().iter().map(|one| &one["mediaType"]).collect();
    assert_eq!(kinds, ["movie", "tv"]);
    let film = &found["results"][0]["mediaInfo"];
    assert_eq!((film["status"].as_u64(), found["results"][1].get("mediaInfo")), (Some(5), None));
}

#[tokio::test]
async fn titles_are_as_odd_as_in_life() {
    let town = town().await;
    let film = |id: u32| town.overseerr_path(id);
    assert_eq!(film(fixed::UNICODE).await["title"], "光の島");
    assert!(film(fixed::LONG_TITLE).await["title"].as_str().unwrap().len() > 200);
    assert!(film(fixed::NO_POSTER).await["posterPath"].is_null());
    assert!(film(fixed::SCRIPT_TITLE).await["title"].as_str().unwrap().contains("<script>"));
    assert_eq!(film(fixed::ANNOUNCED).await["releaseDate"], "");
    assert_eq!(film(fixed::NORTHERN_LIGHT).await.get("mediaInfo"), None);
}

impl crate::support::Town {
    async fn overseerr_path(&self, id: u32) -> Value {
        self.overseerr("GET", &format!("/movie/{id}"), None).await.json()
    }
}

#[tokio::test]
async fn a_series_has_specials_and_states_per_season() {
    let town = town().await;
    let series = town.overseerr("GET", &format!("/tv/{}", fixed::NINTH_HOUR), None).await.json();
    let numbers: Vec<u64> =
        series["seasons"].as_array().unwrap().iter().map(|one| one["seasonNumber"].as_u64().unwrap()).collect();
    assert_eq!((numbers, series["numberOfSeasons"].as_u64()), (vec![0, 1, 2, 3, 4], Some(4)));
    let season = town.overseerr("GET", &format!("/tv/{}/season/3", fixed::NINTH_HOUR), None).await.json();
    assert_eq!(season["episodes"].as_array().unwrap().len(), 10);
    let partly = town.overseerr("GET", &format!("/tv/{}", fixed::ECHO_VALLEY), None).await.json();
    let states = &partly["mediaInfo"]["seasons"];
    assert_eq!((partly["mediaInfo"]["status"].as_u64(), states.as_array().unwrap().len()), (Some(4), 2));
    assert_eq!(partly["mediaInfo"]["requests"][0]["seasons"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn people_lead_to_what_they_played_in() {
    let town = town().await;
    let person = town.overseerr("GET", &format!("/person/{}", fixed::MARA_LINDQVIST), None).await.json();
    assert_eq!(person["name"], "Mara Lindqvist");
    let path = format!("/person/{}/combined_credits", fixed::MARA_LINDQVIST);
    let credits = town.overseerr("GET", &path, None).await.json();
    let cast = credits["cast"].as_array().unwrap();
    assert!(cast.iter().any(|one| one["id"] == fixed::NORTHERN_LIGHT && one["character"].is_string()));
    let parts = town.overseerr("GET", &format!("/collection/{}", fixed::LONG_ORBIT_COLLECTION), None).await.json();
    assert_eq!(parts["parts"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn discovery_pages_and_upcoming_lies_ahead() {
    let town = town().await;
    let trending = town.overseerr("GET", "/discover/trending?page=2", None).await.json();
    assert_eq!((trending["page"].as_u64(), trending["results"].as_array().unwrap().len()), (Some(2), 20));
    for path in ["/discover/movies?genre=18", "/discover/tv", "/discover/movies/genre/18", "/genres/tv", "/media"] {
        assert_eq!(town.overseerr("GET", path, None).await.status, 200, "{path}");
    }
    let upcoming = town.overseerr("GET", "/discover/movies/upcoming", None).await.json();
    let years: Vec<&str> = upcoming["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["releaseDate"].as_str().unwrap().split('-').next().unwrap())
        .collect();
    assert!(!years.is_empty() && years.iter().all(|year| *year >= "2026"), "{years:?}");
}

#[tokio::test]
async fn with_tmdb_down_a_search_finds_nothing_and_details_fail() {
    let town = town().await;
    town.world.set_tmdb_down(true);
    let search = town.overseerr("GET", "/search?query=the", None).await;
    assert_eq!((search.status, search.json()["totalResults"].as_u64()), (200, Some(0)));
    let film = town.overseerr("GET", &format!("/movie/{}", fixed::LOW_SUN), None).await;
    assert_eq!((film.status, film.message().as_str()), (500, "Unable to retrieve movie."));
}
