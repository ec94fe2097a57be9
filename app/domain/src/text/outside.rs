//! What is said when another system did not do what was asked.

crate::catalogue! {
    service_not_connected(title) = "{title} is not connected. An admin can connect it under Admin → Services.";
    address_is_no_service = "this address cannot be a service";
    no_host_of_this_name = "there is no host of this name";
    key_with_odd_characters = "the key holds characters that no key can have";
    source_of_titles = "The service for titles";
    too_slow(title) = "{title} takes too long to answer. Try again in a minute.";
    no_reason_given = "no reason given";
    unreachable_refused(title) = "{title} is not reachable: the connection was refused. Check host and port, and that {title} is running.";
    unreachable_timed_out(title) = "{title} is not reachable: no answer in time. Check the address, and that nothing in between blocks it.";
    unreachable_no_such_host(title) = "{title} is not reachable: there is no host of this name. Check its spelling.";
    unreachable_insecure(title, reason) = "{title} is not reachable: the secure connection failed ({reason}). Check the certificate, or use http://.";
    unreachable_broke_off(title) = "{title} is not reachable: the connection broke off.";
    not_called_forbidden(title) = "{title} is not called: its name leads to an address that cannot be a service.";
    busy_too_many_calls(title) = "{title} is busy: too many calls are waiting for its answers.";
    answered_with_web_page(title) = "{title} answered with a web page, not with its API. Check the address: it may lead to a proxy or to a login page.";
    sent_too_much(title) = "{title} sent more than can be taken in.";
    sent_another_shape(title) = "{title} sent an answer of another shape. Is it {title} at this address?";
    redirects_elsewhere(title, to) = "{title} redirects to {to}. Enter the address that answers without a redirect.";
    service_is_busy(title) = "{title} is busy. Try again in a few seconds.";
    service_is_unreachable(title) = "{title} is not reachable. Try again in a few minutes.";
    service_refuses_key(title) = "{title} does not accept MediaNest's key. An admin can enter it again under Admin → Services.";
    service_cannot_now(title, code) = "{title} cannot do this now (it answers {code}). Try again in a few minutes.";
    service_answers_web_page(title) = "{title} answers with a web page. An admin should check its address under Admin → Services.";
    service_not_readable(title) = "{title} sent an answer that MediaNest cannot read.";
    certificate_expired = "the certificate has expired";
    certificate_of_another = "the certificate is for another name";
    certificate_of_unknown_authority = "the certificate is not from a known authority";
    certificate_not_valid(problem) = "the certificate is not valid: {problem}";
    no_https_here = "there is no https at this port";
    tls_not_set_up = "TLS could not be set up";
    plex_sign_in_refused = "Plex no longer accepts this sign-in. Sign in with Plex again.";
}
