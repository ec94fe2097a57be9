//! View logic of search, lists, titles and people, tested on the host.

mod feed;
mod lists;
mod query;
mod words;

pub use feed::{Feed, Load, Phase, SPAN, span};
pub use lists::{biography, craft_id, craft_name, life, list_name, list_path, list_text, part};
pub use query::{PERSON, SearchQuery, parse_search};
pub use words::{CardAction, card_action, first_of, genres, rating, runtime, years};
