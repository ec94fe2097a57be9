//! One click that makes Overseerr tell us of every change.

use super::service::ServicesService;
use crate::{
    secrets,
    services::inbound::{WEBHOOK, authorization},
};
use domain::{
    Admin, Error, Result,
    services::{BaseUrl, ServiceName, WebhookOutcome},
    text,
};

impl ServicesService {
    /// The secret is made once and kept, so that the same click again changes nothing.
    pub(super) async fn set_up_webhook(&self, by: &Admin, base: &BaseUrl) -> Result<WebhookOutcome> {
        let overseerr = self.connections.overseerr()?;
        let before = self.saved(ServiceName::Overseerr).await?.ok_or_else(|| Error::not_found("service"))?;
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
        let (url, authorization) = (format!("{}/webhooks/overseerr", base.as_str()), authorization(&secret));
        overseerr.set_webhook(&url, &authorization).await?;
        let ok = overseerr.test_webhook(&url, &authorization).await?;
        let message = if ok { text::webhook_works().to_owned() } else { text::webhook_not_reached(url) };
        Ok(WebhookOutcome { ok, message })
    }
}
