//! `otklik backup`.

use std::path::Path;

use anyhow::{Result, bail};
use otklik_care::{BackupMade, BackupOrder, back_up};
use otklik_collect::Intake;
use otklik_core::{Clock, Timestamp};
use otklik_lake::Lake;
use otklik_store::Store;

use crate::arguments::{Backup, BackupCommand};
use crate::configuration::Configuration;
use crate::control::{self, Order, Outcome};
use crate::installation::Installation;
use crate::speech::Speech;
use crate::system_clock::SystemClock;

pub async fn run(arguments: Backup, speech: &Speech) -> Result<()> {
    if let Some(BackupCommand::Verify { backup }) = arguments.command {
        return verify(&backup, speech).await;
    }
    let Some(target) = arguments.target else { bail!(speech.say("cli-backup-target-missing")) };
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let configuration = settled.configuration;
    let target = std::path::absolute(target)?;
    refuse_own_folder(&configuration, &target, speech)?;
    let order = Order::Backup { target: target.clone(), keep: arguments.keep };
    // A running program is asked; otherwise the folder is free, and the work is done here.
    let outcome = match control::order(&configuration.data.folder, &order).await? {
        Some(outcome) => outcome,
        None => {
            let installation = Installation::open_existing(&configuration, speech).await?;
            let outcome = carry_out(&installation.store, &installation.lake, &installation.intake, order).await;
            installation.store.close().await;
            outcome
        }
    };
    tell(outcome, speech)
}

/// A backup within the folder that it saves is lost with it.
fn refuse_own_folder(configuration: &Configuration, target: &Path, speech: &Speech) -> Result<()> {
    let folder = std::path::absolute(&configuration.data.folder)?;
    if target.starts_with(&folder) {
        bail!(speech.say_with("cli-backup-inside", &[("folder", folder.display().to_string())]));
    }
    Ok(())
}

/// Makes the backup that was ordered, whether by a command or over the socket.
pub async fn carry_out(store: &Store, lake: &Lake, intake: &Intake, order: Order) -> Outcome {
    let Order::Backup { target, keep } = order;
    // Events that reach the lake while the state is copied stay in the inbox, so that the copy has them.
    let _held = intake.hold_trimming();
    let now: Timestamp = SystemClock.now();
    match back_up(store, lake, &BackupOrder { target, keep }, now).await {
        Ok(BackupMade { folder, manifest, new_bytes, removed }) => Outcome::BackedUp {
            folder,
            events: manifest.lake.rows,
            bytes: manifest.bytes(),
            new_bytes,
            removed: removed.len(),
        },
        Err(error) => Outcome::Failed { reason: format!("{:#}", anyhow::Error::from(error)) },
    }
}

fn tell(outcome: Outcome, speech: &Speech) -> Result<()> {
    match outcome {
        Outcome::BackedUp { folder, events, bytes, new_bytes, removed } => {
            let variables = [
                ("events", events.to_string()),
                ("bytes", bytes.to_string()),
                ("new", new_bytes.to_string()),
                ("removed", removed.to_string()),
            ];
            eprintln!("{}", speech.say_with("cli-backed-up", &variables));
            println!("{}", folder.display());
            Ok(())
        }
        Outcome::Failed { reason } => bail!(reason),
    }
}

async fn verify(backup: &Path, speech: &Speech) -> Result<()> {
    let verified = otklik_care::verify(backup).await?;
    let variables = [
        ("files", verified.manifest.files.len().to_string()),
        ("bytes", verified.manifest.bytes().to_string()),
        ("events", verified.manifest.lake.rows.to_string()),
        ("at", verified.manifest.taken_at.to_string()),
    ];
    println!("{}", speech.say_with("cli-backup-verified", &variables));
    if !verified.state_opened {
        eprintln!("{}", speech.say("cli-backup-dump-not-opened"));
    }
    Ok(())
}
