//! What is said when signing in.

crate::catalogue! {
    sign_in_wrong = "User name or password is wrong. Please try again.";
    password_is_at_plex = "You sign in with Plex: your password is changed at plex.tv.";
    password_is_the_current = "This is the current password. Choose another.";
    password_not_current = "This is not your current password.";
    too_many_sign_in = "Too many people are signing in at the moment. Please try again in a few seconds.";
    too_many_tries(minutes) = "Too many tries to sign in. Try again in {minutes} minutes.";
    too_many_tries_for_a_minute = "Too many tries to sign in. Try again in a minute.";
    plex_sign_in_not_open = "Signing in with Plex is not open here: no Plex server is set up yet. Use the local account.";
    pin_number_odd = "This is not the number of a Plex PIN.";
    pin_code_odd = "This is not the code of a Plex PIN made by this page.";
    pin_unknown = "Plex does not know this PIN any more. Please start again.";
    account_disabled = "Your account here is disabled. Ask the admin of this server.";
    plex_no_access = "Your Plex account has no access to this Plex server. Ask its owner to share it with you, then sign in again.";
    plex_not_on_list = "Your Plex account is not on the list of those who may sign in here. Ask the admin of this server.";
    plex_tv_down = "plex.tv cannot be reached at the moment, so nobody can sign in with Plex. Try again in a minute; the local account still works.";
}
