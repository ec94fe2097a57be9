//! plex.tv and a Plex server, as our clients read them.

use crate::support::{
    CLIENT_ID, START, clock,
    installation::{quick, url},
};
use backend::{
    clock::after,
    integrations::{
        http::{Unreachable, Why},
        plex::{PicturePath, Plex, PlexClient, SectionKind},
        plex_tv::{PinState, PlexTv, PlexTvClient},
    },
};
use domain::{Error, accounts::Secret};
use std::time::Duration;
use upstreams::{Fault, Mode, Options, Service, Upstreams, World, fixed};

struct Sky {
    upstreams: Upstreams,
    plex_tv: PlexTvClient,
}

impl Sky {
    async fn start() -> Self {
        let upstreams = Upstreams::start(Options::default()).await.expect("simulators");
        let address = url(&upstreams.plex_tv_url());
        let plex_tv = PlexTvClient::with_limits(address, CLIENT_ID, "1.2.3", clock(), quick());
        Self { upstreams, plex_tv }
    }

    fn world(&self) -> World {
        self.upstreams.world()
    }

    fn token(&self, account: &str) -> Secret {
        Secret::new(self.world().account(account).expect("an account").token)
    }

    fn server(&self, token: &str) -> PlexClient {
        PlexClient::new(url(&self.upstreams.plex_url()), Secret::new(token), CLIENT_ID, quick())
    }
}

#[tokio::test]
async fn a_pin_is_short_expires_and_hands_over_a_token() {
    let sky = Sky::start().await;
    let pin = sky.plex_tv.create_pin().await.expect("a PIN");
    assert_eq!(pin.code.len(), 4);
    assert_eq!(pin.expires_at, after(START, Duration::from_mins(15)), "counted by our own clock");
    assert_eq!(sky.plex_tv.pin(pin.id).await.expect("a state"), PinState::Waiting);
    assert!(sky.world().authorise_pin(&pin.code, "ann"));
    let PinState::Authorised(token) = sky.plex_tv.pin(pin.id).await.expect("a state") else { panic!("authorised") };
    let account = sky.plex_tv.account(&token).await.expect("an account");
    assert_eq!((account.id, account.username.as_str()), (i64::try_from(fixed::ANN).expect("fits"), "ann"));
    assert_eq!((account.title.as_str(), account.email.as_deref()), ("Ann Castellan", Some("ann@example.org")));
    for call in sky.world().calls(Service::PlexTv) {
        assert_eq!(call.client_identifier.as_deref(), Some(CLIENT_ID));
        assert!(!call.query.contains("Token"), "never in an address");
    }
}

#[tokio::test]
async fn an_expired_or_unknown_pin_is_over() {
    let sky = Sky::start().await;
    let pin = sky.plex_tv.create_pin().await.expect("a PIN");
    assert!(sky.world().expire_pin(&pin.code));
    assert_eq!(sky.plex_tv.pin(pin.id).await.expect("a state"), PinState::Expired);
    assert_eq!(sky.plex_tv.pin(4711).await.expect("a state"), PinState::Expired);
}

#[tokio::test]
async fn servers_are_told_with_the_users_own_tokens() {
    let sky = Sky::start().await;
    let owned = sky.plex_tv.servers(&sky.token("ben")).await.expect("servers");
    let home = owned.iter().find(|server| server.machine_identifier == fixed::MACHINE_IDENTIFIER).expect("the server");
    assert!(home.owned && home.name == fixed::SERVER_NAME && !home.connections.is_empty());
    let shared = sky.plex_tv.servers(&sky.token("ann")).await.expect("servers");
    let home = shared.iter().find(|server| server.machine_identifier == fixed::MACHINE_IDENTIFIER).expect("the server");
    assert!(!home.owned);
    assert_eq!(home.access_token.reveal(), sky.world().account("ann").expect("ann").server_token);
    let none = sky.plex_tv.servers(&sky.token("carl")).await.expect("servers");
    assert!(none.iter().all(|server| server.machine_identifier != fixed::MACHINE_IDENTIFIER));
}

#[tokio::test]
async fn only_a_refused_token_is_a_bad_token() {
    let sky = Sky::start().await;
    let wrong = Secret::new("nobodys-token");
    for error in [
        sky.plex_tv.account(&wrong).await.map(drop).expect_err("refused"),
        sky.plex_tv.servers(&wrong).await.map(drop).expect_err("refused"),
    ] {
        assert!(matches!(error, Error::Unauthenticated(_)), "{error}");
    }
    let token = sky.token("ann");
    for fault in [
        Fault::new(Service::PlexTv, Mode::Down),
        Fault::new(Service::PlexTv, Mode::Html),
        Fault::new(Service::PlexTv, Mode::Garbage),
        Fault::status(Service::PlexTv, 500),
        Fault::status(Service::PlexTv, 429),
    ] {
        sky.world().clear_faults();
        sky.world().set_fault(fault);
        let error = sky.plex_tv.account(&token).await.expect_err("not now");
        assert!(matches!(error, Error::Unavailable { .. }), "{error}");
        assert!(error.to_string().starts_with("plex.tv "), "{error}");
    }
}

#[tokio::test]
async fn a_server_says_who_it_is_to_anybody_and_its_name_to_its_owner() {
    let sky = Sky::start().await;
    let nobody = sky.server("");
    let identity = nobody.identity().await.expect("an identity");
    assert_eq!(identity.machine_identifier, fixed::MACHINE_IDENTIFIER);
    assert_eq!(identity.version, fixed::PLEX_VERSION);
    assert_eq!(nobody.server().await.expect_err("refused").status(), Some(401));
    assert_eq!(sky.server("wrong").server().await.expect_err("refused").status(), Some(401));
    let owner = sky.server(fixed::ADMIN_PLEX_TOKEN);
    assert_eq!(owner.server().await.expect("known").name, fixed::SERVER_NAME);
    let kinds: Vec<_> = owner.sections().await.expect("libraries").iter().map(|section| section.kind).collect();
    assert_eq!(kinds.len(), 3);
    assert!(kinds.contains(&SectionKind::Movies) && kinds.contains(&SectionKind::Shows));
    assert!(sky.world().calls(Service::Plex).iter().all(|call| !call.query.contains("Token")));
}

#[tokio::test]
async fn pictures_come_scaled_and_only_as_pictures() {
    let sky = Sky::start().await;
    let owner = sky.server(fixed::ADMIN_PLEX_TOKEN);
    let key = sky.world().add_to_plex("movie", fixed::NORTHERN_LIGHT, &[]).expect("a film");
    let path = PicturePath::parse(&format!("/library/metadata/{key}/thumb/1715112705")).expect("a path");
    let picture = owner.picture(&path, 150, 225).await.expect("a picture");
    assert!(picture.kind.content_type().starts_with("image/") && !picture.bytes.is_empty());
    sky.world().set_fault(Fault::new(Service::Plex, Mode::Html));
    assert_eq!(owner.picture(&path, 150, 225).await.expect_err("no picture").why, Why::WrongShape);
    sky.world().set_fault(Fault::new(Service::Plex, Mode::Huge));
    assert!(matches!(
        owner.picture(&path, 150, 225).await.expect_err("no picture").why,
        Why::TooLarge | Why::Unreachable(Unreachable::TimedOut)
    ));
}
