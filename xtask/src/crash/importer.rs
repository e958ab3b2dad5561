//! Somebody who imports files by the page, one after the other, and stops some of them half-way to take them up again.

use std::fmt::Write as _;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::chance::Chance;
use super::ledger::{Entry, Ledger};
use super::sender::{rfc3339, start_of_run};
use super::shared::Shared;
use crate::http::{Client, Response};

const MAPPING: &str = include_str!("orders.toml");
const CUSTOMERS: u64 = 50;
const ROWS: u64 = 300;
/// Every so manieth file has rows enough for several parts, between which a restart goes on.
const LARGE_EVERY: u64 = 16;
const LARGE_ROWS: u64 = 30_000;
const LOOK_PAUSE: Duration = Duration::from_millis(40);
const PAUSE: Duration = Duration::from_millis(1_200);

/// Imports files.
pub struct Importer {
    book: usize,
    chance: Chance,
    shared: Arc<Shared>,
    files: u64,
    imported: Ledger,
    begun: Ledger,
}

impl Importer {
    /// Nothing imported yet.
    pub fn new(seed: u64, shared: Arc<Shared>) -> Self {
        let book = shared.open_book();
        let chance = Chance::new(seed.wrapping_add(77));
        Self { book, chance, shared, files: 0, imported: Ledger::default(), begun: Ledger::default() }
    }

    /// Imports until told to stop; the last import is done then.
    pub fn run(mut self) -> Result<()> {
        while self.shared.goes_on() {
            let (text, entries) = self.write_file()?;
            let id = self.hand_in(&text)?;
            self.begun.enter(&entries);
            self.publish();
            self.see_it_through(&id, entries.len() as u64).with_context(|| format!("import {id}"))?;
            self.imported.enter(&entries);
            self.publish();
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn publish(&self) {
        self.shared.publish(self.book, self.imported.figures(), self.begun.figures());
    }

    fn write_file(&mut self) -> Result<(String, Vec<Entry>)> {
        self.files += 1;
        let rows = 1 + self.chance.below(if self.files.is_multiple_of(LARGE_EVERY) { LARGE_ROWS } else { ROWS });
        let mut text = String::from("number,time,customer,city\n");
        let mut entries = Vec::new();
        for row in 0..rows {
            let customer = self.chance.below(CUSTOMERS);
            let time = rfc3339(start_of_run()?.saturating_sub(60 + self.chance.below(300 * 86_400)));
            let city = self.chance.below(5);
            writeln!(text, "{}-{row},{time},i-{customer},city-{city}", self.files)?;
            entries.push(Entry::Order { customer });
        }
        Ok((text, entries))
    }

    /// Gives the file and its mapping; what is not answered is given again, and the former draft stays a draft.
    fn hand_in(&mut self, text: &str) -> Result<String> {
        let uploaded = self.ask(|client| client.upload("/api/v1/imports/files?name=orders.csv", text.as_bytes()))?;
        let id = uploaded.json()?["id"].as_str().context("an import has no id")?.to_owned();
        let mapping = json!({ "toml": MAPPING });
        self.ask(|client| client.put(&format!("/api/v1/imports/{id}/mapping"), &mapping))?.json()?;
        Ok(id)
    }

    fn see_it_through(&mut self, id: &str, rows: u64) -> Result<()> {
        let run = format!("/api/v1/imports/{id}/run");
        let mut stops = self.chance.below(3) == 0;
        loop {
            let shown = self.ask(|client| client.get(&format!("/api/v1/imports/{id}")))?.json()?;
            match shown["stage"].as_str().unwrap_or_default() {
                "done" => return every_row_was_taken(&shown, rows),
                "draft" | "cancelled" => self.start(&run)?,
                "running" if stops => {
                    stops = false;
                    self.ask(|client| client.post(&format!("/api/v1/imports/{id}/cancel"), &json!({})))?.json()?;
                }
                "running" => thread::sleep(LOOK_PAUSE),
                other => bail!("it is {other}: {shown}"),
            }
        }
    }

    /// Runs it; when an earlier request did so and was not answered, it runs already.
    fn start(&mut self, run: &str) -> Result<()> {
        let started = self.ask(|client| client.post(run, &json!({})))?;
        ensure!(started.status == 202 || started.status == 409, "it cannot be run: {started}");
        Ok(())
    }

    fn ask(&mut self, request: impl Fn(&Client) -> Result<Response>) -> Result<Response> {
        self.shared.insist_signed_in(&mut self.chance, request)
    }
}

fn every_row_was_taken(shown: &Value, rows: u64) -> Result<()> {
    let number = |name: &str| shown["progress"][name].as_u64().unwrap_or_default();
    let (accepted, duplicates) = (number("accepted"), number("duplicates"));
    ensure!(number("rows") == rows && accepted + duplicates == rows, "{rows} rows were imported as {shown}");
    Ok(())
}
