//! Which seasons are wished for, in all the ways in which forms and programs say it.

use crate::{SeasonNumber, text};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::{collections::BTreeSet, fmt};

/// Which seasons of a series. Films have none.
///
/// Read from a list of numbers (`seasons[0]=1&seasons[1]=2`, `[1,2]`), from `1,2`, or from `all`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum SeasonChoice {
    Some(BTreeSet<SeasonNumber>),
    #[serde(serialize_with = "all")]
    All,
}

fn all<S: serde::Serializer>(serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str("all")
}

impl std::str::FromStr for SeasonChoice {
    type Err = crate::ids::BadId;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        if text.trim() == "all" {
            return Ok(Self::All);
        }
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                let number = part.parse().map_err(|_| crate::ids::BadId(text::input_seasons().into()))?;
                SeasonNumber::new(number)
            })
            .collect::<std::result::Result<_, _>>()
            .map(Self::Some)
    }
}

impl<'de> Deserialize<'de> for SeasonChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Choice;

        impl<'de> de::Visitor<'de> for Choice {
            type Value = SeasonChoice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(text::input_seasons_expected())
            }

            fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<SeasonChoice, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> std::result::Result<SeasonChoice, E> {
                let number = u32::try_from(number).map_err(E::custom)?;
                let season = SeasonNumber::new(number).map_err(E::custom)?;
                Ok(SeasonChoice::Some(BTreeSet::from([season])))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<SeasonChoice, A::Error> {
                let mut seasons = BTreeSet::new();
                while let Some(season) = seq.next_element()? {
                    seasons.insert(season);
                }
                Ok(SeasonChoice::Some(seasons))
            }
        }

        deserializer.deserialize_any(Choice)
    }
}
