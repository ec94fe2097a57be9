//! Inputs nobody sends who means well: wrong kinds, huge, nested, half of UTF-8, words of other languages' machines.

use super::calls::{Argument, Function};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use std::fmt::Write;

/// What is sent.
pub struct Input {
    /// Behind the path, with its question mark.
    pub query: String,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

/// Single values, as text.
const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    "+5",
    "007",
    "0x10",
    "1e309",
    "NaN",
    "1.5",
    "2147483648",
    "4294967296",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999",
    "\u{661}\u{662}\u{663}",
    "true",
    "false",
    "on",
    "null",
    "undefined",
    "[]",
    "{}",
    "[object Object]",
    "movie",
    "tv",
    "mine",
    "all",
    "pending",
    "trending",
    "plex",
    "overseerr",
    "tmdb",
    "admin",
    "dark",
    "server_members",
    "00000000-0000-0000-0000-000000000000",
    "0199f000-0000-7000-8000-000000000000",
    "0199f000-0000-7000-8000-00000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "' OR '1'='1",
    "1; DROP TABLE users; --",
    "%' UNION SELECT password_hash FROM users --",
    "created_at DESC, (SELECT 1)",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd\u{0}.jpg",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://127.0.0.1:1/",
    "http://user:pass@127.0.0.1:1/",
    "http://[::1",
    "//evil.invalid",
    "/\\evil.invalid",
    "--exec=id",
    "$(id)",
    "|id",
    "a\u{0}b",
    "a\r\nSet-Cookie: mn_session=stolen",
    "\u{202e}gnp.exe",
    "\u{feff}",
    "\u{200b}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "e\u{301}\u{301}\u{301}\u{301}",
    "\u{fdfa}",
    "\u{10ffff}",
    "İstanbul",
    "ſ",
    "con",
    "constructor",
    "__proto__",
    "%",
    "%00",
    "%zz",
    "+",
    "&",
    "=",
    ";",
];

fn text(random: &mut StdRng) -> String {
    let value = *VALUES.choose(random).expect("there are values");
    match random.random_range(0..20) {
        0 => "A".repeat(random.random_range(200..70_000)),
        1 => value.repeat(random.random_range(2..400)),
        2 => "\u{301}".repeat(2000),
        3 => (0..random.random_range(1..60)).map(|_| random.random::<char>()).collect(),
        _ => value.to_owned(),
    }
}

/// A value as JSON has it.
fn value(random: &mut StdRng, depth: usize) -> Value {
    match random.random_range(0..10) {
        0 => Value::Null,
        1 => json!(random.random::<bool>()),
        2 => json!(random.random::<i64>()),
        3 => json!(random.random::<f64>() * 1e300),
        4 if depth > 0 => Value::Array((0..random.random_range(0..5)).map(|_| value(random, depth - 1)).collect()),
        5 if depth > 0 => json!({ text(random): value(random, depth - 1), "a": value(random, depth - 1) }),
        _ => json!(text(random)),
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Arguments as a query or a form.
fn pairs(random: &mut StdRng, arguments: &[Argument]) -> String {
    let mut pairs = Vec::new();
    for Argument { name, kind } in arguments {
        let takes_many = kind.contains("Vec") || kind.contains("Choice");
        match random.random_range(0..20) {
            0 | 1 => {}
            2 => pairs.extend((0..random.random_range(2..20)).map(|_| (name.clone(), text(random)))),
            3 => pairs.push((format!("{name}[{}]", text(random)), text(random))),
            4 => pairs.push((format!("{name}{}", "[a]".repeat(random.random_range(1..200))), text(random))),
            5 => pairs.push((format!("{name}[4294967295]"), text(random))),
            6..=12 if takes_many => {
                pairs.extend((0..random.random_range(0..300)).map(|_| (format!("{name}[]"), text(random))));
            }
            _ => pairs.push((name.clone(), text(random))),
        }
    }
    if random.random_range(0..10) == 0 {
        pairs.push((text(random), text(random)));
    }
    let mut line = String::new();
    for (name, value) in pairs {
        let _ = write!(line, "{}{}={}", if line.is_empty() { "" } else { "&" }, encoded(&name), encoded(&value));
    }
    match random.random_range(0..30) {
        0 => line.push_str("&%ff%fe=%c3%28"),
        1 => line.push_str("&&&==&=a&a"),
        _ => {}
    }
    line
}

/// One input for this function.
pub fn input(random: &mut StdRng, function: &Function) -> Input {
    const FORM: &str = "application/x-www-form-urlencoded";
    if function.call.method == domain::policy::Method::Get {
        let mut query = pairs(random, &function.arguments);
        // Longer ones are refused before anybody reads them.
        query.truncate(30_000);
        return Input { query: format!("?{query}"), content_type: "", body: Vec::new() };
    }
    let body = |content_type, body: Vec<u8>| Input { query: String::new(), content_type, body };
    match random.random_range(0..20) {
        0 => {
            let bytes: Vec<u8> = (0..random.random_range(0..4000)).map(|_| random.random()).collect();
            body(FORM, bytes)
        }
        1 => body("application/json", format!("{}{}", "[".repeat(5000), "]".repeat(5000)).into_bytes()),
        2 => {
            body("application/json", format!("{{\"a\":{}1{}}}", "{\"a\":".repeat(3000), "}".repeat(3000)).into_bytes())
        }
        3 => body("text/plain", text(random).into_bytes()),
        4 => body(
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".to_vec(),
        ),
        5..=9 => {
            let object: serde_json::Map<String, Value> =
                function.arguments.iter().map(|argument| (argument.name.clone(), value(random, 4))).collect();
            body("application/json", Value::Object(object).to_string().into_bytes())
        }
        _ => {
            let mut form = pairs(random, &function.arguments).into_bytes();
            if random.random_range(0..20) == 0 {
                form.truncate(form.len() / 2);
            }
            body(FORM, form)
        }
    }
}
