//! Webhooks get lost, come twice and in any order; after the next sweep all states are right, and every change is told once.

use crate::support::{
    TestStore,
    installation::{Installation, film, series},
};
use domain::{
    Actor, PageNumber, RequestId,
    discovery::{Availability, DiscoverList, MediaType},
    inbox::Inbox,
    requests::{RequestDetail, RequestStatus, Requests, TimelineKind},
};
use serde_json::Value;
use std::collections::BTreeSet;
use upstreams::{Advance, Flavour, Stage};

/// So many are sent.
const WEBHOOKS: usize = 500;
const SECRET: &str = "of the webhook";
/// Nobody is there: what was sent is delivered by the test, or not.
const NOWHERE: &str = "http://127.0.0.1:9/webhooks/overseerr";

/// The same numbers for the same seed (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).expect("small enough") % bound
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// A request and what has been done with it over there.
struct Followed {
    owner: Actor,
    id: RequestId,
    theirs: u64,
    /// None for a film.
    seasons: Vec<u16>,
    stage: Stage,
    /// Once approved, its seasons stay so.
    was_approved: bool,
    downloading: bool,
    there: BTreeSet<u16>,
}

impl Followed {
    /// What an admin, Radarr, Sonarr or Plex does next.
    fn next(&mut self, dice: &mut Dice) -> Advance {
        let may: &[Stage] = match self.stage {
            Stage::Pending => &[Stage::Approved, Stage::Declined, Stage::Processing],
            Stage::Declined | Stage::Failed => &[Stage::Approved],
            Stage::PartiallyAvailable => &[Stage::Available],
            _ if self.seasons.len() > 1 => {
                &[Stage::Failed, Stage::Failed, Stage::Declined, Stage::Processing, Stage::PartiallyAvailable]
            }
            _ => &[Stage::Failed, Stage::Failed, Stage::Failed, Stage::Declined, Stage::Processing, Stage::Available],
        };
        self.stage = may[dice.below(may.len())];
        self.was_approved |= !matches!(self.stage, Stage::Declined | Stage::Failed);
        match self.stage {
            Stage::Processing => {
                self.downloading = true;
                Advance::downloading(40)
            }
            Stage::PartiallyAvailable => {
                self.downloading = false;
                self.there = BTreeSet::from([self.seasons[0]]);
                Advance::seasons(self.stage, &self.seasons[..1])
            }
            Stage::Available => {
                self.there = self.seasons.iter().copied().collect();
                Advance::to(self.stage)
            }
            _ => Advance::to(self.stage),
        }
    }

    fn expected(&self) -> RequestStatus {
        match self.stage {
            Stage::Pending => RequestStatus::Pending,
            Stage::Declined => RequestStatus::Declined,
            Stage::Failed => RequestStatus::Failed,
            Stage::PartiallyAvailable => RequestStatus::PartiallyAvailable,
            Stage::Available => RequestStatus::Available,
            _ if self.downloading => RequestStatus::Processing,
            _ => RequestStatus::Approved,
        }
    }

    fn expected_season(&self, number: u16) -> RequestStatus {
        match (self.there.contains(&number), self.was_approved, self.downloading) {
            (true, _, _) => RequestStatus::Available,
            (false, false, _) => RequestStatus::Pending,
            (false, true, true) => RequestStatus::Processing,
            (false, true, false) => RequestStatus::Approved,
        }
    }

    async fn detail(&self, house: &Installation) -> RequestDetail {
        house.detail(&self.owner, self.id).await
    }
}

/// Films and series that people have asked for, all of them delivered.
async fn asked_for(house: &Installation) -> Vec<Followed> {
    let overseerr = house.connections.overseerr().expect("connected");
    let mut wishes = Vec::new();
    for (list, pages) in [(DiscoverList::PopularMovies, 2), (DiscoverList::PopularTv, 1)] {
        for page in 1..=pages {
            let hits = overseerr.discover(list, page).await.expect("listed");
            for title in hits.titles.into_iter().filter(|title| title.availability == Availability::Missing) {
                let seasons = match title.media_type {
                    MediaType::Movie => Vec::new(),
                    MediaType::Tv => {
                        let details = overseerr.title(MediaType::Tv, title.tmdb_id).await.expect("known");
                        let seasons = details.expect("known").seasons;
                        let regular = seasons.iter().filter(|season| !season.number.is_specials());
                        regular.take(3).map(|season| season.number.get()).collect::<Vec<u16>>()
                    }
                };
                wishes.push((title.tmdb_id.get(), title.media_type, seasons));
            }
        }
    }
    let mut followed = Vec::new();
    for (place, (tmdb, media_type, seasons)) in wishes.into_iter().enumerate() {
        let name = format!("guest{}", place % 4);
        house.world().add_account(&name);
        let owner = house.plex_user(&name).await;
        let numbers: Vec<u32> = seasons.iter().copied().map(u32::from).collect();
        let wish = if media_type == MediaType::Movie { film(tmdb) } else { series(tmdb, &numbers) };
        let id = house.requests.submit(&owner, wish).await.expect("kept").id;
        house.work().await;
        let all = house.world().overseerr_requests();
        let theirs = all.last().and_then(|request| request["id"].as_u64()).expect("delivered");
        followed.push(Followed {
            owner,
            id,
            theirs,
            seasons,
            stage: Stage::Pending,
            was_approved: false,
            downloading: false,
            there: BTreeSet::new(),
        });
    }
    followed
}

async fn deliver(house: &Installation, body: &Value) {
    let body = body.to_string();
    house.inbound.overseerr(&format!("Bearer {SECRET}"), body.as_bytes()).await.expect("taken in");
}

/// What the timeline says of states: each is told once, however often it was heard of.
fn states_told(detail: &RequestDetail) -> Vec<(TimelineKind, String)> {
    let states = [
        TimelineKind::Approved,
        TimelineKind::Declined,
        TimelineKind::Processing,
        TimelineKind::Available,
        TimelineKind::Failed,
    ];
    let rows = detail.timeline.iter().filter(|row| states.contains(&row.kind));
    rows.map(|row| (row.kind, row.text.clone())).collect()
}

/// Everything a person can see of it.
async fn seen(house: &Installation, followed: &[Followed]) -> (Vec<RequestDetail>, Vec<u64>) {
    let (mut details, mut notices) = (Vec::new(), Vec::new());
    for one in followed {
        details.push(one.detail(house).await);
        notices.push(house.inbox.list(&one.owner, PageNumber::new(None, None)).await.expect("listed").total);
    }
    (details, notices)
}

async fn lost_doubled_and_reordered(store: &TestStore, flavour: Flavour) {
    let begun = std::time::Instant::now();
    let house = Installation::start(store).await;
    house.expect_webhooks(SECRET).await;
    house.world().set_flavour(flavour);
    house.settings.put(&house.admin().await, "requests_per_hour", &0.into()).await.expect("no limit");
    house.world().set_webhook(NOWHERE, Some(SECRET));
    let mut followed = asked_for(&house).await;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut sent, mut late, mut lost, mut doubled) = (0, Vec::<Value>::new(), 0, 0);
    while sent < WEBHOOKS {
        let open: Vec<usize> = (0..followed.len()).filter(|place| followed[*place].stage != Stage::Available).collect();
        let one = &mut followed[open[dice.below(open.len())]];
        // What is complete makes no more webhooks: the last steps are for the end.
        let step = loop {
            let before = (one.stage, one.was_approved, one.downloading, one.there.clone());
            let step = one.next(&mut dice);
            if step.to != Stage::Available || sent * 10 > WEBHOOKS * 8 {
                break step;
            }
            (one.stage, one.was_approved, one.downloading, one.there) = before;
            if one.stage == Stage::PartiallyAvailable {
                break step;
            }
        };
        house.world().advance_request(one.theirs, &step).expect("advanced");
        let all = house.world().webhooks_settled().await;
        for hook in &all[sent..] {
            match dice.below(6) {
                0 | 1 => lost += 1,
                2 => {
                    doubled += 1;
                    late.extend([hook.body.clone(), hook.body.clone()]);
                }
                _ => late.push(hook.body.clone()),
            }
        }
        sent = all.len();
        dice.shuffle(&mut late);
        for _ in 0..dice.below(2) {
            if let Some(hook) = late.pop() {
                deliver(&house, &hook).await;
            }
        }
        if dice.one_in(2) {
            house.work().await;
        }
    }
    // What is still under way is lost too, most of it.
    let under_way = late.len();
    late.truncate(under_way / 3);
    for hook in &late {
        deliver(&house, hook).await;
    }
    house.work().await;
    let healed = house.reconciler.sweep().await.expect("swept").changed;

    let mut notices = std::collections::BTreeMap::<_, u64>::new();
    for one in &followed {
        let detail = one.detail(&house).await;
        assert_eq!(detail.request.status, one.expected(), "{:?} with {:?}", one.stage, detail.timeline);
        for season in &detail.seasons {
            let expected = one.expected_season(season.number.get());
            assert_eq!(season.status, Some(expected), "{:?}: {season:?}", one.stage);
        }
        let told = states_told(&detail);
        assert!(told.windows(2).all(|two| two[0] != two[1]), "each change is told once: {told:?}");
        let worth_a_notice =
            told.iter().filter(|(kind, text)| *kind != TimelineKind::Processing && text != "Partly available");
        *notices.entry(one.owner.id).or_default() += u64::try_from(worth_a_notice.count()).expect("a few");
    }
    for one in &followed {
        let inbox = house.inbox.list(&one.owner, PageNumber::new(None, None)).await.expect("listed");
        assert_eq!(Some(&inbox.total), notices.get(&one.owner.id), "one notice for each change");
    }

    // All of them again: nothing is told a second time.
    let before = seen(&house, &followed).await;
    let mut again: Vec<Value> = house.world().webhooks().into_iter().map(|hook| hook.body).collect();
    dice.shuffle(&mut again);
    for hook in &again {
        deliver(&house, hook).await;
    }
    house.work().await;
    assert_eq!(house.reconciler.sweep().await.expect("swept").changed, 0);
    assert_eq!(seen(&house, &followed).await, before);
    println!(
        "{sent} webhooks of {flavour:?} about {} requests in {:.1?}: {lost} lost at once and {} later, {doubled} doubled; the sweep healed {healed}",
        followed.len(),
        begun.elapsed(),
        under_way - late.len(),
    );
}

on_both! {
    async fn webhooks_of_overseerr_may_be_lost_doubled_and_reordered(store) {
        lost_doubled_and_reordered(store, Flavour::Overseerr).await;
    }

    async fn webhooks_of_seerr_may_be_lost_doubled_and_reordered(store) {
        lost_doubled_and_reordered(store, Flavour::Seerr).await;
    }
}
