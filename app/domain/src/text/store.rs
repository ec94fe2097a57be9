//! What is said when something cannot be saved.

crate::catalogue! {
    database_away = "The database cannot be reached at the moment. Please try again in a few seconds."
        | "Die Datenbank ist im Moment nicht erreichbar. Bitte versuche es in ein paar Sekunden erneut.";
    disk_full = "The disk of this server is full, so nothing can be saved. Please tell the admin."
        | "Die Festplatte dieses Servers ist voll, deshalb lässt sich nichts speichern. Bitte sag dem Admin Bescheid.";
    requested_again_meanwhile = "This title has been requested again meanwhile; see the newer request."
        | "Dieser Titel wurde inzwischen erneut angefragt; siehe die neuere Anfrage.";
    name_taken = "There is already an account of this name." | "Es gibt schon ein Konto mit diesem Namen.";
}
