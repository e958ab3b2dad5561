//! A client: makes events, sends them, and sends them again until the server says that they are safe.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::chance::Chance;
use super::ledger::{Entry, Ledger};
use super::shared::Shared;

const LARGEST_BATCH: u64 = 60;
/// What is sent has to be counted again and again, so it should not grow too fast.
const PAUSE: Duration = Duration::from_millis(40);
const CUSTOMERS: u64 = 60;
const DAYS_BACK: u64 = 400;

/// One client.
pub struct Sender {
    number: u32,
    book: usize,
    chance: Chance,
    shared: Arc<Shared>,
    made: u64,
    acknowledged: Ledger,
    sent: Ledger,
}

impl Sender {
    /// A client that has sent nothing.
    pub fn new(number: u32, seed: u64, shared: Arc<Shared>) -> Self {
        let book = shared.open_book();
        let chance = Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(u64::from(number)));
        Self { number, book, chance, shared, made: 0, acknowledged: Ledger::default(), sent: Ledger::default() }
    }

    /// Sends until told to stop; the last batch is sent until it is acknowledged.
    pub fn run(mut self) -> Result<()> {
        while self.shared.goes_on() {
            let (events, entries) = self.make_batch()?;
            self.sent.enter(&entries);
            self.publish();
            self.send(&json!({ "events": events }), entries.len())?;
            self.acknowledged.enter(&entries);
            self.publish();
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn publish(&self) {
        self.shared.publish(self.book, self.acknowledged.figures(), self.sent.figures());
    }

    /// New events, and among them some that were sent before.
    fn make_batch(&mut self) -> Result<(Vec<Value>, Vec<Entry>)> {
        let size = 1 + self.chance.below(LARGEST_BATCH);
        let mut events = Vec::new();
        let mut entries = Vec::new();
        for _ in 0..size {
            let (event, entry) = event(self.number, self.made)?;
            self.made += 1;
            events.push(event);
            entries.push(entry);
            if self.chance.below(10) == 0 {
                let again = self.chance.below(self.made);
                events.push(event_again(self.number, again)?);
            }
        }
        Ok((events, entries))
    }

    fn send(&mut self, batch: &Value, fresh: usize) -> Result<()> {
        let response = self.shared.insist(&mut self.chance, |client| client.post("/api/v1/events", batch))?;
        let taken = response.json().context("a good batch was refused")?;
        let (accepted, duplicates) = (count(&taken, "accepted")?, count(&taken, "duplicates")?);
        let all = batch["events"].as_array().map_or(0, Vec::len);
        if accepted > fresh || accepted + duplicates != all {
            bail!("a batch of {all} events, {fresh} of them new, was answered with {taken}");
        }
        Ok(())
    }
}

fn count(taken: &Value, field: &str) -> Result<usize> {
    let count = taken[field].as_u64().with_context(|| format!("the answer does not count {field}: {taken}"))?;
    Ok(count as usize)
}

fn event_again(client: u32, number: u64) -> Result<Value> {
    event(client, number).map(|(event, _)| event)
}

/// The event of this number, always the same.
fn event(client: u32, number: u64) -> Result<(Value, Entry)> {
    let mut chance = Chance::new((u64::from(client) << 40) | number);
    let customer = chance.below(CUSTOMERS);
    let seconds = if chance.below(3) == 0 { chance.below(3_600) } else { chance.below(DAYS_BACK * 86_400) };
    let time = rfc3339(start_of_run()?.saturating_sub(60 + seconds));
    let mut event = json!({
        "id": format!("{client}-{number}"), "source": "crash", "time": time,
        "customer": {"id": format!("{client}-{customer}")}, "unit": format!("city-{}", chance.below(5)),
    });
    let entry = match chance.below(3) {
        0 => {
            event["name"] = json!("order_placed");
            event["order"] = json!(format!("{client}-{number}"));
            Entry::Order { customer }
        }
        1 => {
            let hundredths = chance.below(100_000);
            event["name"] = json!("payment_made");
            event["amount"] = json!(format!("{}.{:02}", hundredths / 100, hundredths % 100));
            event["currency"] = json!("EUR");
            Entry::Payment { hundredths }
        }
        _ => {
            let score = 1 + chance.below(5);
            event["name"] = json!("answered");
            event["answer"] = json!({"survey": "visit", "question": "score", "metric": "csat", "scale": [1, 5],
                "value": score, "text": "x".repeat(chance.below(200) as usize)});
            Entry::Answer { score }
        }
    };
    Ok((event, entry))
}

/// When this run began, in seconds since 1970: an event sent again has the same time.
pub fn start_of_run() -> Result<u64> {
    static START: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?.as_secs();
    Ok(*START.get_or_init(|| now))
}

/// Seconds since 1970 as RFC 3339, after the civil-from-days algorithm (Hinnant, 2013).
pub fn rfc3339(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_the_api_reads_them() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(rfc3339(1_795_305_599), "2026-11-21T23:59:59Z");
    }

    #[test]
    fn an_event_that_is_sent_again_is_the_same() {
        assert_eq!(event(3, 17).unwrap().0, event_again(3, 17).unwrap());
    }
}
