//! Passwords of local accounts: argon2id with 19 MiB, 2 passes, 1 lane (OWASP's least), a few at a time.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::{Error, Result, accounts::Secret, text};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Each takes 19 MiB and a core: more at once would let sign-ins starve everything else.
const AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(5);
/// No password has this hash. It is checked for unknown names, with the same costs, so that they take the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bWVkaWFuZXN0bm9ib2R5IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Makes and checks hashes.
#[derive(Debug)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    patience: Duration,
    verifications: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)), patience: PATIENCE, verifications: AtomicU64::new(0) }
    }
}

impl Passwords {
    /// The hash to be kept, in PHC format with a random salt.
    pub async fn hash(&self, password: &Secret) -> Result<Secret> {
        let password = password.clone();
        self.apart(move || {
            let hash = argon2()?.hash_password(password.reveal().as_bytes()).map_err(unusable)?;
            Ok(Secret::new(hash.to_string()))
        })
        .await
    }

    /// Whether the password is the one of this hash; `false`, after the same work, when there is no hash.
    pub async fn verify(&self, password: &Secret, hash: Option<&Secret>) -> Result<bool> {
        let known = hash.is_some();
        let (password, hash) =
            (password.clone(), hash.map_or_else(|| NOBODY.to_owned(), |hash| hash.reveal().to_owned()));
        self.verifications.fetch_add(1, Ordering::Relaxed);
        self.apart(move || {
            let verifier = argon2()?;
            let matches = PasswordVerifier::<str>::verify_password(&verifier, password.reveal().as_bytes(), &hash);
            match matches {
                Ok(()) => Ok(known),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(unusable(error)),
            }
        })
        .await
    }

    /// How often a password was checked.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    /// On a thread that may block, when it is its turn; which ends with the work, also when nobody waits for that any more.
    async fn apart<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = self.turn().await?;
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        match timeout(self.patience, Arc::clone(&self.permits).acquire_owned()).await {
            Ok(permit) => permit.map_err(Error::internal),
            Err(_) => Err(Error::Unavailable {
                service: None,
                message: text::too_many_sign_in().into(),
                retry_after_seconds: Some(PATIENCE.as_secs()),
            }),
        }
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn unusable(error: password_hash::Error) -> Error {
    Error::internal(format!("a password hash cannot be used: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn two_are_checked_at_a_time_and_the_rest_is_put_off() {
        let passwords = Passwords { patience: Duration::from_millis(20), ..Passwords::default() };
        let guess = Secret::new("x");
        let check = || passwords.verify(&guess, None);
        let turns = [passwords.turn().await.expect("the first"), passwords.turn().await.expect("the second")];
        assert!(matches!(check().await, Err(Error::Unavailable { retry_after_seconds: Some(5), .. })));
        drop(turns);
        assert!(!check().await.expect("it is its turn"));
    }

    #[tokio::test]
    async fn who_goes_away_makes_no_room_before_the_work_is_done() {
        let passwords = Passwords::default();
        let (begun, has_begun) = oneshot::channel();
        let (finish, may_finish) = mpsc::channel();
        let work = passwords.apart(move || {
            begun.send(()).expect("somebody waits");
            may_finish.recv().map_err(Error::internal)
        });
        tokio::select! {
            _ = work => panic!("it cannot be done"),
            _ = has_begun => {}
        }
        assert_eq!(passwords.permits.available_permits(), AT_ONCE - 1);
        finish.send(()).expect("it still works");
        let all = u32::try_from(AT_ONCE).expect("a few");
        drop(passwords.permits.acquire_many(all).await.expect("it is done, and there is room"));
    }
}
