//! The way out to addresses that anybody may influence: where it goes, and where nothing brings it.

use crate::support::installation::quick;
use backend::integrations::http::{Failure, OpenWeb, Reply, Unreachable, Upstream, Why};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use url::Url;

/// A host that gives everybody the same answer.
struct Host {
    url: Url,
    calls: Arc<AtomicUsize>,
}

impl Host {
    async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("bound")).parse().expect("a URL");
        let calls = Arc::new(AtomicUsize::new(0));
        let (answer, counted) = (answer.into(), Arc::clone(&calls));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(&answer).await;
                let _ = stream.shutdown().await;
            }
        });
        Self { url, calls }
    }

    async fn sending_to(address: &str) -> Self {
        Self::answering(format!("HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n")).await
    }

    async fn saying(text: &str) -> Self {
        Self::answering(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}", text.len())).await
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

fn web(configured: &[&Host]) -> OpenWeb {
    let configured = configured.iter().map(|host| host.url.origin()).collect();
    OpenWeb::new(Upstream::PLEX_TV, configured, quick())
}

async fn get(web: &OpenWeb, address: &str) -> Result<Reply, Failure> {
    web.get(address, "*/*", 1000).await
}

fn is_forbidden(answer: Result<Reply, Failure>) -> bool {
    answer.is_err_and(|failure| failure.why == Why::Unreachable(Unreachable::Forbidden))
}

#[tokio::test]
async fn tautulli_ssrf_by_image_proxy_reaches_nothing_at_home() {
    let host = Host::saying("home").await;
    let port = host.url.port().expect("a port");
    let web = web(&[]);
    for address in [
        host.url.to_string(),
        format!("http://localhost:{port}/"),
        format!("http://127.1:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://plex.tv@127.0.0.1:{port}/"),
        format!("http://plex.tv:secret@127.0.0.1:{port}/"),
        format!("http:127.0.0.1:{port}"),
        format!("http://１２７.０.０.１:{port}/"),
    ] {
        assert!(is_forbidden(get(&web, &address).await), "{address}");
    }
    assert_eq!(host.calls(), 0);
}

#[tokio::test]
async fn uptime_kuma_file_monitors_only_http_is_spoken() {
    let web = web(&[]);
    for address in [
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "data:text/plain,hello",
        "javascript:alert(1)",
        "unix:/run/docker.sock",
        "//example.com/",
        "/etc/passwd",
        "",
    ] {
        assert!(is_forbidden(get(&web, address).await), "{address}");
    }
}

#[tokio::test]
async fn what_is_configured_is_allowed_by_its_exact_host_and_port() {
    let (configured, neighbour) = (Host::saying("yes").await, Host::saying("no").await);
    let web = web(&[&configured]);
    assert_eq!(get(&web, configured.url.as_str()).await.expect("an answer").body, b"yes");
    assert!(is_forbidden(get(&web, neighbour.url.as_str()).await));
    let by_name = configured.url.as_str().replace("127.0.0.1", "localhost");
    assert!(is_forbidden(get(&web, &by_name).await));
    assert_eq!((configured.calls(), neighbour.calls()), (1, 0));
}

#[tokio::test]
async fn each_redirect_is_checked_anew() {
    let home = Host::saying("home").await;
    let elsewhere = Host::sending_to(home.url.as_str()).await;
    let in_disguise = Host::sending_to(&format!("//0x7f.1:{}/", home.url.port().expect("a port"))).await;
    let metadata = Host::sending_to("http://169.254.169.254/latest/meta-data/").await;
    let file = Host::sending_to("file:///etc/passwd").await;
    let web = web(&[&elsewhere, &in_disguise, &metadata, &file]);
    for host in [&elsewhere, &in_disguise, &metadata, &file] {
        assert!(is_forbidden(get(&web, host.url.as_str()).await), "{}", host.url);
        assert_eq!(host.calls(), 1);
    }
    assert_eq!(home.calls(), 0);
}

#[tokio::test]
async fn redirects_are_followed_from_host_to_host_and_not_for_ever() {
    let home = Host::saying("here").await;
    let first = Host::sending_to(home.url.as_str()).await;
    let circle = Host::sending_to("/again").await;
    let web = web(&[&home, &first, &circle]);
    assert_eq!(get(&web, first.url.as_str()).await.expect("an answer").body, b"here");
    let failure = get(&web, circle.url.as_str()).await.expect_err("it gives up");
    assert!(matches!(failure.why, Why::Redirected(_)), "{failure}");
    assert_eq!(circle.calls(), 6);
}

#[tokio::test]
async fn size_and_time_are_bounded() {
    let announced = Host::saying(&"x".repeat(1001)).await;
    let unannounced = Host::answering(format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(5000))).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let silence: Url = format!("http://{}/", silent.local_addr().expect("bound")).parse().expect("a URL");
    let configured = vec![announced.url.origin(), unannounced.url.origin(), silence.origin()];
    let web = OpenWeb::new(Upstream::PLEX_TV, configured, quick());
    for host in [&announced, &unannounced] {
        assert_eq!(get(&web, host.url.as_str()).await.expect_err("too much").why, Why::TooLarge);
    }
    let failure = get(&web, silence.as_str()).await.expect_err("it says nothing");
    assert_eq!(failure.why, Why::Unreachable(Unreachable::TimedOut));
}
