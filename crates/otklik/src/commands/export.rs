//! `otklik export`.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

use anyhow::{Context as _, Result};
use otklik_insight::{EventLog, EventLogFormat, EventLogQuestion, JourneysAsked, Reader};
use otklik_lake::JourneyLimits;
use serde_json::json;

use super::ask;
use crate::arguments::{Export, ExportJourneys, LogFormat};
use crate::installation::Installation;
use crate::speech::Speech;

/// What the columns may take while they are written.
const MEMORY_BYTES: u64 = 32 << 20;

pub async fn run(arguments: Export, speech: &Speech) -> Result<()> {
    let Export::Journeys(asked) = arguments;
    let question = question(&asked)?;
    let format = match asked.format {
        LogFormat::Xes => EventLogFormat::Xes,
        LogFormat::OcelJson => EventLogFormat::OcelJson,
        LogFormat::OcelXml => EventLogFormat::OcelXml,
    };
    let installation = Installation::open_for(&asked.data, speech).await?;
    installation.intake.run_once().await?;
    // Nobody asks about the columns afterwards, so that little of them is kept at a time, however many there are.
    installation.lake.limit_journeys(JourneyLimits { bytes: MEMORY_BYTES, ..JourneyLimits::default() });
    let log = installation.insight.event_log(&Reader::of_company(), &question, format, speech.language()).await?;
    let written = match &asked.out {
        Some(path) => write_file(log, path, speech).await,
        None => write(log, stdout().lock()).await.map(drop),
    };
    installation.store.close().await;
    written
}

fn question(asked: &ExportJourneys) -> Result<EventLogQuestion> {
    let journeys: JourneysAsked =
        serde_json::from_value(json!({"of": asked.of})).with_context(|| format!("cannot divide by {:?}", asked.of))?;
    let by = ask::word(&asked.nodes).with_context(|| format!("cannot call events after {:?}", asked.nodes))?;
    let filter = ask::filter(&asked.period, asked.filter.as_deref())?;
    Ok(EventLogQuestion { filter, by, journeys, ..EventLogQuestion::default() })
}

/// Writes to a file, which is removed again if it cannot be written whole.
async fn write_file(log: EventLog, path: &Path, speech: &Speech) -> Result<()> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    match write(log, BufWriter::new(file)).await {
        Ok(bytes) => {
            let told = [("file", path.display().to_string()), ("kilobytes", bytes.div_ceil(1_000).to_string())];
            eprintln!("{}", speech.say_with("cli-export-written", &told));
            Ok(())
        }
        Err(error) => {
            std::fs::remove_file(path).with_context(|| path.display().to_string())?;
            Err(error)
        }
    }
}

async fn write(mut log: EventLog, mut out: impl Write) -> Result<u64> {
    let mut bytes = 0;
    while let Some(block) = log.next().await? {
        out.write_all(&block)?;
        bytes += block.len() as u64;
    }
    out.flush()?;
    Ok(bytes)
}
