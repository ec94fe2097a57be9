//! What is said of API keys.

crate::catalogue! {
    no_such_scope(scope) = "There is no permission “{scope}”.";
    key_name_odd = "Use 1 to 64 characters: what the key is for.";
    key_needs_scope = "Choose at least one thing that the key may do.";
    key_scope_not_yours(scope) = "You may not do “{scope}” yourself, so a key of yours cannot either.";
    key_life_odd = "Choose 30, 90 or 365 days, or never.";
    key_too_many(most) = "You have {most} keys already. Revoke one that is not needed any more.";
    key_unknown = "This API key is not known here. Make one in your profile, under API keys.";
    key_revoked = "This API key was revoked. Make a new one in your profile, under API keys.";
    key_expired = "This API key has expired. Make a new one in your profile, under API keys.";
    key_user_disabled = "The account of this API key is disabled. Ask the admin of this server.";
    key_not_for_accounts = "An API key does not open what is about your own account: sign in for that.";
    key_only_for_calls = "An API key opens the calls under /api and nothing else. Pages and live events need a signed-in browser.";
    key_lacks_scope(scope) = "This API key does not have the permission “{scope}”, or you do not any more.";
}
