//! A program that acts for somebody with an API key.

use super::{Answer, Browser};
use reqwest::Method;
use serde_json::Value;

/// What it holds, and whom it asks.
pub struct Program {
    browser: Browser,
    pub key: String,
}

impl Browser {
    /// Makes a key with these scopes; the whole answer.
    pub async fn make_key(&self, name: &str, scopes: &[&str], expires: &str) -> Value {
        let mut fields = vec![("name", name), ("expires", expires)];
        fields.extend(scopes.iter().map(|scope| ("scopes[]", *scope)));
        self.post("/api/profile/keys/create", &fields).await.data()
    }

    /// A program with a new key of this user.
    pub async fn program(&self, scopes: &[&str]) -> Program {
        let made = self.make_key("a program", scopes, "never").await;
        Program::with(&self.url, made["key"].as_str().expect("a key"))
    }
}

impl Program {
    pub fn with(url: &str, key: &str) -> Self {
        Self { browser: Browser::new(url), key: key.to_owned() }
    }

    /// As programs do: no cookies, no `Origin`, no `Sec-Fetch-Site`.
    pub async fn call(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.browser.request(method.clone(), path).bearer_auth(&self.key);
        let request = if method == Method::POST { request.form(fields) } else { request };
        self.browser.send(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[]).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.call(Method::POST, path, fields).await
    }
}
