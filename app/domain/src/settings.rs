//! Every setting in one table: key, kind, default, help. Forms, validation and defaults come from it.

use crate::text;
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
    pub help: fn() -> &'static str,
}

/// The table.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "site_name",
        kind: Kind::Text { most: 60 },
        default: || json!("MediaNest"),
        help: text::help_site_name,
    },
    Setting {
        key: "sign_in_policy",
        kind: Kind::Choice(&["server_members", "allow_list", "anyone"]),
        default: || json!("server_members"),
        help: text::help_sign_in_policy,
    },
    Setting {
        key: "sign_in_allow_list",
        kind: Kind::Lines { most: 1000 },
        default: || json!([]),
        help: text::help_sign_in_allow_list,
    },
    Setting {
        key: "requests_per_hour",
        kind: Kind::Integer { least: 0, most: 1000 },
        default: || json!(20),
        help: text::help_requests_per_hour,
    },
    Setting {
        key: "approve_requests_of",
        kind: Kind::Lines { most: 2 },
        default: || json!([]),
        help: text::help_approve_requests_of,
    },
    Setting {
        key: "decline_reasons",
        kind: Kind::Lines { most: 20 },
        default: || json!(offered_reasons()),
        help: text::help_decline_reasons,
    },
    Setting { key: "welcome_done", kind: Kind::Switch, default: || json!(false), help: text::help_welcome_done },
];

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
