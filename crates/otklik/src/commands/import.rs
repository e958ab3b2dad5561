//! `otklik import`.

use std::path::Path;

use anyhow::{Context as _, Result};
use otklik_collect::{Import as Reading, Mapping, Message, RowReject, shipped};
use otklik_core::PeopleWord;
use otklik_store::{ImportRecord, NewReject, Unit, Workspace};

use crate::arguments::Import;
use crate::installation::Installation;
use crate::progress;
use crate::speech::Speech;

/// Events that are read, and acknowledged by the inbox, together.
const EVENTS_PER_CHUNK: usize = 20_000;
/// Events that may wait for the lake before reading pauses.
const WAITING_EVENTS: usize = 400_000;
/// Refused rows that are shown; all of them are kept.
const SHOWN_REJECTS: usize = 20;

#[derive(Default)]
struct Outcome {
    rows: u64,
    accepted: u64,
    duplicates: u64,
    rejected: u64,
}

pub async fn run(arguments: Import, speech: &Speech) -> Result<()> {
    let mapping = read_mapping(&arguments.mapping, speech)?;
    let now = otklik_core::Clock::now(&crate::system_clock::SystemClock);
    let mut reading =
        Reading::open(mapping, &arguments.files, now).map_err(|error| explained(speech, &error.message()))?;
    if arguments.dry_run {
        return dry_run(&mut reading, speech);
    }
    let installation = Installation::open_for(&arguments.data, speech).await?;
    take_over_settings(&installation, reading.mapping()).await?;
    let bar = progress::bar(reading.bytes_total(), speech.say("cli-importing"));
    let mut outcome = Outcome::default();
    let mut waiting = 0;
    while let Some(chunk) = reading.next_chunk(EVENTS_PER_CHUNK).map_err(|error| explained(speech, &error.message()))? {
        bar.set_position(chunk.bytes_done);
        outcome.rows = chunk.rows_done;
        show_rejects(speech, &chunk.rejected, outcome.rejected);
        outcome.rejected += chunk.rejected.len() as u64;
        keep_rejects(&installation, speech, &chunk.rejected).await?;
        if !chunk.events.is_empty() {
            let appended = installation.store.inbox().append(&chunk.events, installation.clock.now()).await?;
            outcome.accepted += appended.accepted as u64;
            outcome.duplicates += appended.duplicates.len() as u64;
            waiting += appended.accepted;
        }
        if waiting >= WAITING_EVENTS {
            installation.intake.run_once().await?;
            waiting = 0;
        }
    }
    installation.intake.run_once().await?;
    bar.finish_and_clear();
    note_files(&installation, &arguments, &outcome, now).await?;
    installation.store.close().await;
    say_outcome(speech, "cli-imported", &outcome);
    Ok(())
}

/// The mapping at a path, else the one of that name that comes with the program.
fn read_mapping(name: &str, speech: &Speech) -> Result<Mapping> {
    let text = match (std::fs::read_to_string(name), shipped(name)) {
        (Ok(text), _) => text,
        (Err(_), Some(text)) => text.to_owned(),
        (Err(error), None) => {
            let shipped: Vec<&str> = otklik_collect::SHIPPED.iter().map(|(name, _)| *name).collect();
            let known = [("name", name.to_owned()), ("shipped", shipped.join(", "))];
            return Err(error).with_context(|| speech.say_with("cli-mapping-missing", &known));
        }
    };
    Mapping::parse(&text).map_err(|error| explained(speech, &error.message()))
}

fn explained(speech: &Speech, message: &Message) -> anyhow::Error {
    let variables = variables(message);
    let what = speech.say_with(&message.key, &variables);
    match speech.remedy(&message.key, &variables) {
        Some(remedy) => anyhow::anyhow!("{what}\n{}: {remedy}", speech.say("cli-hint")),
        None => anyhow::anyhow!(what),
    }
}

fn variables(message: &Message) -> Vec<(&'static str, String)> {
    message.arguments.iter().map(|(name, value)| (*name, value.clone())).collect()
}

fn dry_run(reading: &mut Reading, speech: &Speech) -> Result<()> {
    let mut outcome = Outcome::default();
    while let Some(chunk) = reading.next_chunk(EVENTS_PER_CHUNK).map_err(|error| explained(speech, &error.message()))? {
        show_rejects(speech, &chunk.rejected, outcome.rejected);
        outcome.rows = chunk.rows_done;
        outcome.accepted += chunk.events.len() as u64;
        outcome.rejected += chunk.rejected.len() as u64;
    }
    say_outcome(speech, "cli-would-import", &outcome);
    Ok(())
}

fn say_outcome(speech: &Speech, key: &str, outcome: &Outcome) {
    let variables = [
        ("rows", outcome.rows.to_string()),
        ("accepted", outcome.accepted.to_string()),
        ("duplicates", outcome.duplicates.to_string()),
        ("rejected", outcome.rejected.to_string()),
    ];
    println!("{}", speech.say_with(key, &variables));
}

fn show_rejects(speech: &Speech, rejects: &[RowReject], shown_before: u64) {
    let room = SHOWN_REJECTS.saturating_sub(usize::try_from(shown_before).unwrap_or(usize::MAX));
    for reject in rejects.iter().take(room) {
        let message = reject.message();
        let variables = variables(&message);
        let place = [
            ("file", reject.file.clone()),
            ("line", reject.line.to_string()),
            ("column", if reject.column.is_empty() { "–".to_owned() } else { reject.column.clone() }),
            ("problem", speech.say_with(&message.key, &variables)),
            ("value", reject.value.clone()),
            ("remedy", speech.remedy(&message.key, &variables).unwrap_or_default()),
        ];
        eprintln!("{}", speech.say_with("cli-row-refused", &place));
    }
    if room > 0 && rejects.len() > room {
        eprintln!("{}", speech.say("cli-more-refused"));
    }
}

async fn keep_rejects(installation: &Installation, speech: &Speech, rejects: &[RowReject]) -> Result<()> {
    if rejects.is_empty() {
        return Ok(());
    }
    let kept: Vec<NewReject> = rejects
        .iter()
        .map(|reject| {
            let message = reject.message();
            NewReject {
                origin: reject.file.clone(),
                code: reject.code,
                pointer: format!("{}:{}", reject.line, reject.column),
                detail: speech.say_with(&message.key, &variables(&message)),
                contents: reject.value.clone(),
            }
        })
        .collect();
    Ok(installation.store.rejects().add(&kept, installation.clock.now()).await?)
}

/// An installation that knows nothing of its company yet takes over what the mapping says.
async fn take_over_settings(installation: &Installation, mapping: &Mapping) -> Result<()> {
    let (store, now) = (&installation.store, installation.clock.now());
    if let (None, Some(catalogue)) = (store.catalogue().current().await?, mapping.catalogue()) {
        store.catalogue().put(catalogue, now).await?;
    }
    if let (None, Some(settings)) = (store.workspace().get().await?, mapping.workspace()) {
        let workspace = Workspace {
            company: settings.company.clone(),
            time_zone: settings.time_zone.clone(),
            currency: settings.currency,
            people_word: settings.people_word.unwrap_or(PeopleWord::Customer),
            demo: None,
            created_at: now,
            set_up_done: false,
        };
        store.workspace().put(&workspace).await?;
        let units: Vec<Unit> = settings
            .units
            .iter()
            .map(|unit| Unit { path: unit.path.clone(), name: unit.name.clone(), kind: unit.kind, time_zone: None })
            .collect();
        store.units().put_all(&units).await?;
    }
    Ok(())
}

async fn note_files(
    installation: &Installation,
    arguments: &Import,
    outcome: &Outcome,
    started_at: otklik_core::Timestamp,
) -> Result<()> {
    let names: Vec<String> = arguments.files.iter().map(|file| file_name(file)).collect();
    let record = ImportRecord {
        file_name: names.join(", "),
        file_hash: String::new(),
        mapping: arguments.mapping.clone(),
        rows: outcome.rows,
        accepted: outcome.accepted,
        duplicates: outcome.duplicates,
        rejected: outcome.rejected,
        started_at,
        finished_at: installation.clock.now(),
    };
    installation.store.imports().add(&record).await?;
    Ok(())
}

fn file_name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
