//! What is said of who may no longer use the Plex server.

crate::catalogue! {
    plex_lost = "Your Plex account has no access to this Plex server"
        | "Dein Plex-Konto hat keinen Zugang zu diesem Plex-Server";
    notice_plex_lost = "Your Plex account has lost its access to this Plex server"
        | "Dein Plex-Konto hat den Zugang zu diesem Plex-Server verloren";
    plex_lost_not_shared = "It is not shared with you. Ask its owner to share it with you; then sign out and in again with Plex, or wait a day."
        | "Der Server ist nicht mit dir geteilt. Bitte den Besitzer, ihn mit dir zu teilen; melde dich dann ab und mit Plex wieder an oder warte einen Tag.";
    plex_lost_not_listed = "You are not on the list of those who may sign in here. Ask the admin of this server."
        | "Du stehst nicht auf der Liste derer, die sich hier anmelden dürfen. Wende dich an den Admin dieses Servers.";
    plex_lost_signed_out = "Plex has signed MediaNest out of your account, as it does when you change your password there. Sign out and in again with Plex."
        | "Plex hat MediaNest von deinem Konto abgemeldet, so wie immer, wenn du dort dein Passwort änderst. Melde dich ab und mit Plex wieder an.";
    plex_lost_no_requests = "Your Plex account has no access to this Plex server, so nothing can be asked for as it. Your profile says what to do."
        | "Dein Plex-Konto hat keinen Zugang zu diesem Plex-Server, deshalb lässt sich damit nichts anfragen. In deinem Profil steht, was zu tun ist.";
    plex_lost_renewal = "You were not signed in again: your Plex account has no access to this Plex server. Sign in with Plex to have it looked at anew; if that is refused, ask the owner of the server."
        | "Du wurdest nicht wieder angemeldet: Dein Plex-Konto hat keinen Zugang zu diesem Plex-Server. Melde dich mit Plex an, damit das neu geprüft wird; wird das abgelehnt, frag den Besitzer des Servers.";
}
