//! Moments for people, in their time zone.

use crate::{
    context, text,
    ui::icon::{Glyph, Icon},
};
use domain::{Day, Timestamp};
use leptos::prelude::*;
use time::Month;

fn month(month: Month) -> &'static str {
    match month {
        Month::January => text::january(),
        Month::February => text::february(),
        Month::March => text::march(),
        Month::April => text::april(),
        Month::May => text::may(),
        Month::June => text::june(),
        Month::July => text::july(),
        Month::August => text::august(),
        Month::September => text::september(),
        Month::October => text::october(),
        Month::November => text::november(),
        Month::December => text::december(),
    }
}

/// As in "20 Nov 2026, 18:02", by the viewer's clock.
pub fn words(at: Timestamp) -> String {
    let at = context::local(at);
    format!("{}, {:02}:{:02}", day(Day(at.date())), at.hour(), at.minute())
}

/// As in "20 Nov 2026".
pub fn day(day: Day) -> String {
    text::date(day.0.day(), month(day.0.month()), day.0.year())
}

/// As in "3 minutes"; how long `seconds` are, in the largest unit that fits.
pub fn duration(seconds: u64) -> String {
    match seconds {
        0..=59 => text::seconds(seconds),
        60..=119 => text::one_minute().to_owned(),
        120..=3_599 => text::minutes(seconds / 60),
        3_600..=7_199 => text::one_hour().to_owned(),
        7_200..=86_399 => text::hours(seconds / 3_600),
        86_400..=172_799 => text::one_day().to_owned(),
        _ => text::days(seconds / 86_400),
    }
}

/// A moment.
#[component]
pub fn TimeText(at: Timestamp) -> impl IntoView {
    view! { <time datetime=at.to_string()>{words(at)}</time> }
}

/// How long ago something was, with the moment as its tooltip; the moment itself where the server does not say what time
/// it is.
#[component]
pub fn Age(at: Timestamp) -> impl IntoView {
    let text = context::now().map_or_else(|| words(at), |now| text::ago(duration(at.seconds_until(now))));
    view! {
        <span class="age">
            <Glyph icon=Icon::Clock />
            <time datetime=at.to_string() title=words(at)>
                {text}
            </time>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn writes_moments_in_utc_and_durations_in_one_unit() {
        assert_eq!(words(Timestamp(datetime!(2026-11-20 20:02 +2))), "20 Nov 2026, 18:02");
        let told: Vec<_> = [5, 60, 200, 3_600, 10_000, 86_400, 400_000].into_iter().map(duration).collect();
        assert_eq!(told, ["5 seconds", "1 minute", "3 minutes", "1 hour", "2 hours", "1 day", "4 days"]);
    }
}
