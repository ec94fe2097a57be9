//! Views rendered on the server: searching, and one title.

mod cast;
mod hero;
mod search;
mod title;
mod trouble;

pub use search::SearchPage;
pub use title::{MoviePage, SeriesPage};
pub use trouble::SearchBox;
