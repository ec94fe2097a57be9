//! Views rendered on the server: the lists of requests, and one with its timeline.

mod detail;
mod form;
mod list;
mod manage;
mod talk;

pub use detail::RequestPage;
pub use form::{FilmRequestForm, SeriesRequestForm};
pub use list::RequestsPage;
pub use manage::ManageRequestsPage;
pub use talk::NotifyMe;
