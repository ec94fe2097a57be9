//! Sign in, search, ask, and it reaches Overseerr as the right user.

use crate::support::{TestApp, fields, until};
use serde_json::Value;
use upstreams::{Fault, Mode, Service, fixed};

fn delivered(detail: &Value) -> bool {
    detail["request"]["delivery"] == "delivered"
}

#[tokio::test]
async fn a_film_is_searched_asked_for_and_reaches_overseerr_as_its_user() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let found = ann.get("/api/media/search?query=low%20sun").await.data();
    let title = found["items"].as_array().and_then(|items| items.first()).expect("a title").clone();
    assert_eq!((title["title"].as_str(), title["media_type"].as_str()), (Some("Low Sun"), Some("movie")));
    assert!(title["my_request"].is_null());

    let id = fixed::LOW_SUN.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await;
    assert_eq!(request.header("location"), format!("/requests/{}", request.data()["id"].as_str().expect("an id")));
    let request = request.data();
    let detail = until(&ann, request["id"].as_str().expect("an id"), delivered).await;
    assert_eq!(detail["request"]["status"], "pending", "ann's requests wait for approval: {detail}");
    let kinds: Vec<_> =
        detail["timeline"].as_array().expect("a timeline").iter().map(|row| row["kind"].clone()).collect();
    assert_eq!(kinds, ["requested", "sent"]);

    let posted: Vec<_> = app
        .upstreams
        .world()
        .calls(Service::Overseerr)
        .into_iter()
        .filter(|call| call.method == "POST" && call.path.ends_with("/request"))
        .collect();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].api_user.as_deref(), Some("2"), "as ann, by her own rules");
    let body = posted[0].body.clone().expect("a body");
    assert!(body.get("userId").is_none(), "{body}");
    assert_eq!(body["is4k"], false);

    let again = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await;
    assert_eq!((again.status, again.error()["code"].as_str()), (409, Some("CONFLICT")));
    let found = ann.get("/api/media/search?query=low%20sun").await.data();
    assert_eq!(found["items"][0]["my_request"]["id"], request["id"]);
}

#[tokio::test]
async fn seasons_are_chosen_and_a_choice_that_cannot_be_is_named() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = fixed::ECHO_VALLEY.to_string();
    for seasons in [None, Some("77")] {
        let mut fields_sent = vec![("media_type", "tv"), ("tmdb_id", id.as_str())];
        fields_sent.extend(seasons.map(|seasons| ("seasons[0]", seasons)));
        let answer = ann.post("/api/media/request", &fields_sent).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(fields(&answer).contains_key("seasons"), "{}", answer.body);
    }
    let details = ann.get(&format!("/api/media/title?media_type=tv&tmdb_id={id}")).await.data();
    let open: Vec<_> = details["seasons"]
        .as_array()
        .expect("seasons")
        .iter()
        .filter(|season| season["availability"] == "missing" && season["number"] != 0)
        .map(|season| season["number"].to_string())
        .collect();
    assert!(!open.is_empty(), "{details}");
    let answer =
        ann.post("/api/media/request", &[("media_type", "tv"), ("tmdb_id", &id), ("seasons[0]", &open[0])]).await;
    let request = answer.data();
    assert_eq!(request["seasons"].as_array().map(Vec::len), Some(1));
    until(&ann, request["id"].as_str().expect("an id"), delivered).await;
    let all = app.upstreams.world().overseerr_requests();
    let last = all.last().expect("it is there");
    assert_eq!(last["seasons"].as_array().map(Vec::len), Some(1), "{last}");
}

#[tokio::test]
async fn somebody_elses_request_is_not_found_and_an_admin_sees_it() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = fixed::LOW_SUN.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    let id = request["id"].as_str().expect("an id");
    let dora = app.plex_user("dora").await;
    assert_eq!(dora.get(&format!("/api/media/requests/detail?id={id}")).await.status, 404);
    assert_eq!(dora.post("/api/media/requests/cancel", &[("id", id)]).await.status, 404);
    assert_eq!(dora.get(&format!("/requests/{id}")).await.status, 404);
    assert_eq!(dora.get("/api/media/requests").await.data()["total"], 0);
    assert_eq!(dora.get("/api/media/requests?scope=all").await.status, 403);
    let admin = app.admin().await;
    assert_eq!(admin.get("/api/media/requests?scope=all").await.data()["total"], 1);
    admin.get(&format!("/requests/{id}")).await.ok();
    assert_eq!(ann.get(&format!("/api/media/requests/detail?id={id}")).await.data()["request"]["status"], "pending");
}

#[tokio::test]
async fn a_pending_request_is_taken_back_here_and_there() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = fixed::LOW_SUN.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    let id = request["id"].as_str().expect("an id");
    until(&ann, id, delivered).await;
    let before = app.upstreams.world().overseerr_requests().len();
    let cancelled = ann.post("/api/media/requests/cancel", &[("id", id)]).await.data();
    assert_eq!(cancelled["status"], "cancelled");
    for _ in 0..100 {
        if app.upstreams.world().overseerr_requests().len() == before - 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(app.upstreams.world().overseerr_requests().len(), before - 1);
    let twice = ann.post("/api/media/requests/cancel", &[("id", id)]).await;
    assert_eq!(twice.status, 409, "{}", twice.body);
}

#[tokio::test]
async fn a_request_made_while_overseerr_is_down_is_kept_and_arrives_once() {
    let mut app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = fixed::LOW_SUN.to_string();
    ann.get(&format!("/api/media/title?media_type=movie&tmdb_id={id}")).await.ok();
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Drop));
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    assert_eq!(request["delivery"], "waiting");
    let id = request["id"].as_str().expect("an id");
    until(&ann, id, |detail| {
        detail["timeline"].as_array().is_some_and(|rows| rows.iter().any(|row| row["kind"] == "waiting"))
    })
    .await;
    app.upstreams.world().clear_faults();
    until(&ann, id, delivered).await;
    let here: Vec<_> = app
        .upstreams
        .world()
        .overseerr_requests()
        .into_iter()
        .filter(|request| request["media"]["tmdbId"] == fixed::LOW_SUN)
        .collect();
    assert_eq!(here.len(), 1);
    app.kill();
}

#[tokio::test]
async fn an_overseerr_that_answers_html_is_said_to_in_words() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Html));
    let answer = ann.get("/api/media/search?query=neverasked").await;
    assert_eq!((answer.status, answer.error()["code"].as_str()), (503, Some("SERVICE_UNAVAILABLE")));
    let page = ann.get("/search?q=neverasked").await;
    assert!(page.status < 500, "the page still renders");
    assert!(page.body.contains("Overseerr"), "and says who is to blame");
}

#[tokio::test]
async fn what_overseerr_already_has_of_this_user_is_found_and_not_asked_for_twice() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = fixed::SALTWATER.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    let detail = until(&ann, request["id"].as_str().expect("an id"), delivered).await;
    assert_eq!(detail["request"]["status"], "approved", "as it is over there: {detail}");
    assert_eq!(app.upstreams.world().count(Service::Overseerr, "POST", "/api/v1/request"), 0);
}
