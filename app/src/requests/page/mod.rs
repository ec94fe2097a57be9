//! Views rendered on the server: the list of requests, and one with its timeline.

mod detail;
mod list;

pub use detail::RequestPage;
pub use list::RequestsPage;
