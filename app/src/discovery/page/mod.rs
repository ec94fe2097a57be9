//! Views rendered on the server: searching, lists, one title, one person.

mod cast;
mod hero;
mod list;
mod person;
mod rows;
mod search;
mod title;
mod trouble;

pub use list::{DiscoverPage, ListPage};
pub use person::PersonPage;
pub use search::SearchPage;
pub use title::{MoviePage, SeriesPage};
pub use trouble::SearchBox;
