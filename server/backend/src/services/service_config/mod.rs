//! Configuration of services: what is saved, tests by real calls, first-start seeding, how services are.

mod checks;
mod probe;
mod seed;
mod service;
mod view;
mod webhook;

pub use seed::Seed;
pub use service::ServicesService;
