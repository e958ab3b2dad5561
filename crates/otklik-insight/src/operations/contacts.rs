//! People who turn to the company again by another channel.

use std::collections::HashMap;

use otklik_core::Timestamp;
use otklik_core::time::DAY_MICROS;
use otklik_stats::{Accumulator, Sample};

use crate::lens::Meaning;
use crate::row::Row;

/// A complaint or request so long after another one may be about the same problem.
const SAME_PROBLEM_MICROS: i64 = 14 * DAY_MICROS;

/// A complaint or a request for help of somebody known; channel and topic by their places among the names.
#[derive(Clone, Copy, Debug)]
struct Contact {
    time: Timestamp,
    channel: u32,
    topic: u32,
}

/// All complaints and requests of a slice.
#[derive(Clone, Debug)]
pub(crate) struct Contacts {
    by_person: HashMap<i64, Vec<Contact>>,
    /// Channels and topics; the first is that of whoever names none.
    names: Vec<String>,
}

impl Default for Contacts {
    fn default() -> Self {
        Self { by_person: HashMap::new(), names: vec![String::new()] }
    }
}

impl Contacts {
    pub(crate) fn take(&mut self, row: &Row<'_>) {
        let Some(person) = row.person() else { return };
        let channel = self.named(row.meaning.map(Meaning::channel).unwrap_or_default());
        let topic = self.named(row.meaning.map(|meaning| meaning.kind.detail.as_str()).unwrap_or_default());
        self.by_person.entry(person).or_default().push(Contact { time: row.time, channel, topic });
    }

    fn named(&mut self, name: &str) -> u32 {
        let place = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        place as u32
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        let places: Vec<u32> = other.names.iter().map(|name| self.named(name)).collect();
        for (person, contacts) in &other.by_person {
            let moved = contacts.iter().map(|contact| Contact {
                channel: places[contact.channel as usize],
                topic: places[contact.topic as usize],
                ..*contact
            });
            self.by_person.entry(*person).or_default().extend(moved);
        }
    }

    /// Of each complaint or request, whether the same person told the same before, at most two weeks ago, by another channel.
    ///
    /// Topics are the same where they are called the same or one is not told.
    pub(crate) fn repeats(mut self) -> Sample {
        let mut repeats = Accumulator::new();
        for (person, contacts) in &mut self.by_person {
            contacts.sort_unstable_by_key(|contact| contact.time);
            for (index, contact) in contacts.iter().enumerate() {
                let is_repeat = contacts[..index].iter().any(|earlier| {
                    let same_topic = earlier.topic == contact.topic || earlier.topic == 0 || contact.topic == 0;
                    let soon = contact.time.0 - earlier.time.0 <= SAME_PROBLEM_MICROS;
                    soon && same_topic && earlier.channel != contact.channel
                });
                let taken = repeats.add(Some(*person), if is_repeat { 1.0 } else { 0.0 });
                debug_assert!(taken.is_ok(), "0 and 1 are finite");
            }
        }
        repeats.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_told_again_counts_once_for_each_time_by_another_channel() {
        let mut contacts = Contacts::default();
        let (chat, telephone, bill) = (contacts.named("chat"), contacts.named("phone"), contacts.named("bill"));
        let mut add = |person: i64, days: i64, channel, topic| {
            let contact = Contact { time: Timestamp(days * DAY_MICROS), channel, topic };
            contacts.by_person.entry(person).or_default().push(contact);
        };
        add(1, 10, telephone, bill);
        add(1, 0, chat, bill);
        add(1, 30, telephone, bill);
        add(2, 0, chat, bill);
        add(2, 1, chat, bill);
        add(3, 0, chat, 0);
        add(3, 14, telephone, bill);
        let sample = contacts.repeats();
        assert_eq!((sample.n(), sample.people()), (7, 3));
        assert!((sample.mean() - 2.0 / 7.0).abs() < 1e-12);
    }
}
