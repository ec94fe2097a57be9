//! Cookies of our own beside the session: what a plain form left for the next page, and which sign-in this browser began, and
//! that it is remembered.

use axum::http::{HeaderMap, HeaderValue, header};

/// How cookies are named and marked here.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    /// `Secure` and `__Host-`, when browsers come by https.
    pub https: bool,
}

/// What a plain form left for the page that follows.
pub const FLASH: &str = "mn_flash";
/// By which the browser that began a sign-in is known again.
pub const SIGN_IN: &str = "mn_signin";
/// By which a remembered device signs in again.
pub const REMEMBER: &str = "mn_remember";

impl Cookies {
    /// The name as the browser sends it.
    pub fn name(self, name: &str) -> String {
        if self.https { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// The value of a cookie of the request.
    pub fn get<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        let wanted = self.name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == wanted).then_some(value))
            .filter(|value| !value.is_empty())
    }

    /// A `Set-Cookie` line; the value must be plain ASCII without separators.
    pub fn set(self, name: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", self.name(name));
        HeaderValue::from_str(&line).ok()
    }

    /// A `Set-Cookie` line that removes it.
    pub fn clear(self, name: &str) -> Option<HeaderValue> {
        self.set(name, "", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_cookie_among_others_and_marks_its_own() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; mn_flash=x.y; xmn_flash=no".parse().expect("a value"));
        let plain = Cookies { https: false };
        assert_eq!(plain.get(&headers, FLASH), Some("x.y"));
        assert_eq!(plain.get(&headers, SIGN_IN), None);
        let https = Cookies { https: true };
        assert_eq!(https.get(&headers, FLASH), None);
        let line = https.set(FLASH, "v", 60).expect("a header");
        assert_eq!(line, "__Host-mn_flash=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
    }
}
