//! `profile/devices` and `profile/devices/revoke`.

use crate::error::{AppError, Envelope};
use domain::devices::Device;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// What was signed out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedOut {
    /// Whether the device that asked is among them.
    pub here: bool,
}

/// The devices one is signed in on, this one first.
#[server(prefix = "/api", endpoint = "profile/devices", input = GetUrl, output = Envelope)]
pub async fn list_devices() -> Result<Vec<Device>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let here = ssr::browser()?.device();
        ssr::service::<dyn domain::devices::Devices>()?.list(&ssr::actor()?, here).await
    })
    .await
}

/// Signs one device out by its `id`, all `others`, or `all`.
#[server(prefix = "/api", endpoint = "profile/devices/revoke", output = Envelope)]
pub async fn revoke_devices(id: Option<String>) -> Result<SignedOut, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let which = crate::arguments::needed("id", id.as_deref())?;
        let browser = ssr::browser()?;
        let devices = ssr::service::<dyn domain::devices::Devices>()?;
        let here = devices.sign_out(&ssr::actor()?, browser.device(), which).await?;
        if here {
            browser.sign_out().await?;
        }
        ssr::go(if here { "/login" } else { "/profile/devices" });
        Ok(SignedOut { here })
    })
    .await
}
