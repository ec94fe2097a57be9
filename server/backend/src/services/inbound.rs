//! What other services tell us without being asked. Everything they say is a hint to look for ourselves.

use crate::{
    integrations::lenient,
    jobs::queue::{LookInOverseerr, Queue},
    secrets::Keyring,
    store::{Database, service_config},
};
use domain::{Error, Result, TmdbId, accounts::Secret, error::Thing, services::ServiceName, text};
use serde::Deserialize;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// The name of the webhook's secret among a service's secrets.
pub(crate) const WEBHOOK: &str = "webhook";

/// Takes in webhooks.
pub struct Inbound {
    db: Database,
    keyring: Arc<Keyring>,
    queue: Arc<Queue>,
}

/// Of a webhook's body only what says where to look; an admin may have changed its template.
#[derive(Deserialize, Default)]
#[serde(default)]
struct WireHint {
    #[serde(deserialize_with = "lenient::text")]
    notification_type: Option<String>,
    #[serde(deserialize_with = "lenient::object")]
    request: Option<WireRequest>,
    #[serde(deserialize_with = "lenient::object")]
    media: Option<WireMedia>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireRequest {
    #[serde(deserialize_with = "lenient::integer")]
    request_id: Option<i64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireMedia {
    #[serde(deserialize_with = "lenient::text")]
    media_type: Option<String>,
    #[serde(rename = "tmdbId", deserialize_with = "lenient::integer")]
    tmdb_id: Option<i64>,
}

impl Inbound {
    pub fn new(db: Database, keyring: Arc<Keyring>, queue: Arc<Queue>) -> Self {
        Self { db, keyring, queue }
    }

    /// A webhook of Overseerr. `authorization` is the header as it came. The same one again does no harm, a lost one is
    /// made up for by the next sweep.
    ///
    /// # Errors
    /// [`Error::NotFound`] while no webhook is set up, [`Error::Unauthenticated`] for a wrong secret,
    /// [`Error::Invalid`] for what is no JSON object.
    pub async fn overseerr(&self, authorization: &str, body: &[u8]) -> Result<()> {
        let saved = service_config::get(self.db.read(), &self.keyring, ServiceName::Overseerr).await?;
        let secret = saved.filter(|saved| saved.enabled).and_then(|saved| saved.secrets.get(WEBHOOK).cloned());
        let secret = secret.ok_or_else(|| Error::not_found(Thing::Webhook))?;
        if !is_right(&secret, authorization) {
            return Err(Error::Unauthenticated(text::webhook_secret_wrong().into()));
        }
        let hint: WireHint =
            serde_json::from_slice(body).map_err(|_| Error::field("body", text::webhook_body_odd()))?;
        let Some(look) = look(&hint) else { return Ok(()) };
        self.queue.enqueue(self.db.write(), &look).await?;
        self.queue.wake();
        Ok(())
    }
}

/// What the header has to be.
pub(crate) fn authorization(secret: &Secret) -> Secret {
    Secret::new(format!("Bearer {}", secret.reveal()))
}

/// In a time that tells nothing of the secret.
fn is_right(secret: &Secret, given: &str) -> bool {
    authorization(secret).reveal().as_bytes().ct_eq(given.as_bytes()).into()
}

/// Where to look; nowhere for a test.
fn look(hint: &WireHint) -> Option<LookInOverseerr> {
    if hint.notification_type.as_deref() == Some("TEST_NOTIFICATION") {
        return None;
    }
    if let Some(id) = hint.request.as_ref().and_then(|request| request.request_id) {
        return Some(LookInOverseerr { overseerr_id: Some(id), title: None });
    }
    let title = hint.media.as_ref().and_then(|media| {
        let id = TmdbId::new(u32::try_from(media.tmdb_id?).ok()?).ok()?;
        Some((media.media_type.as_deref()?.parse().ok()?, id))
    });
    Some(LookInOverseerr { overseerr_id: None, title })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::discovery::MediaType;

    fn read(json: &str) -> Option<LookInOverseerr> {
        look(&serde_json::from_str(json).expect("JSON"))
    }

    #[test]
    fn a_hint_says_where_to_look_whatever_the_template_makes_of_it() {
        let request = LookInOverseerr { overseerr_id: Some(55), title: None };
        assert_eq!(read(r#"{"notification_type":"MEDIA_APPROVED","request":{"request_id":"55"}}"#), Some(request));
        assert_eq!(read(r#"{"request":{"request_id":55},"media":null,"extra":[1]}"#), Some(request));
        let title = Some((MediaType::Tv, TmdbId::new(11).expect("an id")));
        let of_title = LookInOverseerr { overseerr_id: None, title };
        assert_eq!(read(r#"{"request":null,"media":{"media_type":"tv","tmdbId":"11"}}"#), Some(of_title));
        assert_eq!(read(r#"{"media":{"media_type":"book","tmdbId":""}}"#), Some(LookInOverseerr::default()));
        assert_eq!(read(r#"{"notification_type":"TEST_NOTIFICATION","request":null}"#), None);
    }

    #[test]
    fn only_the_whole_secret_is_right() {
        let secret = Secret::new("s3cret");
        assert!(is_right(&secret, "Bearer s3cret"));
        for wrong in ["", "Bearer ", "Bearer s3cre", "Bearer s3crett", "bearer s3cret", "s3cret"] {
            assert!(!is_right(&secret, wrong), "{wrong}");
        }
    }
}
