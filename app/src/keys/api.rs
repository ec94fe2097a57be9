//! `profile/keys/*`.

use crate::{
    arguments::Given,
    error::{AppError, Envelope},
};
use domain::keys::{ApiKey, MadeKey};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// One's own keys; never a key itself.
#[server(prefix = "/api", endpoint = "profile/keys", input = GetUrl, output = Envelope)]
pub async fn list_keys() -> Result<Vec<ApiKey>, AppError> {
    use crate::ssr;
    ssr::boundary(async { ssr::service::<dyn domain::keys::Keys>()?.list(&ssr::actor()?).await }).await
}

/// Makes a key, which is told in this answer only. `expires` is 30, 90 or 365 days, or `never`.
#[server(prefix = "/api", endpoint = "profile/keys/create", output = Envelope)]
pub async fn create_key(
    name: Option<String>,
    scopes: Option<Given<Vec<String>>>,
    expires: Option<String>,
) -> Result<MadeKey, AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let scopes = scopes.map(|scopes| scopes.read("scopes")).transpose()?.unwrap_or_default();
        let scopes = scopes.iter().map(|scope| arguments::needed("scopes", Some(scope)));
        let new = domain::keys::NewKey {
            name: domain::keys::KeyName::new(name.as_deref().unwrap_or_default())?,
            scopes: scopes.collect::<domain::Result<_>>()?,
            life: arguments::needed("expires", expires.as_deref())?,
        };
        let made = ssr::service::<dyn domain::keys::Keys>()?.create(&ssr::actor()?, &new).await?;
        ssr::go("/profile/keys");
        Ok(made)
    })
    .await
}

/// Ends a key of one's own at once.
#[server(prefix = "/api", endpoint = "profile/keys/revoke", output = Envelope)]
pub async fn revoke_key(id: Option<String>) -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = crate::arguments::needed("id", id.as_deref())?;
        ssr::service::<dyn domain::keys::Keys>()?.revoke(&ssr::actor()?, id).await?;
        ssr::go("/profile/keys");
        Ok(())
    })
    .await
}
