//! The stream as a browser reads it: server-sent events.

use super::streams::{End, Line, Place};
use crate::{calls::allow, context::Context, session::Viewing};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response, Sse, sse::Event},
};
use backend::live::{Heard, Listener, Subscription};
use domain::policy::{Access, Permission};
use futures_util::{Stream, stream};
use serde::Deserialize;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tower_sessions::Session;

/// What it may be asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// The cursor of the page, or of what was heard last.
    #[serde(default)]
    after: Option<String>,
}

/// How soon a browser that lost the stream comes back.
const COME_BACK: Duration = Duration::from_secs(2);

/// A stream of what the viewer may hear, from `Last-Event-ID` or `after` on, else from now.
pub async fn events(
    State(context): State<Arc<Context>>,
    Extension(viewing): Extension<Viewing>,
    session: Session,
    line: Option<Extension<Line>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return refused(StatusCode::FORBIDDEN);
    }
    if let Err(error) = allow(Access::With(Permission::DashboardRead), &viewing) {
        return refused(crate::answer::status(&error));
    }
    let (Some(actor), Some(session)) = (viewing.actor, session.id()) else {
        return refused(StatusCode::UNAUTHORIZED);
    };
    let listener = Listener { user: actor.id, role: actor.role };
    let after = text("last-event-id").map(str::to_owned).or(asked.after);
    let line = line.map(|Extension(line)| line);
    let Some(place) = context.streams.enter(listener, session.to_string(), line) else {
        return refused(StatusCode::SERVICE_UNAVAILABLE);
    };
    let heard = context.live.subscribe(after.as_deref(), listener);
    let mut response = Sse::new(told(place, heard, context.streams.options.heartbeat)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that collects before it hands on would keep everything to itself.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

fn refused(status: StatusCode) -> Response {
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response()
}

/// One stream, from its first line to its last.
struct Telling {
    place: Place,
    heard: Subscription,
    heartbeat: Duration,
    begun: bool,
}

fn told(place: Place, heard: Subscription, heartbeat: Duration) -> impl Stream<Item = Result<Event, Infallible>> {
    let telling = Some(Telling { place, heard, heartbeat, begun: false });
    stream::unfold(telling, |telling| async move {
        let (event, telling) = next(telling?).await?;
        Some((Ok(event), telling))
    })
}

fn seen(event: Event, heard: &Subscription) -> Event {
    match heard.seen() {
        Some(cursor) => event.id(cursor.to_string()),
        None => event,
    }
}

/// The next event, and how to go on after it; nothing when the stream is over.
async fn next(mut telling: Telling) -> Option<(Event, Option<Telling>)> {
    if !telling.begun {
        telling.begun = true;
        // From here on a browser comes back to where it was, even if nothing is told meanwhile.
        let first = seen(Event::default().retry(COME_BACK), &telling.heard);
        return Some((first, Some(telling)));
    }
    let event = tokio::select! {
        biased;
        end = &mut telling.place.ended => {
            // The browser would come back and end the next one: it is told to leave it.
            return (end == Ok(End::Replaced)).then(|| (Event::default().event("replaced").data("{}"), None));
        }
        heard = telling.heard.next() => match heard {
            Heard::Event(cursor, event) => {
                let data = serde_json::to_string(&event).unwrap_or_default();
                Event::default().id(cursor.to_string()).event(event.name()).data(data)
            }
            Heard::Missed(cursor) => Event::default().id(cursor.to_string()).event("resync").data("{}"),
        },
        () = tokio::time::sleep(telling.heartbeat) => {
            seen(Event::default().comment(""), &telling.heard)
        }
    };
    Some((event, Some(telling)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::{Streams, StreamsOptions};
    use backend::{
        clock::SystemClock,
        live::{Bounds, EmbeddedHub, Hub},
    };
    use domain::{
        Role, UserId,
        live::{Audience, Live, LiveEvent},
    };
    use futures_util::StreamExt;

    #[tokio::test]
    async fn a_stream_in_which_nothing_happens_says_at_every_heartbeat_how_far_it_is() {
        let hub = EmbeddedHub::new(Arc::new(SystemClock), Bounds::default());
        let user = |number| UserId(uuid::Uuid::from_u128(number));
        let listener = Listener { user: user(1), role: Role::User };
        let streams = Arc::new(Streams::new(StreamsOptions::default()));
        let place = streams.enter(listener, "session".into(), None).expect("a place");
        let told = told(place, hub.subscribe(None, listener), Duration::from_millis(5));
        let mut body = Sse::new(told).into_response().into_body().into_data_stream();
        let first = body.next().await.expect("a line").expect("text");
        assert_eq!(first, format!("retry: 2000\nid: {}\n\n", hub.cursor()));
        hub.publish(Audience::users([user(2)]), LiveEvent::UserNotification).await;
        for _ in 0..2 {
            let beat = body.next().await.expect("a line").expect("text");
            assert_eq!(beat, format!(": \nid: {}\n\n", hub.cursor()));
        }
    }
}
