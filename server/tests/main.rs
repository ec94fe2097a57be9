//! Over real HTTP against the program itself: wire, sign-in, permissions, the main job. The services around it are the
//! simulators of `upstreams`, in this process.

mod accounts;
mod forms;
mod main_job;
mod policy;
mod services;
mod startup;
mod support;
mod wire;
