//! What stands around every page: who may open it, what its address may carry, and what it may load.

use crate::{
    answer,
    calls::allow,
    context::Context,
    cookies, forms,
    middleware::rate_limit::{self, Asked},
    session::{HttpBrowser, Viewing},
};
use app::{
    AppError,
    context::{
        Flash, LiveCursor, Now, Origin, PendingPlexPin, RequestPath, SetStatus, SiteName, Unavailable, Unread, Viewer,
    },
    error::Code,
    routes::{PageRoute, own_path},
    ssr::Browser,
};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::Response,
};
use domain::{
    accounts::Accounts, accounts::PlexPin, audit::Audit, devices::Devices, discovery::Discovery, inbox::Inbox,
    keys::Keys, people::People, plex_servers::PlexServers, requests::Requests, services::Services,
    settings::Configuration, users::Users, zones::Zones,
};
use leptos::prelude::{expect_context, provide_context, use_context};
use std::sync::Arc;
use tower_sessions::Session;

/// A path where there is no page.
const NO_PAGE: &str = "/not-found";
/// The page where people sign in.
const SIGN_IN: &str = "/login";
/// The page that searches.
const SEARCH: &str = "/search";

/// What the gate found out for the page.
#[derive(Clone, Debug, Default)]
struct Prepared {
    flash: Option<Flash>,
    site_name: String,
    pending_pin: Option<PlexPin>,
    unread: u64,
    /// How far the live events were before anything was read: what changes from there on is heard.
    cursor: String,
}

/// Opens a page to who may see it; sends the others where they can go on.
pub async fn gate(State(context): State<Arc<Context>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let viewing = request.extensions().get::<Viewing>().cloned().unwrap_or_default();
    if let Some(error) = viewing.unknown {
        return unavailable(&context, error, request, next).await;
    }
    if let Err(error) = rate_limit::count(&context, &viewing, Asked::Page(path == SEARCH)).await {
        return unavailable(&context, error, request, next).await;
    }
    let Some(page) = PageRoute::of(&path) else {
        prepare(&context, &path, &mut request).await;
        return private(next.run(request).await, true);
    };
    if let Err(refusal) = allow(page.access, &viewing) {
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
        return match refusal.code {
            Code::Unauthenticated if address == "/" => answer::see_other("/login"),
            Code::Unauthenticated => {
                let next: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
                answer::see_other(&format!("/login?next={next}"))
            }
            _ if viewing.actor.is_some_and(|actor| actor.must_change_password) => answer::see_other("/password"),
            _ => {
                // Not for this viewer: the same page as for what does not exist.
                *request.uri_mut() = Uri::from_static(NO_PAGE);
                prepare(&context, NO_PAGE, &mut request).await;
                let mut response = private(next.run(request).await, true);
                *response.status_mut() = StatusCode::NOT_FOUND;
                response
            }
        };
    }
    if path == "/" && viewing.actor.as_ref().is_some_and(|actor| actor.require_admin().is_ok()) {
        match context.services.welcome_pending().await {
            Ok(true) => return answer::see_other("/welcome"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the settings could not be read"),
        }
    }
    let had_flash = prepare(&context, &path, &mut request).await;
    let mut response = private(next.run(request).await, viewing.actor.is_some() || had_flash);
    if had_flash && let Some(line) = context.cookies.clear(cookies::FLASH) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// The page that says why there is none now, and leads back to the one that was asked for.
async fn unavailable(context: &Context, error: AppError, mut request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let retry = own_path(address).unwrap_or("/").to_owned();
    let (status, seconds) = (answer::status(&error), error.details.retry_after);
    *request.uri_mut() = Uri::from_static(NO_PAGE);
    prepare(context, NO_PAGE, &mut request).await;
    request.extensions_mut().insert(Unavailable { error, retry });
    let mut response = private(next.run(request).await, true);
    *response.status_mut() = status;
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Fills in what the page may know; true when a flash is shown by it.
async fn prepare(context: &Context, path: &str, request: &mut Request) -> bool {
    let cursor = context.live.cursor().to_string();
    strip_error_parameters(request);
    // A page that renews itself is not the one that was sent somewhere after a form.
    let renewed = request.headers().contains_key(app::live::RENEWAL);
    let flash = if renewed { None } else { forms::open_flash(context, request.headers()) };
    let pending_pin = match (path, context.cookies.get(request.headers(), cookies::SIGN_IN)) {
        ("/login/plex", Some(key)) => {
            let key = domain::accounts::BrowserKey(domain::accounts::Secret::new(key));
            context.accounts.pending_plex(&key).await.unwrap_or_default()
        }
        _ => None,
    };
    let had_flash = flash.is_some();
    let flash = flash.or_else(|| refused(path, request));
    let site_name = context.settings.load().await.map_or_else(|_| "MediaNest".into(), |all| all.site_name.clone());
    let unread = match request.extensions().get::<Viewing>().and_then(|viewing| viewing.actor.clone()) {
        Some(actor) => context.inbox.unread(&actor).await.unwrap_or_default(),
        None => 0,
    };
    request.extensions_mut().insert(Prepared { flash, site_name, pending_pin, unread, cursor });
    had_flash
}

/// What the sign-in page says to whose remembered device was not signed in again.
fn refused(path: &str, request: &Request) -> Option<Flash> {
    let words = request.extensions().get::<Viewing>()?.refused.clone().filter(|_| path == SIGN_IN)?;
    let error = AppError::new(Code::PermissionDenied, words);
    Some(Flash { call: "/api/auth/plex/poll".to_owned(), error: Some(error), ..Flash::default() })
}

/// Leptos puts the error of a plain form into `__path` and `__err`; here flashes carry it, and a page that is opened
/// with such an address by hand must look like any other. Names are compared as Leptos reads them: decoded.
fn strip_error_parameters(request: &mut Request) {
    let uri = request.uri();
    let Some(query) = uri.query() else { return };
    let kept: Vec<_> = query.split('&').filter(|pair| !is_error_parameter(pair)).collect();
    if kept.len() == query.split('&').count() {
        return;
    }
    let address = if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) };
    if let Ok(stripped) = address.parse() {
        *request.uri_mut() = stripped;
    }
}

fn is_error_parameter(pair: &str) -> bool {
    url::form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| matches!(&*name, "__path" | "__err"))
}

/// Private pages are kept by nobody; the others may be asked for again.
fn private(mut response: Response, private: bool) -> Response {
    let value = if private { "no-store" } else { "no-cache" };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(value));
    response
}

/// Everything a page or a server function may ask for, provided for each request.
pub fn provide(context: &Arc<Context>) {
    let parts = expect_context::<Parts>();
    let options = expect_context::<leptos_axum::ResponseOptions>();
    let viewing = parts.extensions.get::<Viewing>().cloned().unwrap_or_default();
    let prepared = parts.extensions.get::<Prepared>().cloned().unwrap_or_default();
    if let Some(session) = parts.extensions.get::<Session>().cloned() {
        let browser = HttpBrowser::new(context, session, &viewing, &parts.headers, options.clone());
        provide_context::<Arc<dyn Browser>>(Arc::new(browser));
    }
    provide_context(Viewer(viewing.actor));
    provide_context(RequestPath(parts.uri.path().to_owned()));
    provide_context(SiteName(prepared.site_name));
    provide_context(PendingPlexPin(prepared.pending_pin));
    provide_context(Unread(prepared.unread));
    provide_context(Origin(origin(context, &parts)));
    provide_context(Now(context.clock.now()));
    provide_context(LiveCursor(prepared.cursor));
    if let Some(flash) = prepared.flash {
        provide_context(flash);
    }
    if let Some(unavailable) = parts.extensions.get::<Unavailable>() {
        provide_context(unavailable.clone());
    }
    provide_context(SetStatus(Arc::new(move |status| {
        if let Ok(status) = StatusCode::from_u16(status) {
            options.set_status(status);
        }
    })));
    provide_context::<Arc<dyn Accounts>>(context.accounts.clone());
    provide_context::<Arc<dyn Devices>>(context.devices.clone());
    provide_context::<Arc<dyn Discovery>>(context.discovery.clone());
    provide_context::<Arc<dyn Requests>>(context.requests.clone());
    provide_context::<Arc<dyn Inbox>>(context.inbox.clone());
    provide_context::<Arc<dyn Services>>(context.services.clone());
    provide_context::<Arc<dyn PlexServers>>(context.plex_servers.clone());
    provide_context::<Arc<dyn Users>>(context.users.clone());
    provide_context::<Arc<dyn Configuration>>(context.settings.clone());
    provide_context::<Arc<dyn Keys>>(context.keys.clone());
    provide_context::<Arc<dyn People>>(context.people.clone());
    provide_context::<Arc<dyn Audit>>(context.audit.clone());
    provide_context::<Arc<dyn Zones>>(context.zones.clone());
}

/// As the browser wrote it; the allowed hosts are checked before.
fn origin(context: &Context, parts: &Parts) -> String {
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if context.cookies.https { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// Allows the page its own nonce, and nothing from another host. Only the sign-in page may talk to Plex, to make a PIN
/// from the browser's own address.
pub fn content_security_policy(context: &Context) {
    let Some(nonce) = leptos::nonce::use_nonce() else { return };
    let path = use_context::<RequestPath>().map(|path| path.0).unwrap_or_default();
    let plex = context.plex_origin.as_str();
    let connect = if path == "/login" { format!("'self' {plex}") } else { "'self'".to_owned() };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src {connect}; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        expect_context::<leptos_axum::ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}
