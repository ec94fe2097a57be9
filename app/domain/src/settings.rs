//! Every setting in one table: key, kind, default, help. Forms, validation and defaults come from it.

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

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub key: &'static str,
    pub kind: Kind,
    pub default: fn() -> Value,
    pub help: &'static str,
}

/// The table.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "site_name",
        kind: Kind::Text { most: 60 },
        default: || json!("MediaNest"),
        help: "The name on every page and in the browser's tab.",
    },
    Setting {
        key: "sign_in_policy",
        kind: Kind::Choice(&["server_members", "allow_list", "anyone"]),
        default: || json!("server_members"),
        help: "Who may sign in with Plex: members of your server, an allow list, or anyone with a Plex account.",
    },
    Setting {
        key: "sign_in_allow_list",
        kind: Kind::Lines { most: 1000 },
        default: || json!([]),
        help: "Plex account numbers that may sign in when the allow list decides, one a line.",
    },
    Setting {
        key: "requests_per_hour",
        kind: Kind::Integer { least: 0, most: 1000 },
        default: || json!(20),
        help: "How many titles a user may ask for in an hour; 0 is no limit.",
    },
    Setting {
        key: "approve_requests_of",
        kind: Kind::Lines { most: 2 },
        default: || json!([]),
        help: "Roles whose requests are approved by themselves: user, admin.",
    },
    Setting {
        key: "decline_reasons",
        kind: Kind::Lines { most: 20 },
        default: || {
            json!([
                "It is already available on a streaming service we have.",
                "There is not enough room at the moment.",
                "It has not been released yet.",
            ])
        },
        help: "Reasons that are offered when a request is declined, one a line.",
    },
    Setting {
        key: "welcome_done",
        kind: Kind::Switch,
        default: || json!(false),
        help: "The first-run wizard was finished or skipped.",
    },
];

/// Who may sign in with Plex.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInPolicy {
    #[default]
    ServerMembers,
    AllowList,
    Anyone,
}

/// All settings, typed. A value that is missing or does not fit has its default.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub site_name: String,
    pub sign_in_policy: SignInPolicy,
    pub sign_in_allow_list: Vec<String>,
    pub requests_per_hour: u32,
    pub approve_requests_of: Vec<String>,
    pub decline_reasons: Vec<String>,
    pub welcome_done: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_name: "MediaNest".into(),
            sign_in_policy: SignInPolicy::default(),
            sign_in_allow_list: Vec::new(),
            requests_per_hour: 20,
            approve_requests_of: Vec::new(),
            decline_reasons: [
                "It is already available on a streaming service we have.",
                "There is not enough room at the moment.",
                "It has not been released yet.",
            ]
            .map(str::to_owned)
            .into(),
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

    fn expected(&self) -> String {
        match self.kind {
            Kind::Text { most } => format!("Use 1 to {most} characters."),
            Kind::Integer { least, most } => format!("Use a whole number from {least} to {most}."),
            Kind::Choice(choices) => format!("Choose one of: {}.", choices.join(", ")),
            Kind::Switch => "Must be on or off.".into(),
            Kind::Lines { most } => format!("Use at most {most} lines."),
        }
    }
}

impl Settings {
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
