//! Why background work ended.

crate::catalogue! {
    worker_fell_silent = "The worker that did this fell silent.";
    program_restarted = "The program was restarted while doing this.";
    job_took_too_long(seconds) = "It was not done within {seconds} seconds.";
    job_crashed = "It crashed; the log says more.";
    program_stopped = "The program was stopped meanwhile.";
}
