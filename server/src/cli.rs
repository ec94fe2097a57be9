//! The command line.

use clap::{Parser, Subcommand, ValueEnum};

/// One signed-in portal over a household's media services.
///
/// Configuration comes from the environment (see the README); with nothing set it listens on 127.0.0.1:3000 and keeps
/// its data in ./data.
#[derive(Parser, Debug)]
#[command(name = "medianest", version, about, long_about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand, Debug, Clone)]
pub enum Command {
    /// Serve the portal (what happens without a command).
    Serve,
    /// Bring the schema of the database up to date, or look how far it is.
    Migrate {
        #[command(subcommand)]
        action: Option<Migrate>,
    },
    /// People with a password of this installation; also while it runs, and when nobody can sign in any more.
    User {
        #[command(subcommand)]
        action: UserAction,
    },
    /// Ask a running MediaNest whether it is up; for containers.
    Healthcheck,
    /// The keys that seal tokens and addresses of services in the database.
    Key {
        #[command(subcommand)]
        action: KeyAction,
    },
    /// Configuration.
    Config {
        #[command(subcommand)]
        action: ConfigAction,
    },
}

#[derive(Subcommand, Debug, Clone, Copy)]
pub enum Migrate {
    /// Apply what is missing.
    Up,
    /// Take the last step back.
    Down,
    /// Say how far it is.
    Status,
}

#[derive(Subcommand, Debug, Clone, Copy)]
pub enum KeyAction {
    /// Seal everything again with a new key, and remove the old one. MediaNest may run meanwhile; when it is broken off,
    /// do it again. With `ENCRYPTION_KEY`: put the new key in front of the old one there and restart first.
    Rotate,
}

#[derive(Subcommand, Debug, Clone, Copy)]
pub enum ConfigAction {
    /// Check the environment and say what is wrong.
    Check,
}

#[derive(Subcommand, Debug, Clone)]
pub enum UserAction {
    /// Make an account. Its password is read from standard input when something is piped into it, else made up and
    /// printed once; it has to be changed at the first sign-in.
    Create {
        /// What they type to sign in: 1 to 64 characters.
        name: String,
        /// What they may do.
        #[arg(long, value_enum, default_value = "user")]
        role: UserRole,
    },
    /// List everybody who signs in here, also with Plex.
    List,
    /// Give a local account another password, and sign it out everywhere. The password is read or made up as with
    /// `create`.
    ResetPassword {
        /// What they type to sign in.
        name: String,
        /// Also take their Plex account away, for when somebody else has linked one to get in.
        #[arg(long)]
        unlink_plex: bool,
    },
}

#[derive(ValueEnum, Debug, Clone, Copy)]
pub enum UserRole {
    /// Searches and asks for titles.
    User,
    /// Everything.
    Admin,
}

impl From<UserRole> for domain::Role {
    fn from(role: UserRole) -> Self {
        match role {
            UserRole::User => Self::User,
            UserRole::Admin => Self::Admin,
        }
    }
}
