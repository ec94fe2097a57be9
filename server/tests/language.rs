//! In which language people are spoken to, and in which is what is kept.

use crate::support::{Browser, TestApp, fields, until};
use app::routes::PAGES;
use reqwest::Method;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};
use upstreams::fixed;

/// A page as a browser asks for it that prefers these languages.
async fn asked(browser: &Browser, path: &str, accepted: &str) -> String {
    let request = browser.request(Method::GET, path).header("accept-language", accepted);
    browser.send(request).await.body
}

fn language_of(page: &str) -> &str {
    page.split_once("<html lang=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a language").0
}

#[tokio::test]
async fn pages_are_in_the_language_that_was_chosen_or_as_the_browser_asks_or_as_the_site_speaks() {
    let app = TestApp::start_bare().await;
    let stranger = app.browser();
    for (accepted, language) in [("de-CH,de;q=0.9,en;q=0.1", "de"), ("en", "en"), ("fr", "en")] {
        let page = asked(&stranger, "/login", accepted).await;
        assert_eq!(language_of(&page), language, "{accepted}");
        assert_eq!(page.contains("Passwort"), language == "de", "{page}");
    }
    let admin = app.admin().await;
    let answer = admin.post("/api/profile/update", &[("language", "de")]).await.data();
    assert_eq!((&answer["language"], &answer["theme"]), (&"de".into(), &"dark".into()));
    assert_eq!(language_of(&asked(&admin, "/profile", "en").await), "de", "what was chosen");
    let refused = admin.post("/api/profile/update", &[("language", "fr")]).await;
    assert_eq!(refused.status, 400);
    assert_eq!(fields(&refused)["language"], "Wähle eines davon: en, de.");
    admin.post("/api/profile/update", &[("theme", "light")]).await.ok();
    assert_eq!(admin.get("/api/profile").await.data()["language"], "de", "what is absent stays");
    admin.post("/api/profile/update", &[("language", "")]).await.ok();
    assert_eq!(language_of(&asked(&admin, "/profile", "en").await), "en", "as the browser asks");
    admin.post("/api/admin/config/general", &[("language", "de")]).await.ok();
    assert_eq!(language_of(&asked(&admin, "/profile", "fr").await), "de", "as the site speaks");
    assert_eq!(language_of(&stranger.get("/login").await.body), "de");
    assert_eq!(language_of(&asked(&stranger, "/login", "en").await), "en");
}

#[tokio::test]
async fn a_refusal_is_in_the_language_of_who_is_refused() {
    let app = TestApp::start_bare().await;
    let stranger = app.browser();
    let form = [("username", "nobody"), ("password", "not the password")];
    for (accepted, words) in [("de", "oder Passwort"), ("en", "User name or password")] {
        let request = stranger.request(Method::POST, "/api/auth/local").header("sec-fetch-site", "same-origin");
        let request = request.header("accept", "application/json").header("accept-language", accepted).form(&form);
        let answer = stranger.send(request).await;
        assert!(answer.error()["message"].as_str().expect("words").contains(words), "{}", answer.body);
    }
}

#[tokio::test]
async fn what_is_kept_is_in_the_language_of_the_site_and_a_notice_in_that_of_its_reader() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = app.plex_user("ann").await;
    admin.post("/api/admin/config/general", &[("language", "de")]).await.ok();
    for browser in [&admin, &ann] {
        browser.post("/api/profile/update", &[("language", "en")]).await.ok();
    }
    let series = fixed::ECHO_VALLEY.to_string();
    let wish = [("media_type", "tv"), ("tmdb_id", series.as_str()), ("seasons[0]", "3")];
    let request = ann.post("/api/media/request", &wish).await.data();
    let id = request["id"].as_str().expect("an id");
    let detail = until(&ann, id, |detail| detail["request"]["delivery"] == "delivered").await;
    let told: Vec<_> = detail["timeline"].as_array().expect("a timeline").iter().map(|row| &row["text"]).collect();
    assert_eq!(told, ["Staffel 3 angefragt", "An Overseerr übergeben als ann"], "kept");
    admin.post("/api/media/requests/approve", &[("id", id)]).await.ok();
    let last = |detail: &Value| detail["timeline"].as_array().and_then(|rows| Some(rows.last()?["text"].clone()));
    let path = format!("/api/media/requests/detail?id={id}");
    assert_eq!(last(&ann.get(&path).await.data()), Some("Approved".into()), "what its kind says is said to each");
    ann.post("/api/profile/update", &[("language", "de")]).await.ok();
    assert_eq!(last(&ann.get(&path).await.data()), Some("Freigegeben".into()));
    let film = fixed::LOW_SUN.to_string();
    let film = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &film)]).await.data();
    let film = film["id"].as_str().expect("an id");
    until(&ann, film, |detail| detail["request"]["delivery"] == "delivered").await;
    admin.post("/api/media/requests/approve", &[("id", film)]).await.ok();
    let notices = ann.get("/api/notifications").await.data();
    let titles: Vec<_> = notices["items"].as_array().expect("notices").iter().map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Freigegeben: Low Sun", "Echo Valley was approved"]);
}

/// A row of the catalogue: both texts.
struct Row {
    english: String,
    german: String,
}

fn catalogue() -> Vec<Row> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut rows = Vec::new();
    for folder in ["app/src/text", "app/domain/src/text"] {
        for file in fs::read_dir(root.join(folder)).expect("a folder") {
            let source = fs::read_to_string(file.expect("a file").path()).expect("it is read");
            for row in source.split(";\n") {
                let parts: Vec<_> = row.split('"').collect();
                if let [before, english, bar, german, _] = parts.as_slice()
                    && before.ends_with(" = ")
                    && bar.trim() == "|"
                {
                    rows.push(Row { english: (*english).to_owned(), german: (*german).to_owned() });
                }
            }
        }
    }
    rows
}

/// The longest part of a text that stands there as it is.
fn fixed_part(text: &str) -> &str {
    let parts = text.split(['{', '}']).step_by(2);
    parts.map(str::trim).max_by_key(|part| part.len()).unwrap_or_default()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split(['{', '}']).skip(1).step_by(2).collect()
}

#[test]
fn each_row_of_the_catalogue_tells_the_same_in_both_languages() {
    for Row { english, german } in catalogue() {
        assert_eq!(placeholders(&english), placeholders(&german), "{english} | {german}");
        let is_sentence = fixed_part(&english).split(' ').count() > 3;
        assert!(!is_sentence || english != german, "{english}");
        assert!(!is_sentence || english.ends_with(['.', '…']) == german.ends_with(['.', '…']), "{english} | {german}");
    }
}

/// What a page says: its texts, and the attributes that are read out or shown.
fn said(page: &str) -> BTreeSet<String> {
    let page = page.replace("&amp;", "&").replace("&quot;", "\u{201d}").replace("&#x27;", "'");
    let mut said = BTreeSet::new();
    let mut is_code = false;
    for part in page.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        if !is_code {
            said.insert(text.trim().to_owned());
        }
        is_code = tag.starts_with("script") || tag.starts_with("style");
        for name in [" aria-label=\"", " placeholder=\"", " title=\"", " alt=\"", " content=\""] {
            if let Some((_, value)) = tag.split_once(name) {
                said.extend(value.split('"').next().map(|value| value.trim().to_owned()));
            }
        }
    }
    said
}

/// What on a page is said in English, and could be said in German.
struct Foreign<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Foreign<'a> {
    fn of(rows: &'a [Row]) -> Self {
        let german: BTreeSet<_> = rows.iter().map(|row| row.german.as_str()).collect();
        let english = rows.iter().map(|row| row.english.as_str()).filter(|text| !german.contains(text));
        Self(english.map(|text| (text, fixed_part(text))).collect())
    }

    fn on(&self, page: &str) -> Vec<String> {
        let is_foreign =
            |text: &String| self.0.iter().any(|(whole, part)| whole == text || part.len() >= 12 && text.contains(part));
        said(page).into_iter().filter(is_foreign).collect()
    }
}

/// What is kept, in the language of the site; the last are the reasons that are offered to decline with.
const KEPT: [&str; 3] =
    ["Season 3 requested", "Sent to Overseerr as ann", "It is already available on a streaming service we have."];

#[tokio::test]
async fn no_page_in_german_says_anything_in_english() {
    let app = TestApp::start().await;
    let admin = app.without_limits().await;
    let ann = app.plex_user("ann").await;
    // The site speaks English: what is said beside a request would be in English too.
    for browser in [&admin, &ann] {
        browser.post("/api/profile/update", &[("language", "de")]).await.ok();
    }
    let series = fixed::ECHO_VALLEY.to_string();
    let wish = [("media_type", "tv"), ("tmdb_id", series.as_str()), ("seasons[0]", "3")];
    let request = ann.post("/api/media/request", &wish).await.data()["id"].as_str().expect("an id").to_owned();
    until(&ann, &request, |detail| detail["request"]["delivery"] == "delivered").await;
    admin.post("/api/media/requests/decline", &[("id", &request), ("reason", "Nein.")]).await.ok();
    admin.post("/api/profile/keys/create", &[("name", "x"), ("scopes[0]", "media:search"), ("expires", "30")]).await;
    let people = admin.get("/api/admin/users").await.data();
    let person = people["items"][0]["id"].as_str().expect("somebody").to_owned();

    let rows = catalogue();
    assert!(rows.len() > 950, "{} rows", rows.len());
    let foreign = Foreign::of(&rows);
    let english = asked(&app.browser(), "/login", "en").await;
    assert!(foreign.on(&english).len() > 5, "it is found where there is some: {english}");
    let mut pages = Vec::new();
    for page in PAGES {
        let path = page
            .path
            .replace("{list}", "trending")
            .replace("{id}", if page.path.starts_with("/admin") { &person } else { &request });
        let id = match page.path {
            "/person/{tmdb}" => "5001",
            "/tv/{tmdb}" => "2001",
            _ => "1001",
        };
        pages.push(path.replace("{tmdb}", id));
    }
    pages.extend(
        ["/search?q=light", "/search?q=zzzzqqqq", "/no/such/page", "/welcome?step=overseerr", "/welcome?step=finish"]
            .map(str::to_owned),
    );
    for path in &pages {
        for browser in [&admin, &ann] {
            let answer = browser.get(path).await;
            if answer.status == 303 {
                continue;
            }
            assert_eq!(language_of(&answer.body), "de", "{path}");
            let mut found = foreign.on(&answer.body);
            found.retain(|text| !KEPT.contains(&text.lines().next().unwrap_or_default()));
            assert_eq!(found, Vec::<String>::new(), "{path}");
        }
    }
}
