//! Texts of accounts.

catalogue! {
    person_title(name) = "{name}, account";
    person_all = "All users";
    person_manage = "Account";
    person_manage_named(name) = "Account of {name}";
    person_is_you = "This is you. Another admin can change your role, disable or delete your account.";
    person_account = "Account";
    person_role = "Role";
    person_status = "Status";
    person_active = "Active";
    person_disabled = "Disabled";
    person_status_hint = "Whoever is disabled or gets another role is signed out everywhere at once.";
    users_one_at_a_time = "Change this by itself, in a call of its own.";
    person_limit = "Titles they may ask for in an hour";
    person_downloads = "Downloads they may begin in an hour";
    person_downloads_hint(most) = "Up to {most}; 0 is no limit. Kept for downloads, which this version does not offer yet.";
    person_disk = "Space for their files, in GB";
    person_disk_hint(most) = "Up to {most}; 0 is no limit. Kept for downloads and uploads, which this version does not offer yet.";
    person_limit_hint(most) = "Up to {most}; 0 is no limit. Empty: as many as everybody.";
    person_sign_out = "Sign out everywhere";
    person_sign_out_text = "Ends every session, every remembered device and every API key of this account at once.";
    person_sign_out_named(name) = "Sign {name} out everywhere";
    person_reset = "Reset password";
    person_reset_text = "For who has forgotten it. They are signed out everywhere and choose a new one at the next sign-in.";
    person_reset_named(name) = "Reset the password of {name}";
    person_delete = "Delete account";
    person_delete_text = "Cannot be taken back. Whoever still has access to the Plex server could sign in anew: disable the account instead to keep them out.";
    person_requests = "What becomes of their requests";
    person_requests_choose = "Choose first";
    person_requests_give = "I take them over";
    person_requests_delete = "Delete them; what Overseerr has already stays there";
    person_delete_named(name) = "Delete {name}";
    person_new = "New user";
    person_new_text = "A local account, for who has no Plex account.";
    person_create = "Create user";
    first_password = "First password";
    first_password_hint(least) = "At least {least} characters. Leave it empty to have one made up.";
    first_password_of(name) = "The first password of {name}. It is shown this once:";
    first_password_given(name) = "{name} can sign in with the password you gave.";
    first_password_next = "It has to be changed at the first sign-in.";
    said_user_created = "The account was made.";
    said_user_deleted = "The account was deleted.";
    said_user_signed_out = "Signed out everywhere.";
    said_user_reset = "The password was reset.";
}
