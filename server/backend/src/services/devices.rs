//! Devices: what [`domain::devices::Devices`] promises, and who is told of a new one.

use super::remembered::From;
use crate::{
    clock::Clock,
    language,
    store::{
        self, Database, audit, devices,
        notifications::{self, Notice},
        people, session_tokens, users,
    },
};
use async_trait::async_trait;
use domain::{
    Actor, Error, Result, UserId,
    devices::{Device, Devices, SignOut, said_name},
    error::Thing,
    ids::DeviceId,
    inbox::NoticeKind,
    live::{Audience, Live, LiveEvent},
    policy::Permission,
    text,
};
use serde_json::json;
use std::sync::Arc;

/// Looks after devices.
pub struct DevicesService {
    db: Database,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
}

impl DevicesService {
    pub fn new(db: Database, live: Arc<dyn Live>, clock: Arc<dyn Clock>) -> Self {
        Self { db, live, clock }
    }

    /// Tells somebody who is signed in elsewhere that a device signs in that was not seen before. To be called before
    /// its session begins.
    pub async fn signed_in(&self, user: UserId, from: From<'_>) -> Result<()> {
        let now = self.clock.now();
        let notice = || Notice {
            kind: NoticeKind::DeviceNew,
            title: text::notice_device_new(named(from.device)),
            body: text::notice_device_new_text(from.ip.unwrap_or_else(|| text::device_from_unknown())),
            link: Some("/profile/devices".to_owned()),
        };
        let chosen = users::find(self.db.read(), user).await?.and_then(|user| user.language);
        let told = language::to(chosen, notice);
        if devices::is_new(self.db.read(), user, from.device, from.ip, &told, now).await? {
            notifications::insert(self.db.write(), &[user], &notice, now).await?;
            self.live.publish(Audience::users([user]), LiveEvent::UserNotification).await;
        }
        Ok(())
    }
}

#[async_trait]
impl Devices for DevicesService {
    async fn list(&self, by: &Actor, here: Option<DeviceId>) -> Result<Vec<Device>> {
        by.require(Permission::ProfileRead)?;
        let mut list = devices::list(self.db.read(), by.id, here, self.clock.now()).await?;
        for device in &mut list {
            device.name = device.name.as_deref().map(said_name);
        }
        Ok(list)
    }

    async fn sign_out(&self, by: &Actor, here: Option<DeviceId>, which: SignOut) -> Result<bool> {
        by.require(Permission::ProfileWrite)?;
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(store::failure)?;
        session_tokens::lock(&transaction, by.id).await?;
        let (what, here_too) = match which {
            SignOut::One(id) => {
                if !devices::end_one(&transaction, by.id, id, now).await? {
                    return Err(Error::not_found(Thing::Device));
                }
                ("one", here == Some(id))
            }
            SignOut::Others => {
                let here = here.ok_or_else(|| Error::not_found(Thing::Device))?;
                devices::end_others(&transaction, by.id, here, now).await?;
                ("others", false)
            }
            SignOut::All => {
                people::end_sign_ins(&transaction, by.id, now).await?;
                ("all", true)
            }
        };
        let entry = audit::Entry {
            actor: Some(by),
            action: "device.sign_out",
            object: &format!("user:{}", by.id),
            before: None,
            after: Some(json!({ "devices": what })),
        };
        audit::append(&transaction, entry, now).await?;
        transaction.commit().await.map_err(store::failure)?;
        Ok(here_too)
    }
}

/// A device in words.
pub(super) fn named(kept: Option<&str>) -> String {
    kept.map_or_else(|| text::device_unnamed().to_owned(), said_name)
}
