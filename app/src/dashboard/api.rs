//! `dashboard/status`.

use crate::error::{AppError, Envelope};
use domain::services::ServiceStatus;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// How everything is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DashboardStatus {
    pub services: Vec<ServiceStatus>,
}

/// How the services are, with the age of what is known; admins are told what exactly is wrong.
#[server(prefix = "/api", endpoint = "dashboard/status", input = GetUrl, output = Envelope)]
pub async fn load_dashboard() -> Result<DashboardStatus, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let known = ssr::service::<dyn domain::services::Services>()?;
        let services = match ssr::admin_for(domain::policy::Permission::ServicesConfigure) {
            Ok(admin) => known.list(&admin).await?.into_iter().map(|config| config.status).collect(),
            Err(_) => known.status().await?,
        };
        Ok(DashboardStatus { services })
    })
    .await
}
