//! Texts of signing in and of passwords.

catalogue! {
    sign_in = "Sign in";
    plex_still_waiting = "Plex has not confirmed the code yet. Type it at the link, then continue.";
    plex_code_expired = "This code is no longer valid. Start again to get a new one.";
    // Signing in: the forms
    sign_in_lead = "Use the Plex account you were invited with.";
    sign_in_lead_local = "Use the account that was made for you here.";
    sign_in_with_plex = "Sign in with Plex";
    or_local_account = "or with a local account";
    username = "User name";
    password = "Password";
    signed_in_title(name) = "Welcome back, {name}";
    signed_in_text = "You are signed in already.";
    go_home(site) = "Go to {site}";
    plex_not_ready = "Signing in with Plex is not set up yet.";
    plex_not_ready_next = "The admin signs in here first and connects the Plex server; then everybody else can use their Plex account.";
    one_tap_failed = "Plex could not be reached from this browser.";
    one_tap_failed_next = "A content blocker may be in the way. Get a code instead and type it at Plex, on this or any other device.";
    new_code = "Get a code";
    // Signing in: the code
    code_title = "Enter this code at Plex";
    code_lead(place) = "Open {place}, sign in there and type these four characters.";
    open_link(place) = "Open {place}";
    carry_on = "Continue";
    another_way = "Use another way to sign in";
    code_good_for(time) = "The code is good for {time}.";
    code_good_until(time) = "The code is good until {time} UTC.";
    finishing_title = "Finishing sign-in…";
    finishing_lead = "You come from Plex. One moment, or continue yourself.";
    wait_still_code = "When Plex has taken the code, continue here.";
    wait_still_return = "If nothing happens, continue yourself.";
    wait_asking_code = "Waiting for Plex…";
    wait_asking_return = "Asking Plex…";
    wait_going = "Signed in. Going on…";
    no_pin_title = "No sign-in is waiting";
    no_pin_text = "It was finished, it ran out, or it was begun in another browser. Get a new code to start again.";
    // Passwords
    password_first_title = "Choose a new password";
    password_first_text = "The first password was only for the first sign-in. Pick your own before anything else.";
    password_change_text = "All other devices are signed out of your account.";
    password_current = "Current password";
    password_new = "New password";
    password_hint(least) = "At least {least} characters. A short sentence is fine.";
    password_save = "Save password";
    password_keep = "Keep the current one";
    password_is_plexs = "You sign in with Plex, so there is no password here.";
    password_is_plexs_next = "Change it in your Plex account.";
    said_password = "Password saved. All other devices were signed out.";
}
