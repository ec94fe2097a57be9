//! The part of Overseerr's `OpenAPI` description that its validator enforces: paths, query parameters, bodies.

/// What a query parameter must look like.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    Number,
    Text,
    /// Text that has to be there.
    Required,
    OneOf(&'static [&'static str]),
}

/// What a body must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Not looked at.
    Any,
    Request,
    RequestChange,
    Import,
    Is4k,
    Webhook,
}

/// One call the API knows.
pub(super) struct Operation {
    pub method: &'static str,
    /// `{x}` is a number, `{status}` a word.
    pub path: &'static str,
    pub query: &'static [(&'static str, Rule)],
    pub body: Body,
}

const fn get(path: &'static str, query: &'static [(&'static str, Rule)]) -> Operation {
    Operation { method: "GET", path, query, body: Body::Any }
}

const fn other(method: &'static str, path: &'static str, body: Body) -> Operation {
    Operation { method, path, query: &[], body }
}

use Rule::{Number, OneOf, Required, Text};

const LANGUAGE: &[(&str, Rule)] = &[("language", Text)];
const PAGE: &[(&str, Rule)] = &[("page", Number), ("language", Text)];
const TAKE: &[(&str, Rule)] = &[("take", Number), ("skip", Number)];
const DISCOVER_MOVIES: &[(&str, Rule)] = &[
    ("page", Number),
    ("language", Text),
    ("genre", Text),
    ("studio", Number),
    ("keywords", Text),
    ("sortBy", Text),
    ("primaryReleaseDateGte", Text),
    ("primaryReleaseDateLte", Text),
    ("withRuntimeGte", Number),
    ("withRuntimeLte", Number),
    ("voteAverageGte", Number),
    ("voteAverageLte", Number),
    ("voteCountGte", Number),
    ("voteCountLte", Number),
    ("watchRegion", Text),
    ("watchProviders", Text),
];
const DISCOVER_TV: &[(&str, Rule)] = &[
    ("page", Number),
    ("language", Text),
    ("genre", Text),
    ("network", Number),
    ("keywords", Text),
    ("sortBy", Text),
    ("firstAirDateGte", Text),
    ("firstAirDateLte", Text),
    ("withRuntimeGte", Number),
    ("withRuntimeLte", Number),
    ("voteAverageGte", Number),
    ("voteAverageLte", Number),
    ("voteCountGte", Number),
    ("voteCountLte", Number),
    ("watchRegion", Text),
    ("watchProviders", Text),
];
const REQUESTS: &[(&str, Rule)] = &[
    ("take", Number),
    ("skip", Number),
    (
        "filter",
        OneOf(&[
            "all",
            "approved",
            "available",
            "pending",
            "processing",
            "unavailable",
            "failed",
            "completed",
            "deleted",
        ]),
    ),
    ("sort", OneOf(&["added", "modified"])),
    ("requestedBy", Number),
];
const MEDIA: &[(&str, Rule)] = &[
    ("take", Number),
    ("skip", Number),
    ("filter", OneOf(&["all", "available", "partial", "allavailable", "processing", "pending"])),
    ("sort", OneOf(&["added", "modified", "mediaAdded"])),
];
const USERS: &[(&str, Rule)] =
    &[("take", Number), ("skip", Number), ("sort", OneOf(&["created", "updated", "requests", "displayname"]))];

/// Every call there is.
pub(super) const OPERATIONS: &[Operation] = &[
    get("/", &[]),
    get("/status", &[]),
    get("/status/appdata", &[]),
    get("/settings/public", &[]),
    get("/settings/main", &[]),
    get("/settings/notifications/webhook", &[]),
    other("POST", "/settings/notifications/webhook", Body::Webhook),
    other("POST", "/settings/notifications/webhook/test", Body::Webhook),
    get("/auth/me", &[]),
    get("/search", &[("query", Required), ("page", Number), ("language", Text)]),
    get("/movie/{id}", LANGUAGE),
    get("/movie/{id}/recommendations", PAGE),
    get("/movie/{id}/similar", PAGE),
    get("/tv/{id}", LANGUAGE),
    get("/tv/{id}/season/{number}", LANGUAGE),
    get("/tv/{id}/recommendations", PAGE),
    get("/tv/{id}/similar", PAGE),
    get("/person/{id}", LANGUAGE),
    get("/person/{id}/combined_credits", LANGUAGE),
    get("/collection/{id}", LANGUAGE),
    get("/discover/trending", PAGE),
    get("/discover/movies", DISCOVER_MOVIES),
    get("/discover/movies/upcoming", PAGE),
    get("/discover/movies/genre/{id}", PAGE),
    get("/discover/tv", DISCOVER_TV),
    get("/discover/tv/upcoming", PAGE),
    get("/discover/tv/genre/{id}", PAGE),
    get("/discover/genreslider/movie", LANGUAGE),
    get("/discover/genreslider/tv", LANGUAGE),
    get("/genres/movie", LANGUAGE),
    get("/genres/tv", LANGUAGE),
    get("/request", REQUESTS),
    other("POST", "/request", Body::Request),
    get("/request/count", &[]),
    get("/request/{id}", &[]),
    other("PUT", "/request/{id}", Body::RequestChange),
    other("DELETE", "/request/{id}", Body::Any),
    other("POST", "/request/{id}/{status:retry|approve|decline|pending}", Body::Any),
    get("/media", MEDIA),
    other("DELETE", "/media/{id}", Body::Any),
    other("POST", "/media/{id}/{status:available|partial|processing|pending|unknown}", Body::Is4k),
    get("/user", USERS),
    other("POST", "/user/import-from-plex", Body::Import),
    get("/user/{id}", &[]),
    other("DELETE", "/user/{id}", Body::Any),
    get("/user/{id}/requests", TAKE),
    get("/user/{id}/quota", &[]),
    get("/service/radarr", &[]),
    get("/service/radarr/{id}", &[]),
    get("/service/sonarr", &[]),
    get("/service/sonarr/{id}", &[]),
];

/// Calls that need no credentials.
pub(super) const OPEN: &[&str] = &["/", "/status", "/status/appdata", "/settings/public"];

/// How a path fits a pattern.
pub(super) enum Fit {
    No,
    Yes,
    /// The pattern fits, but this value is not a number.
    NotANumber(&'static str),
    /// The pattern fits, but a value is not one of the words.
    NotAWord,
}

/// Compares a path with a pattern of the table.
pub(super) fn fit(pattern: &'static str, path: &str) -> Fit {
    let (wanted, given): (Vec<&'static str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    if wanted.len() != given.len() {
        return Fit::No;
    }
    let mut problem = Fit::Yes;
    for (want, have) in wanted.into_iter().zip(given) {
        match want.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
            None if want == have => {}
            None => return Fit::No,
            Some(inner) => match inner.split_once(':') {
                Some((_, words)) if words.split('|').any(|word| word == have) => {}
                Some(_) => problem = Fit::NotAWord,
                None if have.parse::<f64>().is_ok() => {}
                None => problem = Fit::NotANumber(inner),
            },
        }
    }
    problem
}
