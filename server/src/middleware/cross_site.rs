//! Changes are refused unless the browser says that they come from this site: by `Sec-Fetch-Site` or, where that is
//! absent (plain http on a LAN), by `Origin` against the request's own scheme and host. Neither header: refused.
//!
//! A call is only marked here; `calls` refuses it, so that programs get the envelope and plain forms a page. The live stream
//! changes nothing, but there are only so many: no other site's page may open one, where the browser says whose page it is.

use crate::{
    answer,
    config::Config,
    context::Context,
    session::{Peer, bearer},
};
use app::{AppError, error::Code};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::text;
use std::sync::Arc;

/// Where live events are read.
const STREAM: &str = "/events";

/// On a call that did not come from a page of this site.
#[derive(Clone, Copy, Debug)]
pub struct Foreign;

/// Why it is refused.
pub fn refusal() -> AppError {
    AppError::new(Code::PermissionDenied, text::foreign_page())
}

/// Lets safe methods through, and changes of our own pages.
pub async fn refuse(State(context): State<Arc<Context>>, mut request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let trusted =
        request.extensions().get::<Peer>().is_some_and(|peer| context.config.trusted_proxies.contains(&peer.0));
    let headers = request.headers();
    // Streams of our own pages may come without a word of where from.
    let says = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    let matters = !safe || (request.uri().path() == STREAM && says);
    // A key is proof enough: no other site can make a browser send one.
    if matters && !bearer::is_presented(headers) && !is_own(headers, &context.config, trusted) {
        if !request.uri().path().starts_with("/api/") {
            let error = refusal();
            return (answer::status(&error), error.message).into_response();
        }
        request.extensions_mut().insert(Foreign);
    }
    next.run(request).await
}

/// `trusted`: the headers come from a proxy whose word counts.
fn is_own(headers: &HeaderMap, config: &Config, trusted: bool) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) else { return false };
    // The last one is that of the proxy before us.
    let forwarded = text("x-forwarded-proto").and_then(|schemes| schemes.rsplit(',').next()).map(str::trim);
    let scheme = public_scheme(config, host).or(forwarded.filter(|_| trusted)).unwrap_or("http");
    origin.eq_ignore_ascii_case(&format!("{scheme}://{host}"))
}

/// The scheme of the public address, where the request names it.
fn public_scheme<'a>(config: &'a Config, host: &str) -> Option<&'a str> {
    let url = config.public_url.as_ref()?.as_url();
    let public = &url[url::Position::BeforeHost..url::Position::AfterPort];
    public.eq_ignore_ascii_case(host).then(|| url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: Option<&str> = Some("https://nest.example");

    fn own(public: Option<&str>, trusted: bool, pairs: &[(&'static str, &'static str)]) -> bool {
        let config = Config::read(|name| public.filter(|_| name == "MEDIANEST_PUBLIC_URL").map(Into::into), false);
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                (name.parse::<axum::http::HeaderName>().expect("a name"), value.parse().expect("a value"))
            })
            .collect();
        is_own(&headers, &config.expect("the defaults are good"), trusted)
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        let own = |pairs| own(None, false, pairs);
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("origin", "http://nest.lan:3000"), ("host", "nest.lan:3000")]));
        assert!(!own(&[("sec-fetch-site", "cross-site"), ("origin", "http://nest.lan"), ("host", "nest.lan")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[("origin", "http://evil.example"), ("host", "nest.lan")]));
        assert!(!own(&[("origin", "null"), ("host", "nest.lan")]));
        assert!(!own(&[("origin", "http://nest.lan:81"), ("host", "nest.lan")]));
        assert!(!own(&[("host", "nest.lan")]));
        assert!(!own(&[]));
    }

    #[test]
    fn the_scheme_counts_as_the_public_address_or_a_trusted_proxy_says_it() {
        let (http, https) = (("origin", "http://nest.example"), ("origin", "https://nest.example"));
        let (host, forwarded) = (("host", "nest.example"), ("x-forwarded-proto", "https"));
        assert!(own(None, false, &[http, host]) && !own(None, false, &[https, host]));
        assert!(own(PUBLIC, false, &[https, host]) && !own(PUBLIC, false, &[http, host]));
        assert!(own(None, true, &[https, host, forwarded]) && !own(None, true, &[http, host, forwarded]));
        assert!(!own(None, false, &[https, host, forwarded]), "anybody can send this header");
        let inside = [("origin", "http://192.168.1.4:3000"), ("host", "192.168.1.4:3000")];
        assert!(own(PUBLIC, false, &inside), "by its address in the LAN");
    }
}
