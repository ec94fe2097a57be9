//! Who may do what: every call, page and stream × {anonymous, user A, user B, admin, disabled user, stale session, API key
//! with the scope, API key without}.

use crate::support::{Answer, Browser, FIRST_PASSWORD, PASSWORD, Program, TestApp};
use backend::store::entity::audit_log;
use domain::{
    Role,
    policy::{self, Access, CALLS, Call, Permission},
};
use reqwest::Method;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use std::collections::BTreeMap;

/// Somebody who asks, and what the table promises them.
struct Asker {
    label: &'static str,
    browser: Browser,
    /// What their cookie was: a session that is over is forgotten by the browser with the first answer.
    cookie: Option<String>,
    role: Option<Role>,
}

impl Asker {
    fn new(label: &'static str, browser: Browser, role: Option<Role>) -> Self {
        let cookie = browser.cookie("mn_session");
        Self { label, browser, cookie, role }
    }

    async fn ask(&self, call: &Call, fields: &[(&str, &str)]) -> Answer {
        self.come_back();
        match call.method {
            policy::Method::Get => self.browser.get(call.path).await,
            policy::Method::Post => self.browser.post(call.path, fields).await,
        }
    }

    fn come_back(&self) {
        if let Some(cookie) = &self.cookie {
            self.browser.set_cookie("mn_session", cookie);
        }
    }

    /// The status of the refusal, if it is one.
    fn refused(&self, access: Access) -> Option<u16> {
        match (access, self.role) {
            (Access::Anyone, _) => None,
            (_, None) => Some(401),
            (Access::SignedIn, _) => None,
            (Access::With(permission), Some(role)) => (!permission.allowed_for(role)).then_some(403),
        }
    }
}

/// Everybody there can be in front of the table.
struct House {
    app: TestApp,
    askers: Vec<Asker>,
    /// Keys of an admin, each with one scope.
    with: BTreeMap<&'static str, Program>,
    /// Keys of an admin, each with all scopes but one.
    without: BTreeMap<&'static str, Program>,
    /// What belongs to user A.
    request: String,
    key: String,
}

impl House {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let admin = app.without_limits().await;
        let (a, b) = (app.plex_user("ann").await, app.plex_user("dora").await);
        let film = upstreams::fixed::LOW_SUN.to_string();
        let asked = a.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &film)]).await.data();
        let key = a.make_key("hers", &["media:request"], "never").await;
        let (disabled, stale) = (app.plex_user("erik").await, app.plex_user("ben").await);
        let database = app.database().await;
        let change = async |sql: &str| database.write().execute_unprepared(sql).await.expect("changed");
        change("UPDATE users SET status = 'disabled' WHERE username = 'erik'").await;
        change("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE username = 'ben'").await;

        let second = [("name", "second"), ("role", "admin"), ("password", FIRST_PASSWORD)];
        admin.post("/api/admin/users/create", &second).await.ok();
        let other = app.browser();
        other.post("/api/auth/local", &[("username", "second"), ("password", FIRST_PASSWORD)]).await.ok();
        other.post("/api/auth/password", &[("current", FIRST_PASSWORD), ("new", PASSWORD)]).await.ok();
        let (mut with, mut without) = (BTreeMap::new(), BTreeMap::new());
        for scope in Permission::ALL.map(Permission::as_str) {
            with.insert(scope, admin.program(&[scope]).await);
            let others: Vec<_> =
                Permission::ALL.map(Permission::as_str).into_iter().filter(|one| *one != scope).collect();
            without.insert(scope, other.program(&others).await);
        }
        let askers = vec![
            Asker::new("anonymous", app.browser(), None),
            Asker::new("user A", a, Some(Role::User)),
            Asker::new("user B", b, Some(Role::User)),
            Asker::new("admin", admin, Some(Role::Admin)),
            Asker::new("disabled user", disabled, None),
            Asker::new("stale session", stale, None),
        ];
        let text = |value: &serde_json::Value| value["id"].as_str().expect("an id").to_owned();
        Self { app, askers, with, without, request: text(&asked), key: text(&key) }
    }

    fn asker(&self, label: &str) -> &Asker {
        self.askers.iter().find(|asker| asker.label == label).expect("somebody")
    }

    /// A key with the scope of this call and one without; any two where no scope opens it.
    fn keys(&self, access: Access) -> (&Program, &Program) {
        let scope = match access {
            Access::With(permission) => permission.as_str(),
            Access::SignedIn | Access::Anyone => Permission::ProfileWrite.as_str(),
        };
        (&self.with[scope], &self.without[scope])
    }
}

async fn by_key(program: &Program, call: &Call) -> Answer {
    match call.method {
        policy::Method::Get => program.get(call.path).await,
        policy::Method::Post => program.post(call.path, &[]).await,
    }
}

fn open(answer: &Answer, what: &str) {
    assert!(!matches!(answer.status, 401 | 403) && answer.status < 500, "{what}: {} {}", answer.status, answer.body);
}

#[tokio::test]
async fn every_call_is_open_to_whom_the_table_says_and_to_nobody_else() {
    let house = House::open().await;
    let unknown = Program::with(&house.app.url, &format!("mn_{}", "x".repeat(43)));
    let mut cells = 0;
    for call in CALLS {
        for asker in &house.askers {
            // Signing out ends the session the others need; it has tests of its own.
            if call.path == "/api/auth/logout" && asker.role.is_some() {
                let browser = house.app.plex_user("ann").await;
                open(&browser.post(call.path, &[]).await, call.path);
                cells += 1;
                continue;
            }
            let answer = asker.ask(call, &[]).await;
            let what = format!("{} {}", asker.label, call.path);
            match asker.refused(call.access) {
                Some(status) => assert_eq!(answer.status, status, "{what}: {}", answer.body),
                // Wrong names and passwords are 401 too, but nothing was sent.
                None => open(&answer, &what),
            }
            cells += 1;
        }
        let (with, without) = house.keys(call.access);
        let answer = by_key(with, call).await;
        match call.access {
            Access::With(_) if policy::is_open_to_keys(call.path) => {
                open(&answer, &format!("a key with the scope, {}", call.path));
            }
            _ => assert_eq!(answer.status, 403, "a key, {}: {}", call.path, answer.body),
        }
        assert_eq!(by_key(without, call).await.status, 403, "a key without the scope, {}", call.path);
        assert_eq!(by_key(&unknown, call).await.status, 401, "a key nobody knows, {}", call.path);
        cells += 3;
    }
    assert_eq!(cells, CALLS.len() * 9, "every cell was tried");
}

#[tokio::test]
async fn nobody_reads_or_changes_what_is_somebody_elses() {
    let house = House::open().await;
    let (a, b) = (house.asker("user A"), house.asker("user B"));
    let owned = [
        ("/api/media/requests/detail", &house.request),
        ("/api/media/requests/cancel", &house.request),
        ("/api/media/requests/comment", &house.request),
        ("/api/profile/keys/revoke", &house.key),
    ];
    for (path, id) in owned {
        let call = policy::call(path).expect("a row");
        let answer = match call.method {
            policy::Method::Get => b.browser.get(&format!("{path}?id={id}")).await,
            policy::Method::Post => b.ask(call, &[("id", id), ("text", "hello")]).await,
        };
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
    for path in ["/api/media/requests", "/api/profile/keys", "/api/notifications"] {
        let answer = b.browser.get(path).await.ok().body.clone();
        assert!(!answer.contains(&house.request) && !answer.contains(&house.key), "{path}: {answer}");
    }
    assert_eq!(b.browser.get(&format!("/requests/{}", house.request)).await.status, 404);
    let detail = a.browser.get(&format!("/api/media/requests/detail?id={}", house.request)).await.data();
    assert_ne!(detail["request"]["status"], "cancelled");
    assert!(!detail.to_string().contains("hello"));
    assert_eq!(a.browser.get("/api/profile/keys").await.data()[0]["id"].as_str(), Some(house.key.as_str()));
    // An admin sees everybody's requests, with a key only when it may.
    let path = format!("/api/media/requests/detail?id={}", house.request);
    house.asker("admin").browser.get(&path).await.ok();
    assert_eq!(house.with["media:request"].get(&path).await.status, 404, "its scope is what a user may do");
    house.without["users:write"].get(&path).await.ok();
}

#[tokio::test]
async fn every_page_is_open_to_whom_the_table_says_and_to_nobody_else() {
    let house = House::open().await;
    for page in app::routes::PAGES {
        let path = page
            .path
            .replace("{tmdb}", "1003")
            .replace("{list}", "trending")
            .replace("{id}", "0199f000-0000-7000-8000-000000000000");
        for asker in &house.askers {
            asker.come_back();
            let answer = asker.browser.get(&path).await;
            let what = format!("{} {path}", asker.label);
            assert!(answer.status < 500, "{what}: {}", answer.status);
            let sent_away = answer.status == 303 && answer.location().starts_with("/login");
            match asker.refused(page.access) {
                Some(401) => assert!(sent_away, "{what}: {}", answer.status),
                Some(_) => assert_eq!(answer.status, 404, "{what}"),
                None => assert!(!sent_away && answer.status != 403, "{what}: {}", answer.status),
            }
        }
        let (with, without) = house.keys(page.access);
        for program in [with, without] {
            assert_eq!(program.get(&path).await.status, 403, "a key, {path}");
        }
    }
}

#[tokio::test]
async fn live_events_are_for_who_is_signed_in_in_a_browser() {
    let house = House::open().await;
    for asker in &house.askers {
        asker.come_back();
        if asker.role.is_some() {
            drop(asker.browser.listen(None).await);
        } else {
            assert_eq!(asker.browser.get("/events").await.status, 401, "{}", asker.label);
        }
    }
    for program in house.with.values().chain(house.without.values()) {
        assert_eq!(program.get("/events").await.status, 403);
    }
}

#[tokio::test]
async fn private_pages_are_kept_by_nobody() {
    let app = TestApp::start().await;
    let user = app.plex_user("ann").await;
    for path in ["/", "/requests", "/search", "/api/media/requests"] {
        assert_eq!(user.get(path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_audit_says_from_where_and_by_which_request() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let request = admin.request(Method::POST, "/api/admin/config/general").header("sec-fetch-site", "same-origin");
    let request = request.form(&[("site_name", "Our films")]);
    admin.send(request.header("x-request-id", "proxy-12345678")).await.ok();
    let database = app.database().await;
    let rows = audit_log::Entity::find().order_by_asc(audit_log::Column::Id).all(database.read()).await;
    let rows = rows.expect("the audit is read");
    let (first, last) = (rows.first().expect("the first admin"), rows.last().expect("the setting"));
    assert_eq!((first.action.as_str(), &first.ip, &first.request_id), ("user.bootstrap", &None, &None));
    assert_eq!((last.action.as_str(), last.ip.as_deref()), ("setting.update", Some("127.0.0.1")));
    assert_eq!(last.request_id.as_deref(), Some("proxy-12345678"));
}
