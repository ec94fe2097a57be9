//! Pictures: real ones, in the format and size that was asked for.

use upstreams::{Fault, Mode, Service, fixed};

use crate::support::{Reply, send, town};

const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn is(reply: &Reply, magic: &[u8], kind: &str) -> bool {
    reply.status == 200 && reply.body.starts_with(magic) && reply.header("content-type") == kind
}

#[tokio::test]
async fn the_image_host_draws_every_path_the_catalogue_names_and_nothing_else() {
    let town = town().await;
    let ask =
        async |path: String| send("GET", &format!("{}{path}", town.upstreams.tmdb_image_url()), &[], "").await.unwrap();
    let film = town.overseerr("GET", &format!("/movie/{}", fixed::NORTHERN_LIGHT), None).await.json();
    let poster = ask(format!("/w185{}", film["posterPath"].as_str().unwrap())).await;
    assert!(is(&poster, JPEG, "image/jpeg"));
    let same = ask(format!("/w185{}", film["posterPath"].as_str().unwrap())).await;
    assert_eq!(poster.body, same.body);
    assert!(is(&ask(format!("/w300{}", film["backdropPath"].as_str().unwrap())).await, JPEG, "image/jpeg"));
    let face = film["credits"]["cast"][0]["profilePath"].as_str().unwrap().to_owned();
    assert!(is(&ask(format!("/h632{face}")).await, JPEG, "image/jpeg"));
    assert!(is(&ask("/w92/c7001.jpg".to_owned()).await, JPEG, "image/jpeg"));
    for path in [format!("/w185/p{}.jpg", fixed::NO_POSTER), "/w185/p1.jpg".into(), "/w9/p1001.jpg".into()] {
        assert_eq!(ask(path.clone()).await.status, 404, "{path}");
    }
    town.world.set_fault(Fault::new(Service::Images, Mode::Html));
    assert_eq!(ask("/w92/c7001.jpg".to_owned()).await.header("content-type"), "text/html; charset=utf-8");
}

#[tokio::test]
async fn plex_pictures_need_a_token_and_the_transcoder_takes_only_the_servers_own_paths() {
    let town = town().await;
    let films = town.plex("ann", "GET", "/library/sections/1/all?title=Glass%20Harbour").await.json();
    let thumb = films["MediaContainer"]["Metadata"][0]["thumb"].as_str().unwrap().to_owned();
    let bare = send("GET", &format!("{}{thumb}", town.upstreams.plex_url()), &[], "").await.unwrap();
    assert_eq!(bare.status, 401);
    assert!(is(&town.plex("ann", "GET", &thumb).await, JPEG, "image/jpeg"));
    let transcode =
        |url: &str| format!("/photo/:/transcode?url={url}&width=150&height=225&minSize=1&upscale=1&format=png");
    let small = town.plex("ann", "GET", &transcode(&thumb.replace('/', "%2F"))).await;
    assert!(is(&small, PNG, "image/png"));
    let outside = town.plex("ann", "GET", &transcode("http%3A%2F%2F169.254.169.254%2F")).await;
    assert_eq!(outside.status, 400);
}

#[tokio::test]
async fn avatars_are_public() {
    let town = town().await;
    let user = town.plex_tv("GET", "/api/v2/user", Some(fixed::ADMIN_PLEX_TOKEN)).await.json();
    let avatar = send("GET", user["thumb"].as_str().unwrap(), &[], "").await.unwrap();
    assert!(is(&avatar, PNG, "image/png"));
}
