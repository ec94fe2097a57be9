//! What is said of the people here.

crate::catalogue! {
    users_plex_decides = "Who signs in with Plex is known in Overseerr by that Plex account; nobody else can be chosen."
        | "Wer sich mit Plex anmeldet, ist in Overseerr unter diesem Plex-Konto bekannt; ein anderes lässt sich nicht wählen.";
    users_not_over_there = "Overseerr does not know this user any more. Choose another."
        | "Overseerr kennt dieses Konto nicht mehr. Wähle ein anderes.";
}
