//! A client that keeps its cookies, follows nothing by itself and behaves like the pages of this site.

use reqwest::{
    Client, Method, RequestBuilder,
    header::{ACCEPT, HeaderMap, LOCATION, ORIGIN, REFERER, SET_COOKIE},
    redirect::Policy,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Mutex, Once},
};

/// One browser.
pub struct Browser {
    pub url: String,
    client: Client,
    cookies: Mutex<BTreeMap<String, String>>,
    /// Every body that came back.
    seen: Mutex<Vec<String>>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    #[expect(clippy::disallowed_methods, reason = "a browser is no outbound call of the program")]
    pub fn new(url: &str) -> Self {
        static TLS: Once = Once::new();
        TLS.call_once(|| {
            // The only provider in this process; a second one would be an error worth seeing.
            rustls::crypto::ring::default_provider().install_default().expect("one provider");
        });
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().expect("a client");
        Self { url: url.to_owned(), client, cookies: Mutex::default(), seen: Mutex::default() }
    }

    /// The same browser at another address of the same site.
    pub fn at(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            client: self.client.clone(),
            cookies: Mutex::new(self.cookies.lock().expect("cookies").clone()),
            seen: Mutex::default(),
        }
    }

    /// A request with this browser's cookies; for what the shorter methods do not do.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().expect("cookies");
        let line = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = self.client.request(method, format!("{}{path}", self.url));
        if line.is_empty() { request } else { request.header("cookie", line) }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let mut cookies = self.cookies.lock().expect("cookies").clone();
        for line in headers.get_all(SET_COOKIE) {
            let pair = line.to_str().expect("text").split(';').next().expect("a pair").to_owned();
            let (name, value) = pair.split_once('=').expect("a pair");
            if value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        *self.cookies.lock().expect("cookies") = cookies;
        let body = String::from_utf8_lossy(&response.bytes().await.expect("a body")).into_owned();
        self.seen.lock().expect("bodies").push(body.clone());
        Answer { status, headers, body }
    }

    /// A page, or a call that reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// A call as an island makes it.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        self.send(request.header(ACCEPT, "application/json").form(fields)).await
    }

    /// A form of a page that is used without JavaScript.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, action)
            .header(ACCEPT, "text/html,application/xhtml+xml")
            .header(ORIGIN, &self.url)
            .header(REFERER, format!("{}{page}", self.url));
        self.send(request.form(fields)).await
    }

    /// Every body that came back.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("bodies").clone()
    }

    /// As if the browser was closed and its session taken along.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("cookies").get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("cookies").insert(name.to_owned(), value.to_owned());
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON ({}): {}", self.status, self.body))
    }

    /// The data of a success.
    pub fn data(&self) -> Value {
        self.ok();
        self.json()["data"].clone()
    }

    /// The error of a refusal.
    pub fn error(&self) -> Value {
        let json = self.json();
        assert_eq!(json["success"], false, "{json}");
        json["error"].clone()
    }

    pub fn ok(&self) -> &Self {
        assert_eq!(self.status, 200, "{}", self.body);
        self
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
