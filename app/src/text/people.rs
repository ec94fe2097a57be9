//! Texts of accounts.

catalogue! {
    person_title(name) = "{name}, account" | "{name}, Konto";
    person_all = "All users" | "Alle Benutzer";
    person_manage = "Account" | "Konto";
    person_manage_named(name) = "Account of {name}" | "Konto von {name}";
    person_is_you = "This is you. Another admin can change your role, disable or delete your account."
        | "Das bist du. Ein anderer Admin kann deine Rolle ändern und dein Konto sperren oder löschen.";
    person_account = "Account" | "Konto";
    person_role = "Role" | "Rolle";
    person_status = "Status" | "Status";
    person_active = "Active" | "Aktiv";
    person_disabled = "Disabled" | "Gesperrt";
    person_status_hint = "Whoever is disabled or gets another role is signed out everywhere at once."
        | "Wer gesperrt wird oder eine andere Rolle bekommt, wird sofort überall abgemeldet.";
    users_one_at_a_time = "Change this by itself, in a call of its own."
        | "Ändere dies für sich allein, in einem eigenen Aufruf.";
    person_plex = "Plex account" | "Plex-Konto";
    person_plex_access = "Access to the Plex server" | "Zugriff auf den Plex-Server";
    person_plex_has = "Yes" | "Ja";
    person_plex_not_shared = "None: the server is not shared with them"
        | "Nein: Der Server ist nicht mit diesem Konto geteilt";
    person_plex_not_listed = "None: they are not on the list of those who may sign in"
        | "Nein: Das Konto steht nicht auf der Liste derer, die sich anmelden dürfen";
    person_plex_signed_out = "None: Plex has signed them out here; they have to sign in with Plex again"
        | "Nein: Plex hat das Konto hier abgemeldet; eine neue Anmeldung mit Plex ist nötig";
    person_plex_lost_at = "Since" | "Seit";
    person_plex_checked_at = "Last looked at" | "Zuletzt geprüft";
    person_plex_never = "Not yet; it happens once a day" | "Noch nicht; das geschieht einmal am Tag";
    person_limit = "Titles they may ask for in an hour" | "Anfragen nach Titeln pro Stunde";
    person_downloads = "Downloads they may begin in an hour" | "Begonnene Downloads pro Stunde";
    person_downloads_hint(most) = "Up to {most}; 0 is no limit. Kept for downloads, which this version does not offer yet."
        | "Höchstens {most}; 0 heißt: keine Grenze. Vorgesehen für Downloads, die diese Version noch nicht bietet.";
    person_disk = "Space for their files, in GB" | "Platz für eigene Dateien, in GB";
    person_disk_hint(most) = "Up to {most}; 0 is no limit. Kept for downloads and uploads, which this version does not offer yet."
        | "Höchstens {most}; 0 heißt: keine Grenze. Vorgesehen für Downloads und Uploads, die diese Version noch nicht bietet.";
    person_limit_hint(most) = "Up to {most}; 0 is no limit. Empty: as many as everybody."
        | "Höchstens {most}; 0 heißt: keine Grenze. Leer: so viele wie bei allen.";
    person_sign_out = "Sign out everywhere" | "Überall abmelden";
    person_sign_out_text = "Ends every session, every remembered device and every API key of this account at once."
        | "Beendet sofort alle Sitzungen, alle gemerkten Geräte und alle API-Schlüssel dieses Kontos.";
    person_sign_out_named(name) = "Sign {name} out everywhere" | "{name} überall abmelden";
    person_reset = "Reset password" | "Passwort zurücksetzen";
    person_reset_text = "For who has forgotten it. They are signed out everywhere and choose a new one at the next sign-in."
        | "Falls es vergessen wurde. Das Konto wird überall abgemeldet; bei der nächsten Anmeldung wird ein neues Passwort gewählt.";
    person_reset_named(name) = "Reset the password of {name}" | "Passwort von {name} zurücksetzen";
    person_delete = "Delete account" | "Konto löschen";
    person_delete_text = "Cannot be taken back. Whoever still has access to the Plex server could sign in anew: disable the account instead to keep them out."
        | "Lässt sich nicht rückgängig machen. Wer noch Zugriff auf den Plex-Server hat, könnte sich neu anmelden: Sperre das Konto stattdessen, um das zu verhindern.";
    person_requests = "What becomes of their requests" | "Was aus den Anfragen wird";
    person_requests_choose = "Choose first" | "Bitte wählen";
    person_requests_give = "I take them over" | "Ich übernehme sie";
    person_requests_delete = "Delete them; what Overseerr has already stays there"
        | "Löschen; was Overseerr schon hat, bleibt dort";
    person_delete_named(name) = "Delete {name}" | "{name} löschen";
    person_new = "New user" | "Neues Benutzerkonto";
    person_new_text = "A local account, for who has no Plex account." | "Ein lokales Konto, für alle ohne Plex-Konto.";
    person_create = "Create user" | "Konto anlegen";
    first_password = "First password" | "Erstes Passwort";
    first_password_hint(least) = "At least {least} characters. Leave it empty to have one made up."
        | "Mindestens {least} Zeichen. Bleibt das Feld leer, wird eines erzeugt.";
    first_password_of(name) = "The first password of {name}. It is shown this once:"
        | "Das erste Passwort von {name}. Es wird nur dieses eine Mal angezeigt:";
    first_password_given(name) = "{name} can sign in with the password you gave."
        | "{name} kann sich mit dem Passwort anmelden, das du vergeben hast.";
    first_password_next = "It has to be changed at the first sign-in."
        | "Es muss bei der ersten Anmeldung geändert werden.";
    said_user_created = "The account was made." | "Das Konto wurde angelegt.";
    said_user_deleted = "The account was deleted." | "Das Konto wurde gelöscht.";
    said_user_signed_out = "Signed out everywhere." | "Überall abgemeldet.";
    said_user_reset = "The password was reset." | "Das Passwort wurde zurückgesetzt.";
}
