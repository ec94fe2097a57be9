//! Changes are refused unless the browser says that they come from this site: by `Sec-Fetch-Site` or, where that is
//! absent (plain http on a LAN), by `Origin` against the request's own host. Neither header: refused.

use crate::answer;
use app::{AppError, error::Code};
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

/// Lets safe methods through, and changes of our own pages.
pub async fn refuse(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_own(request.headers()) {
        return next.run(request).await;
    }
    answer::failure(&AppError::new(
        Code::PermissionDenied,
        "This change did not come from a page of this site. Open the page here and try again.",
    ))
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let host = text(header::HOST.as_str());
    let origin = text(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some(("http" | "https", origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        is_own(
            &pairs
                .iter()
                .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
                .collect(),
        )
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
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
}
