//! Which `Host` values are answered: loopback and private addresses, the public URL's host and those the admin named.
//! Anything else is a name somebody pointed here (DNS rebinding), and is refused.

use crate::config::Config;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::text;
use std::{net::IpAddr, sync::Arc};

/// The hosts of this installation.
#[derive(Debug)]
pub struct Hosts(Vec<String>);

impl Hosts {
    pub fn of(config: &Config) -> Self {
        let public = config.public_url.as_ref().and_then(|url| url.as_url().host_str()).map(str::to_lowercase);
        Self(config.allowed_hosts.iter().cloned().chain(public).collect())
    }

    fn allow(&self, host: &str) -> bool {
        let name = without_port(host).to_lowercase();
        if name == "localhost" || self.0.iter().any(|allowed| *allowed == name || *allowed == host.to_lowercase()) {
            return true;
        }
        match name.trim_start_matches('[').trim_end_matches(']').parse() {
            Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
            Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
            Err(_) => false,
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

/// Refuses foreign names with 421.
pub async fn check(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    if host.is_some_and(|host| hosts.allow(host)) {
        return next.run(request).await;
    }
    let text = format!("{}\n", text::foreign_name());
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_private_addresses_and_to_its_own_names_only() {
        let hosts = Hosts(vec!["nest.example".into()]);
        for host in [
            "localhost:3000",
            "127.0.0.1",
            "[::1]:3000",
            "192.168.1.4:80",
            "10.0.0.1",
            "Nest.Example",
            "nest.example:8443",
        ] {
            assert!(hosts.allow(host), "{host}");
        }
        for host in
            ["evil.example", "8.8.8.8", "127.0.0.1.evil.example", "", "localhost.evil.example", "[2001:db8::1]:3000"]
        {
            assert!(!hosts.allow(host), "{host}");
        }
    }
}
