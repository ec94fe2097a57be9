//! Starting: nothing set works, something wrong is named.

use crate::support::{TestApp, program};

#[test]
fn a_bad_variable_is_named_and_nothing_starts() {
    let data = tempfile::tempdir().expect("a folder");
    for (name, value) in [
        ("PORT", "eighty"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("DATABASE_URL", "postgres://user:hunter2@host:port/database"),
        ("MEDIANEST_PLEX_TV_URL", "nowhere"),
        ("ENCRYPTION_KEY", "too short"),
        ("LOG_LEVEL", "a=b=c"),
    ] {
        let output = program(&data).env(name, value).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(name), "{name} is named in: {said}");
        assert!(!said.contains("panicked") && !said.contains("hunter2"), "{said}");
    }
}

#[test]
fn checking_the_configuration_reads_the_keys_and_changes_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let check = |name: &str, value: &std::ffi::OsStr| {
        let output = program(&data).args(["config", "check"]).env(name, value).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(check("LOG_LEVEL", "info".as_ref()).0, Some(0));
    assert_eq!(std::fs::read_dir(data.path()).expect("the folder").count(), 0, "nothing was made");
    let no_text = std::os::unix::ffi::OsStrExt::from_bytes(b"caf\xe9");
    for (name, value) in [("ENCRYPTION_KEY", "too short".as_ref()), ("ADMIN_USERNAME", no_text)] {
        let (code, said) = check(name, value);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert!(said.contains(name), "{name} is named in: {said}");
    }
    std::fs::write(data.path().join("encryption.key"), "no key").expect("written");
    let (code, said) = check("LOG_LEVEL", "info".as_ref());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("encryption.key"), "the file is named in: {said}");
}

#[test]
fn wrong_usage_exits_with_2_and_help_is_complete() {
    let data = tempfile::tempdir().expect("a folder");
    assert_eq!(program(&data).arg("dance").output().expect("it runs").status.code(), Some(2));
    let help = program(&data).arg("--help").output().expect("it runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for command in ["serve", "migrate", "healthcheck", "config"] {
        assert!(help.contains(command), "{help}");
    }
}

#[tokio::test]
async fn the_key_and_the_first_password_are_readable_by_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::start_bare().await;
    assert_eq!(std::fs::metadata(app.data.path()).expect("the folder").permissions().mode() & 0o077, 0);
    for entry in std::fs::read_dir(app.data.path()).expect("the folder").flatten() {
        let mode = entry.metadata().expect("a file").permissions().mode();
        if entry.path().extension().is_some_and(|extension| extension == "key") {
            assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
        }
    }
}

#[tokio::test]
async fn health_and_readiness_are_told_without_a_session() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    assert_eq!(browser.get("/api/health").await.ok().json()["status"], "ok");
    assert_eq!(browser.get("/api/ready").await.ok().json()["status"], "ready");
}

#[tokio::test]
async fn the_key_is_rotated_while_the_program_runs_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = app.plex_user("ann").await;
    let file = app.data.path().join("encryption.key");
    let before = std::fs::read_to_string(&file).expect("the key");
    let output = app.command(&["key", "rotate"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("The old key is removed"), "{said}");
    let after = std::fs::read_to_string(&file).expect("the key");
    assert!(!after.contains(before.trim()) && !said.contains(after.trim()));
    // What was sealed opens, and what is sealed from now on does.
    let tested = admin.post("/api/admin/services/test", &[("name", "overseerr")]).await.data();
    assert_eq!(tested["ok"], true, "{tested}");
    ann.get("/search?q=light").await.ok();
    app.plex_user("ben").await.get("/").await.ok();
    assert_eq!(app.command(&["key", "rotate"]).status.code(), Some(0));
}
