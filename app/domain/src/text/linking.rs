//! What is said of linking a Plex account.

crate::catalogue! {
    link_local_only = "You sign in with Plex already; there is nothing to link.";
    link_done_already = "A Plex account is linked to yours already.";
    link_taken(name) = "The Plex account {name} already signs in here as somebody else, so it was not linked.";
}
