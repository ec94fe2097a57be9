//! What is wrong with what was sent.

crate::catalogue! {
    input_needed = "This is needed.";
    input_several_wrong = "Some of this cannot be right. See the marked fields.";
    input_unreadable = "The request could not be read: an argument is missing or of the wrong kind.";
    input_number(least, most) = "Use a whole number from {least} to {most}.";
    input_length(most) = "Use 1 to {most} characters.";
    input_at_least(least) = "Use at least {least} characters.";
    input_at_most(most) = "Use at most {most} characters.";
    input_lines(most) = "Use at most {most} lines.";
    input_one_of(choices) = "Choose one of: {choices}.";
    input_on_or_off = "Must be on or off.";
    input_flag = "Must be true or false.";
    input_plain_letters = "Use letters, digits and punctuation only.";
    input_words = "Write a few words.";
    input_query = "Type what you are looking for.";
    input_scope = "Must be mine or all.";
    input_media_type = "Must be movie or tv.";
    input_availability = "Must be available, requested or missing.";
    input_list = "Must be trending, popular_movies, popular_tv or upcoming.";
    input_status = "There is no such status.";
    input_service = "There is no such service.";
    input_theme = "Choose dark, light, contrast or system.";
    input_time_zone = "Choose one of the list, such as Europe/Berlin.";
    input_user_name = "Enter a user name: 1 to 64 characters.";
    input_password_common = "This is one of the passwords that are tried first. Choose another.";
    input_tmdb_number = "must be a TMDB number";
    input_tmdb_number_from_1 = "must be a TMDB number, 1 or more";
    input_season_number = "must be a season number from 0 to 9999";
    input_seasons = "must be season numbers or all";
    input_seasons_expected = "season numbers, or all";
    input_whole_number = "must be a whole number";
    // The address of a service
    address_needed = "Enter the address, for example http://192.168.1.10:5055.";
    address_long = "This address is too long.";
    address_odd = "This is not an address. Write it with http:// or https://, for example http://192.168.1.10:5055.";
    address_scheme = "The address must start with http:// or https://.";
    address_credentials = "Leave user name and password out of the address.";
    address_query = "Leave everything from ? or # on out of the address.";
    address_no_host = "The address has no host.";
    address_refused = "This address cannot be a service.";
}
