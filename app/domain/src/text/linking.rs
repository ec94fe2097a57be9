//! What is said of linking a Plex account.

crate::catalogue! {
    link_local_only = "You sign in with Plex already; there is nothing to link."
        | "Du meldest dich schon mit Plex an; es gibt nichts zu verknüpfen.";
    link_done_already = "A Plex account is linked to yours already."
        | "Mit deinem Konto ist schon ein Plex-Konto verknüpft.";
    unlink_nothing = "No Plex account is linked to yours." | "Mit deinem Konto ist kein Plex-Konto verknüpft.";
    unlink_local_only = "You sign in with Plex and have no password here: without it you could not sign in any more."
        | "Du meldest dich mit Plex an und hast hier kein Passwort: Ohne Plex könntest du dich nicht mehr anmelden.";
    notice_linked(name) = "The Plex account {name} was linked to yours"
        | "Das Plex-Konto {name} wurde mit deinem Konto verknüpft";
    notice_linked_text = "Whoever has it can sign in as you now. If that was not you, unlink it on your profile and change your password."
        | "Wer es besitzt, kann sich jetzt als du anmelden. Warst du das nicht, trenne es in deinem Profil und ändere dein Passwort.";
    notice_unlinked = "Your Plex account was unlinked" | "Dein Plex-Konto wurde getrennt";
    notice_unlinked_text = "You sign in with your password only, and your other devices were signed out. If that was not you, change your password."
        | "Du meldest dich nur noch mit deinem Passwort an, und deine anderen Geräte wurden abgemeldet. Warst du das nicht, ändere dein Passwort.";
    link_taken(name) = "The Plex account {name} already signs in here as somebody else, so it was not linked."
        | "Mit dem Plex-Konto {name} meldet sich hier schon jemand anderes an, deshalb wurde es nicht verknüpft.";
}
