//! What a scanner from outside looks at, in the manner of Mozilla's Observatory: headers and cookies of everything that
//! is answered, and what stands in the pages.

use crate::support::{Answer, Browser, FIRST_PASSWORD, TestApp};
use app::routes::PAGES;
use domain::policy::{Access, CALLS, Method};
use std::collections::{BTreeMap, BTreeSet};

/// Headers every answer has, with the value that is expected.
const EVERYWHERE: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

fn directives(answer: &Answer) -> BTreeMap<String, String> {
    let policy = answer.header("content-security-policy");
    let parts = policy.split(';').filter_map(|part| {
        let (name, value) = part.trim().split_once(' ')?;
        Some((name.to_owned(), value.trim().to_owned()))
    });
    parts.collect()
}

/// What holds for every answer, whatever it is.
fn check(path: &str, answer: &Answer) {
    for (name, value) in EVERYWHERE {
        assert_eq!(answer.header(name), value, "{path}: {name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
    assert!(!answer.header("x-request-id").is_empty(), "{path}");
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(name), "", "{path}: {name}");
    }
    let policy = directives(answer);
    assert_eq!(policy.get("default-src").map(String::as_str), Some("'none'"), "{path}: {policy:?}");
    assert_eq!(policy.get("frame-ancestors").map(String::as_str), Some("'none'"), "{path}: {policy:?}");
    for (name, value) in &policy {
        for bad in ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:", "blob:"] {
            assert!(!value.split(' ').any(|source| source == bad), "{path}: {name} {value}");
        }
        assert!(!value.contains("data:") || name == "img-src", "{path}: {name} {value}");
        let is_foreign = value.contains("://");
        assert!(!is_foreign || (name == "connect-src" && path == "/login"), "{path}: {name} {value}");
    }
}

/// What holds for every page beside.
fn check_page(path: &str, answer: &Answer, nonces: &mut BTreeSet<String>) {
    check(path, answer);
    let policy = directives(answer);
    for (name, value) in [("base-uri", "'none'"), ("form-action", "'self'"), ("style-src", "'self'")] {
        assert_eq!(policy.get(name).map(String::as_str), Some(value), "{path}: {policy:?}");
    }
    let script = policy.get("script-src").unwrap_or_else(|| panic!("{path}: {policy:?}"));
    let (_, rest) = script.split_once("'nonce-").unwrap_or_else(|| panic!("{path}: {script}"));
    let (nonce, _) = rest.split_once('\'').expect("an end");
    assert!(nonce.len() >= 16 && nonces.insert(nonce.to_owned()), "{path}: the nonce {nonce} is new");
    let html = &answer.body;
    for (at, _) in html.match_indices("<script") {
        let tag = &html[at..at + html[at..].find('>').expect("an end")];
        let is_own = tag.contains(" src=\"/");
        assert!(is_own || tag.contains(&format!("nonce=\"{nonce}\"")) || tag.contains("json"), "{path}: {tag}");
    }
    let lower = html.to_lowercase();
    for bad in
        [" style=\"", "<style", " onclick=", " onload=", " onerror=", "javascript:", "<iframe", "<object", "<embed"]
    {
        assert!(!lower.contains(bad), "{path} holds {bad}");
    }
    for (at, _) in lower.match_indices("target=\"_blank\"") {
        let start = lower[..at].rfind('<').expect("a tag");
        let tag = &lower[start..at + lower[at..].find('>').expect("an end")];
        assert!(tag.contains("noopener") || tag.contains("noreferrer"), "{path}: {tag}");
    }
}

async fn every_answer(app: &TestApp, browser: &Browser, nonces: &mut BTreeSet<String>, signed_in: bool) {
    for page in PAGES {
        let path = page.path.replace("{tmdb}", "1003").replace("{list}", "trending").replace("{id}", "0199f000");
        let answer = browser.get(&path).await;
        if answer.status == 303 {
            check(&path, &answer);
        } else {
            check_page(&path, &answer, nonces);
        }
        if signed_in || page.access != Access::Anyone {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
    for call in CALLS.iter().filter(|call| call.method == Method::Get) {
        let answer = browser.get(call.path).await;
        check(call.path, &answer);
        assert_eq!(answer.header("cache-control"), "no-store", "{}", call.path);
    }
    for path in
        ["/api/no/such", "/api/health", "/api/ready", "/robots.txt", "/pkg/none.js", "/img/tmdb/w92/a.jpg", "/events"]
    {
        if path != "/events" || !signed_in {
            check(path, &browser.get(path).await);
        }
    }
    check_page("/no/such/page", &browser.get("/no/such/page").await, nonces);
    let foreign = browser.request(reqwest::Method::POST, "/api/auth/logout").header("origin", "http://evil.example");
    check("a foreign post", &browser.send(foreign).await);
    let elsewhere = browser.request(reqwest::Method::GET, "/login").header("host", "evil.example");
    check("a foreign name", &browser.send(elsewhere).await);
    let _ = app;
}

#[tokio::test]
async fn everything_that_is_answered_has_every_header_and_no_page_holds_what_the_policy_forbids() {
    let app = TestApp::start().await;
    let admin = app.without_limits().await;
    let ann = app.plex_user("ann").await;
    let mut nonces = BTreeSet::new();
    every_answer(&app, &app.browser(), &mut nonces, false).await;
    every_answer(&app, &ann, &mut nonces, true).await;
    every_answer(&app, &admin, &mut nonces, true).await;
}

/// Every cookie that is set, with its attributes in small letters.
fn cookies(answer: &Answer) -> Vec<(String, BTreeSet<String>)> {
    let lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().expect("text"));
    lines
        .map(|line| {
            let mut parts = line.split(';').map(str::trim);
            let name = parts.next().and_then(|pair| pair.split('=').next()).expect("a name").to_owned();
            (name, parts.map(str::to_lowercase).collect())
        })
        .collect()
}

#[tokio::test]
async fn cookies_are_kept_from_scripts_and_over_https_from_other_hosts() {
    for (public, is_https) in [(None, false), (Some("https://nest.example"), true)] {
        let environment: Vec<_> = public.map(|url| ("MEDIANEST_PUBLIC_URL", url)).into_iter().collect();
        let app = TestApp::start_bare_in(&environment).await;
        let browser = app.browser();
        let fields = [("username", "admin"), ("password", FIRST_PASSWORD), ("remember", "true")];
        let answer = browser.post("/api/auth/local", &fields).await;
        let flash = browser.submit("/login", "/api/auth/local", &[("username", "admin"), ("password", "wrong")]).await;
        let set: Vec<_> = cookies(answer.ok()).into_iter().chain(cookies(&flash)).collect();
        assert!(set.len() >= 2 || public.is_some(), "{set:?}");
        for (name, attributes) in set {
            let has = |attribute: &str| attributes.contains(attribute);
            assert!(has("httponly") && has("samesite=lax") && has("path=/"), "{name}: {attributes:?}");
            assert!(!attributes.iter().any(|attribute| attribute.starts_with("domain=")), "{name}: {attributes:?}");
            assert_eq!((has("secure"), name.starts_with("__Host-")), (is_https, is_https), "{name}: {attributes:?}");
        }
        let transport = browser.get("/login").await.header("strict-transport-security").to_owned();
        assert_eq!(transport, if is_https { "max-age=31536000" } else { "" });
    }
}
