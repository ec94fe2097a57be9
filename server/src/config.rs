//! What the environment says. Every variable has a default; a bad one is named and nothing starts.

use backend::store::{Database, StoreError};
use domain::{accounts::Secret, services::BaseUrl};
use std::{
    ffi::OsString,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    str::FromStr,
};

/// A variable that cannot be used: which, and what was expected.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    pub variable: String,
    pub expected: String,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.variable, self.expected)
    }
}

impl std::error::Error for ConfigError {}

/// How log lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogFormat {
    Pretty,
    Json,
}

/// The outside addresses that tests and the demo replace.
#[derive(Clone, Debug)]
pub struct Outside {
    pub plex_tv: BaseUrl,
    pub plex_link: BaseUrl,
    pub plex_app: BaseUrl,
    pub tmdb: BaseUrl,
    pub tmdb_image: BaseUrl,
}

/// What seeds the service configuration on the first start.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    pub plex_url: Option<BaseUrl>,
    pub plex_token: Option<Secret>,
    pub overseerr_url: Option<BaseUrl>,
    pub overseerr_key: Option<Secret>,
}

/// The whole configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub data_dir: PathBuf,
    pub addr: SocketAddr,
    pub public_url: Option<BaseUrl>,
    /// Beside loopback, private addresses and the host of `public_url`.
    pub allowed_hosts: Vec<String>,
    pub trusted_proxies: Vec<IpAddr>,
    pub database_url: Secret,
    /// Where several processes share their live events; one process needs none.
    pub redis_url: Option<Secret>,
    pub encryption_key: Option<Secret>,
    pub admin_username: String,
    pub admin_password: Option<Secret>,
    pub plex_client_id: Option<String>,
    pub outside: Outside,
    pub seed: Seed,
    pub site_dir: PathBuf,
    pub log_level: String,
    pub log_format: LogFormat,
}

impl Config {
    /// Reads the variables through `get`; `on_terminal` decides the default log format.
    ///
    /// # Errors
    /// The first variable that cannot be used.
    pub fn read(get: impl Fn(&str) -> Option<OsString>, on_terminal: bool) -> Result<Self, ConfigError> {
        let vars = Vars { get };
        let data_dir = PathBuf::from(vars.text("MEDIANEST_DATA_DIR")?.unwrap_or_else(|| "./data".into()));
        let redis_url = vars.secret("REDIS_URL")?;
        if redis_url.as_ref().is_some_and(|url| !is_redis(url)) {
            return Err(wrong("REDIS_URL", "expected redis://host:port or rediss://user:password@host:port/database"));
        }
        let database_url = vars.secret("DATABASE_URL")?.unwrap_or_else(|| default_database(&data_dir));
        Database::check_url(database_url.reveal()).map_err(|_: StoreError| {
            wrong("DATABASE_URL", "expected sqlite://path or postgres://user:password@host/database")
        })?;
        Ok(Self {
            addr: vars.addr()?,
            public_url: vars.url("MEDIANEST_PUBLIC_URL")?,
            allowed_hosts: vars.list("MEDIANEST_ALLOWED_HOSTS")?.iter().map(|host| host.to_lowercase()).collect(),
            trusted_proxies: vars
                .list("MEDIANEST_TRUSTED_PROXIES")?
                .iter()
                .map(|text| {
                    text.parse()
                        .map_err(|_| wrong("MEDIANEST_TRUSTED_PROXIES", "expected IP addresses, separated by commas"))
                })
                .collect::<Result<_, _>>()?,
            database_url,
            redis_url,
            encryption_key: vars.secret("ENCRYPTION_KEY")?,
            admin_username: vars.text("ADMIN_USERNAME")?.unwrap_or_else(|| "admin".into()),
            admin_password: vars.secret("ADMIN_PASSWORD")?,
            plex_client_id: vars.text("PLEX_CLIENT_ID")?,
            outside: Outside {
                plex_tv: vars.url_or("MEDIANEST_PLEX_TV_URL", "https://clients.plex.tv")?,
                plex_link: vars.url_or("MEDIANEST_PLEX_LINK_URL", "https://plex.tv/link")?,
                plex_app: vars.url_or("MEDIANEST_PLEX_APP_URL", "https://app.plex.tv")?,
                tmdb: vars.url_or("MEDIANEST_TMDB_URL", "https://api.themoviedb.org")?,
                tmdb_image: vars.url_or("MEDIANEST_TMDB_IMAGE_URL", "https://image.tmdb.org/t/p")?,
            },
            seed: Seed {
                plex_url: vars.url("PLEX_SERVER_URL")?,
                plex_token: vars.secret("PLEX_TOKEN")?,
                overseerr_url: vars.url("OVERSEERR_URL")?,
                overseerr_key: vars.secret("OVERSEERR_API_KEY")?,
            },
            site_dir: vars.text("MEDIANEST_SITE_DIR")?.map_or_else(default_site_dir, PathBuf::from),
            log_level: vars.text("LOG_LEVEL")?.unwrap_or_else(|| "info".into()),
            log_format: match vars.text("LOG_FORMAT")?.as_deref() {
                None if on_terminal => LogFormat::Pretty,
                Some("pretty") => LogFormat::Pretty,
                None | Some("json") => LogFormat::Json,
                Some(_) => return Err(wrong("LOG_FORMAT", "expected pretty or json")),
            },
            data_dir,
        })
    }

    /// Whether browsers come by https, so that cookies may say so.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.as_url().scheme() == "https")
    }
}

fn wrong(variable: &str, expected: impl Into<String>) -> ConfigError {
    ConfigError { variable: variable.into(), expected: expected.into() }
}

fn is_redis(url: &Secret) -> bool {
    let parsed = url::Url::parse(url.reveal());
    parsed.is_ok_and(|url| matches!(url.scheme(), "redis" | "rediss") && url.has_host())
}

fn default_database(data_dir: &Path) -> Secret {
    Secret::new(format!("sqlite://{}", data_dir.join("medianest.db").display()))
}

/// `site` beside the binary, else `target/site`.
fn default_site_dir() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(|folder| folder.join("site")))
        .filter(|site| site.is_dir())
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

struct Vars<G> {
    get: G,
}

impl<G: Fn(&str) -> Option<OsString>> Vars<G> {
    /// An empty value is none.
    fn text(&self, name: &str) -> Result<Option<String>, ConfigError> {
        let Some(value) = (self.get)(name) else { return Ok(None) };
        let text = value.into_string().map_err(|_| wrong(name, "expected text in UTF-8"))?;
        Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// The value itself, or the content of the file that `NAME_FILE` points at.
    fn secret(&self, name: &str) -> Result<Option<Secret>, ConfigError> {
        let file = format!("{name}_FILE");
        match (self.text(name)?, self.text(&file)?) {
            (Some(_), Some(_)) => Err(wrong(name, format!("set either {name} or {file}, not both"))),
            (Some(value), None) => Ok(Some(Secret::new(value))),
            (None, Some(path)) => std::fs::read_to_string(&path)
                .map(|text| Some(Secret::new(text.trim())))
                .map_err(|error| wrong(&file, format!("expected a readable file ({error})"))),
            (None, None) => Ok(None),
        }
    }

    fn list(&self, name: &str) -> Result<Vec<String>, ConfigError> {
        let text = self.text(name)?.unwrap_or_default();
        Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    fn parsed<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, ConfigError> {
        self.text(name)?.map(|text| text.parse().map_err(|_| wrong(name, expected))).transpose()
    }

    fn url(&self, name: &str) -> Result<Option<BaseUrl>, ConfigError> {
        self.text(name)?.map(|text| BaseUrl::new(&text).map_err(|expected| wrong(name, expected))).transpose()
    }

    fn url_or(&self, name: &str, default: &str) -> Result<BaseUrl, ConfigError> {
        let text = self.text(name)?.unwrap_or_else(|| default.into());
        BaseUrl::new(&text).map_err(|expected| wrong(name, expected))
    }

    fn addr(&self) -> Result<SocketAddr, ConfigError> {
        let expected = "expected an address and a port, such as 127.0.0.1:3000";
        let mut addr =
            self.parsed("MEDIANEST_ADDR", expected)?.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        if let Some(port) = self.parsed("PORT", "expected a port number from 0 to 65535")? {
            addr.set_port(port);
        }
        Ok(addr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let vars: std::collections::HashMap<_, _> =
            vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::read(|name| vars.get(name).map(OsString::from), false)
    }

    #[test]
    fn starts_with_nothing_set() {
        let config = read(&[]).expect("the defaults are good");
        assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
        assert_eq!(config.database_url.reveal(), "sqlite://./data/medianest.db");
        assert_eq!(config.log_format, LogFormat::Json);
        assert!(!config.is_https());
    }

    #[test]
    fn names_the_variable_that_is_wrong() {
        for (name, value) in [
            ("PORT", "eighty"),
            ("MEDIANEST_ADDR", "here"),
            ("MEDIANEST_PUBLIC_URL", "ftp://x"),
            ("DATABASE_URL", "mysql://x"),
            ("DATABASE_URL", "sqlite:"),
            ("DATABASE_URL", "sqlite::memory:"),
            ("DATABASE_URL", "sqlite://a.db?speed=high"),
            ("DATABASE_URL", "postgres:host/database"),
            ("DATABASE_URL", "postgres://host"),
            ("DATABASE_URL", "postgres://host:port/database"),
            ("DATABASE_URL", "postgres://host/database?sslmode=perhaps"),
            ("LOG_FORMAT", "xml"),
            ("OVERSEERR_URL", "not an address"),
            ("MEDIANEST_TRUSTED_PROXIES", "proxy"),
            ("ADMIN_PASSWORD_FILE", "/does/not/exist"),
            ("REDIS_URL", "http://x"),
            ("REDIS_URL", "redis://"),
        ] {
            assert_eq!(read(&[(name, value)]).expect_err(name).variable, name);
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_named_and_not_taken_for_unset() {
        use std::os::unix::ffi::OsStringExt;
        for name in ["ADMIN_PASSWORD", "ENCRYPTION_KEY_FILE", "MEDIANEST_DATA_DIR", "MEDIANEST_TRUSTED_PROXIES", "PORT"]
        {
            let get = |asked: &str| (asked == name).then(|| OsString::from_vec(vec![b'a', 0xff]));
            let error = Config::read(get, false).expect_err(name);
            assert_eq!((error.variable.as_str(), error.expected.as_str()), (name, "expected text in UTF-8"));
        }
    }

    #[test]
    fn redis_is_used_only_where_it_is_named() {
        assert_eq!(read(&[]).expect("good").redis_url, None);
        for url in ["redis://127.0.0.1:6379", "rediss://user:pass@redis.lan/2"] {
            assert_eq!(read(&[("REDIS_URL", url)]).expect("good").redis_url, Some(Secret::new(url)));
        }
    }

    #[test]
    fn a_secret_is_read_from_its_file_and_never_from_two_places() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "correct horse\n").expect("written");
        let path = file.path().to_str().expect("a path");
        let config = read(&[("ADMIN_PASSWORD_FILE", path)]).expect("is read");
        assert_eq!(config.admin_password, Some(Secret::new("correct horse")));
        assert!(read(&[("ADMIN_PASSWORD_FILE", path), ("ADMIN_PASSWORD", "x")]).is_err());
    }
}
