//! Who may call what: the one table. What is registered but not listed here is refused, and fails a test.

use crate::{Role, text};
use serde::{Deserialize, Serialize};

/// What a role allows; also the scopes of API keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Permission {
    #[serde(rename = "dashboard:read")]
    DashboardRead,
    #[serde(rename = "media:search")]
    MediaSearch,
    #[serde(rename = "media:request")]
    MediaRequest,
    #[serde(rename = "profile:read")]
    ProfileRead,
    #[serde(rename = "profile:write")]
    ProfileWrite,
    #[serde(rename = "requests:manage")]
    RequestsManage,
    #[serde(rename = "users:read")]
    UsersRead,
    #[serde(rename = "users:write")]
    UsersWrite,
    #[serde(rename = "users:delete")]
    UsersDelete,
    #[serde(rename = "services:configure")]
    ServicesConfigure,
    #[serde(rename = "system:manage")]
    SystemManage,
    #[serde(rename = "logs:read")]
    LogsRead,
}

impl Permission {
    pub const ALL: [Self; 12] = [
        Self::DashboardRead,
        Self::MediaSearch,
        Self::MediaRequest,
        Self::ProfileRead,
        Self::ProfileWrite,
        Self::RequestsManage,
        Self::UsersRead,
        Self::UsersWrite,
        Self::UsersDelete,
        Self::ServicesConfigure,
        Self::SystemManage,
        Self::LogsRead,
    ];

    /// As scopes are written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DashboardRead => "dashboard:read",
            Self::MediaSearch => "media:search",
            Self::MediaRequest => "media:request",
            Self::ProfileRead => "profile:read",
            Self::ProfileWrite => "profile:write",
            Self::RequestsManage => "requests:manage",
            Self::UsersRead => "users:read",
            Self::UsersWrite => "users:write",
            Self::UsersDelete => "users:delete",
            Self::ServicesConfigure => "services:configure",
            Self::SystemManage => "system:manage",
            Self::LogsRead => "logs:read",
        }
    }

    /// Which role includes it: admins have all, users their own things.
    pub fn allowed_for(self, role: Role) -> bool {
        match role {
            Role::Admin => true,
            Role::User => matches!(
                self,
                Self::DashboardRead | Self::MediaSearch | Self::MediaRequest | Self::ProfileRead | Self::ProfileWrite
            ),
        }
    }

    /// All that a role includes.
    pub fn of(role: Role) -> Vec<Self> {
        Self::ALL.into_iter().filter(|permission| permission.allowed_for(role)).collect()
    }
}

impl std::str::FromStr for Permission {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL.into_iter().find(|known| known.as_str() == text).ok_or_else(|| text::no_such_scope(text))
    }
}

/// Who a call or a page is open to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in, even before the password is changed.
    SignedIn,
    /// Who is signed in and has the permission.
    With(Permission),
}

/// One server function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    pub method: Method,
    /// As in the URL, with `/api` in front.
    pub path: &'static str,
    pub access: Access,
    pub cost: Cost,
}

/// How a call is counted by the limits of `API.md`, beside everything that its user calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cost {
    /// Not at all: what waits by asking again, what has a stricter limit of its own, and what takes something away from
    /// whoever else uses the account.
    Free,
    Usual,
    /// Apart, because it asks other services anew.
    Costly,
    /// In the bucket of searches.
    Search,
    /// As the beginning of a sign-in with Plex.
    SignIn,
}

/// Reads are GET, changes are POST; nothing else exists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Get,
    Post,
}

const fn get(path: &'static str, access: Access) -> Call {
    Call { method: Method::Get, path, access, cost: Cost::Usual }
}

const fn post(path: &'static str, access: Access) -> Call {
    Call { method: Method::Post, path, access, cost: Cost::Usual }
}

impl Call {
    const fn costs(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }
}

/// Every server function there is.
pub const CALLS: &[Call] = &[
    post("/api/auth/plex/start", Access::Anyone).costs(Cost::SignIn),
    post("/api/auth/plex/claim", Access::Anyone).costs(Cost::SignIn),
    post("/api/auth/plex/poll", Access::Anyone).costs(Cost::Free),
    post("/api/auth/local", Access::Anyone).costs(Cost::Free),
    post("/api/auth/logout", Access::SignedIn).costs(Cost::Free),
    post("/api/auth/password", Access::SignedIn).costs(Cost::Free),
    get("/api/auth/session", Access::Anyone),
    get("/api/dashboard/status", Access::With(Permission::DashboardRead)),
    get("/api/media/search", Access::With(Permission::MediaSearch)).costs(Cost::Search),
    get("/api/media/discover", Access::With(Permission::MediaSearch)),
    get("/api/media/title", Access::With(Permission::MediaSearch)),
    get("/api/media/person", Access::With(Permission::MediaSearch)),
    post("/api/media/request", Access::With(Permission::MediaRequest)),
    get("/api/media/requests", Access::With(Permission::MediaRequest)),
    get("/api/media/requests/detail", Access::With(Permission::MediaRequest)),
    post("/api/media/requests/cancel", Access::With(Permission::MediaRequest)),
    post("/api/media/requests/comment", Access::With(Permission::MediaRequest)),
    post("/api/media/requests/follow", Access::With(Permission::MediaRequest)),
    post("/api/media/requests/unfollow", Access::With(Permission::MediaRequest)),
    post("/api/media/requests/approve", Access::With(Permission::RequestsManage)),
    post("/api/media/requests/decline", Access::With(Permission::RequestsManage)),
    post("/api/media/requests/retry", Access::With(Permission::RequestsManage)),
    post("/api/media/requests/complete", Access::With(Permission::RequestsManage)),
    get("/api/notifications", Access::With(Permission::ProfileRead)),
    post("/api/notifications/read", Access::With(Permission::ProfileWrite)),
    get("/api/profile", Access::With(Permission::ProfileRead)),
    post("/api/profile/update", Access::With(Permission::ProfileWrite)),
    get("/api/profile/keys", Access::With(Permission::ProfileRead)),
    post("/api/profile/keys/create", Access::With(Permission::ProfileWrite)),
    post("/api/profile/keys/revoke", Access::With(Permission::ProfileWrite)).costs(Cost::Free),
    get("/api/profile/plex", Access::With(Permission::SystemManage)),
    post("/api/profile/plex/start", Access::With(Permission::SystemManage)).costs(Cost::SignIn),
    post("/api/profile/plex/poll", Access::With(Permission::SystemManage)).costs(Cost::Free),
    post("/api/profile/plex/unlink", Access::With(Permission::ProfileWrite)).costs(Cost::Free),
    get("/api/profile/devices", Access::With(Permission::ProfileRead)),
    post("/api/profile/devices/revoke", Access::With(Permission::ProfileWrite)).costs(Cost::Free),
    get("/api/admin/users", Access::With(Permission::UsersRead)),
    post("/api/admin/users/update", Access::With(Permission::UsersWrite)),
    post("/api/admin/users/create", Access::With(Permission::UsersWrite)),
    post("/api/admin/users/sign_out", Access::With(Permission::UsersWrite)),
    post("/api/admin/users/reset_password", Access::With(Permission::UsersWrite)),
    post("/api/admin/users/delete", Access::With(Permission::UsersDelete)),
    get("/api/admin/audit", Access::With(Permission::LogsRead)),
    get("/api/admin/services", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/update", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    post("/api/admin/services/test", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    post("/api/admin/services/test-all", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    post("/api/admin/services/webhook", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    get("/api/admin/services/plex", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/plex/start", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    post("/api/admin/services/plex/poll", Access::With(Permission::ServicesConfigure)).costs(Cost::Free),
    post("/api/admin/services/plex/try", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    post("/api/admin/services/plex/choose", Access::With(Permission::ServicesConfigure)).costs(Cost::Costly),
    get("/api/admin/config", Access::With(Permission::SystemManage)),
    post("/api/admin/config/general", Access::With(Permission::SystemManage)),
    post("/api/admin/config/sign_in", Access::With(Permission::SystemManage)),
    post("/api/admin/config/limits", Access::With(Permission::SystemManage)).costs(Cost::Free),
    post("/api/admin/config/requests", Access::With(Permission::SystemManage)),
    post("/api/admin/welcome", Access::With(Permission::SystemManage)),
];

/// The row of a server function.
pub fn call(path: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.path == path)
}

/// Whether programs may call it with an API key: what is about a person's own account asks for that person, so that a key
/// that was lost cannot be made into a better one.
pub fn is_open_to_keys(path: &str) -> bool {
    !["/api/auth/", "/api/profile/"].iter().any(|own| path.starts_with(own)) && path != "/api/profile"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_written_the_same_everywhere() {
        for permission in Permission::ALL {
            let json = serde_json::to_value(permission).expect("JSON");
            assert_eq!(json.as_str(), Some(permission.as_str()));
            assert_eq!(permission.as_str().parse(), Ok(permission));
        }
        assert!("media:everything".parse::<Permission>().is_err());
    }

    #[test]
    fn keys_never_reach_what_is_about_the_own_account() {
        let closed: Vec<_> = CALLS.iter().filter(|call| !is_open_to_keys(call.path)).map(|call| call.path).collect();
        assert!(closed.contains(&"/api/profile") && closed.contains(&"/api/profile/keys/create"));
        for call in CALLS {
            let asks_for_a_person = !matches!(call.access, Access::With(_));
            assert!(!asks_for_a_person || closed.contains(&call.path), "{}", call.path);
        }
    }
}
