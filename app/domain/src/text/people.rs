//! What is said of accounts.

crate::catalogue! {
    people_not_yourself = "You cannot demote, disable or delete yourself. Another admin can.";
    people_own_password = "Change your own password under Password: it asks for the current one.";
    people_last_admin = "This is the last local admin who can sign in. Make another one first.";
    people_what_becomes = "Choose what becomes of the requests: give or delete.";
    people_password_at_plex = "This account signs in with Plex and has no password here.";
    people_no_local(name) = "There is no local account {name}.";
}
