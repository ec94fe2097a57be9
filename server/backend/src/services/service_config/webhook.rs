//! One click that makes Overseerr tell us of every change.

use super::service::ServicesService;
use crate::{
    secrets,
    services::inbound::{WEBHOOK, authorization},
};
use domain::{
    Admin, Error, Result,
    error::Thing,
    services::{BaseUrl, ServiceName, WebhookOutcome},
    text,
};
use url::Url;

impl ServicesService {
    /// The secret is made once and kept, so that the same click again changes nothing. Overseerr has one webhook: who else
    /// is told by it would not be any more.
    pub(super) async fn set_up_webhook(&self, by: &Admin, base: &BaseUrl, replace: bool) -> Result<WebhookOutcome> {
        let not_connected = || text::service_not_connected(ServiceName::Overseerr.title());
        let overseerr = self.connections.overseerr().map_err(|_| Error::Conflict(not_connected()))?;
        if !replace && let Some(other) = overseerr.webhook().await?.filter(|url| !is_ours(url)) {
            return Err(Error::Conflict(text::webhook_taken(host(&other))));
        }
        let before = self.saved(ServiceName::Overseerr).await?.ok_or_else(|| Error::not_found(Thing::Service))?;
        let mut saved = before.clone();
        let secret = if let Some(secret) = saved.secrets.get(WEBHOOK) {
            secret.clone()
        } else {
            let secret = secrets::random_token().map_err(Error::internal)?;
            saved.secrets.insert(WEBHOOK.into(), secret.clone());
            saved.updated_at = self.clock.now();
            saved.updated_by = Some(by.id());
            self.save(Some(by), saved, Some(&before), None).await?;
            secret
        };
        let (url, authorization) = (format!("{}{PATH}", base.as_str()), authorization(&secret));
        overseerr.set_webhook(&url, &authorization).await?;
        let ok = overseerr.test_webhook(&url, &authorization).await?;
        let message = if ok { text::webhook_works().to_owned() } else { text::webhook_not_reached(url) };
        Ok(WebhookOutcome { ok, message })
    }
}

/// Where Overseerr tells us.
const PATH: &str = "/webhooks/overseerr";

/// Of this installation, or of one that this one takes the place of.
fn is_ours(url: &str) -> bool {
    url.trim_end_matches('/').ends_with(PATH)
}

/// Who is told, without what may be a secret in the rest of the address.
fn host(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| text::webhook_somebody().to_owned())
}
