//! `admin/services/*` and the first-run wizard.

use crate::{
    arguments::Sent,
    error::{AppError, Envelope},
};
use domain::{
    requests::RequestRules,
    services::{ServiceConfig, TestOutcome, WebhookOutcome},
    users::UserList,
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// All services with their configuration; never a key.
#[server(prefix = "/api", endpoint = "admin/services", input = GetUrl, output = Envelope)]
pub async fn list_services() -> Result<Vec<ServiceConfig>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        ssr::service::<dyn domain::services::Services>()?.list(&by).await
    })
    .await
}

/// Tests what is given and saves it; an absent or empty key keeps the saved one.
#[server(prefix = "/api", endpoint = "admin/services/update", output = Envelope)]
pub async fn update_service(
    name: String,
    url: Option<String>,
    key: Option<String>,
    enabled: Option<String>,
) -> Result<TestOutcome, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let update = domain::services::ServiceUpdate {
            name: name.parse()?,
            url: url.unwrap_or_default(),
            key: key.filter(|key| !key.is_empty()).map(domain::accounts::Secret::new),
            enabled: crate::arguments::flag("enabled", enabled.as_deref())?,
        };
        ssr::service::<dyn domain::services::Services>()?.update(&by, update).await
    })
    .await
}

/// Tests what is given, or what is saved where it is absent.
#[server(prefix = "/api", endpoint = "admin/services/test", output = Envelope)]
pub async fn test_service(name: String, url: Option<String>, key: Option<String>) -> Result<TestOutcome, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let key = key.filter(|key| !key.is_empty()).map(domain::accounts::Secret::new);
        let url = url.filter(|url| !url.trim().is_empty());
        ssr::service::<dyn domain::services::Services>()?.test(&by, name.parse()?, url.as_deref(), key.as_ref()).await
    })
    .await
}

/// Tests every configured service.
#[server(prefix = "/api", endpoint = "admin/services/test-all", output = Envelope)]
pub async fn test_all_services() -> Result<Vec<TestOutcome>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        ssr::service::<dyn domain::services::Services>()?.test_all(&by).await
    })
    .await
}

/// Has Overseerr tell MediaNest, which it reaches at `address`, of every change of a request. Its one webhook may tell
/// somebody else now: then this is a conflict, unless `replace` is `true`.
#[server(prefix = "/api", endpoint = "admin/services/webhook", output = Envelope)]
pub async fn connect_webhook(address: String, replace: Option<String>) -> Result<WebhookOutcome, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::ServicesConfigure)?;
        let base =
            domain::services::BaseUrl::new(&address).map_err(|message| domain::Error::field("address", message))?;
        let replace = crate::arguments::flag("replace", replace.as_deref())?;
        ssr::service::<dyn domain::services::Services>()?.connect_webhook(&by, &base, replace).await
    })
    .await
}

/// What decides about requests: whose are approved by themselves, and the reasons that are offered for declining.
#[server(prefix = "/api", endpoint = "admin/config/requests", output = Envelope)]
pub async fn configure_requests(
    approve_users: Option<String>,
    approve_admins: Option<String>,
    reasons: Option<String>,
) -> Result<RequestRules, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::SystemManage)?;
        let rules = RequestRules {
            approve_users: crate::arguments::flag("approve_users", approve_users.as_deref())?,
            approve_admins: crate::arguments::flag("approve_admins", approve_admins.as_deref())?,
            reasons: crate::arguments::lines(reasons.as_deref()),
        };
        ssr::service::<dyn domain::requests::Requests>()?.set_rules(&by, &rules).await?;
        ssr::go("/admin/requests");
        Ok(rules)
    })
    .await
}

/// The people here, and whom they could be in Overseerr.
#[server(prefix = "/api", endpoint = "admin/users", input = GetUrl, output = Envelope)]
pub async fn list_users(page: Option<String>, per_page: Option<String>) -> Result<UserList, AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersRead)?;
        let page = arguments::page(page.as_deref(), per_page.as_deref())?;
        ssr::service::<dyn domain::users::Users>()?.list(&by, page).await
    })
    .await
}

/// Changes an account; what is absent stays. `overseerr` is as whom a local user's requests reach Overseerr, empty for
/// nobody; `status` is `active` or `disabled`; an empty quota (`requests_per_hour`, `downloads_per_hour`,
/// `disk_gb`) is as everybody, 0 without limit. `overseerr` comes alone.
#[server(prefix = "/api", endpoint = "admin/users/update", output = Envelope)]
pub async fn update_user(
    id: Option<String>,
    #[server(default)] overseerr: Sent,
    role: Option<String>,
    status: Option<String>,
    #[server(default)] requests_per_hour: Sent,
    #[server(default)] downloads_per_hour: Sent,
    #[server(default)] disk_gb: Sent,
) -> Result<(), AppError> {
    use crate::{arguments, ssr, text};
    use domain::people::{MOST_DISK_GB, MOST_PER_HOUR, PersonChange, QuotaChange, Status};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersWrite)?;
        let id = arguments::needed("id", id.as_deref())?;
        let quota = |name: &'static str, sent: Sent, most: u32| {
            sent.0.map(|text| arguments::number(name, Some(&text), 0, most)).transpose()
        };
        let change = PersonChange {
            role: arguments::optional("role", role.as_deref())?,
            active: arguments::optional("status", status.as_deref())?.map(|status: Status| status.active),
            quotas: QuotaChange {
                requests_per_hour: quota("requests_per_hour", requests_per_hour, MOST_PER_HOUR)?,
                downloads_per_hour: quota("downloads_per_hour", downloads_per_hour, MOST_PER_HOUR)?,
                disk_gb: quota("disk_gb", disk_gb, MOST_DISK_GB)?,
            },
        };
        match overseerr.0 {
            // Either all of a call is done or nothing: these are two deeds, one of which asks Overseerr.
            Some(_) if change != PersonChange::default() => {
                return Err(domain::Error::field("overseerr", text::users_one_at_a_time()));
            }
            Some(overseerr) => {
                let overseerr = arguments::number("overseerr", Some(&overseerr), 1, u32::MAX)?;
                let users = ssr::service::<dyn domain::users::Users>()?;
                users.deliver_as(&by, id, overseerr.map(i64::from)).await?;
            }
            None => ssr::service::<dyn domain::people::People>()?.change(&by, id, change).await?,
        }
        ssr::go("/admin/users");
        Ok(())
    })
    .await
}

/// Ends the first-run wizard.
#[server(prefix = "/api", endpoint = "admin/welcome", output = Envelope)]
pub async fn finish_welcome() -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::SystemManage)?;
        ssr::service::<dyn domain::services::Services>()?.finish_welcome(&by).await?;
        ssr::go("/");
        Ok(())
    })
    .await
}
