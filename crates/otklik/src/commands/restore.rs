//! `otklik restore`.

use anyhow::{Result, bail};
use otklik_store::Place;

use crate::arguments::Restore;
use crate::speech::Speech;

pub async fn run(arguments: Restore, speech: &Speech) -> Result<()> {
    // The folder of a restore is named, never guessed: restoring is no time for surprises.
    let Some(folder) = arguments.data.data.clone() else { bail!(speech.say("cli-restore-folder-missing")) };
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let place = Place { folder: folder.clone(), database: settled.configuration.data.database };
    let restored = otklik_care::restore(&arguments.backup, &place, arguments.erasures.as_deref()).await?;
    let variables = [
        ("folder", folder.display().to_string()),
        ("events", restored.lake_rows.to_string()),
        ("at", restored.manifest.taken_at.to_string()),
    ];
    println!("{}", speech.say_with("cli-restored", &variables));
    Ok(())
}
