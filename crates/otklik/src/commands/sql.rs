//! `otklik sql`.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _, stdin};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use otklik_collect::spreadsheet_line;
use otklik_insight::{InsightError, Reader};
use otklik_lake::{SqlAnswer, SqlError};

use crate::arguments::{Format, Sql};
use crate::installation::Installation;
use crate::speech::Speech;
use crate::table::Table;

pub async fn run(arguments: Sql, speech: &Speech) -> Result<()> {
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let installation = Installation::open_configured(&settled.configuration).await?;
    installation.intake.run_once().await?;
    let text = match &arguments.sql {
        Some(text) => text.clone(),
        None => typed().context("cannot read standard input")?,
    };
    let limits = settled.configuration.limits.sql();
    let asked = installation.insight.sql(&Reader::of_company(), true, &text, limits).await;
    let (_, mut answer) = asked.map_err(|error| told(error, speech))?;
    let written = match &arguments.out {
        Some(file) => write(&mut answer, file, speech).await,
        None => print(&mut answer, arguments.format, arguments.rows, speech).await,
    };
    drop(answer);
    installation.store.close().await;
    written
}

fn typed() -> std::io::Result<String> {
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    Ok(text)
}

/// What is wrong, where, and what to do, in the reader's language.
fn told(error: InsightError, speech: &Speech) -> anyhow::Error {
    match error {
        InsightError::Sql(error) => told_of_sql(error, speech),
        other => other.into(),
    }
}

fn told_of_sql(error: SqlError, speech: &Speech) -> anyhow::Error {
    if matches!(error, SqlError::Engine(_) | SqlError::Lake(_)) {
        return error.into();
    }
    let key = format!("error-{}", error.code().as_str().replace('_', "-"));
    let variables = error.variables();
    let place = error.place().map(|place| format!("{}:{}: ", place.line, place.column)).unwrap_or_default();
    let said = error.said().or(error.known()).map(|said| format!(" ({said})")).unwrap_or_default();
    let remedy = speech.remedy(&key, &variables).unwrap_or_default();
    anyhow::anyhow!("{place}{}{said}. {remedy}", speech.say_with(&key, &variables))
}

async fn print(answer: &mut SqlAnswer, format: Format, most: usize, speech: &Speech) -> Result<()> {
    let heading: Vec<String> = answer.columns.iter().map(|column| column.name.clone()).collect();
    let mut objects = Vec::new();
    let mut rows = Vec::new();
    let mut is_cut = false;
    while let Some(more) = answer.next().await.map_err(|error| told_of_sql(error, speech))? {
        let shown = more.first(most - rows.len().max(objects.len()));
        is_cut = shown.len() < more.len();
        match format {
            Format::Json => shown.each_json(|cells| {
                let named = heading.iter().cloned().zip(cells.iter().cloned());
                objects.push(serde_json::Value::Object(named.collect()));
            }),
            Format::Table | Format::Csv => {
                shown.each_text(|cells| rows.push(cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect()));
            }
        }
        if is_cut {
            break;
        }
    }
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&objects)?),
        Format::Csv => Table { heading, rows }.print_csv(),
        Format::Table => Table { heading, rows }.print(),
    }
    if is_cut {
        eprintln!("{}", speech.say_with("cli-sql-cut", &[("rows", most.to_string())]));
    }
    Ok(())
}

async fn write(answer: &mut SqlAnswer, path: &Path, speech: &Speech) -> Result<()> {
    let mut parquet = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => None,
        Some("parquet") => Some(answer.parquet()?),
        _ => bail!(speech.say_with("cli-sql-ending", &[("file", path.display().to_string())])),
    };
    let mut file = BufWriter::new(File::create(path).with_context(|| path.display().to_string())?);
    if parquet.is_none() {
        let names = answer.columns.iter().map(|column| column.name.as_str());
        write!(file, "\u{feff}{}", spreadsheet_line(names))?;
    }
    let mut count = 0;
    while let Some(rows) = answer.next().await.map_err(|error| told_of_sql(error, speech))? {
        count += rows.len();
        let block = match &mut parquet {
            Some(parquet) => parquet.add(&rows)?,
            None => {
                let mut lines = String::new();
                rows.each_text(|cells| {
                    let cells = cells.iter().map(|cell| cell.as_deref().unwrap_or_default());
                    lines.push_str(&spreadsheet_line(cells));
                });
                lines.into_bytes()
            }
        };
        file.write_all(&block)?;
    }
    if let Some(parquet) = parquet {
        file.write_all(&parquet.end()?)?;
    }
    file.flush()?;
    let told = [("rows", count.to_string()), ("file", path.display().to_string())];
    eprintln!("{}", speech.say_with("cli-sql-written", &told));
    Ok(())
}
