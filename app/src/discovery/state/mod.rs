//! View logic of search and title pages, tested on the host.

mod feed;
mod query;
mod words;

pub use feed::{Feed, Load, Phase, SPAN, span};
pub use query::{SearchQuery, parse_search};
pub use words::{CardAction, card_action, first_of, genres, rating, runtime, years};
