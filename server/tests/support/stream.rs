//! A stream of live events as a browser hears it.

use super::Browser;
use reqwest::{Method, Response};
use serde_json::Value;
use std::time::Duration;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// One open stream.
pub struct Stream {
    response: Response,
    unread: String,
    /// The id of the last event, as a browser keeps it.
    pub last_id: Option<String>,
}

/// One event with its data.
#[derive(Debug)]
pub struct Event {
    pub name: String,
    pub data: Value,
}

impl Browser {
    /// Opens `/events` from a cursor on; panics when it is refused.
    pub async fn listen(&self, after: Option<&str>) -> Stream {
        let path = after.map_or_else(|| "/events".to_owned(), |after| format!("/events?after={after}"));
        self.listen_with(self.request(Method::GET, &path)).await
    }

    /// Comes back as a browser does.
    pub async fn resume(&self, page: &str, last_id: &str) -> Stream {
        let request = self.request(Method::GET, &format!("/events?after={page}"));
        self.listen_with(request.header("last-event-id", last_id)).await
    }

    async fn listen_with(&self, request: reqwest::RequestBuilder) -> Stream {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Stream { response, unread: String::new(), last_id: None };
        // It says at once where it is; from then on nothing is missed.
        assert!(stream.block().await.is_some(), "the stream begins");
        stream
    }
}

impl Stream {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name).and_then(|value| value.to_str().ok())
    }

    /// The next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            let (name, data) = self.block().await?;
            if !data.is_empty() {
                return Some(Event { name, data: serde_json::from_str(&data).expect("JSON") });
            }
        }
    }

    /// The next event with this name.
    pub async fn until(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().await.unwrap_or_else(|| panic!("the stream ended before {name}"));
            if event.name == name {
                return event;
            }
        }
    }

    /// Reads to the end, and says what came before it.
    pub async fn ended(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(event) = self.next().await {
            names.push(event.name);
        }
        names
    }

    /// Breaks the stream after this many bytes more, wherever that is; says where to go on.
    pub async fn break_after(mut self, bytes: usize) -> Option<String> {
        while self.unread.len() < bytes && self.fill().await {}
        self.unread.truncate(bytes);
        while self.parse().is_some() {}
        self.last_id
    }

    async fn block(&mut self) -> Option<(String, String)> {
        loop {
            if let Some(block) = self.parse() {
                return Some(block);
            }
            if !self.fill().await {
                return None;
            }
        }
    }

    async fn fill(&mut self) -> bool {
        let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("something comes, or the end");
        let Ok(Some(bytes)) = chunk else { return false };
        self.unread.push_str(std::str::from_utf8(&bytes).expect("text"));
        true
    }

    /// A whole block, as the standard reads it.
    fn parse(&mut self) -> Option<(String, String)> {
        let end = self.unread.find("\n\n")?;
        let block: String = self.unread.drain(..end + 2).collect();
        let (mut name, mut data) = ("message".to_owned(), String::new());
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("event", value)) => value.clone_into(&mut name),
                Some(("data", value)) => data.push_str(value),
                Some(("id", value)) => self.last_id = Some(value.to_owned()),
                _ => {}
            }
        }
        Some((name, data))
    }
}
