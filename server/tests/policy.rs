//! Who may do what: every call and page × {anonymous, user, admin}.

use crate::support::TestApp;
use backend::store::entity::audit_log;
use domain::policy::{self, Access, CALLS};
use reqwest::Method;
use sea_orm::{EntityTrait, QueryOrder};

#[tokio::test]
async fn every_call_is_open_to_whom_the_table_says_and_to_nobody_else() {
    let app = TestApp::start().await;
    let anonymous = app.browser();
    let admin = app.without_limits().await;
    for call in CALLS {
        // Signing out and the password end the session this test needs; they have tests of their own.
        let ends_it = matches!(call.path, "/api/auth/logout" | "/api/auth/password");
        let user = app.plex_user("ann").await;
        for (who, browser, signed_in, is_admin) in
            [("anonymous", &anonymous, false, false), ("user", &user, true, false), ("admin", &admin, true, true)]
        {
            if ends_it && is_admin {
                continue;
            }
            let answer = match call.method {
                policy::Method::Get => browser.get(call.path).await,
                policy::Method::Post => browser.post(call.path, &[]).await,
            };
            let refused = match call.access {
                Access::Anyone => None,
                _ if !signed_in => Some(401),
                Access::SignedIn => None,
                Access::With(permission) if is_admin || permission.allowed_for(domain::Role::User) => None,
                Access::With(_) => Some(403),
            };
            match refused {
                Some(status) => assert_eq!(answer.status, status, "{who} {}: {}", call.path, answer.body),
                None => assert!(
                    !matches!(answer.status, 403) && answer.status < 500,
                    "{who} {}: {}",
                    call.path,
                    answer.body
                ),
            }
            if !matches!(call.access, Access::Anyone) && signed_in {
                assert_ne!(answer.status, 401, "{who} {}: {}", call.path, answer.body);
            }
        }
    }
}

#[tokio::test]
async fn every_page_is_open_to_whom_the_table_says_and_to_nobody_else() {
    let app = TestApp::start().await;
    let anonymous = app.browser();
    let user = app.plex_user("ann").await;
    let admin = app.admin().await;
    for page in app::routes::PAGES {
        let path = page
            .path
            .replace("{tmdb}", "1003")
            .replace("{list}", "trending")
            .replace("{id}", "0199f000-0000-7000-8000-000000000000");
        let refused = anonymous.get(&path).await;
        let open = page.access == Access::Anyone;
        assert_eq!(
            refused.status == 303 && refused.location().starts_with("/login"),
            !open,
            "{path}: {}",
            refused.status
        );
        let as_user = user.get(&path).await;
        let for_users = match page.access {
            Access::With(permission) => permission.allowed_for(domain::Role::User),
            _ => true,
        };
        if !for_users {
            assert_eq!(as_user.status, 404, "{path}");
        }
        for answer in [as_user, admin.get(&path).await] {
            assert!(answer.status < 500, "{path}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn private_pages_are_kept_by_nobody() {
    let app = TestApp::start().await;
    let user = app.plex_user("ann").await;
    for path in ["/", "/requests", "/search", "/api/media/requests"] {
        assert_eq!(user.get(path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_audit_says_from_where_and_by_which_request() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let request = admin.request(Method::POST, "/api/admin/welcome").header("sec-fetch-site", "same-origin");
    admin.send(request.header("x-request-id", "proxy-12345678")).await.ok();
    let database = app.database().await;
    let rows = audit_log::Entity::find().order_by_asc(audit_log::Column::Id).all(database.read()).await;
    let rows = rows.expect("the audit is read");
    let (first, last) = (rows.first().expect("the first admin"), rows.last().expect("the setting"));
    assert_eq!((first.action.as_str(), &first.ip, &first.request_id), ("user.bootstrap", &None, &None));
    assert_eq!((last.action.as_str(), last.ip.as_deref()), ("setting.update", Some("127.0.0.1")));
    assert_eq!(last.request_id.as_deref(), Some("proxy-12345678"));
}
