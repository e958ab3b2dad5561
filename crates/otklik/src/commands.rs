//! One module for each command.

mod ask;
mod backup;
mod config;
mod demo;
mod doctor;
mod export;
mod import;
mod key;
mod openapi;
mod reference;
mod restore;
mod serve;
mod sql;
mod user;

use anyhow::Result;

use crate::arguments::{Arguments, Command};
use crate::speech::Speech;

/// Does what the command line says.
pub async fn run(arguments: Arguments, speech: &Speech) -> Result<()> {
    match arguments.command {
        Command::Serve(serve) => serve::run(serve, speech).await,
        Command::Demo(demo) => demo::run(demo, speech).await,
        Command::Import(import) => import::run(import, speech).await,
        Command::Ask(ask) => ask::run(ask, speech).await,
        Command::Sql(sql) => sql::run(sql, speech).await,
        Command::Export(export) => export::run(export, speech).await,
        Command::User(user) => user::run(user, speech).await,
        Command::Key(key) => key::run(key, speech).await,
        Command::Backup(backup) => backup::run(backup, speech).await,
        Command::Restore(restore) => restore::run(restore, speech).await,
        Command::Doctor(doctor) => doctor::run(doctor, speech).await,
        Command::Config(config) => config::run(config, speech),
        Command::Openapi => openapi::run(),
        Command::Reference => reference::run(),
    }
}
