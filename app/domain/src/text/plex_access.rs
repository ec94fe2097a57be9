//! What is said of who may no longer use the Plex server.

crate::catalogue! {
    plex_lost = "Your Plex account has no access to this Plex server";
    notice_plex_lost = "Your Plex account has lost its access to this Plex server";
    plex_lost_not_shared = "It is not shared with you. Ask its owner to share it with you; then sign out and in again with Plex, or wait a day.";
    plex_lost_not_listed = "You are not on the list of those who may sign in here. Ask the admin of this server.";
    plex_lost_signed_out = "Plex has signed MediaNest out of your account, as it does when you change your password there. Sign out and in again with Plex.";
    plex_lost_no_requests = "Your Plex account has no access to this Plex server, so nothing can be asked for as it. Your profile says what to do.";
    plex_lost_renewal = "You were not signed in again: your Plex account has no access to this Plex server. Sign in with Plex to have it looked at anew; if that is refused, ask the owner of the server.";
}
