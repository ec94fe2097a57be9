//! Hostile input, generated from what every server function takes: no answer is 5xx, nothing panics, memory does not grow.
//!
//! `MEDIANEST_SOAK` makes it 10,000 inputs a function; else 200. A failure prints the seed, which `HOSTILE_SEED` takes.

mod calls;
mod inputs;

use crate::support::{Browser, FIRST_PASSWORD, PASSWORD, TestApp};
use calls::Function;
use domain::policy::{Access, CALLS, Method};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Asked at the same time.
const AT_ONCE: usize = 8;

fn count() -> usize {
    if std::env::var_os("MEDIANEST_SOAK").is_some() { 10_000 } else { 200 }
}

fn seed() -> u64 {
    std::env::var("HOSTILE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| rand::rng().random())
}

/// Those that end the session that asks, or change what the other functions stand on: each has a program of its own.
fn stands_alone(path: &str) -> bool {
    path.starts_with("/api/auth/") || path.starts_with("/api/admin/") || path.starts_with("/api/profile/")
}

/// Sends this function its share; who asks is signed in anew where the session has ended.
async fn attack(app: &TestApp, admin: Browser, function: &Function, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let admin = Arc::new(admin);
    let nobody = Arc::new(app.browser());
    let mut sent = 0;
    let mut answers = BTreeMap::<u16, usize>::new();
    while sent < count() {
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let input = inputs::input(&mut random, function);
            let browser = if random.random_range(0..10) == 0 { nobody.clone() } else { admin.clone() };
            let (path, method) = (function.call.path, function.call.method);
            asked.spawn(async move {
                let method = if method == Method::Get { reqwest::Method::GET } else { reqwest::Method::POST };
                let request = browser.request(method, &format!("{path}{}", input.query));
                let mut request = request.header("sec-fetch-site", "same-origin").header("accept", "application/json");
                if !input.content_type.is_empty() {
                    request = request.header("content-type", input.content_type).body(input.body.clone());
                }
                let answer = browser.send(request).await;
                (input, answer)
            });
        }
        for (input, answer) in asked.join_all().await {
            sent += 1;
            *answers.entry(answer.status).or_default() += 1;
            assert!(
                answer.status < 500,
                "HOSTILE_SEED={seed}: {}{} {} {:?} answered {}: {}",
                function.call.path,
                input.query,
                input.content_type,
                String::from_utf8_lossy(&input.body),
                answer.status,
                answer.body
            );
        }
        // Who is refused at the door attacks nothing.
        let session = admin.get("/api/auth/session").await;
        if session.status == 200 && session.data()["user"].is_null() {
            for password in [PASSWORD, FIRST_PASSWORD] {
                admin.post("/api/auth/local", &[("username", "admin"), ("password", password)]).await;
            }
        }
    }
    println!("{}: {sent} inputs, answered {answers:?}", function.call.path);
    let turned_away: usize = [401, 429].iter().filter_map(|status| answers.get(status)).sum();
    assert!(turned_away * 10 < sent * 9, "HOSTILE_SEED={seed}: {} was hardly reached: {answers:?}", function.call.path);
}

fn memory(app: &TestApp) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", app.pid())).expect("the program runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
fn every_call_of_the_table_stands_in_the_source() {
    let read: BTreeSet<_> = calls::functions().iter().map(|function| function.call.path).collect();
    let listed: BTreeSet<_> = CALLS.iter().map(|call| call.path).collect();
    assert_eq!(read, listed);
    let search = calls::functions().into_iter().find(|function| function.call.path == "/api/media/search");
    assert!(search.expect("it searches").arguments.iter().any(|argument| argument.name == "query"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_input_to_what_users_call_breaks_nothing() {
    let app = TestApp::start().await;
    let seed = seed();
    let functions: Vec<_> =
        calls::functions().into_iter().filter(|function| !stands_alone(function.call.path)).collect();
    assert!(functions.iter().any(|function| matches!(function.call.access, Access::With(_))));
    let admin = app.without_limits().await;
    let cookie = admin.cookie("mn_session").expect("a session");
    let again = || {
        let browser = app.browser();
        browser.set_cookie("mn_session", &cookie);
        browser
    };
    // Whatever is kept at first is not growth.
    let (first, rest) = functions.split_at(functions.len() / 2);
    for function in first {
        attack(&app, again(), function, seed).await;
    }
    let before = memory(&app);
    for function in rest {
        attack(&app, again(), function, seed).await;
    }
    let after = memory(&app);
    println!("{} functions × {} inputs, seed {seed}: {before} kB, then {after} kB", functions.len(), count());
    if std::env::var_os("MEDIANEST_SOAK").is_some() {
        assert!(after <= before + before / 10, "memory grew from {before} to {after} kB");
    }
    assert_eq!(admin.get("/api/auth/session").await.data()["user"]["name"], "admin", "it still works");
}

/// Each with a program of its own, because it may lock out whoever asks.
async fn alone(which: impl Fn(&str) -> bool) {
    let seed = seed();
    let functions: Vec<_> = calls::functions()
        .into_iter()
        .filter(|function| stands_alone(function.call.path) && which(function.call.path))
        .collect();
    assert!(!functions.is_empty());
    for function in &functions {
        let app = TestApp::start_bare().await;
        let admin = app.without_limits().await;
        attack(&app, admin, function, seed).await;
        app.browser().get("/api/health").await.ok();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_input_to_signing_in_breaks_nothing() {
    alone(|path| path.starts_with("/api/auth/")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_input_to_profiles_and_people_breaks_nothing() {
    alone(|path| path.starts_with("/api/profile/") || path.starts_with("/api/admin/users")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_input_to_what_admins_configure_breaks_nothing() {
    alone(|path| path.starts_with("/api/admin/") && !path.starts_with("/api/admin/users")).await;
}
