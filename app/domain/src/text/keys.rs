//! What is said of API keys.

crate::catalogue! {
    no_such_scope(scope) = "There is no permission “{scope}”." | "Die Berechtigung „{scope}“ gibt es nicht.";
    key_name_odd = "Use 1 to 64 characters: what the key is for."
        | "Gib 1 bis 64 Zeichen ein: wofür der Schlüssel ist.";
    key_needs_scope = "Choose at least one thing that the key may do."
        | "Wähle mindestens eine Sache, die der Schlüssel darf.";
    key_scope_not_yours(scope) = "You may not do “{scope}” yourself, so a key of yours cannot either."
        | "Die Berechtigung „{scope}“ hast du selbst nicht, also kann auch kein Schlüssel von dir sie haben.";
    key_life_odd = "Choose 30, 90 or 365 days, or never." | "Wähle 30, 90 oder 365 Tage oder never (nie).";
    key_too_many(most) = "You have {most} keys already. Revoke one that is not needed any more."
        | "Du hast schon {most} Schlüssel. Widerrufe einen, der nicht mehr gebraucht wird.";
    key_unknown = "This API key is not known here. Make one in your profile, under API keys."
        | "Dieser API-Schlüssel ist hier nicht bekannt. Erstelle einen in deinem Profil unter „API-Schlüssel“.";
    key_revoked = "This API key was revoked. Make a new one in your profile, under API keys."
        | "Dieser API-Schlüssel wurde widerrufen. Erstelle einen neuen in deinem Profil unter „API-Schlüssel“.";
    key_expired = "This API key has expired. Make a new one in your profile, under API keys."
        | "Dieser API-Schlüssel ist abgelaufen. Erstelle einen neuen in deinem Profil unter „API-Schlüssel“.";
    key_user_disabled = "The account of this API key is disabled. Ask the admin of this server."
        | "Das Konto zu diesem API-Schlüssel ist gesperrt. Wende dich an den Admin dieses Servers.";
    key_not_for_accounts = "An API key does not open what is about your own account: sign in for that."
        | "Ein API-Schlüssel öffnet nichts, was dein eigenes Konto betrifft: Melde dich dafür an.";
    key_only_for_calls = "An API key opens the calls under /api and nothing else. Pages and live events need a signed-in browser."
        | "Ein API-Schlüssel öffnet die Aufrufe unter /api und sonst nichts. Seiten und Live-Ereignisse brauchen einen angemeldeten Browser.";
    key_lacks_scope(scope) = "This API key does not have the permission “{scope}”, or you do not any more."
        | "Dieser API-Schlüssel hat die Berechtigung „{scope}“ nicht, oder du hast sie nicht mehr.";
}
