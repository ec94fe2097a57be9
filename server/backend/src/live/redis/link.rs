//! Two connections to Redis, and the few commands that are needed: one waits for news, one writes.

use super::RedisOptions;
use crate::live::{cursor::Position, log::Told};
use domain::live::{Audience, LiveEvent};
use fred::{
    prelude::{Builder, Client, ClientLike, Config, Error, KeysInterface, SetOptions, StreamsInterface, Value},
    types::streams::{XCapKind, XCapTrim},
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, time::Duration};
use uuid::Uuid;

/// The field of an entry that holds it.
const FIELD: &str = "event";
/// The most entries of one read.
const MOST_READ: u64 = 256;

/// An entry as other processes read it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Wire {
    Event { audience: Audience, event: LiveEvent },
    Missed,
}

/// Both connections. They are not repaired: whoever sees an error opens new ones.
pub(super) struct Link {
    reader: Client,
    writer: Client,
    options: RedisOptions,
}

type Fields = HashMap<String, String>;

impl Link {
    pub async fn open(options: &RedisOptions) -> Result<Self, Error> {
        let writer = connect(options, options.patience).await?;
        // Redis answers a read that found nothing after `wait`; later than that it does not answer at all.
        let reader = connect(options, options.wait + options.patience).await?;
        Ok(Self { reader, writer, options: options.clone() })
    }

    /// The stream's own name, made by whoever comes first. A Redis that has lost its data gets a new one.
    pub async fn name(&self) -> Result<String, Error> {
        let key = format!("{}:name", self.options.key);
        let new = Uuid::new_v4().simple().to_string();
        let _: Value = self.writer.set(&key, new, None, Some(SetOptions::NX), false).await?;
        self.writer.get(&key).await
    }

    /// All that the stream holds.
    pub async fn history(&self) -> Result<Vec<(Position, Told)>, Error> {
        let found: Vec<(String, Fields)> = self.writer.xrange_values(&self.options.key, "-", "+", None).await?;
        Ok(found.into_iter().filter_map(entry).collect())
    }

    /// What came after `last`; nothing when nothing came for a while.
    pub async fn read(&self, last: Position) -> Result<Vec<(Position, Told)>, Error> {
        let wait = u64::try_from(self.options.wait.as_millis()).unwrap_or(u64::MAX);
        let key = self.options.key.as_str();
        let answer: Value = self.reader.xread(Some(MOST_READ), Some(wait), key, last.to_string()).await?;
        if answer.is_null() {
            return Ok(Vec::new());
        }
        let streams = answer.into_xread_response::<String, String, String, String>()?;
        Ok(streams.into_values().flatten().filter_map(entry).collect())
    }

    pub async fn add(&self, wire: &Wire) -> Result<(), Error> {
        let most = i64::try_from(self.options.most).unwrap_or(i64::MAX);
        let cap = (XCapKind::MaxLen, XCapTrim::AlmostExact, most);
        let text = serde_json::to_string(wire).unwrap_or_default();
        let _: Value = self.writer.xadd(&self.options.key, false, cap, "*", (FIELD, text)).await?;
        Ok(())
    }
}

/// What this version does not understand, because a newer one told it, counts as missed.
fn entry((id, fields): (String, Fields)) -> Option<(Position, Told)> {
    let told = match fields.get(FIELD).and_then(|text| serde_json::from_str(text).ok()) {
        Some(Wire::Event { audience, event }) => Told::Event(audience, event),
        Some(Wire::Missed) | None => Told::Missed,
    };
    id.parse().ok().map(|position| (position, told))
}

impl Drop for Link {
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        for client in [self.reader.clone(), self.writer.clone()] {
            // Their tasks live until they are told.
            runtime.spawn(async move { client.quit().await });
        }
    }
}

async fn connect(options: &RedisOptions, patience: Duration) -> Result<Client, Error> {
    // For rediss; a second call finds it installed, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Builder::from_config(Config::from_url(options.url.reveal())?)
        .with_connection_config(|config| {
            config.connection_timeout = options.patience;
            config.internal_command_timeout = options.patience;
            config.max_command_attempts = 1;
        })
        .with_performance_config(|config| config.default_command_timeout = patience)
        .build()?;
    // Without its handle the task goes on; it ends when the client quits.
    drop(client.init().await?);
    Ok(client)
}
