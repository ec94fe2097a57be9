//! Local accounts: the first admin, signing in by name and password, changing the password.

use super::AccountsService;
use crate::{
    secrets::{readable_password, write_private},
    store::{
        self, api_keys, audit,
        session_tokens::{self, Which},
        sessions,
        users::{self, User},
    },
};
use domain::{
    Actor, Error, Result, Role, Timestamp,
    accounts::{NewPassword, Secret, SignedIn, Username},
    error::Thing,
    text,
};
use serde_json::json;
use std::{fs, io};
use tracing::{info, warn};

/// Whether the first admin was made now.
#[derive(Debug)]
pub struct Bootstrap {
    pub created: bool,
    /// The password that was made up for it; to be shown once.
    pub generated: Option<Secret>,
}

impl AccountsService {
    /// Makes the first admin when there is no local admin yet. Any password will do, because nothing else opens until
    /// it is changed; without one, one is made up and kept in the file of the options.
    ///
    /// # Errors
    /// [`Error::Invalid`] for field `username`; [`Error::Internal`] when the file cannot be written: then there is no
    /// admin either, and the next start tries again.
    pub async fn bootstrap_admin(&self, name: &str, password: Option<Secret>) -> Result<Bootstrap> {
        let exists = Bootstrap { created: false, generated: None };
        let username = Username::new(name)?;
        if users::has_local_admin(self.db.read()).await? {
            return Ok(exists);
        }
        let generated = if password.is_none() { Some(readable_password()?) } else { None };
        let Some(password) = password.or_else(|| generated.clone()) else { return Ok(exists) };
        let hash = self.passwords.hash(&password).await?;
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        if users::has_local_admin(&transaction).await? {
            return Ok(exists);
        }
        let new = users::NewLocal {
            username: &username,
            password_hash: &hash,
            role: Role::Admin,
            must_change_password: true,
        };
        match users::create_local(&transaction, &new, now).await {
            Ok(id) => {
                let object = format!("user:{id}");
                let entry = audit::Entry { action: "user.bootstrap", object: &object, ..Default::default() };
                audit::append(&transaction, entry, now).await?;
            }
            // Another replica was quicker.
            Err(Error::Conflict(_)) => return Ok(exists),
            Err(error) => return Err(error),
        }
        if let Some(generated) = &generated {
            self.keep_first_password(generated)?;
        }
        transaction.commit().await.map_err(store::failure)?;
        Ok(Bootstrap { created: true, generated })
    }

    fn keep_first_password(&self, password: &Secret) -> Result<()> {
        let Some(path) = &self.options.first_password_file else { return Ok(()) };
        self.forget_first_password();
        let text = format!("{}\n", password.reveal());
        write_private(path, text.as_bytes())
            .map_err(|error| Error::internal(format!("{} cannot be written: {error}", path.display())))
    }

    fn forget_first_password(&self) {
        let Some(path) = &self.options.first_password_file else { return };
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                warn!(%error, path = %path.display(), "the file with the first password could not be removed");
            }
            _ => {}
        }
    }

    /// One verification, whatever is wrong.
    pub(super) async fn sign_in_with_password(&self, username: &str, password: &Secret) -> Result<SignedIn> {
        let username = Username::new(username)?;
        let found = users::find_local(self.db.read(), &username).await?;
        let hash = found.as_ref().and_then(|user| user.password_hash.as_ref());
        let matches = self.passwords.verify(password, hash).await?;
        let Some(user) = found.filter(|user| matches && user.active) else {
            info!("a local sign-in was refused");
            return Err(Error::Unauthenticated(text::sign_in_wrong().into()));
        };
        users::set_last_login(self.db.write(), user.id, self.clock.now()).await?;
        Ok(SignedIn {
            user: user.id,
            auth_epoch: user.auth_epoch,
            must_change_password: user.must_change_password,
            remember: false,
        })
    }

    /// Ends all sessions and API keys of the user, in the same transaction; the caller starts a new one.
    pub(super) async fn replace_password(&self, by: &Actor, current: &Secret, new: &Secret) -> Result<SignedIn> {
        let (user, old_hash) = self.own_password(by).await?;
        let new = NewPassword::new(new, &user.username)?;
        if new.reveal() == current.reveal() {
            return Err(Error::field("new", text::password_is_the_current()));
        }
        let wrong = || Error::field("current", text::password_not_current());
        if !self.passwords.verify(current, Some(&old_hash)).await? {
            return Err(wrong());
        }
        let new_hash = self.passwords.hash(&Secret::new(new.reveal())).await?;
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        // What was checked may have been replaced meanwhile, and whoever asked may have been signed out.
        if !users::holds(&transaction, by).await? {
            return Err(wrong());
        }
        let unchanged = users::find(&transaction, by.id).await?.filter(|user| user.password_hash == Some(old_hash));
        if unchanged.is_none() {
            return Err(wrong());
        }
        let auth_epoch = users::set_password(&transaction, by.id, &new_hash, false).await?;
        let (_, begun) = session_tokens::revoke(&transaction, by.id, Which::All, now).await?;
        let ended = begun + sessions::delete_for_user(&transaction, by.id).await?;
        let keys_revoked = api_keys::revoke_all(&transaction, by.id, now).await?;
        self.note_change(&transaction, by, (ended, keys_revoked), now).await?;
        transaction.commit().await.map_err(store::failure)?;
        if by.role == Role::Admin {
            self.forget_first_password();
        }
        Ok(SignedIn { user: by.id, auth_epoch, must_change_password: false, remember: false })
    }

    async fn own_password(&self, by: &Actor) -> Result<(User, Secret)> {
        let user = users::find(self.db.read(), by.id).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        match user.password_hash.clone().filter(|_| user.active) {
            Some(hash) => Ok((user, hash)),
            None => Err(Error::Denied(text::password_is_at_plex().into())),
        }
    }

    /// Whoever is signed in shows that it is them; the hash that was matched.
    pub(super) async fn prove(&self, by: &Actor, password: &Secret) -> Result<Secret> {
        let (_, hash) = self.own_password(by).await?;
        if !self.passwords.verify(password, Some(&hash)).await? {
            return Err(Error::field("password", text::password_not_current()));
        }
        Ok(hash)
    }

    async fn note_change(
        &self,
        transaction: &sea_orm::DatabaseTransaction,
        by: &Actor,
        (sessions_ended, keys_revoked): (u64, u64),
        now: Timestamp,
    ) -> Result<()> {
        let entry = audit::Entry {
            actor: Some(by),
            action: "user.password",
            object: &format!("user:{}", by.id),
            before: None,
            after: Some(json!({ "sessions_ended": sessions_ended, "keys_revoked": keys_revoked })),
        };
        audit::append(transaction, entry, now).await
    }
}
