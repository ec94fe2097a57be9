//! The program `medianest`. Exit codes: 0 fine, 2 wrong usage or configuration, 1 otherwise.

mod answer;
mod calls;
mod cli;
mod config;
mod context;
mod cookies;
mod forms;
mod health;
mod images;
mod live;
mod middleware;
mod pages;
mod router;
mod serve;
mod session;
mod throttle;
mod users;
mod webhooks;

use backend::{clock::SystemClock, services::key_rotation};
use clap::Parser;
use cli::{Cli, Command, Migrate};
use config::{Config, ConfigError, LogFormat};
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if cfg!(debug_assertions) {
        // Only in development; a missing file is the usual case.
        let _ = dotenvy::dotenv();
    }
    let config = match configure() {
        Ok(config) => config,
        Err(error) => {
            complain(&error);
            return ExitCode::from(2);
        }
    };
    match run(cli.command.unwrap_or(Command::Serve), config) {
        Ok(code) => code,
        Err(error) => {
            let wrong_usage = matches!(error.downcast_ref(), Some(domain::Error::Invalid(_)));
            let code = if wrong_usage || error.is::<ConfigError>() { 2 } else { 1 };
            complain(error.as_ref());
            ExitCode::from(code)
        }
    }
}

fn complain(error: &dyn std::error::Error) {
    let _ = writeln!(std::io::stderr(), "medianest: {error}");
}

fn configure() -> Result<Config, ConfigError> {
    let config = Config::read(|name| std::env::var_os(name), std::io::stdout().is_terminal())?;
    let filter = EnvFilter::try_new(&config.log_level).map_err(|_| ConfigError {
        variable: "LOG_LEVEL".into(),
        expected: "expected error, warn, info, debug or trace, or a filter such as info,backend=debug".into(),
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Pretty => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(config)
}

#[tokio::main]
async fn run(command: Command, config: Config) -> Result<ExitCode, Box<dyn std::error::Error + Send + Sync>> {
    match command {
        Command::Serve => serve::serve(config).await?,
        Command::Config { .. } => {
            context::check(&config)?;
            writeln!(std::io::stdout(), "The configuration is good.")?;
        }
        Command::Key { action: cli::KeyAction::Rotate } => return rotate_keys(&config).await,
        Command::User { action } => return users::run(&config, action).await,
        Command::Healthcheck => return Ok(healthcheck(&config).await),
        Command::Migrate { action } => migrate(&config, action.unwrap_or(Migrate::Up)).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks `/api/health` on the configured address.
async fn healthcheck(config: &Config) -> ExitCode {
    if health::is_up(config.addr).await { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn rotate_keys(config: &Config) -> Result<ExitCode, Box<dyn std::error::Error + Send + Sync>> {
    let (database, keyring) = context::sealed(config).await?;
    let rotated = key_rotation::rotate(&database, &keyring, &SystemClock, key_rotation::CHANGE_OVER).await?;
    let mut out = std::io::stdout();
    writeln!(out, "Sealed again with the new key: {} values.", rotated.count)?;
    for (column, count) in &rotated.unreadable {
        writeln!(
            out,
            "Not opened by any key there is: {count} in {column}; they stay as they are, and so do the old keys."
        )?;
    }
    if rotated.old_keys_removed {
        writeln!(out, "The old key is removed. Backups from before need it: keep a copy with them.")?;
    } else if rotated.unreadable.is_empty() {
        writeln!(out, "Now take the old keys out of ENCRYPTION_KEY and restart.")?;
    }
    Ok(if rotated.unreadable.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn migrate(config: &Config, action: Migrate) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let database = context::connect(config).await?;
    let mut out = std::io::stdout();
    match action {
        Migrate::Up => database.migrate().await?,
        Migrate::Down => database.migrate_down().await?,
        Migrate::Status => {}
    }
    for (name, applied) in database.migrations().await? {
        writeln!(out, "{} {name}", if applied { "applied" } else { "pending" })?;
    }
    Ok(())
}
