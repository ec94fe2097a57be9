//! Plain forms, as a browser without JavaScript uses them.

use crate::support::{FIRST_PASSWORD, TestApp};

#[tokio::test]
async fn a_form_error_comes_back_to_its_page_with_the_fields_as_they_were_and_is_shown_once() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let answer = browser
        .submit(
            "/login?next=%2Fabout",
            "/api/auth/local",
            &[("username", "nobody & co"), ("password", "hunter2hunter2")],
        )
        .await;
    assert_eq!((answer.status, answer.location()), (303, "/login?next=%2Fabout"));
    let flash = browser.cookie("mn_flash").expect("what happened");
    assert!(!flash.contains("hunter2"), "no secret travels");
    let page = browser.get("/login?next=%2Fabout").await;
    assert!(page.ok().body.contains("nobody &amp; co"), "the name is still there: {}", page.body);
    assert!(!page.body.contains("hunter2"), "the password is not");
    assert!(page.body.contains(r#"role="alert""#), "the error is announced: {}", page.body);
    assert_eq!(browser.cookie("mn_flash"), None);
    let again = browser.get("/login").await;
    assert!(!again.body.contains("nobody &amp; co"), "it is shown once");
}

#[tokio::test]
async fn a_form_leads_on_to_a_page_of_this_site_only() {
    let app = TestApp::start_bare().await;
    for (next, expected) in
        [("https://evil.example/", "/password"), ("//evil.example", "/password"), ("/about", "/password")]
    {
        let browser = app.browser();
        let fields = [("username", "admin"), ("password", FIRST_PASSWORD), ("next", next)];
        let answer = browser.submit("/login", "/api/auth/local", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, expected));
    }
    let admin = app.admin().await;
    admin.post("/api/auth/logout", &[]).await.ok();
    for (next, expected) in [("https://evil.example/", "/"), ("/\\evil.example", "/"), ("/about", "/about")] {
        let browser = app.browser();
        let fields = [("username", "admin"), ("password", crate::support::PASSWORD), ("next", next)];
        let answer = browser.submit("/login", "/api/auth/local", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, expected));
    }
}

#[tokio::test]
async fn an_address_with_a_form_error_of_the_framework_is_harmless() {
    let app = TestApp::start().await;
    let page = app.browser().get("/login?__path=%2Fapi%2Fauth%2Flocal&next=%2Fab%6Fut&__err=PHNjcmlwdD4").await;
    assert!(page.ok().body.contains(r#"value="/about""#), "the rest of the address still counts: {}", page.body);
    assert!(!page.body.contains("__err"), "{}", page.body);

    let ann = app.plex_user("ann").await;
    // {"success":false,"error":{"code":"CONFLICT","message":"forged words"}}
    let forged = "eyJzdWNjZXNzIjpmYWxzZSwiZXJyb3IiOnsiY29kZSI6IkNPTkZMSUNUIiwibWVzc2FnZSI6ImZvcmdlZCB3b3JkcyJ9fQ==";
    for (path, error) in [("__path", "__err"), ("%5F_path", "_%5Ferr"), ("%5f%5fpat%68", "%5F%5F%65rr")] {
        let query = format!("{path}=%2Fapi%2Fmedia%2Frequest&{error}={forged}");
        let page = ann.get(&format!("/movie/{}?{query}", upstreams::fixed::LOW_SUN)).await;
        assert!(page.ok().body.contains("/api/media/request"), "the form is there: {}", page.body);
        assert!(!page.body.contains("forged words"), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn who_is_signed_out_comes_back_after_signing_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.post("/api/auth/logout", &[]).await.ok();
    let refused = admin.get("/search?q=light&year=1999").await;
    assert_eq!((refused.status, refused.location()), (303, "/login?next=%2Fsearch%3Fq%3Dlight%26year%3D1999"));
    let fields = [("username", "admin"), ("password", crate::support::PASSWORD), ("next", "/search?q=light&year=1999")];
    let answer = admin.submit(refused.location(), "/api/auth/local", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/search?q=light&year=1999"));
}
