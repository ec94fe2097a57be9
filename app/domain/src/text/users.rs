//! What is said of the people here.

crate::catalogue! {
    users_plex_decides = "Who signs in with Plex is known in Overseerr by that Plex account; nobody else can be chosen.";
    users_not_over_there = "Overseerr does not know this user any more. Choose another.";
}
