//! Requests for help and how they went.

use std::collections::HashMap;

use otklik_core::{Role, Timestamp};
use otklik_stats::{Accumulator, Sample, ValueAccumulator, ValueSample};

/// What is known of one request.
#[derive(Clone, Copy, Debug, Default)]
struct Ticket {
    person: Option<i64>,
    opened: Option<Timestamp>,
    first_reply: Option<Timestamp>,
    resolved: Option<Timestamp>,
    reopened: bool,
}

/// All requests of a slice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tickets {
    by_id: HashMap<Box<str>, Ticket>,
}

impl Tickets {
    pub(crate) fn take(&mut self, role: Role, id: &str, person: Option<i64>, time: Timestamp) {
        let ticket = self.by_id.entry(id.into()).or_default();
        ticket.person = ticket.person.or(person);
        match role {
            Role::TicketOpened => ticket.opened = Some(ticket.opened.map_or(time, |known| known.min(time))),
            Role::FirstReply => ticket.first_reply = Some(ticket.first_reply.map_or(time, |known| known.min(time))),
            Role::Resolved => ticket.resolved = Some(ticket.resolved.map_or(time, |known| known.max(time))),
            Role::Reopened => ticket.reopened = true,
            _ => {}
        }
    }

    /// Takes in what is known of the requests of another slice.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (id, known) in &other.by_id {
            let ticket = self.by_id.entry(id.clone()).or_default();
            ticket.person = ticket.person.or(known.person);
            ticket.opened = ticket.opened.into_iter().chain(known.opened).min();
            ticket.first_reply = ticket.first_reply.into_iter().chain(known.first_reply).min();
            ticket.resolved = ticket.resolved.max(known.resolved);
            ticket.reopened |= known.reopened;
        }
    }

    /// Settled requests: 1 for those that did not come back.
    pub(crate) fn first_contact_resolution(&self) -> Sample {
        let mut settled = Accumulator::new();
        for ticket in self.by_id.values().filter(|ticket| ticket.resolved.is_some() || ticket.reopened) {
            let kept = if ticket.reopened { 0.0 } else { 1.0 };
            let taken = settled.add(ticket.person, kept);
            debug_assert!(taken.is_ok(), "0 and 1 are finite");
        }
        settled.finish()
    }

    /// Seconds from the request to the first reply, where both are known.
    pub(crate) fn first_replies(&self) -> ValueSample {
        self.seconds_until(|ticket| ticket.first_reply)
    }

    /// Seconds from the request until it was settled for good, where both are known.
    pub(crate) fn resolutions(&self) -> ValueSample {
        self.seconds_until(|ticket| ticket.resolved)
    }

    fn seconds_until(&self, end: impl Fn(&Ticket) -> Option<Timestamp>) -> ValueSample {
        let mut seconds = ValueAccumulator::new();
        for ticket in self.by_id.values() {
            if let (Some(opened), Some(end)) = (ticket.opened, end(ticket))
                && end >= opened
            {
                let taken = seconds.add(ticket.person, (end.0 - opened.0) as f64 / 1e6);
                debug_assert!(taken.is_ok(), "a difference of instants is finite");
            }
        }
        seconds.finish()
    }
}
