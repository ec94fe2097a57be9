//! Sealed values, random tokens and hashes.
//!
//! What must be read again (tokens, keys, addresses of services) is kept in sealed boxes: AES-256-GCM with a random nonce
//! per value. The box says by which key it was made, and the place it belongs to is part of the seal: a box copied into
//! another row, column or table does not open. Reasons: `docs/decisions/0002-sealed-values.md`.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
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

/// Bytes of a key.
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
/// The file in the data folder that holds the keys when no variable does.
pub const KEY_FILE: &str = "encryption.key";

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

struct SealingKey {
    /// The first 8 hexadecimal digits of the key's SHA-256.
    id: String,
    cipher: Aes256Gcm,
}

/// The keys of this installation: the first one seals, all of them open.
pub struct Keyring {
    first: SealingKey,
    others: Vec<SealingKey>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.keys().map(|key| &key.id).collect();
        f.debug_struct("Keyring").field("key_ids", &ids).finish_non_exhaustive()
    }
}

impl Keyring {
    /// From the variable when it is set, else from the key file of the data folder, which is made when it is missing.
    pub fn from_config(variable: Option<&str>, data_dir: &Path) -> Result<Self, SecretError> {
        match variable.filter(|text| !text.trim().is_empty()) {
            Some(text) => Self::parse(text, "ENCRYPTION_KEY"),
            None => Self::load_or_create(data_dir),
        }
    }

    /// Whether [`Self::from_config`] would find usable keys or make one; makes none.
    pub fn check(variable: Option<&str>, data_dir: &Path) -> Result<(), SecretError> {
        let is_given = variable.is_some_and(|text| !text.trim().is_empty());
        if is_given || data_dir.join(KEY_FILE).exists() {
            Self::from_config(variable, data_dir)?;
        }
        Ok(())
    }

    /// Keys in base64, separated by commas or white space; the first one seals.
    ///
    /// `source_name` is named in errors.
    pub fn parse(text: &str, source_name: &str) -> Result<Self, SecretError> {
        let mut keys = text
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .enumerate()
            .map(|(index, part)| sealing_key(part, index + 1, source_name));
        let first = keys.next().ok_or_else(|| SecretError::NoKey(source_name.to_owned()))??;
        Ok(Self { first, others: keys.collect::<Result<_, _>>()? })
    }

    /// The key file of the data folder; a new key, readable by its owner only, when there is none.
    pub fn load_or_create(data_dir: &Path) -> Result<Self, SecretError> {
        let path = data_dir.join(KEY_FILE);
        let failed = |cause| SecretError::File { path: path.clone(), cause };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create_key_file(&path)?;
                fs::read_to_string(&path).map_err(failed)?
            }
            Err(error) => return Err(failed(error)),
        };
        Self::parse(&text, &path.display().to_string())
    }

    fn keys(&self) -> impl Iterator<Item = &SealingKey> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// A box for `plain` that opens at `place` only: key id, a dot, then nonce and cipher text in base64url.
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Result<String, SecretError> {
        let nonce: [u8; NONCE_BYTES] = random_bytes()?;
        let aad = place.to_string();
        let payload = Payload { msg: plain, aad: aad.as_bytes() };
        let sealed = self
            .first
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SecretError::DoesNotOpen { place: place.to_string() })?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{}.{}", self.first.id, BASE64_URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What is in the box.
    pub fn open(&self, place: &Place, sealed: &str) -> Result<Vec<u8>, SecretError> {
        let does_not_open = || SecretError::DoesNotOpen { place: place.to_string() };
        let (id, text) = sealed.split_once('.').ok_or_else(does_not_open)?;
        let key = self.keys().find(|key| key.id == id).ok_or_else(|| SecretError::UnknownKey {
            place: place.to_string(),
            key: id.chars().take(16).filter(char::is_ascii_alphanumeric).collect(),
        })?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| does_not_open())?;
        let (nonce, body) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(does_not_open)?;
        let aad = place.to_string();
        let payload = Payload { msg: body, aad: aad.as_bytes() };
        key.cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| does_not_open())
    }

    /// [`Self::seal`] for text.
    pub fn seal_text(&self, place: &Place, plain: &Secret) -> Result<String, SecretError> {
        self.seal(place, plain.reveal().as_bytes())
    }

    /// [`Self::open`] for text.
    pub fn open_text(&self, place: &Place, sealed: &str) -> Result<Secret, SecretError> {
        let bytes = self.open(place, sealed)?;
        let text = String::from_utf8(bytes).map_err(|_| SecretError::DoesNotOpen { place: place.to_string() })?;
        Ok(Secret::new(text))
    }
}

fn sealing_key(text: &str, number: usize, source_name: &str) -> Result<SealingKey, SecretError> {
    let bad = |problem: String| SecretError::BadKey { source_name: source_name.to_owned(), number, problem };
    let bytes = BASE64_STANDARD.decode(text).map_err(|_| bad("is not base64".into()))?;
    let cipher = Aes256Gcm::new_from_slice(&bytes)
        .map_err(|_| bad(format!("has {} bytes instead of {KEY_BYTES}", bytes.len())))?;
    Ok(SealingKey { id: sha256_hex(&bytes).chars().take(8).collect(), cipher })
}

/// Writes a new key beside its place and moves it there, so that no reader sees half of it and, of two that start at
/// once, the first one wins.
fn create_key_file(path: &Path) -> Result<(), SecretError> {
    let failed = |cause| SecretError::File { path: path.to_owned(), cause };
    let key: [u8; KEY_BYTES] = random_bytes()?;
    let text = format!("{}\n", BASE64_STANDARD.encode(key));
    let draft = path.with_extension(format!("key.{}", random_token()?.reveal()));
    write_private(&draft, text.as_bytes()).map_err(failed)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(failed)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(error)),
        _ => Ok(()),
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
