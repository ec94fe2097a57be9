//! What is wrong with what was sent.

crate::catalogue! {
    input_needed = "This is needed." | "Muss ausgefüllt sein.";
    input_several_wrong = "Some of this cannot be right. See the marked fields."
        | "Einige Angaben können nicht stimmen. Sieh dir die markierten Felder an.";
    input_unreadable = "The request could not be read: an argument is missing or of the wrong kind."
        | "Die Eingabe ließ sich nicht lesen: Ein Argument fehlt oder ist von der falschen Art.";
    input_number(least, most) = "Use a whole number from {least} to {most}."
        | "Gib eine ganze Zahl von {least} bis {most} ein.";
    input_length(most) = "Use 1 to {most} characters." | "Gib 1 bis {most} Zeichen ein.";
    input_at_least(least) = "Use at least {least} characters." | "Gib mindestens {least} Zeichen ein.";
    input_at_most(most) = "Use at most {most} characters." | "Gib höchstens {most} Zeichen ein.";
    input_lines(most) = "Use at most {most} lines." | "Gib höchstens {most} Zeilen ein.";
    input_one_of(choices) = "Choose one of: {choices}." | "Wähle eines davon: {choices}.";
    input_on_or_off = "Must be on or off." | "Muss on oder off sein.";
    input_flag = "Must be true or false." | "Muss true oder false sein.";
    input_plain_letters = "Use letters, digits and punctuation only."
        | "Verwende nur Buchstaben, Ziffern und Satzzeichen.";
    input_words = "Write a few words." | "Schreib ein paar Worte.";
    input_query = "Type what you are looking for." | "Gib ein, was du suchst.";
    input_scope = "Must be mine or all." | "Muss mine oder all sein.";
    input_media_type = "Must be movie or tv." | "Muss movie oder tv sein.";
    input_availability = "Must be available, requested or missing." | "Muss available, requested oder missing sein.";
    input_list = "Must be trending, popular_movies, popular_tv or upcoming."
        | "Muss trending, popular_movies, popular_tv oder upcoming sein.";
    input_status = "There is no such status." | "Diesen Status gibt es nicht.";
    input_service = "There is no such service." | "Diesen Dienst gibt es nicht.";
    input_theme = "Choose dark, light, contrast or system." | "Wähle dark, light, contrast oder system.";
    input_time_zone = "Choose one of the list, such as Europe/Berlin."
        | "Wähle eine aus der Liste, etwa Europe/Berlin.";
    input_user_name = "Enter a user name: 1 to 64 characters." | "Gib einen Benutzernamen ein: 1 bis 64 Zeichen.";
    input_password_common = "This is one of the passwords that are tried first. Choose another."
        | "Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Wähle ein anderes.";
    input_tmdb_number = "must be a TMDB number" | "muss eine TMDB-Nummer sein";
    input_tmdb_number_from_1 = "must be a TMDB number, 1 or more" | "muss eine TMDB-Nummer ab 1 sein";
    input_season_number = "must be a season number from 0 to 9999" | "muss eine Staffelnummer von 0 bis 9999 sein";
    input_seasons = "must be season numbers or all" | "müssen Staffelnummern oder all sein";
    input_seasons_expected = "season numbers, or all" | "Staffelnummern oder all";
    input_whole_number = "must be a whole number" | "muss eine ganze Zahl sein";
    // The address of a service
    address_needed = "Enter the address, for example http://192.168.1.10:5055."
        | "Gib die Adresse ein, zum Beispiel http://192.168.1.10:5055.";
    address_long = "This address is too long." | "Diese Adresse ist zu lang.";
    address_odd = "This is not an address. Write it with http:// or https://, for example http://192.168.1.10:5055."
        | "Das ist keine Adresse. Schreib sie mit http:// oder https://, zum Beispiel http://192.168.1.10:5055.";
    address_scheme = "The address must start with http:// or https://."
        | "Die Adresse muss mit http:// oder https:// beginnen.";
    address_credentials = "Leave user name and password out of the address."
        | "Lass Benutzernamen und Passwort in der Adresse weg.";
    address_query = "Leave everything from ? or # on out of the address."
        | "Lass in der Adresse alles ab ? oder # weg.";
    address_no_host = "The address has no host." | "In der Adresse fehlt der Host.";
    address_refused = "This address cannot be a service." | "Diese Adresse kann kein Dienst sein.";
}
