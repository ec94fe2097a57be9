//! `/profile/devices`: where one is signed in, and signing out from afar.

use crate::{
    accounts::{
        api::devices::list_devices,
        page::tabs::{ProfileHead, ProfileTab},
    },
    context, text,
    ui::{Badge, Button, Glyph, Hidden, Icon, Kind, Look, Notice, Problem, TimeText, Tone, loaded, time},
};
use domain::{Timestamp, devices::Device};
use leptos::prelude::*;

const REVOKE: &str = "/api/profile/devices/revoke";

/// `/profile/devices`.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let now = context::now();
    view! {
        <ProfileHead current=ProfileTab::Devices text=text::devices_lead() />
        {context::flash(REVOKE)
            .and_then(|flash| flash.error)
            .map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
        {loaded(async move {
            match list_devices().await {
                Ok(devices) => view! { <List devices now /> }.into_any(),
                Err(error) => {
                    view! { <Problem error retry=ProfileTab::Devices.path().to_owned() /> }.into_any()
                }
            }
        })}
    }
}

#[component]
fn List(devices: Vec<Device>, now: Option<Timestamp>) -> impl IntoView {
    let others = devices.iter().any(|device| !device.current);
    view! {
        <ul class="rows">{devices.into_iter().map(|device| view! { <Row device now /> }).collect_view()}</ul>
        <form method="post" action=REVOKE class="form-foot">
            {others
                .then(|| {
                    view! {
                        <Button look=Look::Danger attr:name="id" attr:value="others">
                            {text::devices_sign_out_others()}
                        </Button>
                    }
                })}
            <Button look=Look::Danger attr:name="id" attr:value="all">
                {text::devices_sign_out_all()}
            </Button>
        </form>
    }
}

#[component]
fn Row(device: Device, now: Option<Timestamp>) -> impl IntoView {
    let name = device.name.unwrap_or_else(|| text::device_unnamed().to_owned());
    let seen = match now {
        Some(now) => text::ago(time::duration(device.last_seen_at.seconds_until(now))),
        None => time::words(device.last_seen_at),
    };
    view! {
        <li class="row">
            <Glyph icon=Icon::Devices />
            <div class="row-body">
                <h2 class="row-title">{name.clone()}</h2>
                <p class="row-meta">
                    {device.ip.map(|ip| view! { {ip} " · " })} {text::device_seen(seen)} " · " {text::device_since()} " "
                    <TimeText at=device.first_seen_at />
                </p>
            </div>
            <div class="row-side">
                {device.current.then(|| view! { <Badge tone=Tone::Available label=text::device_this() /> })}
                {device.remembered.then(|| view! { <Badge tone=Tone::Info label=text::device_remembered() /> })}
                <form method="post" action=REVOKE>
                    <Hidden name="id" value=device.id.to_string() />
                    <Button attr:aria-label=text::device_sign_out(&name)>{text::sign_out()}</Button>
                </form>
            </div>
        </li>
    }
}
