//! Why background work ended.

crate::catalogue! {
    worker_fell_silent = "The worker that did this fell silent."
        | "Der Worker, der das ausführte, meldet sich nicht mehr.";
    program_restarted = "The program was restarted while doing this." | "Das Programm wurde dabei neu gestartet.";
    job_took_too_long(seconds) = "It was not done within {seconds} seconds."
        | "Das war nach {seconds} Sekunden noch nicht fertig.";
    job_crashed = "It crashed; the log says more." | "Das ist abgestürzt; mehr dazu steht im Log.";
    program_stopped = "The program was stopped meanwhile." | "Das Programm wurde inzwischen beendet.";
}
