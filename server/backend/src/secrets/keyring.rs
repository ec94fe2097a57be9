//! The keys of an installation: the first one seals, all of them open.

use super::{Place, SecretError, random_bytes, random_token, sha256_hex, write_private};
use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use domain::accounts::Secret;
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::SystemTime,
};

/// Bytes of a key.
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
/// The file in the data folder that holds the keys when no variable does.
pub const KEY_FILE: &str = "encryption.key";

struct SealingKey {
    /// The first 8 hexadecimal digits of the key's SHA-256.
    id: String,
    cipher: Aes256Gcm,
}

/// The first one seals, all of them open.
struct Keys {
    first: SealingKey,
    others: Vec<SealingKey>,
}

impl Keys {
    fn parse(text: &str, source_name: &str) -> Result<Self, SecretError> {
        let mut keys = parts(text).enumerate().map(|(index, part)| sealing_key(part, index + 1, source_name));
        let first = keys.next().ok_or_else(|| SecretError::NoKey(source_name.to_owned()))??;
        Ok(Self { first, others: keys.collect::<Result<_, _>>()? })
    }

    fn all(&self) -> impl Iterator<Item = &SealingKey> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// The keys of this installation. Those of a file are read again when it has changed, so that a program that runs goes
/// on while they are rotated.
pub struct Keyring {
    loaded: RwLock<Loaded>,
    file: Option<PathBuf>,
}

struct Loaded {
    keys: Arc<Keys>,
    /// What the file looked like then.
    stamp: Option<Stamp>,
}

/// Tells two versions of a file apart.
type Stamp = (SystemTime, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty())
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("key_ids", &self.ids()).finish_non_exhaustive()
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
        let loaded = Loaded { keys: Arc::new(Keys::parse(text, source_name)?), stamp: None };
        Ok(Self { loaded: RwLock::new(loaded), file: None })
    }

    /// The key file of the data folder; a new key, readable by its owner only, when there is none.
    pub fn load_or_create(data_dir: &Path) -> Result<Self, SecretError> {
        let path = data_dir.join(KEY_FILE);
        if !path.exists() {
            create_key_file(&path)?;
        }
        let stamp = stamp(&path);
        let keys = Arc::new(Keys::parse(&read(&path)?, &path.display().to_string())?);
        Ok(Self { loaded: RwLock::new(Loaded { keys, stamp }), file: Some(path) })
    }

    /// The keys as they are now. A file that cannot be read now changes nothing.
    fn keys(&self) -> Arc<Keys> {
        let known = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = &self.file else { return known.keys.clone() };
        let now = stamp(path);
        if now.is_none() || now == known.stamp {
            return known.keys.clone();
        }
        drop(known);
        match read(path).and_then(|text| Keys::parse(&text, &path.display().to_string())) {
            Ok(keys) => {
                let keys = Arc::new(keys);
                let loaded = Loaded { keys: keys.clone(), stamp: now };
                *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = loaded;
                keys
            }
            Err(error) => {
                tracing::error!(%error, "the changed key file cannot be used; going on with the keys that are known");
                self.loaded.read().unwrap_or_else(PoisonError::into_inner).keys.clone()
            }
        }
    }

    /// The ids of all keys, that of the first one first.
    pub fn ids(&self) -> Vec<String> {
        self.keys().all().map(|key| key.id.clone()).collect()
    }

    /// Puts a new key in front of those in the file, unless a rotation is under way already.
    ///
    /// # Errors
    /// [`SecretError::NotOurFile`] when the keys come from a variable: who sets it adds the new key there.
    pub fn begin_rotation(&self) -> Result<(), SecretError> {
        let path = self.file.as_ref().ok_or(SecretError::NotOurFile)?;
        let text = read(path)?;
        if parts(&text).count() > 1 {
            return Ok(());
        }
        let key: [u8; KEY_BYTES] = random_bytes()?;
        replace(path, &format!("{}\n{text}", BASE64_STANDARD.encode(key)))
    }

    /// Takes all keys but the first one out of the file.
    ///
    /// # Errors
    /// [`SecretError::NotOurFile`] when the keys come from a variable.
    pub fn end_rotation(&self) -> Result<(), SecretError> {
        let path = self.file.as_ref().ok_or(SecretError::NotOurFile)?;
        let text = read(path)?;
        let first = parts(&text).next().ok_or_else(|| SecretError::NoKey(path.display().to_string()))?;
        replace(path, &format!("{first}\n"))
    }

    /// A box for `plain` that opens at `place` only: key id, a dot, then nonce and cipher text in base64url.
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Result<String, SecretError> {
        let nonce: [u8; NONCE_BYTES] = random_bytes()?;
        let aad = place.to_string();
        let payload = Payload { msg: plain, aad: aad.as_bytes() };
        let keys = self.keys();
        let sealed = keys
            .first
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SecretError::DoesNotOpen { place: place.to_string() })?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{}.{}", keys.first.id, BASE64_URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What is in the box.
    pub fn open(&self, place: &Place, sealed: &str) -> Result<Vec<u8>, SecretError> {
        let does_not_open = || SecretError::DoesNotOpen { place: place.to_string() };
        let (id, text) = sealed.split_once('.').ok_or_else(does_not_open)?;
        let keys = self.keys();
        let key = keys.all().find(|key| key.id == id).ok_or_else(|| SecretError::UnknownKey {
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

fn read(path: &Path) -> Result<String, SecretError> {
    fs::read_to_string(path).map_err(|cause| SecretError::File { path: path.to_owned(), cause })
}

/// The file has either its old content or the new one, also when the power fails in between.
fn replace(path: &Path, text: &str) -> Result<(), SecretError> {
    let failed = |cause| SecretError::File { path: path.to_owned(), cause };
    let draft = path.with_extension(format!("key.{}", random_token()?.reveal()));
    write_private(&draft, text.as_bytes()).map_err(failed)?;
    fs::rename(&draft, path).map_err(failed)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
