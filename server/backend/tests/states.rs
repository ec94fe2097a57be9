//! How far a request is, from what Overseerr 1.34 and Seerr 3 say over the wire: every case of request status × media status ×
//! downloading, for films and series, in both qualities, and season by season.

use crate::support::{
    TestStore,
    installation::{Installation, film, series},
};
use backend::integrations::overseerr::{ForeignRequest, OverseerrRequestId};
use domain::requests::{NewRequest, RequestStatus, Requests};
use upstreams::{Flavour, Numbers, fixed};

/// For each request status and whether something is downloaded, our word for media statuses 1 to 7: Pending, Approved,
/// pRocessing, Half available, aVailable, Declined, Failed; a point keeps what was known. The last two media statuses and the
/// last request status are Seerr's alone.
const TABLE: [(u8, bool, &str); 10] = [
    (1, false, "PPPPVPP"),
    (1, true, "PPPPVPP"),
    (2, false, "AAAHV.."),
    (2, true, "RRRHV.."),
    (3, false, "DDDDDDD"),
    (3, true, "DDDDDDD"),
    (4, false, "FFFFVFF"),
    (4, true, "FFFFVFF"),
    (5, false, "VVVVVV."),
    (5, true, "VVVVVV."),
];

fn word(letter: char) -> Option<RequestStatus> {
    Some(match letter {
        'P' => RequestStatus::Pending,
        'A' => RequestStatus::Approved,
        'R' => RequestStatus::Processing,
        'H' => RequestStatus::PartiallyAvailable,
        'V' => RequestStatus::Available,
        'D' => RequestStatus::Declined,
        'F' => RequestStatus::Failed,
        _ => return None,
    })
}

/// A request that Overseerr has, and what is asked of it from here.
struct Asked<'a> {
    house: &'a Installation,
    id: u64,
}

impl<'a> Asked<'a> {
    async fn delivered(house: &'a Installation, by: &domain::Actor, wish: NewRequest) -> Self {
        let before = house.world().overseerr_requests().len();
        house.requests.submit(by, wish).await.expect("kept");
        house.work().await;
        let all = house.world().overseerr_requests();
        assert_eq!(all.len(), before + 1, "delivered");
        Self { house, id: all[before]["id"].as_u64().expect("a number") }
    }

    async fn says(&self, numbers: &Numbers) -> ForeignRequest {
        self.house.world().force_request(self.id, numbers).expect("it is there");
        let id = OverseerrRequestId(i64::try_from(self.id).expect("a number"));
        let overseerr = self.house.connections.overseerr().expect("connected");
        overseerr.request(id).await.expect("an answer").expect("it is there")
    }
}

#[tokio::test]
async fn every_case_of_the_table_is_read_from_overseerr_and_from_seerr() {
    let store = TestStore::sqlite().await;
    let house = Installation::start(&store).await;
    let (ben, dora) = (house.plex_user("ben").await, house.dora().await);
    let mut cases = 0;
    let asked = [
        Asked::delivered(&house, &dora, film(fixed::NORTHERN_LIGHT)).await,
        Asked::delivered(&house, &dora, NewRequest { is_4k: true, ..film(fixed::NORTHERN_LIGHT) }).await,
        Asked::delivered(&house, &ben, series(fixed::NINTH_HOUR, &[1, 2])).await,
        Asked::delivered(&house, &ben, NewRequest { is_4k: true, ..series(fixed::NINTH_HOUR, &[1, 2]) }).await,
    ];
    for (flavour, requests, medias) in [(Flavour::Overseerr, 1..=4, 5), (Flavour::Seerr, 1..=5, 7)] {
        house.world().set_flavour(flavour);
        for (request, downloading, words) in TABLE.iter().filter(|(request, ..)| requests.contains(request)) {
            for (media, letter) in (1..=medias).zip(words.chars()) {
                let numbers = Numbers { request: *request, media, downloading: *downloading, seasons: Vec::new() };
                for one in &asked {
                    let said = one.says(&numbers).await;
                    assert_eq!(said.status, word(letter), "{flavour:?}, request {}: {numbers:?}", one.id);
                    for (season, status) in &said.season_states {
                        assert_eq!(Some(*status), word(letter), "{flavour:?}, season {season}: {numbers:?}");
                    }
                    cases += 1;
                }
            }
        }
    }
    println!("{cases} cases");
}

#[tokio::test]
async fn of_a_series_only_the_seasons_asked_for_count_each_by_itself() {
    let store = TestStore::sqlite().await;
    let house = Installation::start(&store).await;
    let ben = house.plex_user("ben").await;
    let asked = Asked::delivered(&house, &ben, series(fixed::NINTH_HOUR, &[1, 2])).await;
    for (flavour, request, media, seasons, whole, each) in [
        (Flavour::Overseerr, 2, 4, [5, 5], 'V', "VV"),
        (Flavour::Overseerr, 2, 4, [5, 3], 'H', "VR"),
        (Flavour::Overseerr, 2, 4, [4, 1], 'H', "HR"),
        (Flavour::Overseerr, 2, 4, [3, 1], 'R', "RR"),
        (Flavour::Overseerr, 2, 5, [5, 1], 'H', "VR"),
        (Flavour::Overseerr, 1, 4, [1, 1], 'P', "PP"),
        (Flavour::Overseerr, 4, 4, [5, 1], 'F', "VF"),
        (Flavour::Seerr, 5, 4, [5, 5], 'V', "VV"),
        (Flavour::Seerr, 2, 4, [5, 7], 'H', "V"),
        (Flavour::Seerr, 2, 7, [7, 7], '.', ""),
    ] {
        house.world().set_flavour(flavour);
        let numbers = Numbers { request, media, downloading: true, seasons: seasons.to_vec() };
        let said = asked.says(&numbers).await;
        assert_eq!(said.status, word(whole), "{flavour:?}: {numbers:?}");
        let states: Vec<_> = said.season_states.into_values().map(Some).collect();
        assert_eq!(states, each.chars().map(word).collect::<Vec<_>>(), "{flavour:?}: {numbers:?}");
    }
}
