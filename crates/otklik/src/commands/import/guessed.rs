//! An import without a mapping: what the files seem to hold, shown before anything is kept.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Result, bail};
use otklik_collect::{ColumnFacts, Draft, DraftColumn, DraftDateOrder, Guess, InputFile, Known, Mapping, guess};
use otklik_store::{Place, Store};

use super::{explained, said, variables};
use crate::arguments::{DateOrderChoice, Import};
use crate::speech::Speech;

/// Guesses a mapping, shows it, and stops where only a person can say what is meant.
pub(super) async fn mapping(arguments: &Import, speech: &Speech) -> Result<Mapping> {
    let files: Vec<InputFile> = arguments.files.iter().cloned().map(InputFile::from).collect();
    let known = known(arguments, speech).await?;
    let guess = guess(&files, &known).map_err(|error| explained(speech, &error.message()))?;
    show(&guess, speech);
    let open: Vec<_> = guess.doubts.iter().filter(|doubt| doubt.must_be_settled()).collect();
    if !open.is_empty() {
        bail!("{}\n{}: {}", speech.say("cli-guess-open"), speech.say("cli-hint"), speech.say("cli-guess-open-hint"));
    }
    guess.draft.mapping().map_err(|error| explained(speech, &error.message()))
}

/// What the command line says, and after that what the installation knows.
async fn known(arguments: &Import, speech: &Speech) -> Result<Known> {
    let mut known = Known {
        source: arguments.source.clone(),
        time_zone: arguments.time_zone.as_deref().map(str::parse).transpose()?,
        currency: arguments.currency.as_deref().map(str::parse).transpose()?,
        date_order: arguments.date_order.map(|order| match order {
            DateOrderChoice::DayFirst => DraftDateOrder::DayFirst,
            DateOrderChoice::MonthFirst => DraftDateOrder::MonthFirst,
        }),
        at: arguments.at.clone(),
    };
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let data = settled.configuration.data;
    if data.folder.exists() && (known.time_zone.is_none() || known.currency.is_none()) {
        let store = Store::open_at(Place { folder: data.folder, database: data.database }).await?;
        if let Some(workspace) = store.workspace().get().await? {
            known.time_zone = known.time_zone.or_else(|| workspace.time_zone.parse().ok());
            known.currency = known.currency.or(workspace.currency);
        }
        store.close().await;
    }
    Ok(known)
}

fn show(guess: &Guess, speech: &Speech) {
    for (facts, file) in guess.files.iter().zip(&guess.draft.files) {
        let layout: Vec<String> = [
            Some(facts.format.clone()),
            facts.encoding.clone(),
            facts.separator.as_ref().map(|separator| format!("{separator:?}")),
            facts.sheet.clone(),
        ]
        .into_iter()
        .flatten()
        .collect();
        eprintln!("{} ({})", facts.names.join(", "), layout.join(", "));
        for (column, facts) in file.columns.iter().zip(&facts.columns) {
            eprintln!("  {}", column_line(column, facts, speech));
        }
        for join in &file.joins {
            let variables = [("column", join.column.clone()), ("file", join.to.clone())];
            eprintln!("  {}", speech.say_with("cli-guess-join", &variables));
        }
        if !file.gives_events {
            eprintln!("  {}", speech.say("cli-guess-looked-up"));
        }
    }
    eprintln!("{}", settings_line(&guess.draft, speech));
    for doubt in &guess.doubts {
        let message = doubt.message();
        let remedy = speech.remedy(&message.key, &variables(&message)).unwrap_or_default();
        eprintln!("! {}. {remedy}", said(speech, &message));
    }
}

fn column_line(column: &DraftColumn, facts: &ColumnFacts, speech: &Speech) -> String {
    let becomes = speech.say(&format!("import-becomes-{}", column.becomes.as_str()));
    let confidence = speech.say(&format!("import-confidence-{}", facts.confidence.as_str()));
    let reason = speech.say(&format!("import-reason-{}", facts.reason.as_str()));
    let key = if column.is_key { format!(", {}", speech.say("cli-guess-key")) } else { String::new() };
    let scale = column.scale.map(|(lowest, highest)| format!(" {lowest}–{highest}")).unwrap_or_default();
    let metric = column.metric.as_ref().map(|metric| format!(" {}", metric.to_uppercase())).unwrap_or_default();
    format!("{} → {becomes}{metric}{scale}{key} ({confidence}: {reason}) · {}", column.name, facts.examples.join(" | "))
}

fn settings_line(draft: &Draft, speech: &Speech) -> String {
    let order = draft.date_order.map_or("–", |order| match order {
        DraftDateOrder::DayFirst => "day_first",
        DraftDateOrder::MonthFirst => "month_first",
    });
    let currency = draft.currency.map_or_else(|| "–".to_owned(), |currency| currency.to_string());
    let variables = [
        ("zone", draft.time_zone.clone()),
        ("order", order.to_owned()),
        ("currency", currency),
        ("source", draft.source.clone()),
    ];
    speech.say_with("cli-guess-settings", &variables)
}

/// Asks whether to import; somebody who cannot be asked has to say so beforehand.
pub(super) fn agreed(speech: &Speech) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!(
            "{}\n{}: {}",
            speech.say("cli-guess-unasked"),
            speech.say("cli-hint"),
            speech.say("cli-guess-unasked-hint")
        );
    }
    eprint!("{} ", speech.say("cli-guess-ask"));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(["y", "yes", "д", "да"].contains(&answer.trim().to_lowercase().as_str()))
}
