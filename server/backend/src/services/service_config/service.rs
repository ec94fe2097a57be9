//! What admins do with services: see, change, test.

use super::{
    probe::{self, Finding, Probe},
    view,
};
use crate::{
    clock::Clock,
    integrations::{Connections, connections::Access, tmdb::TmdbKey},
    secrets::Keyring,
    settings::SettingsStore,
    store::{
        Database, audit, failure, plex_access,
        service_config::{self, SavedService},
        service_status,
    },
};
use async_trait::async_trait;
use domain::{
    Admin, Error, Result,
    accounts::Secret,
    live::{Audience, Live, LiveEvent},
    services::{
        BaseUrl, ServiceConfig, ServiceName, ServiceStatus, ServiceUpdate, Services, TestOutcome, WebhookOutcome,
    },
    text,
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The name of the key among a service's secrets.
pub(super) const KEY: &str = "key";

/// Configures services. Cheap to clone.
#[derive(Clone)]
pub struct ServicesService {
    pub(super) db: Database,
    pub(super) keyring: Arc<Keyring>,
    pub(super) connections: Arc<Connections>,
    pub(super) settings: Arc<SettingsStore>,
    pub(super) live: Arc<dyn Live>,
    pub(super) clock: Arc<dyn Clock>,
    /// Held while what is saved is taken into use, so that nothing older is taken after it.
    changing: Arc<Mutex<()>>,
}

impl ServicesService {
    pub fn new(
        db: Database,
        keyring: Arc<Keyring>,
        connections: Arc<Connections>,
        settings: Arc<SettingsStore>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, keyring, connections, settings, live, clock, changing: Arc::default() }
    }

    /// Takes what is saved into use: once at start, and again whenever another replica may have changed it.
    pub async fn load(&self) -> Result<()> {
        let _changing = self.changing.lock().await;
        for saved in service_config::all(self.db.read(), &self.keyring).await? {
            self.take_into_use(&saved);
        }
        Ok(())
    }

    pub(super) fn take_into_use(&self, saved: &SavedService) {
        let access = saved.enabled.then(|| access(saved)).flatten();
        match saved.name {
            ServiceName::Plex => self.connections.use_plex(access),
            // Without a key it could do nothing.
            ServiceName::Overseerr => self.connections.use_overseerr(access.filter(|access| !access.key.is_empty())),
            ServiceName::Tmdb => {
                let key = saved.secrets.get(KEY).filter(|_| saved.enabled).and_then(TmdbKey::parse);
                self.connections.use_tmdb(key);
            }
            ServiceName::UptimeKuma | ServiceName::Youtube => {}
        }
    }

    pub(super) async fn saved(&self, name: ServiceName) -> Result<Option<SavedService>> {
        service_config::get(self.db.read(), &self.keyring, name).await
    }

    /// What was found is kept with the configuration it was found for. `by` is absent where the program saves by itself.
    pub(super) async fn save(
        &self,
        by: Option<&Admin>,
        saved: SavedService,
        before: Option<&SavedService>,
        probe: Option<&Probe>,
    ) -> Result<()> {
        let now = self.clock.now();
        let changing = self.changing.lock().await;
        let transaction = self.db.begin().await.map_err(failure)?;
        service_config::put(&transaction, &self.keyring, &saved).await?;
        if let Some(probe) = probe {
            service_status::put(&transaction, &view::saved_status(saved.name, probe, now), now).await?;
        }
        let machine = |saved: &SavedService| saved.config_data.get(probe::MACHINE).cloned();
        if saved.name == ServiceName::Plex && before.and_then(machine) != machine(&saved) {
            // Another server: who may use it is another question.
            plex_access::look_again(&transaction).await?;
        }
        let entry = audit::Entry {
            actor: by.map(Admin::actor),
            action: if by.is_some() { "service.update" } else { "service.seed" },
            object: &format!("service:{}", saved.name.as_str()),
            before: before.map(|before| json!({ "enabled": before.enabled })),
            after: Some(audited(&saved, before)),
        };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(failure)?;
        self.take_into_use(&saved);
        drop(changing);
        if let Some(probe) = probe {
            let event = LiveEvent::ServiceStatus { service: saved.name, status: probe.state() };
            self.live.publish(Audience::everybody(), event).await;
        }
        Ok(())
    }

    /// How they are, with all that admins are told.
    async fn known(&self) -> Result<Vec<ServiceStatus>> {
        let saved = service_config::all(self.db.read(), &self.keyring).await?;
        let known = service_status::all(self.db.read()).await?;
        let now = self.clock.now();
        let statuses = ServiceName::ALL.into_iter().map(|name| {
            let saved = saved.iter().find(|saved| saved.name == name);
            let known = known.iter().find(|known| known.name == name);
            view::status(name, saved, known, now)
        });
        Ok(statuses.collect())
    }

    /// What was given, filled up with what is saved.
    fn draft(
        &self,
        saved: Option<&SavedService>,
        name: ServiceName,
        url: Option<&str>,
        key: Option<&Secret>,
    ) -> Result<SavedService, Probe> {
        let mut draft = saved.cloned().unwrap_or_else(|| SavedService::new(name, self.clock.now()));
        if let Some(text) = url.filter(|_| name.has_address()) {
            let url = BaseUrl::new(api_root(name, text)).map_err(|message| Probe::wrong("url", message))?;
            if draft.url.as_ref() != Some(&url) {
                // What was found out about another address is not true of this one.
                draft.config_data.clear();
            }
            draft.url = Some(url);
        }
        if let Some(key) = key.map(|key| key.reveal().trim()).filter(|key| !key.is_empty()) {
            draft.secrets.insert(KEY.into(), Secret::new(key));
        }
        if draft.url.is_none() && name.has_address() {
            return Err(Probe::wrong("url", text::enter_address()));
        }
        Ok(draft)
    }
}

#[async_trait]
impl Services for ServicesService {
    async fn list(&self, _by: &Admin) -> Result<Vec<ServiceConfig>> {
        let saved = service_config::all(self.db.read(), &self.keyring).await?;
        let statuses = self.known().await?;
        let configs = statuses.into_iter().map(|status| {
            let saved = saved.iter().find(|saved| saved.name == status.name);
            view::config(saved, status)
        });
        Ok(configs.collect())
    }

    async fn update(&self, by: &Admin, update: ServiceUpdate) -> Result<TestOutcome> {
        if !update.name.is_used() {
            return Err(invalid(&probe::unused(update.name)));
        }
        let before = self.saved(update.name).await?;
        let draft = self.draft(before.as_ref(), update.name, Some(&update.url), update.key.as_ref());
        let mut draft = draft.map_err(|probe| invalid(&probe))?;
        // Of what is switched off nothing is asked, so that a broken service can be put away.
        let probe = if update.enabled { Some(self.probe(&draft).await) } else { None };
        if let Some(probe) = &probe {
            if let Finding::Wrong { .. } = probe.finding {
                return Err(invalid(probe));
            }
            draft.config_data.extend(probe.facts.clone());
        }
        draft.enabled = update.enabled;
        draft.updated_at = self.clock.now();
        draft.updated_by = Some(by.id());
        self.save(Some(by), draft, before.as_ref(), probe.as_ref()).await?;
        Ok(probe.map_or_else(|| view::switched_off(update.name), |probe| view::outcome(update.name, probe)))
    }

    async fn test(
        &self,
        _by: &Admin,
        name: ServiceName,
        url: Option<&str>,
        key: Option<&Secret>,
    ) -> Result<TestOutcome> {
        let saved = self.saved(name).await?;
        let probe = match self.draft(saved.as_ref(), name, url, key) {
            Err(probe) => probe,
            Ok(draft)
                if saved.as_ref().is_some_and(|saved| saved.url == draft.url && saved.secrets == draft.secrets) =>
            {
                self.check(draft).await?
            }
            Ok(draft) => self.probe(&draft).await,
        };
        Ok(view::outcome(name, probe))
    }

    async fn test_all(&self, _by: &Admin) -> Result<Vec<TestOutcome>> {
        let checked = self.check_all(is_configured).await?;
        Ok(checked.into_iter().map(|(name, probe)| view::outcome(name, probe)).collect())
    }

    async fn status(&self) -> Result<Vec<ServiceStatus>> {
        Ok(self.known().await?.into_iter().map(view::for_everybody).collect())
    }

    async fn welcome_pending(&self) -> Result<bool> {
        Ok(!self.settings.load().await?.welcome_done)
    }

    async fn connect_webhook(&self, by: &Admin, base: &BaseUrl, replace: bool) -> Result<WebhookOutcome> {
        self.set_up_webhook(by, base, replace).await
    }

    async fn finish_welcome(&self, by: &Admin) -> Result<()> {
        self.settings.put(by, "welcome_done", &Value::Bool(true)).await
    }
}

/// Whether it has what is needed to ask it anything.
pub(super) fn is_configured(saved: &SavedService) -> bool {
    if saved.name.has_address() { saved.url.is_some() } else { has_key(saved) }
}

pub(super) fn has_key(saved: &SavedService) -> bool {
    saved.secrets.get(KEY).is_some_and(|key| !key.is_empty())
}

pub(super) fn access(saved: &SavedService) -> Option<Access> {
    Some(Access { url: saved.url.clone()?, key: saved.secrets.get(KEY).cloned().unwrap_or_default() })
}

fn invalid(probe: &Probe) -> Error {
    Error::field(probe.field().unwrap_or("url"), probe.message())
}

/// People copy the address of Overseerr's API where its own is wanted.
fn api_root(name: ServiceName, text: &str) -> &str {
    let text = text.trim().trim_end_matches('/');
    match name {
        ServiceName::Overseerr => text.strip_suffix("/api/v1").unwrap_or(text),
        _ => text,
    }
}

/// Neither address nor key: both are sealed where they are kept.
fn audited(saved: &SavedService, before: Option<&SavedService>) -> Value {
    let change = |same| if same { "kept" } else { "changed" };
    json!({
        "enabled": saved.enabled,
        "url": change(before.is_some_and(|before| before.url == saved.url)),
        "key": change(before.is_some_and(|before| before.secrets == saved.secrets)),
    })
}
