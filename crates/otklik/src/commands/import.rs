//! `otklik import`.

mod guessed;
mod hash_files;
mod rejected;
mod settings;

use std::path::Path;

use anyhow::{Context as _, Result};
use otklik_collect::{
    DeskError, Import as Reading, InputFile, Mapping, Message, Piece, Pieces, ReadyParts, RowReject, Sink, Taken,
    Tally, shipped,
};
use otklik_core::Timestamp;
use otklik_store::ImportRecord;

use crate::arguments::Import;
use crate::installation::Installation;
use crate::progress;
use crate::speech::Speech;

/// Events that are checked together.
const EVENTS_PER_CHECK: usize = 20_000;
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
    let now = otklik_core::Clock::now(&crate::system_clock::SystemClock);
    let mapping = match &arguments.mapping {
        Some(name) => read_mapping(name, speech)?,
        None => guessed::mapping(&arguments, speech).await?,
    };
    if let Some(place) = &arguments.save_mapping {
        std::fs::write(place, mapping.to_toml(&|message| said(speech, message)))
            .with_context(|| place.display().to_string())?;
        eprintln!("{}", speech.say_with("cli-mapping-saved", &[("file", place.display().to_string())]));
    }
    let files: Vec<InputFile> = arguments.files.iter().cloned().map(InputFile::from).collect();
    let mut reading = Reading::open(mapping, &files, now).map_err(|error| explained(speech, &error.message()))?;
    if arguments.dry_run {
        return dry_run(&arguments, &mut reading, speech);
    }
    if arguments.mapping.is_none() && !arguments.yes && !guessed::agreed(speech)? {
        return Ok(());
    }
    import(&arguments, reading, speech, now).await
}

async fn import(arguments: &Import, reading: Reading, speech: &Speech, now: Timestamp) -> Result<()> {
    let installation = Installation::open_for(&arguments.data, speech).await?;
    settings::take_over(&installation, reading.mapping()).await?;
    let mut lists = rejected::Lists::new(arguments.rejected.as_deref(), &reading);
    let bar = progress::bar(reading.bytes_total(), speech.say("cli-importing"));
    let hashes = hash_files::begin(arguments.files.clone());
    let mut outcome = Outcome::default();
    // Whoever repeats a command that was cut off begins a new import, which finds what the former one brought.
    let import = uuid::Uuid::now_v7().to_string();
    let mut pieces = Pieces::read(reading, 0, installation.sink.as_ref());
    let show_progress = |_rows, bytes| {
        bar.set_position(bytes);
        true
    };
    let mut number = 0;
    let sink = installation.sink.as_ref();
    let unread = |error| unreadable(speech, error);
    let mut coming = pieces.next(sink, None, show_progress).await.map_err(unread)?;
    while let Some(ReadyParts { parts, piece }) = coming {
        outcome.rows = parts.rows_done;
        show_rejects(speech, &parts.rejected, outcome.rejected);
        outcome.rejected += parts.rejected.len() as u64;
        lists.add(speech, &parts.rejected)?;
        rejected::keep(&installation, speech, &parts.rejected).await?;
        number += u64::from(piece.is_some());
        let (taken, next) = tokio::join!(take(sink, &import, number, piece), pieces.next(sink, None, show_progress));
        let taken = taken?;
        outcome.accepted += taken.accepted;
        outcome.duplicates += taken.duplicates;
        coming = next.map_err(unread)?;
    }
    installation.intake.run_once().await?;
    bar.finish_and_clear();
    lists.finish(speech)?;
    note_files(&installation, arguments, &outcome, (now, hashes.await??)).await?;
    installation.store.close().await;
    say_outcome(speech, "cli-imported", &outcome);
    Ok(())
}

async fn take(sink: &dyn Sink, import: &str, number: u64, piece: Option<Piece>) -> Result<Taken> {
    let Some(mut piece) = piece else { return Ok(Taken::default()) };
    sink.settle(&mut piece).await?;
    Ok(sink.take(import, number, piece).await?)
}

/// Why files cannot be read on, in words where there are some.
fn unreadable(speech: &Speech, error: DeskError) -> anyhow::Error {
    error.message().map_or_else(|| error.into(), |message| explained(speech, &message))
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

/// A message in words.
fn said(speech: &Speech, message: &Message) -> String {
    speech.say_with(&message.key, &variables(message))
}

/// A message in words, with what to do about it.
fn explained(speech: &Speech, message: &Message) -> anyhow::Error {
    let what = said(speech, message);
    match speech.remedy(&message.key, &variables(message)) {
        Some(remedy) => anyhow::anyhow!("{what}\n{}: {remedy}", speech.say("cli-hint")),
        None => anyhow::anyhow!(what),
    }
}

fn variables(message: &Message) -> Vec<(&'static str, String)> {
    message.arguments.iter().map(|(name, value)| (*name, value.clone())).collect()
}

/// Reads everything, keeps nothing, and counts what would be refused and why.
fn dry_run(arguments: &Import, reading: &mut Reading, speech: &Speech) -> Result<()> {
    let bar = progress::bar(reading.bytes_total(), speech.say("cli-checking"));
    let mut lists = rejected::Lists::new(arguments.rejected.as_deref(), reading);
    let mut tally = Tally::default();
    while let Some(chunk) = reading.next_chunk(EVENTS_PER_CHECK).map_err(|error| explained(speech, &error.message()))? {
        bar.set_position(chunk.bytes_done);
        show_rejects(speech, &chunk.rejected, tally.refused);
        lists.add(speech, &chunk.rejected)?;
        tally.take(&chunk);
    }
    bar.finish_and_clear();
    lists.finish(speech)?;
    for (code, count) in tally.codes() {
        let words = speech.say(&otklik_collect::message_key(code));
        println!("{}", speech.say_with("cli-refused-code", &[("count", count.to_string()), ("problem", words)]));
    }
    if tally.repeated > 0 {
        println!("{}", speech.say_with("cli-repeated", &[("count", tally.repeated.to_string())]));
    }
    let outcome = Outcome { rows: tally.rows, accepted: tally.events, duplicates: 0, rejected: tally.refused };
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

async fn note_files(
    installation: &Installation,
    arguments: &Import,
    outcome: &Outcome,
    (started_at, hashes): (Timestamp, Vec<String>),
) -> Result<()> {
    let names: Vec<String> = arguments.files.iter().map(|file| file_name(file)).collect();
    let record = ImportRecord {
        file_name: names.join(", "),
        file_hash: hashes.join(", "),
        mapping: arguments.mapping.clone().unwrap_or_default(),
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
