//! Somebody who makes two customers one, and some of them two again; whatever was answered has to stay so.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::chance::Chance;
use super::ledger::Figures;
use super::sender::{rfc3339, start_of_run};
use super::shared::Shared;
use crate::http::{Client, Response};

const LOOK_PAUSE: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_secs(120);

/// A pair of customers that nobody else speaks of, and whether they were made one.
struct Pair {
    names: [String; 2],
    are_one: bool,
}

/// Merges customers and undoes merges.
pub struct Merger {
    book: usize,
    chance: Chance,
    shared: Arc<Shared>,
    pairs: Vec<Pair>,
    low: Figures,
    high: Figures,
}

impl Merger {
    /// Nobody merged yet.
    pub fn new(seed: u64, shared: Arc<Shared>) -> Self {
        let book = shared.open_book();
        let chance = Chance::new(seed.wrapping_add(99));
        Self { book, chance, shared, pairs: Vec::new(), low: Figures::default(), high: Figures::default() }
    }

    /// Merges until told to stop; then every answered merge and undo is looked at again.
    pub fn run(mut self) -> Result<()> {
        while self.shared.goes_on() {
            let mut pair = self.bring_two()?;
            self.merge(&mut pair)?;
            if self.chance.below(2) == 0 {
                self.undo(&mut pair)?;
            }
            self.pairs.push(pair);
            let earlier = self.chance.below(self.pairs.len() as u64) as usize;
            self.look_again(earlier)?;
        }
        for place in 0..self.pairs.len() {
            self.look_again(place)?;
        }
        Ok(())
    }

    fn publish(&self) {
        self.shared.publish(self.book, &self.low, &self.high);
    }

    /// Lets two customers order something.
    fn bring_two(&mut self) -> Result<Pair> {
        let number = self.pairs.len();
        let names = ["one", "other"].map(|which| format!("merge-{number:06}-{which}"));
        let time = rfc3339(start_of_run()?.saturating_sub(600));
        let order = |name: &String| {
            json!({"id": name, "source": "crash-merge", "name": "order_placed", "time": time, "order": name,
                "customer": {"id": name}, "unit": "city-0"})
        };
        let batch = json!({ "events": names.iter().map(order).collect::<Vec<_>>() });
        let two = Figures { events: 2, orders: 2, customers: 2, ..Figures::default() };
        self.high.add(&two);
        self.publish();
        let shared = Arc::clone(&self.shared);
        shared.insist(&mut self.chance, |client| client.post("/api/v1/events", &batch))?.json()?;
        self.low.add(&two);
        self.publish();
        Ok(Pair { names, are_one: false })
    }

    fn merge(&mut self, pair: &mut Pair) -> Result<()> {
        self.low.customers -= 1;
        self.publish();
        self.until(pair, true, |merger, [one, other]| {
            let asked = json!({"one": one, "other": other});
            let merged = merger.ask(|client| client.post("/api/v1/merges", &asked))?;
            // The customer that was absorbed by a request that was not answered is no customer any more.
            ensure!(merged.status == 201 || merged.status == 404, "two customers cannot be made one: {merged}");
            Ok(merged.status == 201)
        })?;
        self.high.customers -= 1;
        self.publish();
        Ok(())
    }

    fn undo(&mut self, pair: &mut Pair) -> Result<()> {
        self.high.customers += 1;
        self.publish();
        self.until(pair, false, |merger, [kept, _]| {
            let merges = merger.ask(|client| client.get(&format!("/api/v1/merges?customer={kept}")))?.json()?;
            let merges = merges["merges"].as_array().context("there is no list of merges")?;
            let Some(merge) = merges.iter().find(|merge| merge["undone_at"].is_null()) else {
                return Ok(false);
            };
            let path = format!("/api/v1/merges/{}/undo", merge["id"]);
            let undone = merger.ask(|client| client.post(&path, &json!({})))?;
            ensure!(undone.status == 204 || undone.status == 404, "a merge cannot be undone: {undone}");
            Ok(undone.status == 204)
        })?;
        self.low.customers += 1;
        self.publish();
        Ok(())
    }

    /// Acts until a pair is one, or two, as wanted; once the act was answered, that has to be so.
    fn until(
        &mut self,
        pair: &mut Pair,
        are_one: bool,
        mut act: impl FnMut(&mut Self, [i64; 2]) -> Result<bool>,
    ) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some([one, other]) = self.find(pair)? {
                if (one == other) == are_one {
                    pair.are_one = are_one;
                    return Ok(());
                }
                if act(self, [one, other])? {
                    pair.are_one = are_one;
                    return self.look_at(pair);
                }
            }
            if Instant::now() > deadline {
                bail!("{:?} were not seen as {are_one} within {} s", pair.names, PATIENCE.as_secs());
            }
            thread::sleep(LOOK_PAUSE);
        }
    }

    fn look_again(&mut self, place: usize) -> Result<()> {
        let Pair { names, are_one } = &self.pairs[place];
        let pair = Pair { names: names.clone(), are_one: *are_one };
        self.look_at(&pair)
    }

    fn look_at(&mut self, pair: &Pair) -> Result<()> {
        let Some([one, other]) = self.find(pair)? else { bail!("{:?} are no customers any more", pair.names) };
        let word = if pair.are_one { "one" } else { "two" };
        ensure!((one == other) == pair.are_one, "{:?} were made {word}, and are {one} and {other}", pair.names);
        Ok(())
    }

    /// The numbers of both customers, as soon as both are known.
    fn find(&mut self, pair: &Pair) -> Result<Option<[i64; 2]>> {
        let mut found = [0; 2];
        for (name, customer) in pair.names.iter().zip(&mut found) {
            let hits = self.ask(|client| client.get(&format!("/api/v1/customers?search={name}")))?.json()?;
            let is_known_by = |hit: &&Value| {
                hit["identifiers"].as_array().is_some_and(|known| known.iter().any(|one| one["value"] == *name))
            };
            let hit = hits["customers"].as_array().into_iter().flatten().find(is_known_by);
            let Some(number) = hit.and_then(|hit| hit["customer"].as_i64()) else {
                return Ok(None);
            };
            *customer = number;
        }
        Ok(Some(found))
    }

    fn ask(&mut self, request: impl Fn(&Client) -> Result<Response>) -> Result<Response> {
        let shared = Arc::clone(&self.shared);
        shared.insist_signed_in(&mut self.chance, request)
    }
}
