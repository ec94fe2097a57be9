//! What is said of a call, whatever it asks for.

crate::catalogue! {
    sign_in_first = "Sign in to go on.";
    change_password_first = "Change your password first.";
    no_permission = "You do not have permission to do this.";
    only_for_admins = "Only an admin can do this.";
    no_such_thing(what) = "There is no such {what}, or it is not yours.";
    something_went_wrong = "Something went wrong here. It is in the log; try again in a moment.";
    viewer_unknown = "MediaNest cannot find out who you are at the moment. You are still signed in: please try again in a few seconds.";
    foreign_page = "This change did not come from a page of this site. Open the page here and try again.";
    foreign_name = "This name is not one of this MediaNest. Set MEDIANEST_PUBLIC_URL or MEDIANEST_ALLOWED_HOSTS to allow it.";
    call_unknown = "There is no such call.";
    call_method(method) = "Use {method} for this call.";
    call_one_value = "Send this as one plain value.";
    call_not_utf8 = "The body is not UTF-8 text.";
    call_not_json = "The body is not a JSON object.";
    call_body_kind = "Send the arguments as application/x-www-form-urlencoded or application/json.";
    call_broke_off = "The request broke off before it was complete. Please try again.";
    call_too_large = "This is too large: a call may carry at most 1 MiB.";
    too_many_calls = "That was a lot at once. Please wait a moment before you go on.";
    too_many_searches = "You search faster than this server can look. Please wait a moment.";
    too_many_begun = "Too many sign-ins were begun from here. Please wait a few minutes, or use the local account.";
    too_busy = "Too many people ask for this at the moment. Please try again in a minute.";
    browser_on(browser, system) = "{browser} on {system}";
    some_browser = "A browser";
    some_system = "an unknown system";
}
