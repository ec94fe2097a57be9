//! Who may call what: the one table. What is registered but not listed here is refused, and fails a test.

use crate::Role;
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
    #[serde(rename = "services:configure")]
    ServicesConfigure,
    #[serde(rename = "system:manage")]
    SystemManage,
}

impl Permission {
    pub const ALL: [Self; 10] = [
        Self::DashboardRead,
        Self::MediaSearch,
        Self::MediaRequest,
        Self::ProfileRead,
        Self::ProfileWrite,
        Self::RequestsManage,
        Self::UsersRead,
        Self::UsersWrite,
        Self::ServicesConfigure,
        Self::SystemManage,
    ];

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
}

/// Reads are GET, changes are POST; nothing else exists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Get,
    Post,
}

const fn get(path: &'static str, access: Access) -> Call {
    Call { method: Method::Get, path, access }
}

const fn post(path: &'static str, access: Access) -> Call {
    Call { method: Method::Post, path, access }
}

/// Every server function there is.
pub const CALLS: &[Call] = &[
    post("/api/auth/plex/start", Access::Anyone),
    post("/api/auth/plex/claim", Access::Anyone),
    post("/api/auth/plex/poll", Access::Anyone),
    post("/api/auth/local", Access::Anyone),
    post("/api/auth/logout", Access::SignedIn),
    post("/api/auth/password", Access::SignedIn),
    get("/api/auth/session", Access::Anyone),
    get("/api/dashboard/status", Access::With(Permission::DashboardRead)),
    get("/api/media/search", Access::With(Permission::MediaSearch)),
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
    get("/api/profile/plex", Access::With(Permission::SystemManage)),
    post("/api/profile/plex/start", Access::With(Permission::SystemManage)),
    post("/api/profile/plex/poll", Access::With(Permission::SystemManage)),
    get("/api/profile/devices", Access::With(Permission::ProfileRead)),
    post("/api/profile/devices/revoke", Access::With(Permission::ProfileWrite)),
    get("/api/admin/users", Access::With(Permission::UsersRead)),
    post("/api/admin/users/update", Access::With(Permission::UsersWrite)),
    get("/api/admin/services", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/update", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/test", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/test-all", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/webhook", Access::With(Permission::ServicesConfigure)),
    get("/api/admin/services/plex", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/plex/start", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/plex/poll", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/plex/try", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/services/plex/choose", Access::With(Permission::ServicesConfigure)),
    post("/api/admin/config/requests", Access::With(Permission::SystemManage)),
    post("/api/admin/welcome", Access::With(Permission::SystemManage)),
];

/// The row of a server function.
pub fn call(path: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.path == path)
}
