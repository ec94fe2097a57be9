//! Settings as the program reads them: typed, from memory, fresh after every change.

use crate::{
    clock::{self, Clock},
    language,
    store::{self, Database, audit, plex_access, settings},
};
use async_trait::async_trait;
use domain::{
    Admin, Error, Result, Timestamp,
    error::FieldErrors,
    error::Thing,
    settings::{Configuration, Configured, SETTINGS, Section, Setting, Settings},
};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Another replica may have changed them: what is older than this is read again.
const FRESH: Duration = Duration::from_secs(10);

/// Who may use the Plex server by these.
const DECIDE_ACCESS: [&str; 2] = ["sign_in_policy", "sign_in_allow_list"];

/// Loads and changes settings.
pub struct SettingsStore {
    db: Database,
    clock: Arc<dyn Clock>,
    cached: Mutex<Cached>,
}

#[derive(Default)]
struct Cached {
    /// Counts changes, so that what was read before one is not kept after it.
    changes: u64,
    value: Option<(Timestamp, Arc<Settings>)>,
}

impl SettingsStore {
    pub fn new(db: Database, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock, cached: Mutex::default() }
    }

    /// All settings, at most 10 seconds old; those changed here are there at once.
    pub async fn load(&self) -> Result<Arc<Settings>> {
        let now = self.clock.now();
        let changes = match self.cached(now) {
            Ok(settings) => return Ok(settings),
            Err(changes) => changes,
        };
        let rows = settings::all(self.db.read()).await?;
        let settings = Arc::new(of_rows(&rows));
        let mut cached = self.lock();
        if cached.changes == changes {
            language::set_of_site(settings.language);
            cached.value = Some((now, settings.clone()));
        }
        drop(cached);
        Ok(settings)
    }

    /// Changes one setting for everybody.
    ///
    /// # Errors
    /// [`Error::Invalid`] for field `key` when the value does not fit its row of the table.
    pub async fn put(&self, by: &Admin, key: &str, value: &Value) -> Result<()> {
        let setting = Setting::find(key).ok_or_else(|| Error::not_found(Thing::Setting))?;
        setting.check(value).map_err(|message| Error::field(key, message))?;
        self.put_all(by, &[(setting.key, value.clone())]).await
    }

    /// Values that fit, in one transaction, each noted in the audit log.
    async fn put_all(&self, by: &Admin, changed: &[(&'static str, Value)]) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        let rows = settings::all(&transaction).await?;
        let before = of_rows(&rows);
        // Compared with what is there now: another replica may have changed it since it was last read here.
        for (key, value) in changed.iter().filter(|(key, value)| before.value(key) != *value) {
            settings::put(&transaction, key, value, Some(by.id()), now).await?;
            let entry = audit::Entry {
                actor: Some(by.actor()),
                action: "setting.update",
                object: &format!("setting:{key}"),
                before: Some(json!({ "value": before.value(key) })),
                after: Some(json!({ "value": value })),
            };
            audit::append(&transaction, entry, now).await?;
            if DECIDE_ACCESS.contains(key) {
                plex_access::look_again(&transaction).await?;
            }
        }
        transaction.commit().await.map_err(store::failure)?;
        self.forget();
        // It is in force now, in whatever is said from here on. What cannot be read now is read when it is asked for.
        if let Err(error) = self.load().await {
            tracing::warn!(%error, "the settings could not be read again");
        }
        Ok(())
    }

    /// The next load reads the database.
    pub fn forget(&self) {
        let mut cached = self.lock();
        cached.changes += 1;
        cached.value = None;
    }

    /// What is fresh, or how many changes there have been.
    fn cached(&self, now: Timestamp) -> Result<Arc<Settings>, u64> {
        let cached = self.lock();
        match &cached.value {
            Some((read_at, settings)) if *read_at <= now && now < clock::after(*read_at, FRESH) => Ok(settings.clone()),
            _ => Err(cached.changes),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Cached> {
        self.cached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Some defaults are words: they are in the language of the site.
fn of_rows(rows: &[(String, Value)]) -> Settings {
    let language = Settings::from_rows(rows.iter().cloned()).language;
    language::to(Some(language), || Settings::from_rows(rows.iter().cloned()))
}

#[async_trait]
impl Configuration for SettingsStore {
    async fn configured(&self, _by: &Admin) -> Result<Vec<Configured>> {
        let settings = self.load().await?;
        let shown = SETTINGS.iter().filter(|setting| setting.section != Section::Elsewhere);
        Ok(shown
            .map(|setting| Configured {
                key: setting.key.to_owned(),
                section: setting.section,
                value: settings.value(setting.key),
                default: (setting.default)(),
            })
            .collect())
    }

    async fn configure(&self, by: &Admin, section: Section, given: &[(&'static str, Option<String>)]) -> Result<()> {
        let mut wrong = FieldErrors::default();
        let mut changed = Vec::new();
        for (key, text) in given {
            let Some(text) = text else { continue };
            let setting = Setting::find(key).filter(|setting| setting.section == section);
            let setting = setting.ok_or_else(|| Error::not_found(Thing::Setting))?;
            if let Some(value) = wrong.check(key, setting.read(text)) {
                changed.push((setting.key, value));
            }
        }
        wrong.done()?;
        self.put_all(by, &changed).await
    }
}
