//! Who acts. Permission is a type: what only admins may do takes an [`Admin`].

use crate::{Error, Result, UserId, language::Language, policy::Permission, text};
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
    /// Of which epoch the sign-in is: another one ended it.
    pub auth_epoch: i64,
    /// Nothing else opens until the password is changed.
    pub must_change_password: bool,
    /// Signs in with a password here, not through Plex.
    pub is_local: bool,
    /// At plex.tv; browsers are only told [`Self::avatar_path`].
    pub avatar_url: Option<String>,
    pub theme: crate::accounts::Theme,
    /// `None` is what the browser asks for.
    pub language: Option<Language>,
    /// By which moments are told, as [`crate::zones::Zones`] knows it; `None` is UTC.
    pub time_zone: Option<String>,
    /// The account at plex.tv, where there is one.
    pub plex_id: Option<i64>,
    /// What the API key by which they act may do at most; `None` when they act in person.
    pub scopes: Option<Vec<Permission>>,
}

impl Actor {
    /// Where their picture is shown from, for who has one.
    pub fn avatar_path(&self) -> Option<String> {
        self.avatar_url.as_ref().map(|_| format!("/img/avatar/{}", self.id))
    }

    /// What the role includes now and, with an API key, the key too.
    pub fn may(&self, permission: Permission) -> bool {
        permission.allowed_for(self.role) && self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission))
    }

    /// # Errors
    /// [`Error::Denied`] when the role, or the key, does not include it.
    pub fn require(&self, permission: Permission) -> Result<()> {
        match (self.may(permission), &self.scopes) {
            (true, _) => Ok(()),
            (false, Some(_)) => Err(Error::Denied(text::key_lacks_scope(permission.as_str()))),
            (false, None) => Err(Error::Denied(text::no_permission().into())),
        }
    }

    /// As an admin for what asks for this permission.
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody else, and for an admin's API key without it.
    pub fn admin_for(&self, permission: Permission) -> Result<Admin> {
        if self.role != Role::Admin {
            return Err(Error::Denied(text::only_for_admins().into()));
        }
        self.require(permission)?;
        Ok(Admin(self.clone()))
    }

    /// As an admin for anything: an API key must have been given everything.
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody else.
    pub fn require_admin(&self) -> Result<Admin> {
        let admin = self.admin_for(Permission::SystemManage)?;
        Permission::ALL.into_iter().try_for_each(|permission| self.require(permission))?;
        Ok(admin)
    }
}

/// Proof that the one who acts is an admin, and may act as one here.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, scopes: Option<&[Permission]>) -> Actor {
        Actor {
            id: UserId(uuid::Uuid::nil()),
            name: "Ann".into(),
            role,
            auth_epoch: 0,
            must_change_password: false,
            is_local: true,
            avatar_url: None,
            theme: crate::accounts::Theme::Dark,
            language: None,
            time_zone: None,
            plex_id: None,
            scopes: scopes.map(<[Permission]>::to_vec),
        }
    }

    #[test]
    fn a_key_may_do_what_both_its_scopes_and_the_role_include() {
        let key = |role| actor(role, Some(&[Permission::MediaSearch, Permission::UsersRead]));
        assert!(key(Role::Admin).may(Permission::UsersRead) && !key(Role::Admin).may(Permission::UsersWrite));
        assert!(key(Role::User).may(Permission::MediaSearch) && !key(Role::User).may(Permission::UsersRead));
        assert!(key(Role::Admin).admin_for(Permission::UsersRead).is_ok());
        for permission in [Permission::UsersWrite, Permission::MediaRequest] {
            assert!(key(Role::Admin).admin_for(permission).is_err());
        }
        assert!(key(Role::User).admin_for(Permission::MediaSearch).is_err());
    }

    #[test]
    fn an_admin_in_general_is_one_with_nothing_held_back() {
        assert!(actor(Role::Admin, None).require_admin().is_ok());
        assert!(actor(Role::Admin, Some(&Permission::ALL)).require_admin().is_ok());
        assert!(actor(Role::Admin, Some(&Permission::ALL[1..])).require_admin().is_err());
        assert!(actor(Role::User, None).require_admin().is_err());
    }
}
