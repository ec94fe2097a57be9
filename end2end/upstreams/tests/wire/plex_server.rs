//! The Plex Media Server.

use std::{fs, time::Duration};

use serde_json::Value;
use upstreams::fixed;

use crate::support::{send, town};

fn list(reply: &Value) -> Vec<Value> {
    reply["MediaContainer"]["Metadata"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn identity_needs_no_token_and_everything_else_refuses_in_html() {
    let town = town().await;
    let base = town.upstreams.plex_url();
    let identity = send("GET", &format!("{base}/identity"), &[("accept", "application/json")], "").await.unwrap();
    assert_eq!(identity.json()["MediaContainer"]["machineIdentifier"], fixed::MACHINE_IDENTIFIER);
    let refused = send("GET", &format!("{base}/"), &[("accept", "application/json")], "").await.unwrap();
    assert_eq!((refused.status, refused.header("content-type").as_str()), (401, "text/html; charset=utf-8"));
    assert!(refused.text().contains("<h1>401 Unauthorized</h1>"));
}

#[tokio::test]
async fn a_guest_is_known_by_the_servers_own_token_not_by_the_one_of_plex_tv() {
    let town = town().await;
    let url = format!("{}/library/sections", town.upstreams.plex_url());
    let guest = town.world.account("ann").unwrap();
    assert_eq!(send("GET", &url, &[("x-plex-token", &guest.token)], "").await.unwrap().status, 401);
    assert_eq!(send("GET", &url, &[("x-plex-token", &guest.server_token)], "").await.unwrap().status, 200);
    assert_eq!(send("GET", &url, &[("x-plex-token", fixed::ADMIN_PLEX_TOKEN)], "").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_filtered_guest_finds_the_other_libraries_nowhere() {
    let town = town().await;
    let sections = town.plex("dora", "GET", "/library/sections").await.json();
    assert_eq!(sections["MediaContainer"]["size"], 1);
    assert_eq!(town.plex("dora", "GET", "/library/sections/2/all").await.status, 404);
    let show = list(&town.plex("ben", "GET", "/library/sections/2/all").await.json())[0]["ratingKey"].clone();
    let path = format!("/library/metadata/{}", show.as_str().unwrap());
    assert_eq!(town.plex("ben", "GET", &path).await.status, 200);
    assert_eq!(town.plex("dora", "GET", &path).await.status, 404);
    assert_eq!(town.plex("dora", "GET", &format!("{path}/thumb/1")).await.status, 404);
    let found = town.plex("dora", "GET", "/hubs/search?query=the&limit=50").await.json();
    let hubs = found["MediaContainer"]["Hub"].as_array().unwrap().clone();
    let shows = hubs.iter().find(|hub| hub["type"] == "show").unwrap();
    assert_eq!((shows["size"].as_u64(), shows.get("Metadata")), (Some(0), None));
}

#[tokio::test]
async fn a_hidden_rating_hides_films_from_lists_and_counts() {
    let town = town().await;
    let all = "/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=0";
    assert_eq!(town.plex("dora", "GET", all).await.json()["MediaContainer"]["totalSize"], 120);
    town.world.restrict("dora", &[fixed::FILMS_SECTION], &["R"]);
    let left = town.plex("dora", "GET", all).await.json()["MediaContainer"]["totalSize"].as_u64().unwrap();
    assert!((1..120).contains(&left), "{left}");
}

#[tokio::test]
async fn paging_needs_both_numbers_and_says_how_much_there_is() {
    let town = town().await;
    let path = "/library/sections/1/all?X-Plex-Container-Start=100&X-Plex-Container-Size=50&includeGuids=1";
    let page = town.plex("ben", "GET", path).await;
    assert_eq!(page.header("x-plex-container-total-size"), "120");
    let body = page.json();
    assert_eq!((body["MediaContainer"]["offset"].as_u64(), list(&body).len()), (Some(100), 20));
    let half = town.plex("ben", "GET", "/library/sections/1/all?X-Plex-Container-Size=50").await.json();
    assert_eq!((list(&half).len(), half["MediaContainer"].get("totalSize")), (120, None));
    let beyond = "/library/sections/1/all?X-Plex-Container-Start=500&X-Plex-Container-Size=50";
    assert_eq!(town.plex("ben", "GET", beyond).await.json()["MediaContainer"].get("Metadata"), None);
}

#[tokio::test]
async fn outside_ids_come_only_when_asked_for_and_old_agents_keep_them_elsewhere() {
    let town = town().await;
    let bare = list(&town.plex("ben", "GET", "/library/sections/1/all").await.json());
    assert!(bare.iter().all(|item| item.get("Guid").is_none() && item["ratingKey"].is_string()));
    let full = list(&town.plex("ben", "GET", "/library/sections/1/all?includeGuids=1").await.json());
    assert_eq!(full.iter().filter(|item| item.get("Guid").is_none()).count(), 3);
    assert!(full.iter().any(|item| item["guid"].as_str().unwrap().starts_with("com.plexapp.agents.imdb://tt")));
}

#[tokio::test]
async fn a_show_has_seasons_and_an_entry_that_is_none() {
    let town = town().await;
    let shows = list(&town.plex("ben", "GET", "/library/sections/2/all?title=Lamplighters").await.json());
    let key = shows[0]["ratingKey"].as_str().unwrap().to_owned();
    let children = town.plex("ben", "GET", &format!("/library/metadata/{key}/children")).await.json();
    assert_eq!(children["MediaContainer"]["Directory"][0]["title"], "All episodes");
    assert_eq!(list(&children).len(), 3);
    let plain = town.plex("ben", "GET", &format!("/library/metadata/{key}/children?excludeAllLeaves=1")).await.json();
    assert_eq!(plain["MediaContainer"].get("Directory"), None);
    let leaves = list(&town.plex("ben", "GET", &format!("/library/metadata/{key}/allLeaves")).await.json());
    assert_eq!((leaves.len(), &leaves[0]["grandparentRatingKey"]), (22, &Value::from(key)));
}

#[tokio::test]
async fn what_was_added_since_is_asked_with_an_operator_in_the_name() {
    let town = town().await;
    let newest = list(&town.plex("ben", "GET", "/library/sections/1/all?sort=addedAt:desc").await.json());
    let third = newest[3]["addedAt"].as_i64().unwrap();
    let since = list(&town.plex("ben", "GET", &format!("/library/sections/1/all?addedAt%3E%3E={third}")).await.json());
    assert_eq!(since.len(), 3);
    let recent = list(&town.plex("ben", "GET", "/library/recentlyAdded").await.json());
    assert_eq!(recent.len(), 50);
}

#[tokio::test]
async fn a_collection_is_made_filled_ordered_and_gone_when_empty() {
    let town = town().await;
    let films = list(&town.plex("ben", "GET", "/library/sections/1/all").await.json());
    let key = |at: usize| films[at]["ratingKey"].as_str().unwrap().to_owned();
    let root =
        format!("server%3A%2F%2F{}%2Fcom.plexapp.plugins.library%2Flibrary%2Fmetadata%2F", fixed::MACHINE_IDENTIFIER);
    let create = format!("/library/collections?type=1&title=Mine&smart=0&sectionId=1&uri={root}{}", key(0));
    assert_eq!(town.plex("ann", "POST", &create).await.status, 403);
    let empty = "/library/collections?type=1&title=Mine&smart=0&sectionId=1";
    assert_eq!(town.plex("ben", "POST", empty).await.status, 400);
    let made = list(&town.plex("ben", "POST", &create).await.json())[0]["ratingKey"].as_str().unwrap().to_owned();
    let add = format!("/library/collections/{made}/items?uri={root}{},{}", key(1), key(2));
    assert_eq!(town.plex("ben", "PUT", &add).await.status, 200);
    town.plex("ben", "PUT", &format!("/library/metadata/{made}/prefs?collectionSort=2")).await;
    let step = format!("/library/collections/{made}/items/{}/move", key(2));
    town.plex("ben", "PUT", &step).await;
    let items = list(&town.plex("ann", "GET", &format!("/library/collections/{made}/items")).await.json());
    let order: Vec<&str> = items.iter().map(|item| item["ratingKey"].as_str().unwrap()).collect();
    assert_eq!(order, [key(2), key(0), key(1)]);
    for at in 0..3 {
        town.plex("ben", "DELETE", &format!("/library/collections/{made}/items/{}", key(at))).await;
    }
    assert_eq!(town.plex("ben", "GET", &format!("/library/collections/{made}/items")).await.status, 404);
}

#[tokio::test]
async fn a_scan_finds_the_files_that_are_really_there() {
    let town = town().await;
    let folder = std::env::temp_dir().join(format!("upstreams-scan-{}", std::process::id()));
    let below = folder.join("1002");
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("Skating [abc].mp4"), b"video").unwrap();
    fs::write(below.join("Skating [abc].part"), b"not yet").unwrap();
    town.world.set_library_folder(fixed::HOME_VIDEOS_SECTION, folder.to_str().unwrap());
    let path = below.to_str().unwrap().replace('/', "%2F");
    let scan = format!("/library/sections/3/refresh?path={path}");
    assert_eq!(town.plex("ann", "GET", &scan).await.status, 403);
    for _ in 0..2 {
        let scanned = town.plex("ben", "GET", &scan).await;
        assert_eq!((scanned.status, scanned.body.len()), (200, 0));
    }
    let found = list(&town.plex("ben", "GET", "/library/sections/3/all?title=Skating%20%5B").await.json());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["Media"][0]["Part"][0]["file"], below.join("Skating [abc].mp4").to_str().unwrap());
    fs::remove_file(below.join("Skating [abc].mp4")).unwrap();
    town.world.set_scan_delay(Duration::from_millis(50));
    town.plex("ben", "GET", &scan).await;
    let busy = town.plex("ben", "GET", "/library/sections").await.json();
    assert_eq!(busy["MediaContainer"]["Directory"][2]["refreshing"], true);
    assert_eq!(list(&town.plex("ben", "GET", "/library/sections/3/all").await.json()).len(), 21);
    tokio::time::sleep(Duration::from_millis(120)).await;
    assert_eq!(list(&town.plex("ben", "GET", "/library/sections/3/all").await.json()).len(), 20);
    fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn xml_is_what_a_client_gets_that_does_not_ask() {
    let town = town().await;
    let url = format!("{}/library/sections", town.upstreams.plex_url());
    let xml = send("GET", &url, &[("x-plex-token", fixed::ADMIN_PLEX_TOKEN)], "").await.unwrap().text();
    assert!(xml.starts_with("<?xml") && xml.contains("<Directory ") && xml.contains("title=\"Home Videos\""));
}
