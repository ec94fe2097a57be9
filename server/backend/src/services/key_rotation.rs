//! Changing the key that seals: `medianest key rotate`.
//!
//! The new key goes in front of the old one, everything is sealed again, then the old one is taken out. Each step may be
//! broken off and done again, and the program may run meanwhile: it reads a changed key file by itself, and a pass over
//! the boxes is repeated until one finds nothing that the old key has sealed.

use crate::{
    clock::Clock,
    secrets::{Keyring, SecretError},
    store::{
        Database, audit,
        sealed::{SEALED, reseal},
    },
};
use domain::Result;
use serde_json::json;
use std::time::Duration;

/// How long programs that run may take to notice a changed key file, at most: what they seal while they change over.
pub const CHANGE_OVER: Duration = Duration::from_secs(2);

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rotated {
    /// Boxes that were sealed again.
    pub count: u64,
    /// Columns with boxes that no known key opens, and how many.
    pub unreadable: Vec<(String, u64)>,
    /// The old keys are gone from the file; with keys from a variable, and while anything is unreadable, they stay.
    pub old_keys_removed: bool,
}

/// Seals everything again with a new key; with keys from a variable, with the first of them.
///
/// # Errors
/// When the database or the key file cannot be used; doing it again goes on.
pub async fn rotate(db: &Database, keyring: &Keyring, clock: &dyn Clock, change_over: Duration) -> Result<Rotated> {
    let is_file = match keyring.begin_rotation() {
        Ok(()) => true,
        Err(SecretError::NotOurFile) => false,
        Err(error) => return Err(error.into()),
    };
    let mut rotated = Rotated::default();
    if is_file {
        tokio::time::sleep(change_over).await;
    }
    loop {
        rotated.unreadable.clear();
        let mut count = 0;
        for (table, column) in SEALED {
            let done = reseal(db.write(), keyring, (table, column)).await?;
            count += done.count;
            if done.unreadable > 0 {
                rotated.unreadable.push((format!("{table}.{column}"), done.unreadable));
            }
        }
        rotated.count += count;
        if count == 0 {
            break;
        }
    }
    if is_file && rotated.unreadable.is_empty() {
        keyring.end_rotation()?;
        rotated.old_keys_removed = true;
    }
    let after = json!({ "key": keyring.ids().first(), "values": rotated.count });
    let entry = audit::Entry { action: "key.rotate", object: "keys", after: Some(after), ..Default::default() };
    audit::append(db.write(), entry, clock.now()).await?;
    Ok(rotated)
}
