//! `otklik restore`.

use anyhow::{Result, bail};
use otklik_core::Clock as _;
use otklik_store::Place;

use crate::arguments::Restore;
use crate::speech::Speech;
use crate::system_clock::SystemClock;

pub async fn run(arguments: Restore, speech: &Speech) -> Result<()> {
    // The folder of a restore is named, never guessed: restoring is no time for surprises.
    let Some(folder) = arguments.data.data.clone() else { bail!(speech.say("cli-restore-folder-missing")) };
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let place = Place { folder: folder.clone(), database: settled.configuration.data.database };
    let restored =
        otklik_care::restore(&arguments.backup, &place, arguments.erasures.as_deref(), SystemClock.now()).await?;
    let variables = [
        ("folder", folder.display().to_string()),
        ("events", restored.lake_rows.to_string()),
        ("at", restored.manifest.taken_at.to_string()),
    ];
    println!("{}", speech.say_with("cli-restored", &variables));
    if restored.erased_again > 0 {
        println!("{}", speech.say_with("cli-erased-again", &[("customers", restored.erased_again.to_string())]));
    }
    Ok(())
}
