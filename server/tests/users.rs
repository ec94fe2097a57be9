//! The people here, and as whom their requests reach Overseerr.

use crate::support::{Browser, PASSWORD, TestApp, fields, until};
use backend::{
    clock::{Clock, SystemClock},
    services::accounts::Passwords,
    store::{
        entity::audit_log,
        users::{self, NewLocal},
    },
};
use domain::{
    Role, UserId,
    accounts::{Secret, Username},
};
use sea_orm::EntityTrait;
use serde_json::Value;
use upstreams::{Fault, Mode, Service, fixed};

/// Somebody with a password of this installation, signed in.
async fn local(app: &TestApp, name: &str) -> (UserId, Browser) {
    let database = app.database().await;
    let hash = Passwords::default().hash(&Secret::new(PASSWORD)).await.expect("a hash");
    let username = Username::new(name).expect("a name");
    let new = NewLocal { username: &username, password_hash: &hash, role: Role::User, must_change_password: false };
    let id = users::create_local(database.write(), &new, SystemClock.now()).await.expect("made");
    database.close().await;
    let browser = app.browser();
    browser.post("/api/auth/local", &[("username", name), ("password", PASSWORD)]).await.ok();
    (id, browser)
}

async fn row(admin: &Browser, name: &str) -> Value {
    let list = admin.get("/api/admin/users").await.data();
    let items = list["items"].as_array().expect("a list");
    items.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {list}")).clone()
}

#[tokio::test]
async fn what_waits_for_a_mapping_is_sent_as_whom_the_admin_chooses_and_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (id, lena) = local(&app, "lena").await;
    assert_eq!(row(&admin, "lena").await["delivers_as"], "nobody");
    let film = fixed::LOW_SUN.to_string();
    let asked = lena.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &film)]).await.data();
    let request = asked["id"].as_str().expect("an id");
    until(&lena, request, |detail| {
        detail.to_string().contains("An admin must choose as which Overseerr user lena asks")
    })
    .await;

    let ann = fixed::OVERSEERR_ANN.to_string();
    let id = id.to_string();
    admin.post("/api/admin/users/update", &[("id", &id), ("overseerr", &ann)]).await.ok();
    until(&lena, request, |detail| detail["request"]["delivery"] == "delivered").await;
    let sent = app.upstreams.world().calls(Service::Overseerr).into_iter().find(|call| call.method == "POST");
    assert_eq!(sent.expect("it was sent").api_user.as_deref(), Some(ann.as_str()));
    let chosen = row(&admin, "lena").await["delivers_as"]["chosen"].clone();
    assert_eq!((chosen["id"].as_u64(), chosen["name"].is_string()), (Some(fixed::OVERSEERR_ANN), true), "{chosen}");

    let database = app.database().await;
    let entries = audit_log::Entity::find().all(database.read()).await.expect("the audit");
    let entry = entries.iter().find(|entry| entry.action == "user.update").expect("it is audited");
    assert_eq!(entry.object, format!("user:{id}"));
    assert_eq!(entry.after, Some(serde_json::json!({ "overseerr_user": fixed::OVERSEERR_ANN })));
    assert_eq!(entry.actor, "admin");

    admin.post("/api/admin/users/update", &[("id", &id), ("overseerr", "")]).await.ok();
    assert_eq!(row(&admin, "lena").await["delivers_as"], "nobody", "it can be taken back");
}

#[tokio::test]
async fn plex_users_are_who_their_account_says_and_nobody_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.plex_user("ann").await;
    let ann = row(&admin, "ann").await;
    assert_eq!((ann["sign_in"].as_str(), ann["role"].as_str()), (Some("plex"), Some("user")), "{ann}");
    assert!(ann["delivers_as"]["same_plex_account"]["name"].as_str().is_some_and(|name| name.contains("nn")), "{ann}");
    app.plex_user("erik").await;
    assert!(row(&admin, "erik").await["delivers_as"]["same_plex_account"]["name"].is_null(), "taken over later");
    let id = ann["id"].as_str().expect("an id");
    let refused = admin.post("/api/admin/users/update", &[("id", id), ("overseerr", "1")]).await;
    assert!(refused.status == 400 && fields(&refused).contains_key("overseerr"), "{}", refused.body);
    assert_eq!(row(&admin, "admin").await["delivers_as"], "key_owner");
}

#[tokio::test]
async fn whom_overseerr_does_not_know_cannot_be_chosen_and_an_unknown_user_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (id, _) = local(&app, "lena").await;
    let id = id.to_string();
    for (overseerr, status) in [("4711", 400), ("0", 400), ("ann", 400)] {
        let refused = admin.post("/api/admin/users/update", &[("id", &id), ("overseerr", overseerr)]).await;
        assert_eq!(refused.status, status, "{overseerr}: {}", refused.body);
        assert!(fields(&refused).contains_key("overseerr"), "{}", refused.body);
    }
    let nobody = "0199f000-0000-7000-8000-000000000000";
    assert_eq!(admin.post("/api/admin/users/update", &[("id", nobody), ("overseerr", "2")]).await.status, 404);
    assert_eq!(admin.post("/api/admin/users/update", &[("overseerr", "2")]).await.status, 400);
}

#[tokio::test]
async fn the_people_are_shown_also_while_overseerr_is_away_or_was_never_there() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (id, _) = local(&app, "lena").await;
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
    let list = admin.get("/api/admin/users").await.data();
    assert!(
        list["overseerr"]["unreachable"]["message"].as_str().is_some_and(|text| text.contains("Overseerr")),
        "{list}"
    );
    let page = admin.get("/admin/users").await;
    assert!(page.ok().body.contains("lena") && page.body.contains("Overseerr is not reachable."), "{}", page.body);
    let refused = admin.post("/api/admin/users/update", &[("id", &id.to_string()), ("overseerr", "2")]).await;
    assert_eq!(refused.status, 503, "{}", refused.body);
    let bare = TestApp::start_bare().await;
    let admin = bare.admin().await;
    assert_eq!(admin.get("/api/admin/users").await.data()["overseerr"], "not_connected");
    assert!(admin.get("/admin/users").await.ok().body.contains("Overseerr is not connected."));
}
