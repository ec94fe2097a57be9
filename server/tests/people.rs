//! Accounts over HTTP and on the command line: made, changed, ended; and what of it is written down.

use crate::support::{PASSWORD, TestApp, fields, program};
use serde_json::Value;
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

async fn id_of(admin: &crate::support::Browser, name: &str) -> String {
    let list = admin.get("/api/admin/users?per_page=100").await.data();
    let rows = list["items"].as_array().expect("a list");
    let row = rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {list}"));
    row["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn somebody_new_signs_in_with_the_first_password_and_changes_it_before_anything_else() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let posted = admin.submit("/admin/users", "/api/admin/users/create", &[("name", "lena"), ("role", "user")]).await;
    assert_eq!((posted.status, posted.location()), (303, "/admin/users"));
    let page = admin.get("/admin/users").await.body;
    let at = page.find("<code>").expect("the password is shown") + 6;
    let password = page[at..].split('<').next().expect("a password").to_owned();
    assert!(password.len() >= 20, "{password}");
    assert!(!admin.get("/admin/users").await.body.contains(&password), "once");
    assert!(!app.log().contains(&password));

    let lena = app.browser();
    let signed_in = lena.post("/api/auth/local", &[("username", "lena"), ("password", &password)]).await.data();
    assert_eq!(signed_in["must_change_password"], true);
    assert_eq!(lena.get("/api/media/requests").await.status, 403);
    lena.post("/api/auth/password", &[("current", &password), ("new", PASSWORD)]).await.ok();
    lena.get("/api/media/requests").await.ok();

    let again = admin.post("/api/admin/users/create", &[("name", "LENA"), ("role", "user")]).await;
    assert_eq!(again.status, 409, "{}", again.body);
    let short = [("name", "max"), ("role", "user"), ("password", "short")];
    assert!(fields(&admin.post("/api/admin/users/create", &short).await).contains_key("password"));
    let nobody = [("name", ""), ("role", "king")];
    assert_eq!(admin.post("/api/admin/users/create", &nobody).await.status, 400);
}

#[tokio::test]
async fn what_an_admin_takes_away_is_gone_with_the_next_click_on_cookies_keys_and_streams() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (nth, deed) in ["disable", "demote", "sign out", "delete"].into_iter().enumerate() {
        let ann = app.plex_user("ann").await;
        let id = id_of(&admin, "ann").await;
        let update = |field: &'static str, value: &'static str| [("id", id.clone()), (field, value.to_owned())];
        let send = async |path: &str, fields: &[(&str, String)]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            admin.post(path, &fields).await.ok();
        };
        if deed == "demote" {
            send("/api/admin/users/update", &update("role", "admin")).await;
            assert_eq!(ann.get("/api/media/requests").await.status, 401, "new rights begin with a new sign-in");
        }
        let ann = if deed == "demote" { app.plex_user("ann").await } else { ann };
        let program = ann.program(&["media:request"]).await;
        program.get("/api/media/requests").await.ok();
        let mut stream = ann.listen(None).await;
        match deed {
            "disable" => send("/api/admin/users/update", &update("status", "disabled")).await,
            "demote" => send("/api/admin/users/update", &update("role", "user")).await,
            "sign out" => send("/api/admin/users/sign_out", &[("id", id.clone())]).await,
            _ => send("/api/admin/users/delete", &update("requests", "give")).await,
        }
        assert_eq!(ann.get("/api/media/requests").await.status, 401, "{nth} {deed}: the cookie");
        assert_eq!(program.get("/api/media/requests").await.status, 401, "{nth} {deed}: the key");
        let begun = std::time::Instant::now();
        stream.ended().await;
        assert!(begun.elapsed().as_secs() <= 5, "{nth} {deed}: the stream");
        if deed == "disable" {
            send("/api/admin/users/update", &update("status", "active")).await;
        }
    }
}

#[tokio::test]
async fn nobody_locks_themselves_or_everybody_out_and_the_page_says_why() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let id = id_of(&admin, "admin").await;
    for (path, field, value) in [
        ("/api/admin/users/update", "role", "user"),
        ("/api/admin/users/update", "status", "disabled"),
        ("/api/admin/users/delete", "requests", "delete"),
    ] {
        let refused = admin.post(path, &[("id", &id), (field, value)]).await;
        assert_eq!(refused.status, 409, "{path} {field}: {}", refused.body);
    }
    let page = format!("/admin/users/{id}");
    let shown = admin.get(&page).await.ok().body.clone();
    assert!(shown.contains("This is you") && !shown.contains("/api/admin/users/delete"), "{shown}");
    admin.submit(&page, "/api/admin/users/update", &[("id", &id), ("status", "disabled"), ("_form", "account")]).await;
    assert!(admin.get(&page).await.body.contains("Another admin can."));
    assert_eq!(admin.get("/admin/users/0199f000-0000-7000-8000-000000000000").await.status, 404);
    assert_eq!(admin.post("/api/admin/users/reset_password", &[("id", &id)]).await.status, 403);
}

#[tokio::test]
async fn a_limit_is_set_and_taken_back_and_what_is_absent_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.plex_user("ann").await;
    let id = id_of(&admin, "ann").await;
    let quotas = async || {
        let list = admin.get("/api/admin/users").await.data();
        let rows = list["items"].as_array().expect("a list");
        let ann = rows.iter().find(|row| row["name"] == "ann").expect("ann");
        ["requests_per_hour", "downloads_per_hour", "disk_gb"].map(|name| ann[name].as_u64())
    };
    let set = async |fields: &[(&str, &str)]| {
        let all: Vec<_> = fields.iter().copied().chain([("id", id.as_str())]).collect();
        admin.post("/api/admin/users/update", &all).await
    };
    set(&[("requests_per_hour", "3")]).await.ok();
    set(&[("downloads_per_hour", "0"), ("disk_gb", "250")]).await.ok();
    set(&[("role", "user"), ("status", "active")]).await.ok();
    assert_eq!(quotas().await, [Some(3), Some(0), Some(250)]);
    for (wrong, value) in [
        ("requests_per_hour", "-1"),
        ("requests_per_hour", "1001"),
        ("downloads_per_hour", "many"),
        ("disk_gb", "1000001"),
        ("status", "gone"),
        ("role", "king"),
    ] {
        assert!(fields(&set(&[(wrong, value)]).await).contains_key(wrong), "{wrong}={value}");
    }
    let both = set(&[("disk_gb", "1"), ("overseerr", "2")]).await;
    assert!(fields(&both).contains_key("overseerr"), "nothing is half done");
    assert_eq!(quotas().await, [Some(3), Some(0), Some(250)]);
    let page = admin.get(&format!("/admin/users/{id}")).await.ok().body.clone();
    assert!(page.contains(r#"name="disk_gb""#) && page.contains(r#"value="250""#), "{page}");
    set(&[("requests_per_hour", ""), ("disk_gb", "")]).await.ok();
    assert_eq!(quotas().await, [None, Some(0), None]);
}

#[tokio::test]
async fn the_audit_is_read_by_who_may_and_filtered_by_person_and_deed() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for name in ["lena", "max"] {
        admin.post("/api/admin/users/create", &[("name", name), ("role", "user")]).await.ok();
    }
    let id = id_of(&admin, "lena").await;
    admin.post("/api/admin/users/update", &[("id", &id), ("requests_per_hour", "7")]).await.ok();
    let all = admin.get("/api/admin/audit?per_page=2").await.data();
    assert_eq!(all["items"][0]["action"], "user.update");
    assert_eq!(all["items"][0]["before"], serde_json::json!({ "requests_per_hour": null }));
    assert_eq!(all["items"][0]["after"], serde_json::json!({ "requests_per_hour": 7 }));
    assert_eq!(all["items"][0]["ip"], "127.0.0.1");
    assert_eq!(
        (&all["items"][0]["object"], &all["items"][0]["object_name"]),
        (&format!("user:{id}").into(), &"lena".into())
    );
    assert!(all["total"].as_u64() > Some(2) && all["items"].as_array().map(Vec::len) == Some(2), "{all}");
    let some = admin.get("/api/admin/audit?actor=admin&action=user.create").await.data();
    assert_eq!(some["total"], 2, "{some}");
    assert_eq!(admin.get("/api/admin/audit?actor=nobody").await.data()["total"], 0);
    let page = admin.get("/admin/audit?actor=admin&action=user.create").await.ok().body.clone();
    assert!(page.contains(&format!("<a href=\"/admin/users/{id}\">lena<")), "{page}");
    assert!(page.contains("from 127.0.0.1") && page.contains("Show everything"), "{page}");
    let program = admin.program(&["logs:read"]).await;
    program.get("/api/admin/audit").await.ok();
}

/// Runs `medianest user …` on this database, with `input` piped in.
fn user(app: &TestApp, arguments: &[&str], input: &str) -> Output {
    let mut command: Command = program(&app.data);
    command.env("DATABASE_URL", app.database_url()).arg("user").args(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("piped");
    child.wait_with_output().expect("it ends")
}

#[tokio::test]
async fn accounts_are_made_listed_and_rescued_on_the_command_line_beside_the_running_program() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let made = user(&app, &["create", "lena", "--role", "admin"], "");
    let said = text(&made.stdout);
    assert!(
        made.status.success() && said.starts_with("lena signs in with the password "),
        "{said}{}",
        text(&made.stderr)
    );
    let password = said.split_whitespace().nth(6).expect("a password").to_owned();
    let lena = app.browser();
    let sign_in = async |password: &str| {
        lena.post("/api/auth/local", &[("username", "lena"), ("password", password)]).await.status
    };
    assert_eq!(sign_in(&password).await, 200);
    let listed = text(&user(&app, &["list"], "").stdout);
    assert!(listed.contains("admin\tadmin\tactive\tpassword\t") && listed.contains("lena\tadmin"), "{listed}");

    let reset = user(&app, &["reset-password", "LENA"], "piped in by the operator\n");
    assert!(reset.status.success() && !text(&reset.stdout).contains("piped in"), "{}", text(&reset.stdout));
    assert_eq!(lena.get("/api/auth/session").await.data()["user"], Value::Null, "signed out");
    assert_eq!((sign_in(&password).await, sign_in("piped in by the operator").await), (401, 200));
    let audit = admin.get("/api/admin/audit?actor=system&action=user.reset_password").await.data();
    assert_eq!(audit["total"], 1, "{audit}");

    for (arguments, input, code, words) in [
        (&["create", "lena"][..], "", 1, "Lena"),
        (&["create", "max"], "short", 2, "12 characters"),
        (&["create", ""], "", 2, "1 to 64"),
        (&["create", "max", "--role", "king"], "", 2, "possible values"),
        (&["reset-password", "nobody"], "", 1, "no local account nobody"),
        (&[], "", 2, "reset-password"),
    ] {
        let refused = user(&app, arguments, input);
        let said = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.to_lowercase().contains(&words.to_lowercase()) || words == "Lena", "{arguments:?}: {said}");
    }
    let help = text(&user(&app, &["create", "--help"], "").stdout);
    assert!(help.contains("standard input") && help.contains("[default: user]"), "{help}");
}
