//! How long a session lasts, and what becomes of it while the database does not answer.

use crate::support::TestApp;
use sea_orm::ConnectionTrait;
use std::time::Duration;

#[tokio::test]
async fn a_session_that_is_used_goes_on_for_thirty_days_and_one_that_is_not_ends_after_one() {
    let app = TestApp::start_bare().await;
    let browser = app.admin().await;
    let mut hours = 0;
    while !browser.get("/api/auth/session").await.data()["user"].is_null() {
        app.age_sessions(Duration::from_hours(23)).await;
        hours += 23;
        assert!(hours < 800, "it never ends");
    }
    assert!(hours > 29 * 24, "it ended after {hours} hours");

    let fields = [("username", "admin"), ("password", crate::support::PASSWORD)];
    browser.post("/api/auth/local", &fields).await.ok();
    app.age_sessions(Duration::from_hours(25)).await;
    assert!(browser.get("/api/auth/session").await.data()["user"].is_null(), "nobody used it for a day");
}

#[tokio::test]
async fn while_the_database_does_not_answer_nobody_is_taken_for_signed_out() {
    let app = TestApp::start_bare().await;
    let browser = app.admin().await;
    let database = app.database().await;
    let change = async |sql: &str| database.write().execute_unprepared(sql).await.expect("changed");
    change("ALTER TABLE sessions RENAME TO sessions_away").await;

    let call = browser.get("/api/media/requests").await;
    assert_eq!((call.status, call.error()["code"].as_str()), (503, Some("SERVICE_UNAVAILABLE")));
    assert_eq!((call.header("retry-after"), call.header("set-cookie")), ("5", ""));
    assert_eq!(call.json()["meta"]["request_id"].as_str(), Some(call.header("x-request-id")));
    for path in ["/requests", "/login", "/no-such-page"] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{path}: {}", page.body);
        assert!(page.body.contains(&format!(r#"href="{path}""#)), "it leads back: {}", page.body);
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
    }
    let form = browser.submit("/login", "/api/auth/logout", &[]).await;
    assert_eq!((form.status, form.location()), (303, "/login"));
    assert_eq!(browser.get("/img/tmdb/w342/p1.jpg").await.status, 503);

    change("ALTER TABLE sessions_away RENAME TO sessions").await;
    database.close().await;
    assert_eq!(browser.get("/api/auth/session").await.data()["user"]["name"], "admin");
}
