//! What the settings are, and what some of them begin with.

crate::catalogue! {
    label_site_name = "Name of this site";
    label_sign_in_policy = "Who may sign in with Plex";
    label_sign_in_allow_list = "Allow list";
    label_requests_per_hour = "Requests an hour";
    label_calls = "Calls a minute";
    help_calls = "What one user's pages and programs may ask for in a minute; opening pages does not count. 0 is no limit.";
    label_costly_calls = "Costly calls a minute";
    help_costly_calls = "Of each call that asks other services anew, such as testing one; 0 is no limit.";
    label_searches = "Searches a minute";
    help_searches = "Of one user; 0 is no limit.";
    label_visits = "Signed out, a minute";
    help_visits = "Pages and calls from one address where nobody is signed in; 0 is no limit.";
    label_calls_of_all = "Calls of everybody a minute";
    help_calls_of_all = "Of each call, by all users together; 0 is no limit.";
    label_plex_sign_ins = "Sign-ins with Plex begun";
    help_plex_sign_ins = "From one address in 15 minutes; 0 is no limit.";
    label_password_tries = "Wrong passwords from an address";
    help_password_tries = "In 15 minutes; 0 is no limit.";
    label_password_tries_per_account = "Wrong passwords for one name";
    help_password_tries_per_account = "From one address in 15 minutes; nobody else is slowed by them. 0 is no limit.";
    label_approve_requests_of = "Approved by themselves";
    label_decline_reasons = "Saved reasons";
    label_welcome_done = "First-run wizard done";
    help_site_name = "The name on every page and in the browser's tab.";
    help_sign_in_policy = "Who may sign in with Plex: members of your server, an allow list, or anyone with a Plex account.";
    help_sign_in_allow_list = "Plex account numbers that may sign in when the allow list decides, one a line.";
    help_requests_per_hour = "How many titles a user may ask for in an hour; 0 is no limit.";
    help_approve_requests_of = "Roles whose requests are approved by themselves: user, admin.";
    help_decline_reasons = "Reasons that are offered when a request is declined, one a line.";
    help_welcome_done = "The first-run wizard was finished or skipped.";
    reason_streamed = "It is already available on a streaming service we have.";
    reason_no_room = "There is not enough room at the moment.";
    reason_not_released = "It has not been released yet.";
}
