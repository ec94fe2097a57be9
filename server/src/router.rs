//! Which request goes where, and through what.

use crate::{
    calls,
    context::Context,
    health, images, live,
    middleware::{cross_site, headers, hosts, language, trace},
    pages,
    session::{self, DatabaseSessions},
    webhooks,
};
use app::shell::{App, shell};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use backend::store::sessions::SESSION_IDLE;
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::{CompressionLevel, compression::CompressionLayer, services::ServeDir};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// Static files that may be kept for a year: their names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What is made for one viewer is squeezed lightly: a search of 35 KB becomes 6.5 KB in 0.13 ms by Zstandard, 6.6 KB in 0.25 ms
/// by Brotli for browsers that do not know that; at its next level Brotli saves 0.3 KB and takes 2.2 ms.
const PAGES_SQUEEZED: CompressionLevel = CompressionLevel::Precise(1);

/// The whole of MediaNest as a service.
pub fn router(context: &Arc<Context>) -> Router {
    let options = leptos_options(context);
    let sessions = SessionManagerLayer::new(DatabaseSessions::new(context.database.clone(), context.clock.clone()))
        .with_name(context.cookies.name(session::COOKIE))
        .with_secure(context.cookies.https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::try_from(SESSION_IDLE).unwrap_or(time::Duration::DAY)));

    let seen = Router::new()
        .merge(pages_and_calls(context, options.clone()))
        .route("/img/tmdb/{size}/{file}", get(images::tmdb))
        .route("/img/avatar/{user}", get(images::avatar))
        .route("/events", get(live::events))
        .with_state(context.clone());
    // What stands around all routes stands around their router: as layers of the router, it would be around each route, and
    // copied with it for every request.
    let seen = ServiceBuilder::new()
        .layer(from_fn(language::speak))
        .layer(from_fn_with_state(context.clone(), cross_site::refuse))
        .layer(sessions)
        .layer(from_fn_with_state(context.clone(), session::identify))
        .service(seen);
    let all = Router::new()
        .merge(static_files(&options))
        .route("/webhooks/overseerr", post(webhooks::overseerr).layer(DefaultBodyLimit::max(webhooks::MOST_BYTES)))
        .route("/api/health", get(health::health))
        .route("/api/ready", get(health::ready))
        .fallback_service(seen)
        .with_state(context.clone());
    let all = ServiceBuilder::new()
        .layer(from_fn(trace::trace))
        .layer(from_fn_with_state(context.cookies.https, headers::add))
        .layer(from_fn_with_state(Arc::new(hosts::Hosts::of(&context.config)), hosts::check))
        .layer(CompressionLayer::new().quality(PAGES_SQUEEZED))
        .service(all);
    Router::new().fallback_service(all)
}

/// The pages of the table and the server functions, each behind its own gate.
fn pages_and_calls(context: &Arc<Context>, options: LeptosOptions) -> Router<Arc<Context>> {
    let routes = generate_route_list(App);
    let render = {
        let context = context.clone();
        let options = options.clone();
        move || {
            pages::content_security_policy(&context);
            shell(options.clone())
        }
    };
    let provide = {
        let context = context.clone();
        move || pages::provide(&context)
    };
    let missing = leptos_axum::render_app_async_with_context(provide.clone(), render.clone());
    let app: Router<LeptosOptions> = Router::new()
        .leptos_routes_with_context(&options, routes, provide, render)
        .route("/api/{*call}", axum::routing::any(calls::nothing_here))
        .fallback(missing);
    app.with_state(options)
        .layer(from_fn_with_state(context.clone(), gate_pages))
        .layer(from_fn_with_state(context.clone(), calls::answer))
}

/// Calls have their own gate.
async fn gate_pages(state: axum::extract::State<Arc<Context>>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    pages::gate(state, request, next).await
}

fn static_files(options: &LeptosOptions) -> Router<Arc<Context>> {
    let root = std::path::PathBuf::from(options.site_root.to_string());
    let package = ServeDir::new(root.join(options.site_pkg_dir.to_string())).precompressed_br().precompressed_gzip();
    let cache = if options.hash_files { FOR_EVER } else { "no-cache" };
    let mut router = Router::new().nest_service(&format!("/{}", options.site_pkg_dir), package).layer(from_fn(
        move |request: Request, next: Next| async move {
            let mut response = next.run(request).await;
            if response.status().is_success() {
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
            }
            response
        },
    ));
    for file in ["favicon.svg", "tmdb.svg", "manifest.webmanifest", "robots.txt"] {
        let service = tower_http::services::ServeFile::new(root.join(file));
        router = router.route_service(&format!("/{file}"), service);
    }
    router
}

/// What Leptos needs to know; the site folder is where the configuration says, whatever the working folder is.
fn leptos_options(context: &Context) -> LeptosOptions {
    let site = &context.config.site_dir;
    let hashes = site.join("hash.txt");
    LeptosOptions::builder()
        .output_name("medianest")
        .site_root(site.display().to_string())
        .site_pkg_dir("pkg")
        .hash_files(hashes.is_file())
        .hash_file(Arc::<str>::from(hashes.display().to_string()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::routes::PAGES;
    use domain::policy::{CALLS, Method};
    use leptos::server_fn;
    use std::collections::BTreeSet;

    #[test]
    fn every_registered_server_function_is_in_the_policy_table_and_the_other_way_round() {
        let registered: BTreeSet<_> =
            server_fn::axum::server_fn_paths().map(|(path, method)| (path.to_owned(), method.to_string())).collect();
        let declared: BTreeSet<_> = CALLS
            .iter()
            .map(|call| {
                let method = match call.method {
                    Method::Get => "GET",
                    Method::Post => "POST",
                };
                (call.path.to_owned(), method.to_owned())
            })
            .collect();
        assert_eq!(registered, declared);
    }

    #[test]
    fn every_page_of_the_router_is_in_the_table_of_pages_and_the_other_way_round() {
        let routed: BTreeSet<_> = generate_route_list(App).iter().map(|route| route.path().to_owned()).collect();
        let declared: BTreeSet<_> = PAGES.iter().map(|page| page.path.to_owned()).collect();
        assert_eq!(routed, declared);
    }
}
