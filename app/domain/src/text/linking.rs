//! What is said of linking a Plex account.

crate::catalogue! {
    link_local_only = "You sign in with Plex already; there is nothing to link.";
    link_done_already = "A Plex account is linked to yours already.";
    unlink_nothing = "No Plex account is linked to yours.";
    unlink_local_only = "You sign in with Plex and have no password here: without it you could not sign in any more.";
    notice_linked(name) = "The Plex account {name} was linked to yours";
    notice_linked_text = "Whoever has it can sign in as you now. If that was not you, unlink it on your profile and change your password.";
    notice_unlinked = "Your Plex account was unlinked";
    notice_unlinked_text = "You sign in with your password only, and your other devices were signed out. If that was not you, change your password.";
    link_taken(name) = "The Plex account {name} already signs in here as somebody else, so it was not linked.";
}
