//! What the settings are, and what some of them begin with.

crate::catalogue! {
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
