//! The pictures of people: each sees their own, admins see everybody's.

use crate::{
    images::{Image, Images},
    store::{Database, users},
};
use domain::{Actor, Error, Result, UserId, error::Thing, policy::Permission};
use std::sync::Arc;

/// Pictures of people, by who they are.
pub struct Avatars {
    db: Database,
    images: Arc<Images>,
}

impl Avatars {
    pub fn new(db: Database, images: Arc<Images>) -> Self {
        Self { db, images }
    }

    /// # Errors
    /// [`Error::NotFound`] for who has none and for other people's; [`Error::Unavailable`] when it cannot be fetched.
    pub async fn of(&self, by: &Actor, user: UserId) -> Result<Arc<Image>> {
        let address = if by.id == user {
            by.avatar_url.clone()
        } else if by.may(Permission::UsersRead) {
            users::find(self.db.read(), user).await?.and_then(|user| user.avatar_url)
        } else {
            None
        };
        self.images.avatar(&address.ok_or_else(|| Error::not_found(Thing::Image))?).await
    }
}
