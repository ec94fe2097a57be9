//! What is said of the services around us.

crate::catalogue! {
    // Finding the admin's Plex server
    plex_find_down = "plex.tv cannot be reached at the moment. Try again in a minute, or enter the address and the token by hand.";
    plex_find_gone = "This search is over. Start it again.";
    plex_find_no_place = "Choose one of the addresses.";
}
