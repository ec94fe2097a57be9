//! View logic of signing in, tested on the host.

use crate::routes::{encoded, going_on};
use domain::accounts::{PlexPin, PlexWay};

/// The id of a PIN of plex.tv: a number, or a number as text. Anything else is none.
pub fn pin_id(text: String) -> Option<String> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// Where a browser makes a strong PIN: `POST` there.
pub fn pins_address(way: &PlexWay) -> String {
    format!("{}/api/v2/pins?strong=true", way.pins_url.trim_end_matches('/'))
}

/// Where the user confirms a strong PIN, and comes back from to `origin`. Parameters stand in the fragment, which no server sees; the id of the PIN is
/// not among them, so that a crafted address cannot sign a victim in as somebody else.
pub fn confirm_address(way: &PlexWay, code: &str, origin: &str, next: Option<&str>) -> String {
    format!(
        "{}/auth#?clientID={}&code={}&context%5Bdevice%5D%5Bproduct%5D={}&forwardUrl={}",
        way.app_url.trim_end_matches('/'),
        encoded(&way.client_id),
        encoded(code),
        encoded(&way.product),
        encoded(&format!("{origin}{}", going_on("/login/plex", next))),
    )
}

/// The page where a code is typed, with the code filled in; `None` for a PIN that has no code to type.
pub fn link_with_code(pin: &PlexPin) -> Option<String> {
    let code = pin.code.as_deref()?;
    Some(format!("{}/?pin={}", pin.link.trim_end_matches('/'), encoded(code)))
}

/// An address as people write it.
pub fn spoken(link: &str) -> &str {
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link);
    link.trim_end_matches('/')
}

/// Milliseconds until the next question whether a PIN was confirmed: from one second, slower and slower, to five.
pub fn next_pause(pause: u32) -> u32 {
    (pause + pause / 4).min(5_000)
}

/// The first of them.
pub const FIRST_PAUSE: u32 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn way() -> PlexWay {
        PlexWay {
            pins_url: "https://clients.plex.tv/".into(),
            app_url: "https://app.plex.tv".into(),
            client_id: "5b1c-uuid".into(),
            product: "Ann's nest & more".into(),
        }
    }

    #[test]
    fn asks_for_confirmation_without_naming_the_pin() {
        assert_eq!(pins_address(&way()), "https://clients.plex.tv/api/v2/pins?strong=true");
        assert_eq!(
            confirm_address(&way(), "abc123", "https://nest.example", None),
            "https://app.plex.tv/auth#?clientID=5b1c-uuid&code=abc123\
             &context%5Bdevice%5D%5Bproduct%5D=Ann%27s%20nest%20%26%20more\
             &forwardUrl=https%3A%2F%2Fnest.example%2Flogin%2Fplex"
        );
        let back = confirm_address(&way(), "abc123", "https://nest.example", Some("/requests"));
        assert!(back.ends_with("%2Flogin%2Fplex%3Fnext%3D%252Frequests"), "{back}");
    }

    #[test]
    fn the_id_of_a_pin_is_a_number() {
        assert_eq!(pin_id("1174342418".into()).as_deref(), Some("1174342418"));
        for other in ["", "null", "../user", "-1", "1.5", "1174342418 "] {
            assert_eq!(pin_id(other.into()), None, "{other}");
        }
    }

    #[test]
    fn asks_slower_and_slower_but_at_least_every_five_seconds() {
        let mut pauses = vec![FIRST_PAUSE];
        for _ in 0..12 {
            pauses.push(next_pause(pauses[pauses.len() - 1]));
        }
        assert!(pauses.is_sorted());
        assert_eq!(pauses.last(), Some(&5_000));
    }
}
