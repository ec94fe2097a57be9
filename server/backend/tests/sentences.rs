//! What people read comes from the catalogue (`domain::text`, `app::text`): no sentence stands anywhere else.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where there are sentences, beside this crate.
const SOURCES: [&str; 4] = ["server/backend/src", "server/src", "app/domain/src", "app/src"];

/// The catalogue itself.
const CATALOGUE: [&str; 2] = ["app/domain/src/text/", "app/src/text/"];

/// Where sentences are for who runs the program, on its command line, before anybody can be asked for a language.
const FOR_THE_OPERATOR: [&str; 8] = [
    "server/backend/src/secrets.rs",
    "server/backend/src/secrets/keyring.rs",
    "server/backend/src/store/database.rs",
    "server/src/config.rs",
    "server/src/context.rs",
    "server/src/main.rs",
    "server/src/serve.rs",
    "server/src/users.rs",
];

/// What is written for browsers: headers and the attributes of elements.
const FOR_BROWSERS: [&str; 6] = ["max-age=", "Max-Age=", "=()", "'none'", "initial-scale=", "noreferrer"];

/// Words of other systems, which are compared and never shown.
const FOREIGN: [&str; 2] = ["Unable to retrieve", "access this endpoint"];

/// What only the log says: a row of the database, or a session, that cannot be.
const FOR_THE_LOG: [&str; 4] = [
    "unknown timeline entry {text}",
    "unknown service state {text}",
    "{text} is no day",
    "only sign-ins make sessions",
];

/// What may stand before a text that nobody but a developer reads.
const NOT_FOR_PEOPLE: [&str; 5] =
    ["reason = ", "#[error(", "must_use = ", "Error::internal(", "Error::internal(format!("];

/// With what a question begins, to a database or over HTTP.
const QUERIES: [&str; 12] =
    ["ALTER", "BEGIN", "CREATE", "DELETE", "FOR", "GET", "INSERT", "PRAGMA", "SELECT", "SET", "UPDATE", "WITH"];

const LOGS: [&str; 5] = ["trace!(", "debug!(", "info!(", "warn!(", "error!("];

/// What deeds of the audit are about; their names begin so.
const OBJECTS: [&str; 6] = ["device.", "key.", "request.", "service.", "setting.", "user."];

#[test]
fn every_deed_of_the_audit_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut deeds = 0;
    for file in sources(&root) {
        let source = fs::read_to_string(&file).expect("it is read");
        for literal in source.split('"').skip(1).step_by(2) {
            let is_deed = OBJECTS.iter().any(|object| literal.starts_with(object))
                && literal.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_'));
            if is_deed {
                deeds += 1;
                assert!(domain::audit::deed(literal).is_some(), "{literal} of {} has no words", file.display());
            }
        }
    }
    assert!(deeds > 15, "{deeds}");
}

#[test]
fn sentences_come_from_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for file in SOURCES.iter().flat_map(|folder| sources(&root.join(folder))) {
        let name = file.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
        let is_catalogue = CATALOGUE.iter().any(|folder| name.starts_with(folder));
        if is_catalogue || FOR_THE_OPERATOR.contains(&name.as_str()) || name.ends_with("_tests.rs") {
            continue;
        }
        let source = fs::read_to_string(&file).expect("it is read");
        found.extend(sentences(&source).into_iter().map(|text| format!("{name}: {text}")));
    }
    assert!(found.is_empty(), "put these into app/domain/src/text or app/src/text:\n{}", found.join("\n"));
}

#[test]
fn a_sentence_is_told_from_a_log_line_a_comment_a_query_and_a_test() {
    let source = r#"
        // "This is only a comment."
        #[expect(dead_code, reason = "this is for developers only")]
        fn one() -> Error { Error::Conflict("This was decided meanwhile.".into()) }
        fn two() { tracing::warn!(%error, "the queue cannot be read"); }
        fn three() { Error::internal(format!("a row vanished from {table}")) }
        fn four() { let sql = "SELECT name FROM users WHERE id = $1"; }
        fn five() { format!("{title} could not be fetched: {why}") }
        fn six() { ("service.update", "x-plex-token", "Two words") }
        #[cfg(test)]
        mod tests { const TEXT: &str = "This is a sentence of a test."; }
    "#;
    assert_eq!(sentences(source), ["This was decided meanwhile.", "{title} could not be fetched: {why}"]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
}

/// The texts of at least three words that stand where people may come to read them.
fn sentences(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let mut before = String::new();
    let mut rest = code.as_str();
    while let Some((code, text, after)) = next_text(rest) {
        before.push_str(code);
        if is_sentence(text) && !is_for_developers(&before) {
            found.push(text.to_owned());
        }
        before.push_str("\"\"");
        rest = after;
    }
    found
}

/// What stands before the next text, the text, and what stands after it.
fn next_text(code: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    let start = loop {
        let quote = from + code.get(from..)?.find('"')?;
        // As a character it begins nothing.
        if !code[..quote].ends_with('\'') {
            break quote;
        }
        from = quote + 1;
    };
    let body = &code[start + 1..];
    let mut escaped = false;
    let end = body.find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    })?;
    Some((&code[..start], &body[..end], &body[end + 1..]))
}

fn is_sentence(text: &str) -> bool {
    if FOREIGN.contains(&text) || FOR_THE_LOG.contains(&text) || FOR_BROWSERS.iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let mut plain = String::new();
    let mut depth = 0;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let words: Vec<_> =
        plain.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    let is_query = words.first().is_some_and(|word| QUERIES.contains(word));
    words.len() >= 3 && !is_query
}

fn is_for_developers(before: &str) -> bool {
    let end = before.trim_end();
    if NOT_FOR_PEOPLE.iter().any(|mark| end.ends_with(mark.trim_end())) && !end.ends_with("let reason =") {
        return true;
    }
    // The look of an element.
    if before.lines().last().is_some_and(|line| line.contains("class=")) {
        return true;
    }
    // Inside a log line that has not ended yet.
    LOGS.iter().filter_map(|log| before.rfind(log).map(|at| at + log.len())).any(|at| {
        let mut open = 1;
        before[at..].chars().all(|letter| {
            match letter {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            open > 0
        })
    })
}
