//! The one way out: every accident between us and a service, and what is said of it.

use crate::support::installation::{quick, url};
use backend::integrations::http::{Failure, Limits, Outbound, Patience, Unreachable, Upstream, Why, query};
use domain::accounts::Secret;
use serde_json::Value;
use std::time::{Duration, Instant};
use upstreams::{Fault, Mode, Options, Service, Upstreams, fixed};

const STATUS: &str = "/api/v1/status";

struct Net {
    upstreams: Upstreams,
    outbound: Outbound,
}

impl Net {
    async fn start() -> Self {
        Self::with(quick()).await
    }

    async fn with(limits: Limits) -> Self {
        let upstreams = Upstreams::start(Options::default()).await.expect("simulators");
        let outbound = Outbound::new(Upstream::OVERSEERR, url(&upstreams.overseerr_url()), limits);
        Self { upstreams, outbound }
    }

    fn fault(&self, fault: Fault) {
        self.upstreams.world().clear_faults();
        self.upstreams.world().set_fault(fault);
    }

    async fn status(&self) -> Result<Value, Failure> {
        self.outbound.get(STATUS).json().await
    }

    async fn why(&self, mode: Mode) -> Why {
        self.fault(Fault::new(Service::Overseerr, mode));
        self.status().await.expect_err("it fails").why
    }

    fn calls(&self) -> usize {
        self.upstreams.world().count(Service::Overseerr, "GET", STATUS)
    }
}

#[tokio::test]
async fn a_good_answer_is_read() {
    let net = Net::start().await;
    assert_eq!(net.status().await.expect("an answer")["version"], fixed::OVERSEERR_VERSION);
}

#[tokio::test]
async fn every_accident_has_its_own_name() {
    let net = Net::start().await;
    assert_eq!(net.why(Mode::Html).await, Why::NotJson);
    assert_eq!(net.why(Mode::Garbage).await, Why::NotJson);
    assert_eq!(net.why(Mode::Huge).await, Why::TooLarge);
    assert_eq!(net.why(Mode::Truncate).await, Why::Unreachable(Unreachable::Lost));
    assert_eq!(net.why(Mode::Drop).await, Why::Unreachable(Unreachable::Lost));
    assert_eq!(net.why(Mode::Down).await, Why::Unreachable(Unreachable::Lost));
    assert_eq!(net.why(Mode::Hang).await, Why::Unreachable(Unreachable::TimedOut));
    let Why::Status { code, html, .. } = net.why(Mode::Status).await else { panic!("a status") };
    assert_eq!((code, html), (503, false));
}

#[tokio::test]
async fn a_port_where_nobody_listens_refuses() {
    let net = Net::start().await;
    let address = net.upstreams.overseerr_url();
    net.upstreams.stop().await;
    let outbound = Outbound::new(Upstream::OVERSEERR, url(&address), quick());
    let failure = outbound.get(STATUS).json::<Value>().await.expect_err("it fails");
    assert_eq!(failure.why, Why::Unreachable(Unreachable::Refused));
    assert_eq!(
        failure.to_string(),
        "Overseerr is not reachable: the connection was refused. Check host and port, and that Overseerr is running."
    );
}

#[tokio::test]
async fn a_name_that_is_nobodys_is_not_found() {
    let outbound = Outbound::new(Upstream::PLEX, url("http://no-such-host.invalid:32400"), quick());
    let failure = outbound.get("/identity").json::<Value>().await.expect_err("it fails");
    assert_eq!(failure.why, Why::Unreachable(Unreachable::NameNotFound));
}

#[tokio::test]
async fn https_where_there_is_none_says_so() {
    let net = Net::start().await;
    let address = net.upstreams.overseerr_url().replace("http://", "https://");
    let outbound = Outbound::new(Upstream::OVERSEERR, url(&address), quick());
    let failure = outbound.get(STATUS).json::<Value>().await.expect_err("it fails");
    assert!(matches!(failure.why, Why::Unreachable(Unreachable::Tls(_))), "{failure}");
}

#[tokio::test]
async fn a_redirect_elsewhere_is_not_followed_and_names_the_place() {
    let net = Net::start().await;
    net.fault(Fault::new(Service::Overseerr, Mode::Redirect));
    let failure = net.outbound.post("/api/v1/request").body(Value::Null).send().await.expect_err("it fails");
    assert!(matches!(failure.why, Why::Redirected(_)), "a write is never redirected: {failure}");
    assert!(failure.to_string().contains(". Enter the address that answers without a redirect."), "{failure}");
    let read = net.status().await.expect_err("it fails");
    assert!(matches!(read.why, Why::Redirected(_) | Why::NotJson), "{read}");
}

#[tokio::test]
async fn only_background_work_tries_again_and_only_what_it_reads() {
    let net = Net::start().await;
    net.fault(Fault::status(Service::Overseerr, 503).times(2));
    assert!(net.status().await.is_err());
    assert_eq!(net.calls(), 1, "a page takes its fallback");

    net.upstreams.world().clear_calls();
    net.fault(Fault::status(Service::Overseerr, 503).times(3));
    net.outbound.get(STATUS).patience(Patience::Background).json::<Value>().await.expect("the fourth try");
    assert_eq!(net.calls(), 4);

    net.upstreams.world().clear_calls();
    net.fault(Fault::status(Service::Overseerr, 503));
    let written = net.outbound.post(STATUS).patience(Patience::Background).send().await;
    assert_eq!(written.expect_err("it fails").status(), Some(503));
    assert_eq!(net.upstreams.world().count(Service::Overseerr, "POST", STATUS), 1);

    net.upstreams.world().clear_calls();
    net.fault(Fault::status(Service::Overseerr, 404));
    assert!(net.outbound.get(STATUS).patience(Patience::Background).send().await.is_err());
    assert_eq!(net.calls(), 1, "what will not change is not tried again");
}

#[tokio::test]
async fn retry_after_is_heeded_up_to_the_longest_pause() {
    let net = Net::start().await;
    net.fault(Fault::status(Service::Overseerr, 429).retry_after(1).times(1));
    let started = Instant::now();
    net.outbound.get(STATUS).patience(Patience::Background).json::<Value>().await.expect("the second try");
    assert!(started.elapsed() >= Duration::from_secs(1));

    net.upstreams.world().clear_calls();
    net.fault(Fault::status(Service::Overseerr, 429).retry_after(3600));
    let failure = net.outbound.get(STATUS).patience(Patience::Background).send().await.expect_err("it fails");
    assert_eq!((net.calls(), failure.retry_after()), (1, Some(Duration::from_hours(1))), "whoever asked decides");
}

#[tokio::test]
async fn the_eleventh_call_waits_a_moment_and_takes_the_fallback() {
    let net = Net::start().await;
    net.fault(Fault::new(Service::Overseerr, Mode::Hang));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let outbound = net.outbound.clone();
        calls.spawn(async move { outbound.get(STATUS).send().await.map(drop) });
    }
    while net.calls() < 10 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let failure = net.status().await.expect_err("it fails");
    assert_eq!(failure.why, Why::Unreachable(Unreachable::Busy));
    assert_eq!(net.calls(), 10, "it was not even sent");
    calls.join_all().await;
    net.upstreams.world().clear_faults();
    net.status().await.expect("there is room again");
}

#[tokio::test]
async fn a_key_that_no_header_can_carry_is_a_wrong_key() {
    let net = Net::start().await;
    let key = Secret::new("with\na line break");
    let failure = net.outbound.get(STATUS).secret_header("x-api-key", &key).send().await.expect_err("it fails");
    assert_eq!(failure.status(), Some(401));
    assert!(!format!("{failure} {failure:?}").contains("line break"));
}

#[tokio::test]
async fn no_failure_tells_a_query_or_a_key() {
    let net = Net::with(Limits { per_try: Duration::from_millis(200), ..quick() }).await;
    let planted = "planted-secret-4711";
    for mode in
        [Mode::Html, Mode::Garbage, Mode::Drop, Mode::Hang, Mode::Redirect, Mode::Status, Mode::Truncate, Mode::Down]
    {
        net.fault(Fault::new(Service::Overseerr, mode));
        let path = format!("{STATUS}{}", query([("token", planted.to_owned())]));
        let call = net.outbound.get(path).secret_header("x-api-key", &Secret::new(planted));
        let failure = call.json::<Value>().await.expect_err("it fails");
        let said = format!("{failure} {failure:?} {}", domain::Error::from(failure.clone()));
        assert!(!said.contains(planted), "{mode:?}: {said}");
    }
}

#[tokio::test]
async fn a_metadata_address_is_never_called() {
    // `BaseUrl` refuses it when it is written as a number; what a name resolves to is the guard's business.
    use backend::integrations::guard::{GuardedDns, Reach};
    use reqwest::dns::Resolve;
    let found =
        GuardedDns(Reach::Services).resolve("localhost".parse().expect("a name")).await.expect("loopback is fine");
    assert!(found.count() > 0);
}
