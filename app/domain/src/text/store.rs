//! What is said when something cannot be saved.

crate::catalogue! {
    database_away = "The database cannot be reached at the moment. Please try again in a few seconds.";
    disk_full = "The disk of this server is full, so nothing can be saved. Please tell the admin.";
    requested_again_meanwhile = "This title has been requested again meanwhile; see the newer request.";
    name_taken = "There is already an account of this name.";
}
