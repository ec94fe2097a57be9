//! `admin/audit`.

use crate::error::{AppError, Envelope};
use domain::audit::AuditList;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Who changed what, newest first; `actor` is a name, `action` as in `service.update`.
#[server(prefix = "/api", endpoint = "admin/audit", input = GetUrl, output = Envelope)]
pub async fn read_audit(
    actor: Option<String>,
    action: Option<String>,
    page: Option<String>,
    per_page: Option<String>,
) -> Result<AuditList, AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::LogsRead)?;
        let named = |text: Option<String>| text.filter(|text| !text.is_empty());
        let filter = domain::audit::AuditFilter { actor: named(actor), action: named(action) };
        let page = arguments::page(page.as_deref(), per_page.as_deref())?;
        ssr::service::<dyn domain::audit::Audit>()?.list(&by, &filter, page).await
    })
    .await
}
