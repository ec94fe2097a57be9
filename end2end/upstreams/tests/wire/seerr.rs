//! Seerr in Overseerr's place: the same API, with what it added.

use serde_json::json;
use upstreams::{Advance, Flavour, Stage, fixed};

use crate::support::town;

#[tokio::test]
async fn seerr_is_told_by_its_settings_completes_requests_and_lets_them_be_made_again() {
    let town = town().await;
    let ann = Some(fixed::OVERSEERR_ANN);
    let wish = json!({"mediaType": "movie", "mediaId": fixed::NORTHERN_LIGHT, "is4k": false});
    for (flavour, version, status, again) in
        [(Flavour::Overseerr, fixed::OVERSEERR_VERSION, 2, 409), (Flavour::Seerr, fixed::SEERR_VERSION, 5, 201)]
    {
        town.world.reset();
        town.world.set_flavour(flavour);
        assert_eq!(town.overseerr("GET", "/status", None).await.json()["version"], version);
        let public = town.overseerr("GET", "/settings/public", None).await.json();
        let is_seerr = flavour == Flavour::Seerr;
        for (field, seerrs) in [("region", false), ("mediaServerType", true), ("hideBlocklisted", true)] {
            assert_eq!(public.get(field).is_some(), seerrs == is_seerr, "{field}");
        }
        let id = town.overseerr_as(ann, "POST", "/request", Some(wish.clone())).await.json()["id"].as_u64().unwrap();
        town.overseerr("POST", &format!("/request/{id}/approve"), None).await;
        let there = town.world.advance_request(id, &Advance::to(Stage::Available)).unwrap();
        assert_eq!((there["status"].as_u64(), there["media"]["status"].as_u64()), (Some(status), Some(5)));
        assert_eq!(town.overseerr_as(ann, "POST", "/request", Some(wish.clone())).await.status, again);
        let completed = town.overseerr("GET", "/request?filter=completed", None).await;
        assert_eq!(completed.status, if is_seerr { 200 } else { 400 });
        let deleted = town.world.advance_request(id, &Advance::to(Stage::Deleted));
        assert_eq!(deleted.map(|request| request["media"]["status"].as_u64()).ok(), is_seerr.then_some(Some(7)));
    }
    let film = json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN, "is4k": false});
    let id = town.overseerr_as(ann, "POST", "/request", Some(film.clone())).await.json()["id"].as_u64().unwrap();
    town.world.advance_request(id, &Advance::to(Stage::Blocklisted)).unwrap();
    let refused = town.overseerr_as(ann, "POST", "/request", Some(film)).await;
    assert_eq!((refused.status, refused.json()["message"].as_str()), (403, Some("This media is blocklisted.")));
}
