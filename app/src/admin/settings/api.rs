//! `admin/config/*`: one call a section; what is absent stays as it is.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use crate::error::{AppError, Envelope};
use domain::settings::Configured;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Every setting that is configured here, with its default.
#[server(prefix = "/api", endpoint = "admin/config", input = GetUrl, output = Envelope)]
pub async fn list_settings() -> Result<Vec<Configured>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::SystemManage)?;
        ssr::service::<dyn domain::settings::Configuration>()?.configured(&by).await
    })
    .await
}

/// What this installation is called, and in which language it speaks to who asks for none.
#[server(prefix = "/api", endpoint = "admin/config/general", output = Envelope)]
pub async fn configure_general(site_name: Option<String>, language: Option<String>) -> Result<(), AppError> {
    use crate::ssr;
    use domain::settings::Section;
    ssr::boundary(ssr::configure(Section::General, vec![("site_name", site_name), ("language", language)])).await
}

/// Who may sign in with Plex.
#[server(prefix = "/api", endpoint = "admin/config/sign_in", output = Envelope)]
pub async fn configure_sign_in(
    sign_in_policy: Option<String>,
    sign_in_allow_list: Option<String>,
) -> Result<(), AppError> {
    use crate::ssr;
    use domain::settings::Section;
    let given = vec![("sign_in_policy", sign_in_policy), ("sign_in_allow_list", sign_in_allow_list)];
    ssr::boundary(ssr::configure(Section::SignIn, given)).await
}

/// How often what may be done; 0 is no limit.
#[server(prefix = "/api", endpoint = "admin/config/limits", output = Envelope)]
pub async fn configure_limits(
    requests_per_hour: Option<String>,
    calls_per_minute: Option<String>,
    costly_calls_per_minute: Option<String>,
    searches_per_minute: Option<String>,
    visits_per_minute: Option<String>,
    calls_of_all_per_minute: Option<String>,
    plex_sign_ins: Option<String>,
    password_tries: Option<String>,
    password_tries_per_account: Option<String>,
) -> Result<(), AppError> {
    use crate::ssr;
    use domain::settings::Section;
    let given = vec![
        ("requests_per_hour", requests_per_hour),
        ("calls_per_minute", calls_per_minute),
        ("costly_calls_per_minute", costly_calls_per_minute),
        ("searches_per_minute", searches_per_minute),
        ("visits_per_minute", visits_per_minute),
        ("calls_of_all_per_minute", calls_of_all_per_minute),
        ("plex_sign_ins", plex_sign_ins),
        ("password_tries", password_tries),
        ("password_tries_per_account", password_tries_per_account),
    ];
    ssr::boundary(ssr::configure(Section::Limits, given)).await
}
