//! Requests: approval, quotas, duplicates, seasons, and what becomes of them.

use std::time::Duration;

use serde_json::{Value, json};
use upstreams::{Advance, Stage, fixed};

use crate::support::{Town, send, town};

const ANN: Option<u64> = Some(fixed::OVERSEERR_ANN);
const DORA: Option<u64> = Some(fixed::OVERSEERR_DORA);

fn film(id: u32) -> Value {
    json!({"mediaType": "movie", "mediaId": id, "is4k": false})
}

fn seasons(id: u32, seasons: &Value) -> Value {
    json!({"mediaType": "tv", "mediaId": id, "is4k": false, "seasons": seasons})
}

impl Town {
    async fn media_status(&self, path: &str) -> Value {
        self.overseerr("GET", path, None).await.json()["mediaInfo"]["status"].clone()
    }
}

#[tokio::test]
async fn the_users_own_rules_count_when_the_call_is_made_as_the_user() {
    let town = town().await;
    let asked = town.overseerr_as(ANN, "POST", "/request", Some(film(fixed::NORTHERN_LIGHT))).await;
    let request = asked.json();
    assert_eq!(
        (asked.status, request["status"].as_u64(), request["media"]["status"].as_u64()),
        (201, Some(1), Some(2))
    );
    assert_eq!(request["requestedBy"]["plexId"], fixed::ANN);
    let automatic = town.overseerr_as(DORA, "POST", "/request", Some(film(fixed::LOW_SUN))).await.json();
    assert_eq!((automatic["status"].as_u64(), automatic["media"]["status"].as_u64()), (Some(2), Some(3)));
}

#[tokio::test]
async fn naming_the_user_in_the_body_bypasses_moderation() {
    let town = town().await;
    let body = json!({"mediaType": "movie", "mediaId": fixed::NORTHERN_LIGHT, "is4k": false, "userId": 2});
    let request = town.overseerr("POST", "/request", Some(body.clone())).await.json();
    assert_eq!((request["status"].as_u64(), request["requestedBy"]["id"].as_u64()), (Some(2), Some(2)));
    let refused = town.overseerr_as(DORA, "POST", "/request", Some(body)).await;
    assert_eq!((refused.status, refused.message().contains("modify the request user")), (403, true));
}

#[tokio::test]
async fn a_second_request_for_a_film_is_a_conflict_unless_is4k_is_left_out() {
    let town = town().await;
    assert_eq!(town.overseerr_as(ANN, "POST", "/request", Some(film(fixed::LOW_SUN))).await.status, 201);
    let again = town.overseerr_as(DORA, "POST", "/request", Some(film(fixed::LOW_SUN))).await;
    assert_eq!((again.status, again.message().as_str()), (409, "Request for this media already exists."));
    let careless = Some(json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN}));
    assert_eq!(town.overseerr_as(DORA, "POST", "/request", careless).await.status, 201);
}

#[tokio::test]
async fn declining_a_duplicate_makes_the_title_forget_the_other_request() {
    let town = town().await;
    let first = town.overseerr("POST", "/request", Some(film(fixed::LOW_SUN))).await.json()["id"].as_u64().unwrap();
    let careless = Some(json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN}));
    let second = town.overseerr("POST", "/request", careless).await.json()["id"].as_u64().unwrap();
    town.overseerr("POST", &format!("/request/{second}/decline"), None).await;
    assert_eq!(town.media_status(&format!("/movie/{}", fixed::LOW_SUN)).await, 1);
    assert_eq!(town.overseerr("GET", &format!("/request/{first}"), None).await.json()["status"], 2);
}

#[tokio::test]
async fn seasons_already_asked_for_are_dropped_and_none_left_is_a_202() {
    let town = town().await;
    let first = town.overseerr_as(ANN, "POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!([1, 2])))).await;
    assert_eq!(first.json()["seasonCount"], 2);
    let rest =
        town.overseerr_as(DORA, "POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!("all")))).await.json();
    let numbers: Vec<u64> =
        rest["seasons"].as_array().unwrap().iter().map(|one| one["seasonNumber"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [0, 3, 4], "\"all\" has the specials in it");
    let none = town.overseerr_as(ANN, "POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!([1, 4])))).await;
    assert_eq!((none.status, none.message().as_str()), (202, "No seasons available to request"));
    let there = town.overseerr_as(ANN, "POST", "/request", Some(seasons(fixed::ECHO_VALLEY, &json!([1, 2])))).await;
    assert_eq!(there.status, 202);
}

#[tokio::test]
async fn a_series_without_seasons_is_a_500() {
    let town = town().await;
    let body = json!({"mediaType": "tv", "mediaId": fixed::NINTH_HOUR, "is4k": false});
    assert_eq!(town.overseerr("POST", "/request", Some(body)).await.status, 500);
}

#[tokio::test]
async fn bodies_must_be_json_and_numbers_must_be_numbers() {
    let town = town().await;
    let url = format!("{}/api/v1/request", town.upstreams.overseerr_url());
    let key = ("x-api-key", fixed::OVERSEERR_API_KEY);
    let text = send("POST", &url, &[key, ("content-type", "text/plain")], "{}").await.unwrap();
    assert_eq!((text.status, text.message().as_str()), (415, "unsupported media type text/plain"));
    assert_eq!(send("POST", &url, &[key], "{}").await.unwrap().message(), "media type not specified");
    let quoted = json!({"mediaType": "movie", "mediaId": "1001", "is4k": false});
    let refused = town.overseerr("POST", "/request", Some(quoted)).await;
    assert_eq!((refused.status, refused.message().as_str()), (400, "request.body.mediaId should be number"));
    assert_eq!(refused.json()["errors"][0]["errorCode"], "type.openapi.validation");
    let incomplete = town.overseerr("POST", "/request", Some(json!({"mediaId": 1}))).await;
    assert_eq!(incomplete.message(), "request.body.mediaType should have required property 'mediaType'");
}

#[tokio::test]
async fn the_quota_is_spent_by_films_and_given_back_by_time_and_by_declining() {
    let town = town().await;
    for id in [1001, 1005, 1006, 1007] {
        assert_eq!(town.overseerr_as(ANN, "POST", "/request", Some(film(id))).await.status, 201);
    }
    let last = town.overseerr_as(ANN, "POST", "/request", Some(film(1008))).await.json()["id"].clone();
    let quota = town.overseerr_as(ANN, "GET", "/user/2/quota", None).await.json();
    assert_eq!(quota["movie"], json!({"days": 7, "limit": 5, "used": 5, "remaining": 0, "restricted": true}));
    assert_eq!(quota["tv"], json!({"limit": 0, "used": 0, "restricted": false}));
    let refused = town.overseerr_as(ANN, "POST", "/request", Some(film(1009))).await;
    assert_eq!((refused.status, refused.message().as_str()), (403, "Movie Quota exceeded."));
    town.overseerr("POST", &format!("/request/{last}/decline"), None).await;
    assert_eq!(town.overseerr_as(ANN, "POST", "/request", Some(film(1009))).await.status, 201);
    town.world.advance_clock(Duration::from_hours(8 * 24));
    assert_eq!(town.overseerr_as(ANN, "GET", "/user/2/quota", None).await.json()["movie"]["used"], 0);
}

#[tokio::test]
async fn a_quota_on_series_counts_seasons() {
    let town = town().await;
    town.world.set_quota(fixed::OVERSEERR_ANN, (0, 7), (3, 7));
    let four = town.overseerr_as(ANN, "POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!([1, 2, 3, 4])))).await;
    assert_eq!((four.status, four.message().as_str()), (403, "Series Quota exceeded."));
    let three = town.overseerr_as(ANN, "POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!([1, 2, 3])))).await;
    assert_eq!(three.status, 201);
}

#[tokio::test]
async fn four_k_is_a_right_and_a_state_of_its_own() {
    let town = town().await;
    let body = || Some(json!({"mediaType": "movie", "mediaId": fixed::THE_LONG_ORBIT, "is4k": true}));
    let refused = town.overseerr_as(ANN, "POST", "/request", body()).await;
    assert_eq!(refused.message(), "You do not have permission to make 4K movie requests.");
    let request = town.overseerr_as(DORA, "POST", "/request", body()).await.json();
    let media = &request["media"];
    assert_eq!(
        (request["status"].as_u64(), media["status"].as_u64(), media["status4k"].as_u64()),
        (Some(1), Some(5), Some(2))
    );
}

#[tokio::test]
async fn only_ones_own_requests_are_seen_and_only_pending_ones_withdrawn() {
    let town = town().await;
    let mine = town.overseerr_as(ANN, "GET", "/request?take=50", None).await.json();
    assert!(mine["results"].as_array().unwrap().iter().all(|one| one["requestedBy"]["id"] == 2));
    assert_eq!(town.overseerr_as(ANN, "GET", "/request?requestedBy=3", None).await.status, 403);
    let id = town.overseerr_as(ANN, "POST", "/request", Some(film(fixed::LOW_SUN))).await.json()["id"].clone();
    let path = format!("/request/{id}");
    assert_eq!(town.overseerr_as(DORA, "GET", &path, None).await.status, 403);
    assert_eq!(town.overseerr_as(ANN, "POST", &format!("{path}/approve"), None).await.status, 403);
    town.overseerr("POST", &format!("{path}/approve"), None).await;
    assert_eq!(town.overseerr_as(ANN, "DELETE", &path, None).await.status, 401);
    town.overseerr("POST", &format!("{path}/pending"), None).await;
    assert_eq!(town.overseerr_as(ANN, "DELETE", &path, None).await.status, 204);
    assert_eq!(town.overseerr_as(ANN, "DELETE", &path, None).await.status, 404);
    assert_eq!(town.media_status(&format!("/movie/{}", fixed::LOW_SUN)).await, 1);
}

#[tokio::test]
async fn a_request_goes_its_way_until_it_can_be_watched_in_plex() {
    let town = town().await;
    let id = town.overseerr_as(ANN, "POST", "/request", Some(film(fixed::NORTHERN_LIGHT))).await.json()["id"]
        .as_u64()
        .unwrap();
    let downloading = town.world.advance_request(id, &Advance::downloading(40)).unwrap();
    let progress = &downloading["media"]["downloadStatus"][0];
    assert_eq!((downloading["status"].as_u64(), downloading["media"]["status"].as_u64()), (Some(2), Some(3)));
    assert_eq!(progress["sizeLeft"].as_u64().unwrap() * 10, progress["size"].as_u64().unwrap() * 6);
    let done = town.world.advance_request(id, &Advance::to(Stage::Available)).unwrap();
    assert_eq!((done["status"].as_u64(), done["media"]["status"].as_u64()), (Some(2), Some(5)));
    assert_eq!(done["media"]["downloadStatus"], json!([]));
    let key = done["media"]["ratingKey"].as_str().unwrap();
    let item = town.plex("ann", "GET", &format!("/library/metadata/{key}")).await.json();
    assert_eq!(item["MediaContainer"]["Metadata"][0]["title"], "Northern Light");
    let counted = town.overseerr("GET", "/request?filter=available&take=50", None).await.json();
    assert!(counted["results"].as_array().unwrap().iter().any(|one| one["id"] == id));
}

#[tokio::test]
async fn a_series_arrives_season_by_season() {
    let town = town().await;
    let asked = town.overseerr("POST", "/request", Some(seasons(fixed::NINTH_HOUR, &json!([1, 2, 3, 4])))).await.json();
    let id = asked["id"].as_u64().unwrap();
    let partly = town.world.advance_request(id, &Advance::seasons(Stage::PartiallyAvailable, &[1, 2])).unwrap();
    assert_eq!(partly["media"]["status"], 4);
    let states: Vec<u64> =
        partly["media"]["seasons"].as_array().unwrap().iter().map(|one| one["status"].as_u64().unwrap()).collect();
    assert_eq!(states, [5, 5]);
    let whole = town.world.advance_request(id, &Advance::to(Stage::Available)).unwrap();
    assert_eq!(whole["media"]["status"], 5);
    let failed = town.world.advance_request(id, &Advance::to(Stage::Failed)).unwrap();
    assert_eq!((failed["status"].as_u64(), failed["media"]["status"].as_u64()), (Some(4), Some(5)));
    let retried = town.overseerr("POST", &format!("/request/{id}/retry"), None).await.json();
    assert_eq!(retried["status"], 2);
}

#[tokio::test]
async fn somebody_unknown_is_imported_once_and_private_fields_stay_with_those_who_manage() {
    let town = town().await;
    let import = json!({"plexIds": ["1004", "1005"]});
    let created = town.overseerr("POST", "/user/import-from-plex", Some(import.clone())).await;
    assert_eq!((created.status, created.json()[0]["plexUsername"].as_str()), (201, Some("erik")));
    assert_eq!(created.json().as_array().unwrap().len(), 1, "the server is not shared with carl");
    assert_eq!(town.overseerr("POST", "/user/import-from-plex", Some(import)).await.json(), json!([]));
    let numbers = json!({"plexIds": [1005]});
    assert_eq!(town.overseerr("POST", "/user/import-from-plex", Some(numbers)).await.status, 400);
    let seen = town.overseerr("GET", "/user?take=100", None).await.json();
    assert_eq!(seen["results"][3]["plexId"], fixed::ERIK);
    let hidden = town.overseerr_as(ANN, "GET", "/user?take=100", None).await.json();
    assert_eq!(hidden["results"][3].get("plexId"), None);
}
