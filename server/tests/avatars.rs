//! Pictures of people, through our own address.

use crate::support::TestApp;
use backend::store::entity::users;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use upstreams::{Fault, Mode, Service};

/// As plex.tv might send it for somebody who found a way to choose.
async fn set_picture(app: &TestApp, name: &str, address: &str) {
    let database = app.database().await;
    let update = users::Entity::update_many().col_expr(users::Column::AvatarUrl, Expr::value(address));
    let changed = update.filter(users::Column::Username.eq(name)).exec(database.write()).await.expect("written");
    assert_eq!(changed.rows_affected, 1);
    database.close().await;
}

#[tokio::test]
async fn each_sees_their_own_and_admins_see_everybodys() {
    let app = TestApp::start().await;
    let (ann, ben) = (app.plex_user("ann").await, app.plex_user("ben").await);
    let session = ann.get("/api/auth/session").await.data();
    let path = session["user"]["avatar"].as_str().expect("a picture").to_owned();
    assert_eq!(path, format!("/img/avatar/{}", session["user"]["id"].as_str().expect("an id")));
    assert!(ann.get("/").await.body.contains(&format!("src=\"{path}\"")));

    let picture = ann.get(&path).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
    assert_eq!(picture.header("cache-control"), "private, max-age=3600");
    assert_eq!(app.admin().await.get(&path).await.status, 200);
    assert_eq!(ben.get(&path).await.status, 404);
    assert_eq!(app.browser().get(&path).await.status, 401);
    for odd in ["/img/avatar/ann", "/img/avatar/..%2f..%2fmedianest.db", "/img/avatar/%00"] {
        assert_eq!(ann.get(odd).await.status, 404, "{odd}");
    }
    let calls = app.upstreams.world().count(Service::PlexTv, "GET", "/users/");
    assert_eq!(calls, 1, "fetched once for both");
}

#[tokio::test]
async fn without_plex_tv_the_initial_letter_stays() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let path = ann.get("/api/auth/session").await.data()["user"]["avatar"].as_str().expect("a picture").to_owned();
    app.upstreams.world().set_fault(Fault::new(Service::PlexTv, Mode::Down));
    let picture = ann.get(&path).await;
    assert_eq!((picture.status, picture.body.as_str()), (204, ""));
    app.upstreams.world().clear_faults();
    assert_eq!(ann.get(&path).await.status, 200);
}

#[tokio::test]
async fn overseerr_avatar_cache_and_tautulli_image_proxy_an_address_of_home_is_never_fetched() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let path = ann.get("/api/auth/session").await.data()["user"]["avatar"].as_str().expect("a picture").to_owned();
    let before = app.upstreams.world().calls(Service::Overseerr).len();
    let overseerr = app.upstreams.overseerr_url();
    for address in [
        format!("{overseerr}/avatar.png"),
        overseerr.replace("127.0.0.1", "localhost"),
        overseerr.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
        "file:///etc/passwd".into(),
        "https://169.254.169.254/latest/meta-data/".into(),
        "../../../etc/passwd".into(),
    ] {
        set_picture(&app, "ann", &address).await;
        assert_eq!(ann.get(&path).await.status, 404, "{address}");
    }
    assert_eq!(app.upstreams.world().calls(Service::Overseerr).len(), before);
    // What is there, but is a page: nothing that could hold a script is served. Nor is it asked for again each time.
    set_picture(&app, "ann", &format!("{}/users/nobody/avatar", app.upstreams.plex_tv_url())).await;
    for _ in 0..3 {
        assert_eq!(ann.get(&path).await.status, 404);
    }
    assert_eq!(app.upstreams.world().count(Service::PlexTv, "GET", "/users/nobody/avatar"), 1);
}
