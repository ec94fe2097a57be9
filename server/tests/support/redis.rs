//! A Redis of a test's own, and what the program says of it.

use super::Browser;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A Redis that a test may kill.
pub struct Redis {
    port: u16,
    home: tempfile::TempDir,
    server: Child,
}

impl Redis {
    /// `None` where the tests run without Redis.
    pub fn start() -> Option<Self> {
        if std::env::var("TEST_REDIS_URL").map_or(true, |url| url.is_empty()) {
            println!("TEST_REDIS_URL is not set: Redis is left out");
            return None;
        }
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let home = tempfile::tempdir().expect("a folder");
        let server = Self::serve(port, home.path());
        Some(Self { port, home, server })
    }

    fn serve(port: u16, home: &Path) -> Child {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()]);
        let mut server = command.arg("--dir").arg(home).stdout(Stdio::piped()).spawn().expect("Redis starts");
        let said = BufReader::new(server.stdout.take().expect("its log"));
        said.lines().map_while(Result::ok).find(|line| line.contains("Ready to accept")).expect("Redis is ready");
        server
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn kill(&mut self) {
        self.server.kill().expect("it is killed");
        self.server.wait().expect("it ended");
    }

    /// With nothing of what it knew.
    pub fn restart(&mut self) {
        self.server = Self::serve(self.port, self.home.path());
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// What `/api/ready` says of Redis; it is ready whatever that is.
pub async fn redis_is(browser: &Browser) -> String {
    let ready = browser.get("/api/ready").await.ok().json();
    assert_eq!(ready["status"], "ready");
    ready["redis"].as_str().expect("a word").to_owned()
}
