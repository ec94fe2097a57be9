//! Rows, on both databases.

mod people;
mod requests;
mod services;
