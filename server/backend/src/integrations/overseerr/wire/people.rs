//! People: TMDB's data as Overseerr passes it on, and what of their titles is on the server.

use super::titles::WireTitle;
use crate::integrations::{
    lenient,
    tmdb::values::{WireWork, craft, day, image, tmdb_id},
};
use domain::discovery::Person;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WirePerson {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    biography: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    birthday: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    deathday: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    place_of_birth: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    known_for_department: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    profile_path: Option<String>,
}

impl WirePerson {
    /// With their credits, which Overseerr tells apart from them; `None` when it is nobody.
    pub fn person(self, work: WireWork) -> Option<Person> {
        let known_for = self.known_for_department.as_deref().map(craft);
        Some(Person {
            tmdb_id: tmdb_id(self.id)?,
            name: self.name?,
            biography: self.biography.unwrap_or_default(),
            born: day(self.birthday.as_deref()),
            died: day(self.deathday.as_deref()),
            birthplace: self.place_of_birth,
            known_for,
            profile_path: image(self.profile_path.as_deref()),
            work: work.work(known_for, |entry| serde_json::from_value::<WireTitle>(entry).ok()?.title(None)),
        })
    }
}
