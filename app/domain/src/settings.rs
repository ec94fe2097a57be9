//! Every setting in one table: key, kind, default, help. Forms, validation and defaults come from it.

use crate::{Admin, language::Language, text};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a setting may be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    /// At most so many characters.
    Text {
        most: usize,
    },
    Integer {
        least: i64,
        most: i64,
    },
    Choice(&'static [&'static str]),
    Switch,
    /// Plex account ids or names, one a line.
    Lines {
        most: usize,
    },
}

/// Which form of `/admin/settings` a setting stands in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    General,
    SignIn,
    Limits,
    /// Changed where it belongs, not there.
    Elsewhere,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub key: &'static str,
    pub section: Section,
    pub kind: Kind,
    pub default: fn() -> Value,
    pub label: fn() -> &'static str,
    pub help: fn() -> &'static str,
}

/// The table.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "site_name",
        section: Section::General,
        kind: Kind::Text { most: 60 },
        default: || json!("MediaNest"),
        label: text::label_site_name,
        help: text::help_site_name,
    },
    Setting {
        key: "language",
        section: Section::General,
        kind: Kind::Choice(&[Language::English.tag(), Language::German.tag()]),
        default: || json!(Language::default()),
        label: text::label_language,
        help: text::help_language,
    },
    Setting {
        key: "sign_in_policy",
        section: Section::SignIn,
        kind: Kind::Choice(&["server_members", "allow_list", "anyone"]),
        default: || json!("server_members"),
        label: text::label_sign_in_policy,
        help: text::help_sign_in_policy,
    },
    Setting {
        key: "sign_in_allow_list",
        section: Section::SignIn,
        kind: Kind::Lines { most: 1000 },
        default: || json!([]),
        label: text::label_sign_in_allow_list,
        help: text::help_sign_in_allow_list,
    },
    limit("requests_per_hour", 1000, || json!(20), text::label_requests_per_hour, text::help_requests_per_hour),
    limit("calls_per_minute", A_MINUTE, || json!(100), text::label_calls, text::help_calls),
    limit("costly_calls_per_minute", A_MINUTE, || json!(20), text::label_costly_calls, text::help_costly_calls),
    limit("searches_per_minute", A_MINUTE, || json!(60), text::label_searches, text::help_searches),
    limit("visits_per_minute", A_MINUTE, || json!(300), text::label_visits, text::help_visits),
    limit("calls_of_all_per_minute", MOST_OF_ALL, || json!(30_000), text::label_calls_of_all, text::help_calls_of_all),
    limit("plex_sign_ins", A_MINUTE, || json!(10), text::label_plex_sign_ins, text::help_plex_sign_ins),
    limit("password_tries", A_MINUTE, || json!(10), text::label_password_tries, text::help_password_tries),
    limit(
        "password_tries_per_account",
        A_MINUTE,
        || json!(5),
        text::label_password_tries_per_account,
        text::help_password_tries_per_account,
    ),
    Setting {
        key: "approve_requests_of",
        section: Section::Elsewhere,
        kind: Kind::Lines { most: 2 },
        default: || json!([]),
        label: text::label_approve_requests_of,
        help: text::help_approve_requests_of,
    },
    Setting {
        key: "decline_reasons",
        section: Section::Elsewhere,
        kind: Kind::Lines { most: 20 },
        default: || json!(offered_reasons()),
        label: text::label_decline_reasons,
        help: text::help_decline_reasons,
    },
    Setting {
        key: "welcome_done",
        section: Section::Elsewhere,
        kind: Kind::Switch,
        default: || json!(false),
        label: text::label_welcome_done,
        help: text::help_welcome_done,
    },
];

const A_MINUTE: i64 = 10_000;
const MOST_OF_ALL: i64 = 10_000_000;

/// How often at most; 0 is no limit.
const fn limit(
    key: &'static str,
    most: i64,
    default: fn() -> Value,
    label: fn() -> &'static str,
    help: fn() -> &'static str,
) -> Setting {
    Setting { key, section: Section::Limits, kind: Kind::Integer { least: 0, most }, default, label, help }
}

/// The reasons that are offered before an admin has written others.
fn offered_reasons() -> [&'static str; 3] {
    [text::reason_streamed(), text::reason_no_room(), text::reason_not_released()]
}

/// Who may sign in with Plex.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInPolicy {
    #[default]
    ServerMembers,
    AllowList,
    Anyone,
}

/// A setting as it is now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Configured {
    pub key: String,
    pub section: Section,
    pub value: Value,
    pub default: Value,
}

/// What admins configure.
#[async_trait]
pub trait Configuration: Send + Sync {
    /// Every setting that has a form of its own, in the order of the table.
    async fn configured(&self, by: &Admin) -> crate::Result<Vec<Configured>>;

    /// Changes the settings of one section, all or none: key and field as the form sent it. What is not among them stays.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with a sentence for each field that does not fit its row of the table.
    async fn configure(
        &self,
        by: &Admin,
        section: Section,
        given: &[(&'static str, Option<String>)],
    ) -> crate::Result<()>;
}

/// All settings, typed. A value that is missing or does not fit has its default.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub site_name: String,
    pub language: Language,
    pub sign_in_policy: SignInPolicy,
    pub sign_in_allow_list: Vec<String>,
    pub requests_per_hour: u32,
    pub calls_per_minute: u32,
    pub costly_calls_per_minute: u32,
    pub searches_per_minute: u32,
    pub visits_per_minute: u32,
    pub calls_of_all_per_minute: u32,
    pub plex_sign_ins: u32,
    pub password_tries: u32,
    pub password_tries_per_account: u32,
    pub approve_requests_of: Vec<String>,
    pub decline_reasons: Vec<String>,
    pub welcome_done: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_name: "MediaNest".into(),
            language: Language::default(),
            sign_in_policy: SignInPolicy::default(),
            sign_in_allow_list: Vec::new(),
            requests_per_hour: 20,
            calls_per_minute: 100,
            costly_calls_per_minute: 20,
            searches_per_minute: 60,
            visits_per_minute: 300,
            calls_of_all_per_minute: 30_000,
            plex_sign_ins: 10,
            password_tries: 10,
            password_tries_per_account: 5,
            approve_requests_of: Vec::new(),
            decline_reasons: offered_reasons().map(str::to_owned).into(),
            welcome_done: false,
        }
    }
}

impl Setting {
    /// The row of a key.
    pub fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// # Errors
    /// A sentence for the form's field.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        let fits = match self.kind {
            Kind::Text { most } => value.as_str().is_some_and(|text| {
                let length = text.trim().chars().count();
                (1..=most).contains(&length) && !text.chars().any(char::is_control)
            }),
            Kind::Integer { least, most } => value.as_i64().is_some_and(|number| (least..=most).contains(&number)),
            Kind::Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            Kind::Switch => value.is_boolean(),
            Kind::Lines { most } => {
                value.as_array().is_some_and(|lines| lines.len() <= most && lines.iter().all(Value::is_string))
            }
        };
        if fits { Ok(()) } else { Err(self.expected()) }
    }

    /// A field of a form as a value of this kind.
    ///
    /// # Errors
    /// A sentence for the field.
    pub fn read(&self, given: &str) -> Result<Value, String> {
        let given = given.trim();
        let value = match self.kind {
            Kind::Text { .. } | Kind::Choice(_) => json!(given),
            Kind::Integer { .. } => json!(given.parse::<i64>().map_err(|_| self.expected())?),
            Kind::Switch => json!(matches!(given, "true" | "on" | "1")),
            Kind::Lines { .. } => {
                json!(given.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>())
            }
        };
        self.check(&value).map(|()| value)
    }

    fn expected(&self) -> String {
        match self.kind {
            Kind::Text { most } => text::input_length(most),
            Kind::Integer { least, most } => text::input_number(least, most),
            Kind::Choice(choices) => text::input_one_of(choices.join(", ")),
            Kind::Switch => text::input_on_or_off().into(),
            Kind::Lines { most } => text::input_lines(most),
        }
    }
}

impl Settings {
    /// The value of a key as it is stored.
    pub fn value(&self, key: &str) -> Value {
        serde_json::to_value(self).ok().and_then(|mut all| all.get_mut(key).map(Value::take)).unwrap_or_default()
    }

    /// Reads stored rows; what does not fit its row of the table is left at its default.
    pub fn from_rows(rows: impl IntoIterator<Item = (String, Value)>) -> Self {
        let mut object = serde_json::Map::new();
        for setting in SETTINGS {
            object.insert(setting.key.into(), (setting.default)());
        }
        for (key, value) in rows {
            if Setting::find(&key).is_some_and(|setting| setting.check(&value).is_ok()) {
                object.insert(key, value);
            }
        }
        serde_json::from_value(Value::Object(object)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_fits_its_own_row_and_the_typed_settings() {
        for setting in SETTINGS {
            assert_eq!(setting.check(&(setting.default)()), Ok(()), "{}", setting.key);
        }
        assert_eq!(Settings::from_rows([]), Settings::default());
        let typed = serde_json::to_value(Settings::default()).expect("settings are JSON");
        let keys: Vec<_> = typed.as_object().expect("an object").keys().cloned().collect();
        for key in keys {
            assert!(Setting::find(&key).is_some(), "{key} has no row");
        }
    }

    #[test]
    fn a_stored_value_that_does_not_fit_is_left_at_its_default() {
        let settings = Settings::from_rows([
            ("site_name".into(), json!("")),
            ("requests_per_hour".into(), json!("many")),
            ("sign_in_policy".into(), json!("anyone")),
            ("no_such_key".into(), json!(1)),
        ]);
        assert_eq!(settings.site_name, "MediaNest");
        assert_eq!(settings.requests_per_hour, 20);
        assert_eq!(settings.sign_in_policy, SignInPolicy::Anyone);
    }
}
