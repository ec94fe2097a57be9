//! `notifications` and `notifications/read`.

use crate::error::{AppError, Envelope};
use domain::{Page, inbox::Notification};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// How many notifications were not read before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MarkedRead {
    pub count: u64,
}

/// The own inbox, newest first.
#[server(prefix = "/api", endpoint = "notifications", input = GetUrl, output = Envelope)]
pub async fn list_notifications(
    page: Option<String>,
    per_page: Option<String>,
) -> Result<Page<Notification>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let page = crate::arguments::page(page.as_deref(), per_page.as_deref())?;
        ssr::service::<dyn domain::inbox::Inbox>()?.list(&ssr::actor()?, page).await
    })
    .await
}

/// Marks one of the own notifications as read, or all.
#[server(prefix = "/api", endpoint = "notifications/read", output = Envelope)]
pub async fn mark_notifications_read(id: Option<String>) -> Result<MarkedRead, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.as_deref().filter(|id| !id.is_empty()).map(str::parse).transpose();
        let id = id.map_err(|_| domain::Error::not_found(domain::error::Thing::Notification))?;
        let count = ssr::service::<dyn domain::inbox::Inbox>()?.mark_read(&ssr::actor()?, id).await?;
        ssr::go("/notifications");
        Ok(MarkedRead { count })
    })
    .await
}
