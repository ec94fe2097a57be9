//! A browser without a session that shows the cookie of a remembered device gets a new one. Nothing else is told apart
//! from an ordinary sign-in: what was asked for is answered at once.

use super::{LOGIN, Login, browser::device_name, view};
use crate::{context::Context, cookies, middleware::cross_site::Foreign, session::Viewing};
use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::Response,
};
use backend::services::remembered::{Cookie, From};
use domain::{Error, Result, Timestamp, accounts::Secret};
use std::net::IpAddr;
use tower_sessions::Session;

/// What the browser is to be told of its cookie.
#[derive(Default)]
pub struct Told(Option<HeaderValue>);

impl Told {
    /// Adds it to the answer, unless that has its own say on this cookie: who signs out is not remembered again.
    pub fn tell(self, context: &Context, response: &mut Response) {
        let Some(line) = self.0 else { return };
        let start = format!("{}=", context.cookies.name(cookies::REMEMBER));
        let mut lines = response.headers().get_all(header::SET_COOKIE).iter();
        if !lines.any(|line| line.as_bytes().starts_with(start.as_bytes())) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
}

/// The cookie that a remembered device keeps.
pub fn line(context: &Context, cookie: &Cookie) -> Option<HeaderValue> {
    let seconds = context.clock.now().seconds_until(cookie.expires_at);
    context.cookies.set(cookies::REMEMBER, cookie.value.reveal(), u32::try_from(seconds).unwrap_or(u32::MAX))
}

/// What a browser shows of itself.
pub struct Shown {
    cookie: Secret,
    device: Option<String>,
    ip: Option<String>,
}

/// The cookie of the request, where it may begin a session: not for programs that bring a key of their own, and not for
/// what another site wants.
pub fn shown(context: &Context, request: &Request, ip: Option<IpAddr>) -> Option<Shown> {
    let headers = request.headers();
    if headers.contains_key(header::AUTHORIZATION) || request.extensions().get::<Foreign>().is_some() {
        return None;
    }
    let cookie = Secret::new(context.cookies.get(headers, cookies::REMEMBER)?);
    Some(Shown { cookie, device: device_name(headers), ip: ip.map(|ip| ip.to_string()) })
}

/// Begins a session for the device that shows this cookie, if it is one that is remembered.
pub async fn renew(context: &Context, session: &Session, shown: Shown) -> Result<(Viewing, Told)> {
    let Shown { cookie, device, ip } = shown;
    let from = From { device: device.as_deref(), ip: ip.as_deref() };
    let over = || Told(context.cookies.clear(cookies::REMEMBER));
    let renewed = match context.remembered.show(cookie.reveal(), from).await {
        Ok(Some(renewed)) => renewed,
        Ok(None) => return Ok((Viewing::default(), over())),
        // Its cookie stays: it is good again when they may come in again.
        Err(Error::Denied(words)) => {
            return Ok((Viewing { refused: Some(words), ..Viewing::default() }, Told::default()));
        }
        Err(error) => return Err(error),
    };
    let now: Timestamp = context.clock.now();
    let login = Login {
        user: renewed.user,
        auth_epoch: renewed.auth_epoch,
        started: now,
        seen: now,
        device,
        ip,
        family: Some(renewed.family),
        remembered: true,
    };
    session.insert(LOGIN, login).await.map_err(Error::internal)?;
    // Now and not with the answer: what is asked for may need its id, and it must be there to be found by who signs this
    // device out.
    session.save().await.map_err(Error::internal)?;
    if !context.remembered.stands(renewed.user, renewed.family).await? {
        session.flush().await.map_err(Error::internal)?;
        return Ok((Viewing::default(), over()));
    }
    Ok((view(context, session).await?, Told(line(context, &renewed.cookie))))
}
