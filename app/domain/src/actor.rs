//! Who acts. Permission is a type: what only admins may do takes an [`Admin`].

use crate::{Error, Result, UserId, policy::Permission, text};
use serde::{Deserialize, Serialize};

/// What somebody is here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    User,
    Admin,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "user" => Ok(Self::User),
            "admin" => Ok(Self::Admin),
            other => Err(format!("unknown role {other}")),
        }
    }
}

/// A signed-in user, as read from the database for this very request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    /// Nothing else opens until the password is changed.
    pub must_change_password: bool,
    /// Signs in with a password here, not through Plex.
    pub is_local: bool,
    pub avatar_url: Option<String>,
    pub theme: crate::accounts::Theme,
    /// The account at plex.tv, where there is one.
    pub plex_id: Option<i64>,
}

impl Actor {
    pub fn may(&self, permission: Permission) -> bool {
        permission.allowed_for(self.role)
    }

    /// # Errors
    /// [`Error::Denied`] when the role does not include it.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(Error::Denied(text::no_permission().into())) }
    }

    /// The only way to an [`Admin`].
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody else.
    pub fn require_admin(&self) -> Result<Admin> {
        if self.role == Role::Admin {
            Ok(Admin(self.clone()))
        } else {
            Err(Error::Denied(text::only_for_admins().into()))
        }
    }
}

/// Proof that the one who acts is an admin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Admin(Actor);

impl Admin {
    pub fn actor(&self) -> &Actor {
        &self.0
    }

    pub fn id(&self) -> UserId {
        self.0.id
    }
}
