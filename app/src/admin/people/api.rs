//! `admin/users/create`, `delete`, `sign_out` and `reset_password`.

use crate::error::{AppError, Envelope};
use domain::people::FirstPassword;
use leptos::prelude::*;

/// Makes a local account. Without `password` one is made up and told in this answer only; either must be changed at the
/// first sign-in.
#[server(prefix = "/api", endpoint = "admin/users/create", output = Envelope)]
pub async fn create_user(
    name: Option<String>,
    role: Option<String>,
    password: Option<String>,
) -> Result<FirstPassword, AppError> {
    use crate::{arguments, ssr};
    use domain::accounts::{Secret, Username};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersWrite)?;
        let new = domain::people::NewPerson {
            name: Username::new(name.as_deref().unwrap_or_default())
                .map_err(|_| domain::Error::field("name", domain::text::input_user_name()))?,
            role: arguments::needed("role", role.as_deref())?,
            password: password.filter(|password| !password.is_empty()).map(Secret::new),
        };
        let made = ssr::service::<dyn domain::people::People>()?.create(&by, &new).await?;
        ssr::go("/admin/users");
        Ok(made)
    })
    .await
}

/// Deletes an account; `requests` is `give` (to the admin who asks for it) or `delete`.
#[server(prefix = "/api", endpoint = "admin/users/delete", output = Envelope)]
pub async fn delete_user(id: Option<String>, requests: Option<String>) -> Result<(), AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersDelete)?;
        let id = arguments::needed("id", id.as_deref())?;
        let requests = arguments::needed("requests", requests.as_deref())?;
        ssr::service::<dyn domain::people::People>()?.delete(&by, id, requests).await?;
        ssr::go("/admin/users");
        Ok(())
    })
    .await
}

/// Ends every sign-in and every API key of an account.
#[server(prefix = "/api", endpoint = "admin/users/sign_out", output = Envelope)]
pub async fn sign_user_out(id: Option<String>) -> Result<(), AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersWrite)?;
        let id = arguments::needed("id", id.as_deref())?;
        ssr::service::<dyn domain::people::People>()?.sign_out(&by, id).await?;
        ssr::go("/admin/users");
        Ok(())
    })
    .await
}

/// Gives a local account another password, which must be changed; as with [`create_user`].
#[server(prefix = "/api", endpoint = "admin/users/reset_password", output = Envelope)]
pub async fn reset_user_password(id: Option<String>, password: Option<String>) -> Result<FirstPassword, AppError> {
    use crate::{arguments, ssr};
    ssr::boundary(async {
        let by = ssr::admin_for(domain::policy::Permission::UsersWrite)?;
        let id = arguments::needed("id", id.as_deref())?;
        let password = password.filter(|password| !password.is_empty()).map(domain::accounts::Secret::new);
        let people = ssr::service::<dyn domain::people::People>()?;
        let reset = people.reset_password(&by, id, password.as_ref()).await?;
        ssr::go("/admin/users");
        Ok(reset)
    })
    .await
}
