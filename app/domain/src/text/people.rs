//! What is said of accounts.

crate::catalogue! {
    people_not_yourself = "You cannot demote, disable or delete yourself. Another admin can."
        | "Du kannst dich nicht selbst herabstufen, sperren oder löschen. Ein anderer Admin kann es.";
    people_own_password = "Change your own password under Password: it asks for the current one."
        | "Ändere dein eigenes Passwort unter „Passwort“: Dort wird nach dem jetzigen gefragt.";
    people_last_admin = "This is the last local admin who can sign in. Make another one first."
        | "Das ist der letzte lokale Admin, der sich anmelden kann. Lege zuerst einen weiteren an.";
    people_what_becomes = "Choose what becomes of the requests: give or delete."
        | "Wähle, was aus den Anfragen wird: give (übergeben) oder delete (löschen).";
    people_password_at_plex = "This account signs in with Plex and has no password here."
        | "Dieses Konto meldet sich mit Plex an und hat hier kein Passwort.";
    people_no_local(name) = "There is no local account {name}." | "Es gibt kein lokales Konto {name}.";
}
