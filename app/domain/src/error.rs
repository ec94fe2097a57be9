//! What can go wrong, with its cause. `app::error::AppError` is what of it crosses the wire.

use crate::{services::ServiceName, text};
use std::{collections::BTreeMap, error::Error as StdError, fmt};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. Messages are for people: what happened and what to do.
#[derive(Debug)]
pub enum Error {
    /// The input is wrong; messages by the name of the field.
    Invalid(BTreeMap<String, String>),
    /// Nobody is signed in, or the sign-in failed; says what to do.
    Unauthenticated(String),
    /// Signed in, but not allowed to.
    Denied(String),
    /// There is no such thing, or it is somebody else's.
    NotFound(String),
    /// It contradicts what is already there.
    Conflict(String),
    /// Too much in too short a time.
    TooMany { message: String, limit: u32, window_seconds: u64, retry_after_seconds: u64 },
    /// A service we depend on cannot do it now.
    Unavailable { service: Option<ServiceName>, message: String, retry_after_seconds: Option<u64> },
    /// Our own fault; the text is for the log only.
    Internal(Box<dyn StdError + Send + Sync>),
}

/// What may not be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    Device,
    Image,
    Key,
    Notification,
    Request,
    Service,
    Setting,
    SignIn,
    User,
    Webhook,
}

impl Thing {
    fn words(self) -> &'static str {
        match self {
            Self::Device => text::thing_device(),
            Self::Image => text::thing_image(),
            Self::Key => text::thing_key(),
            Self::Notification => text::thing_notification(),
            Self::Request => text::thing_request(),
            Self::Service => text::thing_service(),
            Self::Setting => text::thing_setting(),
            Self::SignIn => text::thing_sign_in(),
            Self::User => text::thing_user(),
            Self::Webhook => text::thing_webhook(),
        }
    }
}

impl Error {
    /// One wrong field.
    pub fn field(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(BTreeMap::from([(name.into(), message.into())]))
    }

    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    pub fn not_found(what: Thing) -> Self {
        Self::NotFound(text::no_such_thing(what.words()))
    }

    pub fn unavailable(service: ServiceName, message: impl Into<String>) -> Self {
        Self::Unavailable { service: Some(service), message: message.into(), retry_after_seconds: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(fields) => {
                f.write_str("invalid input:")?;
                fields.iter().try_for_each(|(name, message)| write!(f, " {name}: {message}"))
            }
            Self::Unauthenticated(message)
            | Self::Denied(message)
            | Self::NotFound(message)
            | Self::Conflict(message)
            | Self::TooMany { message, .. }
            | Self::Unavailable { message, .. } => f.write_str(message),
            Self::Internal(cause) => write!(f, "internal: {cause}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Internal(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

/// Collects what is wrong with several fields, so that a form can show all of it at once.
#[derive(Default, Debug)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    pub fn add(&mut self, name: &str, message: impl Into<String>) {
        self.0.entry(name.to_owned()).or_insert_with(|| message.into());
    }

    /// Keeps the value, or notes what is wrong with it.
    pub fn check<T, E: fmt::Display>(&mut self, name: &str, value: std::result::Result<T, E>) -> Option<T> {
        value.map_err(|error| self.add(name, error.to_string())).ok()
    }

    /// # Errors
    /// [`Error::Invalid`] when anything was added.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}
