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
    resolved: bool,
    reopened: bool,
}

/// All requests of a slice.
#[derive(Debug, Default)]
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
            Role::Resolved => ticket.resolved = true,
            Role::Reopened => ticket.reopened = true,
            _ => {}
        }
    }

    /// Settled requests: 1 for those that did not come back.
    pub(crate) fn first_contact_resolution(&self) -> Sample {
        let mut settled = Accumulator::new();
        for ticket in self.by_id.values().filter(|ticket| ticket.resolved || ticket.reopened) {
            let kept = if ticket.reopened { 0.0 } else { 1.0 };
            let taken = settled.add(ticket.person, kept);
            debug_assert!(taken.is_ok(), "0 and 1 are finite");
        }
        settled.finish()
    }

    /// Seconds from the request to the first reply, where both are known.
    pub(crate) fn first_replies(&self) -> ValueSample {
        let mut seconds = ValueAccumulator::new();
        for ticket in self.by_id.values() {
            if let (Some(opened), Some(reply)) = (ticket.opened, ticket.first_reply)
                && reply >= opened
            {
                let taken = seconds.add(ticket.person, (reply.0 - opened.0) as f64 / 1e6);
                debug_assert!(taken.is_ok(), "a difference of instants is finite");
            }
        }
        seconds.finish()
    }
}
