//! The envelope, its errors and the headers on every answer.

use crate::support::{FIRST_PASSWORD, TestApp, fields};
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn a_success_and_an_error_have_the_envelope_of_the_specification() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let success = browser.get("/api/auth/session").await.ok().json();
    assert_eq!(success["success"], true);
    assert_eq!(success["data"]["user"], serde_json::Value::Null);
    assert_eq!(success["meta"]["version"], "1.0");
    assert!(success["meta"]["stale_since"].is_null() && success["meta"]["timestamp"].is_string(), "{success}");

    let answer = browser.get("/api/media/search?query=light").await;
    let error = answer.json();
    assert_eq!((answer.status, error["success"].as_bool()), (401, Some(false)));
    assert_eq!(error["error"]["code"], "UNAUTHENTICATED");
    assert_eq!(error["meta"]["request_id"].as_str(), Some(answer.header("x-request-id")), "{error}");
}

#[tokio::test]
async fn a_sane_request_id_is_taken_over_and_another_is_not() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let ask = async |id: &str| {
        let answer = browser.send(browser.request(Method::GET, "/api/health").header("x-request-id", id)).await;
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(ask("proxy-12345678").await, "proxy-12345678");
    assert_ne!(ask("a b\u{e9}").await, "a b");
    assert_ne!(ask("x").await, "x");
}

#[tokio::test]
async fn what_is_no_call_is_not_found_and_the_wrong_method_is_said() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let missing = browser.get("/api/no/such/call").await;
    assert_eq!((missing.status, missing.error()["code"].as_str()), (404, Some("NOT_FOUND")));
    let wrong = browser.get("/api/auth/local").await;
    assert_eq!((wrong.status, wrong.error()["code"].as_str()), (400, Some("INVALID_REQUEST")));
}

#[tokio::test]
async fn bad_input_gets_a_clear_error_and_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let bodies: [(&str, Vec<u8>); 6] = [
        ("application/x-www-form-urlencoded", b"media_type=movie&tmdb_id=%ff%fe".to_vec()),
        ("application/x-www-form-urlencoded", vec![0xff, 0xfe]),
        ("application/json", b"{".to_vec()),
        ("application/json", b"[1,2]".to_vec()),
        ("text/plain", b"hello".to_vec()),
        ("application/x-www-form-urlencoded", b"tmdb_id[a][b][c][d][e][f][g]=1".to_vec()),
    ];
    for (content_type, body) in bodies {
        let request = admin.request(Method::POST, "/api/media/request").header("sec-fetch-site", "same-origin");
        let answer = admin.send(request.header("content-type", content_type).body(body.clone())).await;
        assert_eq!(answer.status, 400, "{content_type} {}: {}", String::from_utf8_lossy(&body), answer.body);
        assert_eq!(answer.error()["code"], "INVALID_REQUEST");
    }
    for (media_type, tmdb_id, field) in [
        ("song", "1", "media_type"),
        ("movie", "0", "tmdb_id"),
        ("movie", "-1", "tmdb_id"),
        ("movie", "99999999999", "tmdb_id"),
    ] {
        let answer = admin.post("/api/media/request", &[("media_type", media_type), ("tmdb_id", tmdb_id)]).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(fields(&answer).contains_key(field), "{}", answer.body);
    }
    for query in ["", "a%00b", &"x".repeat(201)] {
        let answer = admin.get(&format!("/api/media/search?query={query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(fields(&answer).contains_key("query"), "{}", answer.body);
    }
    assert_eq!(admin.get("/api/media/requests").await.data()["total"], 0);
}

type Sent = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn an_argument_that_is_missing_or_of_the_wrong_kind_is_named() {
    const FILM: (&str, &str) = ("media_type", "movie");
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let posts: [(&str, Sent, &str); 8] = [
        ("/api/auth/local", &[("username", "admin")], "password"),
        ("/api/auth/local", &[("username", "admin"), ("password[a]", "x")], "password"),
        ("/api/auth/local", &[("username", "a"), ("username", "b"), ("password", "x")], "username"),
        ("/api/media/request", &[FILM], "tmdb_id"),
        ("/api/media/request", &[FILM, ("tmdb_id", "11"), ("seasons", "abc")], "seasons"),
        ("/api/media/request", &[FILM, ("tmdb_id", "11"), ("seasons[0]", "abc")], "seasons"),
        ("/api/media/request", &[FILM, ("tmdb_id[a][b]", "11")], "tmdb_id"),
        ("/api/admin/services/update", &[("name", "plex")], "url"),
    ];
    for (path, sent, field) in posts {
        let answer = admin.post(path, sent).await;
        assert_eq!((answer.status, answer.error()["code"].as_str()), (400, Some("INVALID_REQUEST")), "{}", answer.body);
        assert_eq!(fields(&answer).into_keys().collect::<Vec<_>>(), [field], "{path} {sent:?}: {}", answer.body);
    }
    for (path, field) in
        [("/api/media/search", "query"), ("/api/media/search?query[]=a", "query"), ("/api/media/title", "media_type")]
    {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
        assert_eq!(fields(&answer).into_keys().collect::<Vec<_>>(), [field], "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_body_of_10_mb_is_refused() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let request = browser.request(Method::POST, "/api/auth/local").header("sec-fetch-site", "same-origin");
    let body = format!("username={}", "a".repeat(10 * 1024 * 1024));
    let answer = browser.send(request.header("content-type", "application/x-www-form-urlencoded").body(body)).await;
    assert_eq!((answer.status, answer.error()["code"].as_str()), (413, Some("PAYLOAD_TOO_LARGE")));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_refused_and_not_taken_for_the_whole() {
    let app = TestApp::start_bare().await;
    let host = app.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("connected");
    let form = format!("username=admin&password={}", FIRST_PASSWORD.replace(' ', "+"));
    let request = format!(
        "POST /api/auth/local HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
         {:x}\r\n{form}\r\nno size\r\n",
        form.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("INVALID_REQUEST") && !answer.contains("set-cookie"), "{answer}");
}

#[tokio::test]
async fn a_change_from_another_site_is_refused() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    for headers in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("origin", "http://evil.example")],
        vec![("origin", "null")],
        vec![],
    ] {
        let mut request = browser.request(Method::POST, "/api/auth/local");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = browser.send(request.form(&[("username", "admin"), ("password", "x")])).await;
        assert_eq!(answer.status, 403, "{headers:?}: {}", answer.body);
        let answer = answer.json();
        assert_eq!(answer["error"]["code"], "PERMISSION_DENIED");
        assert!(answer["meta"]["request_id"].is_string(), "{answer}");
    }
    let https = app.url.replace("http://", "https://");
    let request = browser.request(Method::POST, "/api/auth/local").header("origin", https);
    assert_eq!(browser.send(request.form(&[("username", "a"), ("password", "x")])).await.status, 403, "another scheme");
}

#[tokio::test]
async fn a_plain_form_from_another_site_leads_to_a_page_and_changes_nothing() {
    let app = TestApp::start_bare().await;
    let browser = app.admin().await;
    for (referer, leads_to) in [("http://evil.example/trap".to_owned(), "/"), (format!("{}/login", app.url), "/login")]
    {
        let form = browser.request(Method::POST, "/api/auth/logout").header("origin", "http://evil.example");
        let form = form.header("accept", "text/html").header("referer", referer);
        let answer = browser.send(form.form(&[("x", "y")])).await;
        assert_eq!((answer.status, answer.location()), (303, leads_to), "{}", answer.body);
    }
    assert!(browser.get("/").await.ok().body.contains("did not come from a page of this site"));
    assert_eq!(browser.get("/api/auth/session").await.data()["user"]["name"], "admin");
    let page = browser.send(browser.request(Method::POST, "/login").header("origin", "null")).await;
    assert_eq!(page.status, 403);
    assert!(page.header("content-type").starts_with("text/plain"), "{}", page.body);
}

#[tokio::test]
async fn a_name_that_somebody_pointed_here_is_refused() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let answer = browser.send(browser.request(Method::GET, "/login").header("host", "evil.example")).await;
    assert_eq!(answer.status, 421, "{}", answer.body);
}
