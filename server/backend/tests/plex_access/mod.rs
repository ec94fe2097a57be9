//! Access to the Plex server is looked at again: what a clear "no" takes away, and what plex.tv's troubles do not.

mod answers;
mod coming_back;
mod sweep;

use crate::support::{House, TestStore};
use backend::{
    services::{
        plex_access::{Looked, Swept},
        remembered::{From, Renewed},
    },
    store::users,
};
use domain::{
    Actor, Result, Timestamp,
    accounts::{Accounts, Secret},
};
use std::time::Duration;
use upstreams::Service;

const DAY: Duration = Duration::from_hours(25);
const DESK: From<'_> = From { device: Some("Firefox on Linux"), ip: Some("192.0.2.7") };
const NOTICES: &str = "SELECT COUNT(*) FROM notifications WHERE kind = 'plex_access_lost'";

/// How often plex.tv was asked what somebody can reach.
fn asked(house: &House) -> usize {
    house.world().count(Service::PlexTv, "GET", "/api/v2/resources")
}

async fn sweep(house: &House) -> Swept {
    house.checks.sweep().await.expect("swept")
}

async fn check(house: &House, user: &Actor) -> Looked {
    house.checks.check(user.id).await.expect("looked")
}

async fn row(store: &TestStore, user: &Actor) -> users::User {
    users::find(store.db.read(), user.id).await.expect("read").expect("a user")
}

/// What is known of somebody: when it was looked at, since when it is lost.
async fn known(store: &TestStore, user: &Actor) -> (Option<Timestamp>, Option<Timestamp>) {
    let user = row(store, user).await;
    (user.plex_checked_at, user.plex_lost_at)
}

async fn server_token(store: &TestStore, house: &House, user: &Actor) -> Option<Secret> {
    users::plex_server_token(store.db.read(), &house.keyring, user.id).await.expect("read")
}

async fn show(house: &House, cookie: &Secret) -> Result<Option<Renewed>> {
    house.remembered.show(cookie.reveal(), DESK).await
}

async fn is_signed_in(house: &House, actor: &Actor) -> bool {
    house.accounts.actor(actor.id, actor.auth_epoch).await.expect("asked").is_some()
}
