//! `medianest user …`: accounts from the command line. Whoever has it has the database, and is asked for nothing more.

use crate::{cli::UserAction, config::Config, context};
use backend::{
    clock::{Clock, SystemClock},
    services::people::PeopleService,
    settings::SettingsStore,
    store::{Database, users},
};
use domain::{
    Error, PageNumber,
    accounts::{Secret, Username},
    people::{FirstPassword, NewPerson},
};
use std::{
    io::{IsTerminal, Read, Write},
    process::ExitCode,
    sync::Arc,
};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Longer than any password.
const MOST_READ: u64 = 4096;

/// Does it, on the database of the configuration, which is brought up to date first.
///
/// # Errors
/// What could not be done, in words for whoever asked for it.
pub async fn run(config: &Config, action: UserAction) -> Result<ExitCode, Failed> {
    let database = context::connect(config).await?;
    database.migrate().await?;
    // Notices are in the language of the site.
    SettingsStore::new(database.clone(), Arc::new(SystemClock)).load().await?;
    let done = act(&database, action).await;
    database.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn act(database: &Database, action: UserAction) -> Result<(), Failed> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let people = PeopleService::new(database.clone(), Arc::default(), clock);
    match action {
        UserAction::List => list(database).await,
        UserAction::Create { name, role } => {
            let new = NewPerson { name: Username::new(&name)?, role: role.into(), password: piped()? };
            tell(&people.make(None, &new).await?)
        }
        UserAction::ResetPassword { name, unlink_plex } => {
            let name = Username::new(&name)?;
            let found = users::find_local(database.read(), &name).await?;
            let user = found.ok_or_else(|| Error::NotFound(domain::text::people_no_local(name.as_str())))?;
            tell(&people.replace_password(None, user.id, piped()?.as_ref(), unlink_plex).await?)?;
            if unlink_plex && user.plex_id.is_some() {
                writeln!(std::io::stdout(), "The Plex account was unlinked.")?;
            }
            Ok(())
        }
    }
}

/// The password that was piped in; a terminal, or nothing, is none.
fn piped() -> Result<Option<Secret>, Failed> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Ok(None);
    }
    let mut text = String::new();
    input.take(MOST_READ).read_to_string(&mut text)?;
    let line = text.lines().next().unwrap_or_default();
    Ok(Some(Secret::new(line)).filter(|password| !password.is_empty()))
}

fn tell(done: &FirstPassword) -> Result<(), Failed> {
    let mut out = std::io::stdout();
    match &done.password {
        Some(password) => {
            writeln!(out, "{} signs in with the password {} (it must be changed).", done.name, password.reveal())?;
        }
        None => writeln!(out, "{} signs in with the password that was given (it must be changed).", done.name)?,
    }
    Ok(())
}

async fn list(database: &Database) -> Result<(), Failed> {
    let mut out = std::io::stdout();
    let mut number = 1;
    loop {
        let page = PageNumber::new(Some(number), Some(PageNumber::MOST));
        let (users, total) = users::page(database.read(), page).await?;
        for user in users {
            let status = if user.active { "active" } else { "disabled" };
            let ways = match (user.plex_id.is_some(), user.password_hash.is_some()) {
                (true, true) => "password,plex",
                (true, false) => "plex",
                (false, _) => "password",
            };
            let seen = user.last_login_at.map_or_else(|| "never".to_owned(), |at| at.to_string());
            writeln!(out, "{}\t{}\t{status}\t{ways}\t{seen}", user.username, user.role.as_str())?;
        }
        if u64::from(number) * u64::from(PageNumber::MOST) >= total {
            return Ok(());
        }
        number += 1;
    }
}
