//! What is said of requests: why something cannot be, where a wish is, what somebody is told.

crate::catalogue! {
    approved_before_taken_back = "Overseerr had approved it before it could be taken back. An admin can still cancel it."
        | "Overseerr hatte die Anfrage freigegeben, bevor sie zurückgezogen werden konnte. Ein Admin kann sie noch zurückziehen.";
    title_blocked_in_overseerr = "The admin has blocked this title in Overseerr."
        | "Der Admin hat diesen Titel in Overseerr gesperrt.";
    overseerr_does_not_allow(name, words) = "Overseerr does not allow {name} to ask for this: {words}"
        | "Overseerr erlaubt {name} diese Anfrage nicht: {words}";
    overseerr_knows_user_no_more(name) = "Overseerr no longer knows the user {name}."
        | "Overseerr kennt das Konto {name} nicht mehr.";
    overseerr_refuses_writes = "Overseerr refuses changes made with its API key. An admin must switch its CSRF protection off (Settings → Network)."
        | "Overseerr lehnt Änderungen mit seinem API-Schlüssel ab. Ein Admin muss dort den CSRF-Schutz ausschalten (Einstellungen → Netzwerk).";
    season_left_out(season) = "; season {season} is there or had been asked for already"
        | "; Staffel {season} ist schon da oder war schon angefragt";
    seasons_left_out(seasons) = "; seasons {seasons} are there or had been asked for already"
        | "; die Staffeln {seasons} sind schon da oder waren schon angefragt";
    follows_theirs_in_overseerr = "Somebody else had asked for it in Overseerr already; this follows their request."
        | "In Overseerr hatte das schon jemand anderes angefragt; dies folgt jener Anfrage.";
    overseerr_shows_no_such_request = "Overseerr says that this was asked for before, but shows no such request. Ask the admin to look in Overseerr."
        | "Laut Overseerr wurde das schon einmal angefragt, es zeigt aber keine solche Anfrage. Bitte den Admin, in Overseerr nachzusehen.";
    film_quota_used_up = "Your film quota in Overseerr is used up. Try again when some of it is free."
        | "Dein Film-Kontingent in Overseerr ist aufgebraucht. Versuche es erneut, wenn wieder etwas frei ist.";
    series_quota_used_up = "Your series quota in Overseerr is used up. Try again when some of it is free."
        | "Dein Serien-Kontingent in Overseerr ist aufgebraucht. Versuche es erneut, wenn wieder etwas frei ist.";
    overseerr_could_not_import(username) = "Overseerr does not know {username} and could not take them over from Plex. An admin should check that the Plex server is shared with them."
        | "Overseerr kennt {username} nicht und konnte das Konto nicht aus Plex übernehmen. Ein Admin sollte prüfen, ob der Plex-Server mit diesem Konto geteilt ist.";
    admin_must_choose_user(username) = "An admin must choose as which Overseerr user {username} asks, because this account is not one of Plex."
        | "Ein Admin muss wählen, als welches Overseerr-Konto {username} anfragt, weil dieses Konto keines von Plex ist.";
    overseerr_could_not_take(message) = "Overseerr could not take this request: {message}"
        | "Overseerr konnte diese Anfrage nicht annehmen: {message}";
    sent_to_overseerr_as(name) = "Sent to Overseerr as {name}" | "An Overseerr übergeben als {name}";
    overseerr_away_for_a_week = "Overseerr could not be reached for a week. Ask again when it is back."
        | "Overseerr war eine Woche lang nicht erreichbar. Frage erneut an, wenn es wieder da ist.";
    overseerr_has_it_but_failed = "Overseerr has it, but could not hand it on to be fetched. An admin can retry it in Overseerr."
        | "Overseerr hat die Anfrage, konnte sie aber nicht zum Beschaffen weitergeben. Ein Admin kann es in Overseerr erneut versuchen.";
    is_on_the_server_already = "It is on the server already." | "Das ist schon auf dem Server.";
    waiting_for_overseerr_because(reason) = "Waiting for Overseerr: {reason}" | "Wartet auf Overseerr: {reason}";
    overseerr_could_not_hand_on = "Overseerr could not hand it on to be fetched. An admin can retry it."
        | "Overseerr konnte die Anfrage nicht zum Beschaffen weitergeben. Ein Admin kann es erneut versuchen.";
    overseerr_removed_request = "Overseerr no longer has this request: it was removed there. Ask again if you still want it."
        | "Overseerr hat diese Anfrage nicht mehr: Sie wurde dort entfernt. Frage erneut an, wenn du den Titel noch möchtest.";
    declined_in_overseerr = "Declined in Overseerr, which passes on no reason."
        | "In Overseerr abgelehnt; Gründe gibt Overseerr nicht weiter.";
    request_ended_meanwhile = "This request has ended meanwhile. Load the page again."
        | "Diese Anfrage ist inzwischen abgeschlossen. Lade die Seite neu.";
    overseerr_keeps_approved = "Overseerr does not let this request be taken back any more: it was approved meanwhile. An admin can still cancel it."
        | "Diese Anfrage lässt sich in Overseerr nicht mehr zurückziehen: Sie wurde inzwischen freigegeben. Ein Admin kann sie noch zurückziehen.";
    request_ended_already = "This request has already ended; there is nothing to cancel."
        | "Diese Anfrage ist schon abgeschlossen; es gibt nichts zurückzuziehen.";
    request_approved_already = "This request was approved already and can no longer be cancelled. Ask an admin."
        | "Diese Anfrage wurde schon freigegeben und lässt sich nicht mehr zurückziehen. Wende dich an einen Admin.";
    request_decided_meanwhile = "This was decided meanwhile. Load the page again to see how."
        | "Darüber wurde inzwischen entschieden. Lade die Seite neu, um zu sehen, wie.";
    only_failed_is_retried = "Only what has failed can be tried again."
        | "Nur was fehlgeschlagen ist, lässt sich erneut versuchen.";
    overseerr_says_when_available = "Overseerr says when this is available; it is not said by hand."
        | "Overseerr meldet, wann das verfügbar ist; von Hand wird es nicht gemeldet.";
    request_changed_meanwhile = "Somebody else has just changed this request. Load the page again."
        | "Jemand anderes hat diese Anfrage gerade geändert. Lade die Seite neu.";
    overseerr_has_request_no_more = "Overseerr no longer has this request; it was removed there. Nothing was changed."
        | "Overseerr hat diese Anfrage nicht mehr; sie wurde dort entfernt. Nichts wurde geändert.";
    note_follows_theirs = "Somebody else had already asked for this. You follow their request and are told when it is available."
        | "Das hatte schon jemand anderes angefragt. Du folgst jener Anfrage und wirst benachrichtigt, wenn der Titel verfügbar ist.";
    stage_requested = "Requested" | "Angefragt";
    stage_approved = "Approved" | "Freigegeben";
    stage_declined = "Declined" | "Abgelehnt";
    stage_processing = "Being fetched" | "Wird beschafft";
    stage_available = "Available" | "Verfügbar";
    stage_failed = "Failed" | "Fehlgeschlagen";
    stage_cancelled = "Cancelled" | "Zurückgezogen";
    stage_waiting = "Waiting for Overseerr" | "Wartet auf Overseerr";
    stage_sent = "Sent to Overseerr" | "An Overseerr übergeben";
    notice_failed(title) = "{title} could not be fetched" | "Konnte nicht beschafft werden: {title}";
    others_ask_right_now = "Others are asking for the same right now. Try again."
        | "Andere fragen gerade dasselbe an. Versuche es erneut.";
    may_not_ask_in_4k(kind) = "You may not ask for {kind} in 4K. Ask for the usual quality, or ask the admin."
        | "Du darfst keine {kind} in 4K anfragen. Frage die übliche Qualität an oder wende dich an den Admin.";
    may_not_ask(kind) = "You may not ask for {kind}: Overseerr does not allow it. Ask the admin."
        | "Du darfst keine {kind} anfragen: Overseerr erlaubt es nicht. Wende dich an den Admin.";
    approved_by_rule = "Approved by a rule of the admin" | "Freigegeben durch eine Regel des Admins";
    asked_too_often(per_hour, minutes) = "You have asked for {per_hour} titles within the last hour, which is the most. Try again in {minutes} minutes."
        | "Du hast in der letzten Stunde so viele Titel angefragt, wie erlaubt sind ({per_hour}). Versuche es in {minutes} Min. erneut.";
    quota_allows_fewer(kind, left, unit, used, limit, span) = "Your {kind} quota in Overseerr allows {left} more {unit} now ({used} of {limit}{span} are used). Choose fewer."
        | "In deinem {kind}-Kontingent in Overseerr ist nicht genug frei. {unit}: noch {left} möglich, {used} von {limit}{span} verbraucht. Wähle weniger.";
    quota_used_up(kind, used, limit, unit, span) = "Your {kind} quota in Overseerr is used up ({used} of {limit} {unit}{span}). Try again when some of it is free, or ask the admin for more."
        | "Dein {kind}-Kontingent in Overseerr ist aufgebraucht ({unit}: {used} von {limit}{span}). Versuche es erneut, wenn wieder etwas frei ist, oder bitte den Admin um mehr.";
    asked_already(title) = "You already asked for “{title}”. See how far it is under Requests."
        | "Du hast „{title}“ schon angefragt. Wie weit es ist, siehst du unter „Anfragen“.";
    asked_already_seasons(title, seasons) = "You already asked for “{title}” ({seasons}). See how far it is under Requests."
        | "Du hast „{title}“ schon angefragt ({seasons}). Wie weit es ist, siehst du unter „Anfragen“.";
    asked_also_by_others(what, quality, seasons) = "{what}{quality}; {seasons} had been asked for by somebody else and is followed"
        | "{what}{quality}; schon von anderen angefragt und mitverfolgt: {seasons}";
    title_is_there(name) = "“{name}” is already on the server." | "„{name}“ ist schon auf dem Server.";
    all_seasons_there(name) = "All seasons of “{name}” are on the server or asked for already."
        | "Alle Staffeln von „{name}“ sind schon auf dem Server oder angefragt.";
    no_such_season(name, unknown) = "“{name}” has no season {unknown}." | "„{name}“ hat keine Staffel {unknown}.";
    seasons_are_there(list, name) = "{list} of “{name}” is already on the server."
        | "Schon auf dem Server: {list} von „{name}“.";
    seasons_not_known(name) = "Overseerr is not reachable, so it is not known which seasons “{name}” has. Choose seasons by number."
        | "Overseerr ist nicht erreichbar, deshalb ist nicht bekannt, welche Staffeln „{name}“ hat. Wähle Staffeln nach Nummer.";
    choose_fewer_seasons(most) = "Choose at most {most} seasons." | "Wähle höchstens {most} Staffeln.";
    choose_a_season = "Choose at least one season." | "Wähle mindestens eine Staffel.";
    title_not_wanted(name) = "“{name}” is not wanted on this server: the admin has blocked it."
        | "„{name}“ ist auf diesem Server nicht erwünscht: Der Admin hat den Titel gesperrt.";
    follows_own = "This is your own request; you are told anyway."
        | "Das ist deine eigene Anfrage; du wirst ohnehin benachrichtigt.";
    follows_ended = "This request has ended; there is nothing more to be told."
        | "Diese Anfrage ist abgeschlossen; es gibt nichts mehr mitzuteilen.";
    notice_approved(title) = "{title} was approved" | "Freigegeben: {title}";
    notice_declined(title) = "{title} was declined" | "Abgelehnt: {title}";
    notice_available(title) = "{title} is available" | "Verfügbar: {title}";
    within_days(days) = " in {days} days" | " im {days}-Tage-Zeitraum";
    stage_partial = "Partly available" | "Teilweise verfügbar";
    seasons_requested(seasons) = "{seasons} requested" | "{seasons} angefragt";
    in_4k = " in 4K" | " in 4K";
    one_season(number) = "Season {number}" | "Staffel {number}";
    more_seasons(numbers) = "Seasons {numbers}" | "Staffeln {numbers}";
    specials = "Specials" | "Specials";
    somebody_else = "somebody else" | "jemand anderes";
    for_an_admin = "An admin looks at this by hand, because Overseerr is not connected here."
        | "Ein Admin kümmert sich von Hand darum, weil Overseerr hier nicht verbunden ist.";
    kind_films = "films" | "Filme";
    kind_series = "series" | "Serien";
    quota_film = "film" | "Film";
    quota_films = "films" | "Filme";
    quota_series = "series" | "Serien";
    quota_seasons = "seasons" | "Staffeln";
    notice_comment(who, title) = "{who} on {title}" | "{who} zu {title}";
}
