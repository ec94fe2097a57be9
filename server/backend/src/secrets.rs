//! Sealed values, random tokens and hashes.
//!
//! What must be read again (tokens, keys, addresses of services) is kept in sealed boxes: AES-256-GCM with a random nonce
//! per value. The box says by which key it was made, and the place it belongs to is part of the seal: a box copied into
//! another row, column or table does not open. Reasons: `docs/decisions/0002-sealed-values.md`.

mod keyring;

pub use keyring::{KEY_FILE, Keyring};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::accounts::Secret;
use rand::TryRngCore;
use sha2::{Digest, Sha256};
use std::{
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Why a value could not be sealed or opened, or a key not be used. Never says the value or the key.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error(
        "{source_name}: an encryption key must be 32 bytes in base64 (for example from `openssl rand -base64 32`), but key {number} {problem}"
    )]
    BadKey { source_name: String, number: usize, problem: String },
    #[error("{0} holds no encryption key: expected 32 bytes in base64")]
    NoKey(String),
    #[error("the key file {} cannot be used: {cause}", path.display())]
    File { path: PathBuf, cause: io::Error },
    #[error("{place} was sealed with key {key}, which is not among the configured encryption keys")]
    UnknownKey { place: String, key: String },
    #[error("{place} does not open: it was changed, or belongs to another place")]
    DoesNotOpen { place: String },
    #[error("the keys come from ENCRYPTION_KEY: put the new key in front there, and restart")]
    NotOurFile,
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(String),
}

impl From<SecretError> for domain::Error {
    fn from(error: SecretError) -> Self {
        Self::internal(error)
    }
}

/// Where a sealed value lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

impl Place {
    pub const fn new(table: &'static str, column: &'static str, row: Uuid) -> Self {
        Self { table, column, row }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.table, self.column, self.row)
    }
}

/// A new file that only its owner may read (mode 0600), on the disk when this returns.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

fn random_bytes<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(|error| SecretError::NoRandomness(error.to_string()))?;
    Ok(bytes)
}

/// 256 random bits in base64url: 43 characters.
pub fn random_token() -> Result<Secret, SecretError> {
    Ok(Secret::new(BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<32>()?)))
}

/// A password that a person can read and type: 20 characters in groups of 5, about 99 bits.
pub fn readable_password() -> Result<Secret, SecretError> {
    // No 0, o, 1, l, i: they are taken for each other. The last bytes would favour some of the 31 characters.
    const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let fair = u8::try_from(256 - 256 % ALPHABET.len()).unwrap_or(u8::MAX);
    let mut text = String::new();
    let mut letters = 0;
    while letters < 20 {
        for byte in random_bytes::<32>()?.into_iter().filter(|byte| *byte < fair) {
            if letters == 20 {
                break;
            }
            if letters > 0 && letters % 5 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            letters += 1;
        }
    }
    Ok(Secret::new(text))
}

/// SHA-256 in lower-case hexadecimal: for random tokens, not for passwords.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

/// Compares in a time that does not tell how much is equal.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}
