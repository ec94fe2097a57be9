//! Parts that depend on the configuration: shared or not, given or made.

use super::{PASSWORD_FILE, StartError};
use crate::config::Config;
use backend::{
    clock::Clock,
    integrations::plex_tv::PRODUCT,
    live::{Bounds, EmbeddedHub, Hub, RedisHub, RedisOptions},
    secrets::write_private,
    services::{accounts::AccountsOptions, service_config::Seed},
    shared::{EmbeddedLimits, RateLimits, Redis, RedisLimits},
};
use std::{fs, sync::Arc};

/// Where the identifier of this installation at plex.tv is kept.
const CLIENT_ID_FILE: &str = "plex-client-id";

/// Who may come in, and how.
pub fn accounts_options(config: &Config, client_id: String) -> AccountsOptions {
    AccountsOptions {
        plex_tv: config.outside.plex_tv.clone(),
        plex_app: config.outside.plex_app.clone(),
        plex_link: config.outside.plex_link.clone(),
        client_id,
        product: PRODUCT.into(),
        first_password_file: Some(config.data_dir.join(PASSWORD_FILE)),
    }
}

/// Where several processes share what they know.
pub async fn shared_redis(config: &Config) -> Result<Option<Arc<Redis>>, StartError> {
    match &config.redis_url {
        None => Ok(None),
        Some(url) => Ok(Some(Arc::new(Redis::open(url, "medianest").await?))),
    }
}

pub fn limits_at(redis: Option<&Arc<Redis>>, clock: &Arc<dyn Clock>) -> Arc<dyn RateLimits> {
    match redis {
        None => Arc::new(EmbeddedLimits::new(clock.clone())),
        Some(redis) => Arc::new(RedisLimits::new(redis.clone(), clock.clone())),
    }
}

/// In this process, or shared with others where they are.
pub async fn hub(config: &Config, clock: Arc<dyn Clock>) -> Arc<dyn Hub> {
    match &config.redis_url {
        None => Arc::new(EmbeddedHub::new(clock, Bounds::default())),
        Some(url) => Arc::new(RedisHub::open(RedisOptions::new(url.clone()), clock, Bounds::default()).await),
    }
}

/// Tells two machines apart that keep their data in folders of the same name.
pub fn host_name() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname").map(|name| name.trim().to_owned()).unwrap_or_default()
}

pub fn seed(config: &Config) -> Seed {
    let given = config.seed.clone();
    Seed {
        plex_url: given.plex_url,
        plex_token: given.plex_token,
        overseerr_url: given.overseerr_url,
        overseerr_key: given.overseerr_key,
        ..Seed::default()
    }
}

/// The identifier of this installation at plex.tv: given, kept, or made now.
pub fn client_id(config: &Config) -> Result<String, StartError> {
    if let Some(given) = &config.plex_client_id {
        return Ok(given.clone());
    }
    let file = config.data_dir.join(CLIENT_ID_FILE);
    match fs::read_to_string(&file) {
        Ok(kept) if !kept.trim().is_empty() => Ok(kept.trim().to_owned()),
        _ => {
            let made = uuid::Uuid::new_v4().to_string();
            write_private(&file, made.as_bytes())?;
            Ok(made)
        }
    }
}
