//! What admins configure in the browser, a panel a file.

pub mod api;
pub mod audit;
pub mod form;
pub mod people;
pub mod plex_server;
pub mod services;
pub mod settings;
pub mod state;
pub mod users;
pub mod welcome;
