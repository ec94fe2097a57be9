//! Live events: what changed, told to open pages of those who may read it.

use crate::{
    RequestId, Role, UserId,
    requests::{Delivery, RequestStatus},
    services::{ServiceName, ServiceState},
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What changed. It says enough to know what to load again, never more than its audience may read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LiveEvent {
    RequestUpdate {
        request: RequestId,
        status: RequestStatus,
        delivery: Delivery,
    },
    /// A service is not as it was.
    ServiceStatus {
        service: ServiceName,
        status: ServiceState,
    },
    /// Something new stands in the inbox of its audience.
    UserNotification,
}

impl LiveEvent {
    /// The name on the stream.
    pub fn name(&self) -> &'static str {
        match self {
            Self::RequestUpdate { .. } => "request:update",
            Self::ServiceStatus { .. } => "service:status",
            Self::UserNotification => "user:notification",
        }
    }
}

/// Who is told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Audience {
    pub everybody: bool,
    pub admins: bool,
    pub users: BTreeSet<UserId>,
}

impl Audience {
    pub fn everybody() -> Self {
        Self { everybody: true, ..Self::default() }
    }

    pub fn users(users: impl IntoIterator<Item = UserId>) -> Self {
        Self { users: users.into_iter().collect(), ..Self::default() }
    }

    #[must_use]
    pub fn and_admins(self) -> Self {
        Self { admins: true, ..self }
    }

    pub fn includes(&self, user: UserId, role: Role) -> bool {
        self.everybody || (self.admins && role == Role::Admin) || self.users.contains(&user)
    }
}

/// Tells open pages, on this replica and the others. Call it after the change is committed.
#[async_trait]
pub trait Live: Send + Sync {
    /// Never fails: who misses an event is told to load the page again.
    async fn publish(&self, audience: Audience, event: LiveEvent);
}
