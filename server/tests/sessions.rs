//! How long a session lasts, and what becomes of it while the database does not answer.

use crate::support::TestApp;
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
