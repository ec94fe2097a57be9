//! Signing in at plex.tv.

use std::time::Duration;

use upstreams::fixed;

use crate::support::{send, town};

#[tokio::test]
async fn a_pin_is_pending_until_somebody_links_it_and_then_hands_out_a_token() {
    let town = town().await;
    let made = town.plex_tv("POST", "/api/v2/pins", None).await;
    assert_eq!(made.status, 201);
    let pin = made.json();
    let (id, code) = (pin["id"].as_u64().unwrap(), pin["code"].as_str().unwrap().to_owned());
    assert_eq!((code.len(), pin["expiresIn"].as_u64(), &pin["authToken"]), (4, Some(900), &serde_json::Value::Null));

    let pending = town.plex_tv("GET", &format!("/api/v2/pins/{id}"), None).await;
    assert_eq!((pending.status, pending.json()["authToken"].is_null()), (200, true));

    assert!(town.world.authorise_pin(&code.to_lowercase(), "ann"));
    let token = town.plex_tv("GET", &format!("/api/v2/pins/{id}"), None).await.json()["authToken"].clone();
    let user = town.plex_tv("GET", "/api/v2/user", token.as_str()).await.json();
    assert_eq!((user["id"].as_u64(), &user["authToken"]), (Some(fixed::ANN), &token));
}

#[tokio::test]
async fn a_strong_pin_is_long_and_lives_longer() {
    let town = town().await;
    let pin = town.plex_tv("POST", "/api/v2/pins?strong=true", None).await.json();
    assert_eq!((pin["code"].as_str().unwrap().len(), pin["expiresIn"].as_u64()), (25, Some(1800)));
}

#[tokio::test]
async fn a_pin_needs_a_client_identifier_and_answers_xml_by_default() {
    let town = town().await;
    let url = format!("{}/api/v2/pins", town.upstreams.plex_tv_url());
    let refused = send("POST", &url, &[("accept", "application/json")], "").await.unwrap();
    assert_eq!((refused.status, refused.json()["errors"][0]["code"].as_u64()), (400, Some(1000)));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let made = send("POST", &url, &form, "X-Plex-Client-Identifier=me&strong=true").await.unwrap();
    assert_eq!(made.status, 201);
    assert!(made.text().contains("<pin "), "{}", made.text());
}

#[tokio::test]
async fn a_pin_belongs_to_the_installation_that_made_it() {
    let town = town().await;
    let id = town.plex_tv("POST", "/api/v2/pins", None).await.json()["id"].clone();
    let url = format!("{}/api/v2/pins/{id}", town.upstreams.plex_tv_url());
    let other = [("accept", "application/json"), ("x-plex-client-identifier", "somebody-else")];
    let refused = send("GET", &url, &other, "").await.unwrap();
    assert_eq!((refused.status, refused.json()["errors"][0]["code"].as_u64()), (404, Some(1020)));
}

#[tokio::test]
async fn an_expired_pin_cannot_be_linked_and_is_not_found() {
    let town = town().await;
    let pin = town.plex_tv("POST", "/api/v2/pins", None).await.json();
    town.world.advance_clock(Duration::from_secs(901));
    assert!(!town.world.authorise_pin(pin["code"].as_str().unwrap(), "ann"));
    let gone = town.plex_tv("GET", &format!("/api/v2/pins/{}", pin["id"]), None).await;
    assert_eq!((gone.status, gone.json()["errors"][0]["code"].as_u64()), (404, Some(1020)));
}

#[tokio::test]
async fn browsers_of_any_origin_may_make_pins() {
    let town = town().await;
    let url = format!("{}/api/v2/pins?strong=true", town.upstreams.plex_tv_url());
    let headers = [
        ("origin", "https://media.example.org"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "x-plex-client-identifier,x-plex-product"),
    ];
    let preflight = send("OPTIONS", &url, &headers, "").await.unwrap();
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin").as_str()), (200, "*"));
}

#[tokio::test]
async fn a_bad_token_is_nobody() {
    let town = town().await;
    let nobody = town.plex_tv("GET", "/api/v2/user", Some("nonsense")).await;
    assert_eq!((nobody.status, nobody.json()["errors"][0]["code"].as_u64()), (401, Some(1001)));
    assert!(town.world.revoke_tokens("ben"));
    let revoked = town.plex_tv("GET", "/api/v2/user", Some(fixed::ADMIN_PLEX_TOKEN)).await;
    assert_eq!(revoked.status, 401);
}

#[tokio::test]
async fn resources_name_the_server_only_to_those_it_is_shared_with() {
    let town = town().await;
    let server = |list: serde_json::Value| {
        let fits = |one: &&serde_json::Value| one["clientIdentifier"] == fixed::MACHINE_IDENTIFIER;
        list.as_array().unwrap().iter().find(fits).cloned()
    };
    let token = |name: &str| town.world.account(name).unwrap().token;
    let path = "/api/v2/resources?includeHttps=1&includeRelay=1&includeIPv6=1";
    let owners = server(town.plex_tv("GET", path, Some(&token("ben"))).await.json()).unwrap();
    let guests = server(town.plex_tv("GET", path, Some(&token("ann"))).await.json()).unwrap();
    assert_eq!((owners["owned"].as_bool(), guests["owned"].as_bool()), (Some(true), Some(false)));
    assert_ne!(owners["accessToken"], guests["accessToken"]);
    assert_eq!(guests["connections"][0]["uri"], town.upstreams.plex_url());
    let carls = town.plex_tv("GET", path, Some(&token("carl"))).await.json();
    assert!(!carls.as_array().unwrap().is_empty(), "he has a phone");
    assert!(server(carls).is_none());
    town.world.share_server("ann", false);
    assert!(server(town.plex_tv("GET", path, Some(&token("ann"))).await.json()).is_none());
}

#[tokio::test]
async fn the_owner_has_own_and_shared_servers_and_addresses_of_which_some_lead_nowhere() {
    let town = town().await;
    let list = town.plex_tv("GET", "/api/v2/resources?includeHttps=1", Some(fixed::ADMIN_PLEX_TOKEN)).await.json();
    let named = |name: &str| list.as_array().unwrap().iter().find(|one| one["name"] == name).cloned().unwrap();
    let (home, off, foreign) =
        (named(fixed::SERVER_NAME), named(fixed::OFF_SERVER_NAME), named(fixed::FOREIGN_SERVER_NAME));
    assert_eq!(
        (home["owned"].as_bool(), off["owned"].as_bool(), foreign["owned"].as_bool()),
        (Some(true), Some(true), Some(false))
    );
    assert!(foreign["ownerId"].is_number() && home["ownerId"].is_null());
    let uris: Vec<_> = home["connections"].as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap()).collect();
    let answering = send("GET", &format!("{}/identity", uris[0]), &[], "").await.unwrap();
    assert_eq!(answering.status, 200);
    assert!(uris.contains(&"http://169.254.169.254:32400"), "a server may tell anything");
    assert!(send("GET", "http://127.0.0.1:1/identity", &[], "").await.is_err(), "nothing listens there");
    assert_ne!(off["clientIdentifier"], home["clientIdentifier"], "but their addresses are the same");
    assert_eq!(off["connections"][0]["uri"], home["connections"][0]["uri"]);
}

#[tokio::test]
async fn the_list_of_guests_is_xml_and_leaves_out_the_owner() {
    let town = town().await;
    let list = town.plex_tv("GET", "/api/users", Some(fixed::ADMIN_PLEX_TOKEN)).await.text();
    assert!(list.contains("id=\"1002\"") && list.contains(fixed::MACHINE_IDENTIFIER) && list.contains("pending=\"0\""));
    assert!(!list.contains("id=\"1001\"") && !list.contains("id=\"1004\""), "{list}");
}

#[tokio::test]
async fn the_link_page_works_as_a_plain_form() {
    let town = town().await;
    let code = town.plex_tv("POST", "/api/v2/pins", None).await.json()["code"].as_str().unwrap().to_owned();
    let page = send("GET", &format!("{}?pin={code}", town.upstreams.plex_link_url()), &[], "").await.unwrap().text();
    assert!(page.contains(&format!("value=\"{code}\"")) && page.contains("value=\"dora\""));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let url = town.upstreams.plex_link_url();
    let wrong = send("POST", &url, &form, "code=ZZZZ&account=dora").await.unwrap();
    assert_eq!((wrong.status, wrong.text().contains("not valid")), (422, true));
    let right = send("POST", &url, &form, &format!("code={code}&account=dora")).await.unwrap();
    assert_eq!((right.status, right.text().contains("Account linked")), (200, true));
    assert!(town.world.pins()[0].authorised);
}

#[tokio::test]
async fn the_sign_in_page_signs_in_only_for_the_installation_in_its_address() {
    let town = town().await;
    let code = town.plex_tv("POST", "/api/v2/pins?strong=true", None).await.json()["code"].clone();
    let grant = format!("{}/auth/grant", town.upstreams.plex_app_url());
    let json = [("content-type", "application/json")];
    let body = |client: &str| serde_json::json!({"code": code, "account": "ann", "clientID": client}).to_string();
    assert_eq!(send("POST", &grant, &json, &body("another")).await.unwrap().status, 404);
    assert_eq!(send("POST", &grant, &json, &body("medianest-test")).await.unwrap().status, 200);
    let page = send("GET", &format!("{}/auth", town.upstreams.plex_app_url()), &[], "").await.unwrap();
    assert!(page.text().contains("Security Alert"));
}

#[tokio::test]
async fn a_pin_made_elsewhere_is_announced_as_such() {
    let town = town().await;
    let code = town.plex_tv("POST", "/api/v2/pins?strong=true", None).await.json()["code"].as_str().unwrap().to_owned();
    let path = format!("/api/v2/pins/info?code={code}");
    assert_eq!(town.plex_tv("GET", &path, None).await.json()["ipMatches"], true);
    town.world.set_pin_creator(&code, "203.0.113.7");
    let info = town.plex_tv("GET", &path, None).await.json();
    assert_eq!((info["ipMatches"].as_bool(), info["ipAddress"].as_str()), (Some(false), Some("203.0.113.7")));
}
