//! Texts of asking for titles and of requests.

catalogue! {
    // Asking
    request = "Request" | "Anfragen";
    request_4k = "Request in 4K" | "In 4K anfragen";
    request_more = "Request more" | "Mehr anfragen";
    view_request = "View my request" | "Meine Anfrage ansehen";
    already_requested = "Already requested" | "Schon angefragt";
    all_available = "Everything is there" | "Alles ist da";
    somebody_asked = "Somebody has already asked for this. It appears here as soon as it can be watched."
        | "Das wurde schon von jemand anderem angefragt. Es erscheint hier, sobald man es ansehen kann.";
    blocklisted = "The admin does not want this title here." | "Der Admin möchte diesen Titel hier nicht haben.";
    may_not_request_films = "You may not request films. Ask the admin if you would like to."
        | "Du darfst keine Filme anfragen. Frag den Admin, wenn du das möchtest.";
    may_not_request_series = "You may not request series. Ask the admin if you would like to."
        | "Du darfst keine Serien anfragen. Frag den Admin, wenn du das möchtest.";
    auto_approved = "You are approved automatically." | "Deine Anfrage wird automatisch freigegeben.";
    needs_approval = "An admin approves it first." | "Ein Admin gibt sie zuerst frei.";
    sending = "Sending…" | "Wird gesendet…";
    choose_seasons = "Choose seasons" | "Staffeln wählen";
    choose_one_season = "Choose at least one season." | "Wähle mindestens eine Staffel.";
    request_chosen = "Request the chosen seasons" | "Gewählte Staffeln anfragen";
    request_one_season = "Request 1 season" | "Anfragen: 1 Staffel";
    request_seasons(count) = "Request {count} seasons" | "Anfragen: {count} Staffeln";
    request_specials = "Request specials" | "Anfragen: Specials";
    and_specials(what) = "{what} and specials" | "{what} und Specials";
    what_in_4k(what) = "{what} in 4K" | "{what} in 4K";
    one_season_left = "This is more than you have left: 1 season." | "Das ist mehr, als du noch frei hast: 1 Staffel.";
    only_seasons_left(count) = "This is more than you have left: {count} seasons."
        | "Das ist mehr, als du noch frei hast: {count} Staffeln.";
    count_of(count, total) = "{count} of {total}" | "{count} von {total}";
    films_left = "films left" | "Filmen übrig";
    seasons_left = "seasons left" | "Staffeln übrig";
    left_in_days(what, days) = "{what} in {days} days" | "{what} im {days}-Tage-Zeitraum";
    quota_used = "Used of your quota" | "Verbrauchter Teil deines Kontingents";
    quota_spent = "You have used all of it. Older requests stop counting as time passes."
        | "Du hast es ganz verbraucht. Ältere Anfragen zählen mit der Zeit nicht mehr mit.";
    pick_missing = "All missing" | "Alle fehlenden";
    pick_first = "First" | "Erste";
    pick_latest = "Latest" | "Neueste";
    pick_group = "Choose several seasons" | "Mehrere Staffeln wählen";
    quality = "Quality" | "Qualität";
    quality_standard = "Standard" | "Standard";
    quality_4k = "4K" | "4K";
    seasons = "Seasons" | "Staffeln";
    season_choose = "Choose" | "Auswählen";
    season = "Season" | "Staffel";
    episodes = "Episodes" | "Folgen";
    one_episode = "1 episode" | "1 Folge";
    episodes_count(count) = "{count} episodes" | "{count} Folgen";
    status = "Status" | "Status";
    specials_apart = "not counted as a season" | "zählt nicht als Staffel";
    no_seasons_known = "No seasons of this series are known yet."
        | "Von dieser Serie sind noch keine Staffeln bekannt.";
    // Requests
    requests_text = "What you asked for, and how far it is." | "Was du angefragt hast und wie weit es ist.";
    requests_all_text = "Everything that anybody asked for." | "Alles, was irgendjemand angefragt hat.";
    scope_all = "Everybody’s" | "Von allen";
    filter_requests = "Filter" | "Filter";
    no_requests_title = "No requests yet" | "Noch keine Anfragen";
    no_requests_text = "Search for a film or a series and ask for it. You can follow it here until it can be watched."
        | "Suche einen Film oder eine Serie und frag den Titel an. Hier siehst du dann, wie weit er ist, bis man ihn ansehen kann.";
    no_requests_filtered_title = "Nothing here" | "Hier ist nichts";
    no_requests_filtered_text = "No request is in this state." | "Keine Anfrage hat diesen Status.";
    nothing_waits_title = "Nothing waits for you" | "Nichts wartet auf dich";
    nothing_waits_text = "No request is pending. What was asked for before is in the other lists."
        | "Keine Anfrage wartet auf Freigabe. Was früher angefragt wurde, steht in den anderen Listen.";
    show_all = "Show all" | "Alle anzeigen";
    find_something = "Search films and series" | "Filme und Serien suchen";
    requests_shown(first, last, total) = "{first}–{last} of {total} requests" | "Anfragen {first}–{last} von {total}";
    requests_page_empty = "There are not that many requests." | "So viele Anfragen gibt es nicht.";
    first_page = "To the first page" | "Zur ersten Seite";
    one_season_number(number) = "season {number}" | "Staffel {number}";
    season_numbers(numbers) = "seasons {numbers}" | "Staffeln {numbers}";
    specials_only = "specials" | "Specials";
    quoted(words) = "“{words}”" | "„{words}“";
    kept_until_back = "kept until Overseerr is back" | "aufbewahrt, bis Overseerr wieder da ist";
    on_its_way = "on its way to Overseerr" | "unterwegs zu Overseerr";
    film_4k = "Film in 4K" | "Film in 4K";
    series_4k = "Series in 4K" | "Serie in 4K";
    timeline = "Timeline" | "Verlauf";
    you = "you" | "dir";
    facts = "Facts" | "Angaben";
    fact_quality = "Quality" | "Qualität";
    fact_requester = "Requested by" | "Angefragt von";
    fact_requested_at = "Requested" | "Angefragt";
    fact_changed_at = "Last change" | "Letzte Änderung";
    you_are_here = "You are here" | "Du bist hier";
    view_film = "View film" | "Zum Film";
    view_series = "View series" | "Zur Serie";
    cancel_request = "Cancel request" | "Anfrage zurückziehen";
    cancel_text = "Not needed any more? While it is pending you can take it back."
        | "Nicht mehr nötig? Solange die Anfrage auf Freigabe wartet, kannst du sie zurückziehen.";
    declined_because(reason) = "Declined: “{reason}”" | "Abgelehnt: „{reason}“";
    declined_without_reason = "Declined, without a reason." | "Abgelehnt, ohne Begründung.";
    declined_next = "If it still matters to you, talk to the admin. You can ask again on the page of the title."
        | "Wenn es dir noch wichtig ist, sprich mit dem Admin. Auf der Seite des Titels kannst du erneut anfragen.";
    failed_without_reason = "This did not work." | "Das hat nicht geklappt.";
    failed_next = "It is not tried again by itself. Tell the admin, who can see why and start it again."
        | "Von selbst wird es nicht erneut versucht. Sag dem Admin Bescheid: Dort ist zu sehen, warum, und es lässt sich neu starten.";
    failed_admin_next = "It is not tried again by itself. Try again here; Overseerr's log says what went wrong."
        | "Von selbst wird es nicht erneut versucht. Versuche es hier erneut; das Log von Overseerr sagt, was schiefging.";
    waiting_next = "Your request is kept here, and sent as soon as Overseerr is back. You do not need to do anything."
        | "Deine Anfrage wird hier aufbewahrt und übergeben, sobald Overseerr wieder da ist. Du musst nichts tun.";
    sending_title = "On its way to Overseerr." | "Unterwegs zu Overseerr.";
    sending_next = "Your request is kept here until Overseerr has it."
        | "Deine Anfrage wird hier aufbewahrt, bis Overseerr sie hat.";
    pending_title = "An admin decides next." | "Als Nächstes entscheidet ein Admin.";
    pending_next = "You see the answer here." | "Die Antwort siehst du hier.";
    by_hand_admin_next = "Approve or decline it, and say here when it can be watched."
        | "Gib die Anfrage frei oder lehne sie ab, und sag hier Bescheid, wenn man den Titel ansehen kann.";
    pending_admin_title = "It waits for a decision." | "Die Anfrage wartet auf eine Entscheidung.";
    pending_admin_next = "Approve or decline it here; Overseerr is told."
        | "Gib sie hier frei oder lehne sie ab; Overseerr erfährt davon.";
    trouble_next = "It goes on by itself as soon as that is over."
        | "Es geht von selbst weiter, sobald das vorbei ist.";
    // What was done
    said_requested = "Request sent." | "Anfrage gesendet.";
    said_cancelled = "Request cancelled." | "Anfrage zurückgezogen.";
    said_approved(title) = "{title} was approved." | "„{title}“ wurde freigegeben.";
    said_approved_many(count) = "{count} requests were approved." | "{count} Anfragen wurden freigegeben.";
    said_declined(title) = "{title} was declined." | "„{title}“ wurde abgelehnt.";
    said_declined_many(count) = "{count} requests were declined." | "{count} Anfragen wurden abgelehnt.";
    said_retried = "It is tried again." | "Es wird erneut versucht.";
    said_completed = "Marked as available." | "Als verfügbar markiert.";
    said_partly(done, count, reason) = "{done} {count} stay as they are: {reason}"
        | "{done} Unverändert geblieben: {count}. Grund: {reason}";
    said_commented = "Sent." | "Gesendet.";
    said_unfollowed = "You will not be told." | "Du wirst nicht benachrichtigt.";
    deed_failed_title = "That did not work." | "Das hat nicht geklappt.";
    choose_requests(most) = "Tick the requests you mean, at most {most}."
        | "Markiere die gewünschten Anfragen, höchstens {most}.";
    choose(name) = "Choose {name}" | "{name} auswählen";
    // Deciding
    nav_all_requests = "All requests" | "Alle Anfragen";
    with_the_chosen = "With the chosen ones" | "Mit den ausgewählten";
    approve = "Approve" | "Freigeben";
    decline = "Decline" | "Ablehnen";
    decline_reason = "Reason for declining" | "Grund der Ablehnung";
    decline_reason_hint = "The requester reads it" | "Wer angefragt hat, liest ihn";
    retry = "Try again" | "Erneut versuchen";
    mark_available = "It is there now" | "Ist jetzt da";
    request_rules = "Rules" | "Regeln";
    approve_users = "Approve what users ask for automatically" | "Anfragen von Benutzern automatisch freigeben";
    approve_hint = "Their own rules in Overseerr may approve more."
        | "Deren eigene Regeln in Overseerr können mehr freigeben.";
    approve_admins = "Approve what admins ask for automatically" | "Anfragen von Admins automatisch freigeben";
    saved_reasons = "Reasons that are offered for declining" | "Gründe, die beim Ablehnen angeboten werden";
    saved_reasons_hint = "One a line." | "Einer pro Zeile.";
    // With others
    comment = "Comment" | "Kommentar";
    comment_hint = "The admins are told." | "Die Admins werden benachrichtigt.";
    comment_hint_admin = "The requester and the other admins are told."
        | "Wer angefragt hat und die anderen Admins werden benachrichtigt.";
    comment_send = "Send" | "Senden";
    notify_me = "Notify me" | "Benachrichtigen";
    unfollow = "Do not tell me any more" | "Nicht mehr benachrichtigen";
    // The inbox
    nav_notifications = "Notifications" | "Mitteilungen";
    notifications_text = "What became of what you asked for." | "Was aus deinen Anfragen geworden ist.";
    notifications_empty_title = "Nothing new" | "Nichts Neues";
    notifications_empty_text = "You are told here when something you asked for is approved, declined or there."
        | "Hier erfährst du, wenn etwas freigegeben, abgelehnt oder da ist, das du angefragt hast.";
    notifications_shown(first, last, total) = "{first}–{last} of {total}" | "{first}–{last} von {total}";
    mark_all_read = "Mark all as read" | "Alle als gelesen markieren";
    unread = "new" | "neu";
    unread_count(count) = "Notifications, {count} new" | "Mitteilungen, {count} neu";
}
