//! Sealed values meet hostile input.

use backend::secrets::{KEY_FILE, Keyring, Place, SecretError, random_token, readable_password, same, sha256_hex};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{collections::HashSet, os::unix::fs::PermissionsExt};
use uuid::Uuid;

fn key(byte: u8) -> String {
    BASE64_STANDARD.encode([byte; 32])
}

fn place() -> Place {
    Place::new("users", "plex_token", Uuid::from_u128(1))
}

#[test]
fn opens_what_it_sealed() {
    let keyring = Keyring::parse(&key(1), "test").expect("a key");
    for plain in [&b""[..], b"x", "тайна".as_bytes(), &[0; 10_000]] {
        let sealed = keyring.seal(&place(), plain).expect("sealed");
        assert_eq!(keyring.open(&place(), &sealed).expect("opened"), plain);
    }
}

#[test]
fn the_same_value_is_never_sealed_alike() {
    let keyring = Keyring::parse(&key(1), "test").expect("a key");
    let boxes: HashSet<_> = (0..200).map(|_| keyring.seal(&place(), b"token").expect("sealed")).collect();
    assert_eq!(boxes.len(), 200);
}

#[test]
fn a_box_opens_only_where_it_belongs() {
    let keyring = Keyring::parse(&key(1), "test").expect("a key");
    let sealed = keyring.seal(&place(), b"token").expect("sealed");
    let elsewhere = [
        Place::new("users", "plex_token", Uuid::from_u128(2)),
        Place::new("users", "plex_server_token", Uuid::from_u128(1)),
        Place::new("sessions", "plex_token", Uuid::from_u128(1)),
    ];
    for place in elsewhere {
        assert!(matches!(keyring.open(&place, &sealed), Err(SecretError::DoesNotOpen { .. })), "{place}");
    }
}

#[test]
fn a_changed_box_does_not_open() {
    let keyring = Keyring::parse(&key(1), "test").expect("a key");
    let sealed = keyring.seal(&place(), b"token").expect("sealed");
    for index in 0..sealed.len() {
        let mut changed = sealed.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("text");
        // The last character of base64 may carry bits that mean nothing; then decoding refuses it or nothing changed.
        if let Ok(plain) = keyring.open(&place(), &changed) {
            assert_eq!((index, plain.as_slice()), (sealed.len() - 1, &b"token"[..]));
        }
    }
    for length in 0..sealed.len() {
        assert!(keyring.open(&place(), &sealed[..length]).is_err(), "{length} characters");
    }
}

#[test]
fn garbage_is_refused_without_a_panic() {
    let keyring = Keyring::parse(&key(1), "test").expect("a key");
    let id = keyring.seal(&place(), b"").expect("sealed")[..8].to_owned();
    let garbage =
        ["", ".", "..", "no dot", "\0.\0", "ключ.ящик", &format!("{id}."), &format!("{id}.AAAA"), &"A".repeat(1 << 20)];
    for text in garbage {
        assert!(keyring.open(&place(), text).is_err());
    }
}

#[test]
fn a_new_key_in_front_still_opens_what_the_old_one_sealed() {
    let old = Keyring::parse(&key(1), "test").expect("a key");
    let both = Keyring::parse(&format!("{},\n {}", key(2), key(1)), "test").expect("keys");
    let sealed = old.seal(&place(), b"token").expect("sealed");
    assert_eq!(both.open(&place(), &sealed).expect("opened"), b"token");
    let resealed = both.seal(&place(), b"token").expect("sealed");
    assert!(matches!(old.open(&place(), &resealed), Err(SecretError::UnknownKey { .. })));
}

#[test]
fn a_key_of_the_wrong_size_says_what_was_expected_and_not_the_key() {
    for (text, problem) in [
        (BASE64_STANDARD.encode([7; 16]), "has 16 bytes instead of 32"),
        (BASE64_STANDARD.encode([7; 33]), "has 33 bytes instead of 32"),
        ("not base64!".to_owned(), "is not base64"),
        (format!("{} short", key(1)), "key 2"),
    ] {
        let message = Keyring::from_config(Some(&text), "/nonexistent".as_ref()).expect_err("refused").to_string();
        assert!(message.contains("ENCRYPTION_KEY") && message.contains("32 bytes in base64"), "{message}");
        assert!(message.contains(problem), "{message}");
        assert!(!message.contains(&text), "{message}");
    }
}

#[test]
fn the_key_file_is_made_once_and_for_its_owner_only() {
    let home = tempfile::tempdir().expect("a folder");
    let first = Keyring::load_or_create(home.path()).expect("made");
    let sealed = first.seal(&place(), b"token").expect("sealed");
    let again = Keyring::from_config(Some("  "), home.path()).expect("found");
    assert_eq!(again.open(&place(), &sealed).expect("opened"), b"token");
    let mode = home.path().join(KEY_FILE).metadata().expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(home.path().read_dir().expect("the folder").count(), 1, "no draft is left over");
}

#[test]
fn processes_that_start_at_once_agree_on_one_key() {
    let home = tempfile::tempdir().expect("a folder");
    let rings: Vec<_> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| Keyring::load_or_create(home.path()))).collect();
        starts.into_iter().map(|start| start.join().expect("ran").expect("a key")).collect()
    });
    let sealed = rings[0].seal(&place(), b"token").expect("sealed");
    assert!(rings.iter().all(|ring| ring.open(&place(), &sealed).is_ok()));
}

#[test]
fn an_empty_key_file_is_an_error_and_not_a_new_key() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join(KEY_FILE), "\n").expect("written");
    assert!(matches!(Keyring::load_or_create(home.path()), Err(SecretError::NoKey(_))));
}

#[test]
fn debug_shows_no_key() {
    let shown = format!("{:?}", Keyring::parse(&key(1), "test").expect("a key"));
    assert!(!shown.contains(&key(1)) && shown.contains("key_ids"), "{shown}");
}

#[test]
fn tokens_and_passwords_are_random_and_of_their_shape() {
    let tokens: HashSet<_> = (0..100).map(|_| random_token().expect("a token").reveal().to_owned()).collect();
    assert_eq!(tokens.len(), 100);
    assert!(tokens.iter().all(|token| token.len() == 43));
    let password = readable_password().expect("a password");
    assert_eq!(password.reveal().len(), 23, "20 characters in 4 groups");
    assert!(password.reveal().split('-').all(|group| group.len() == 5));
}

#[test]
fn hashes_and_comparisons_are_right() {
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(same(b"abc", b"abc"));
    assert!(!same(b"abc", b"abd") && !same(b"abc", b"ab"));
}
