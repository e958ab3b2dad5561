//! Events on their way: kept until the day on which they arrive, so that only a few days are in memory.

use std::collections::VecDeque;

use otklik_core::Event;
use otklik_core::time::DAY_MICROS;

/// Events by day of arrival; the first day is the one being simulated.
#[derive(Debug)]
pub(crate) struct Outbox {
    /// Company midnight of the first simulated day.
    midnight: i64,
    until: i64,
    today: usize,
    days: VecDeque<Vec<(i64, Event)>>,
}

impl Outbox {
    pub(crate) fn new(midnight: i64, until: i64) -> Self {
        Self { midnight, until, today: 0, days: VecDeque::new() }
    }

    /// The simulated day of an instant.
    pub(crate) fn day_of(&self, time: i64) -> usize {
        usize::try_from((time - self.midnight).div_euclid(DAY_MICROS)).unwrap_or_default()
    }

    /// Sends an event that arrives when it happens; answers whether it does so before the data end.
    pub(crate) fn send(&mut self, event: Event) -> bool {
        let arrival = event.time.0;
        self.send_at(arrival, event)
    }

    /// Sends an event that arrives at another time than it happened.
    pub(crate) fn send_at(&mut self, arrival: i64, event: Event) -> bool {
        if arrival >= self.until {
            return false;
        }
        let ahead = self.day_of(arrival).saturating_sub(self.today);
        if self.days.len() <= ahead {
            self.days.resize_with(ahead + 1, Vec::new);
        }
        self.days[ahead].push((arrival, event));
        true
    }

    /// Ends the day: its events in the order of their arrival.
    pub(crate) fn close_day(&mut self) -> Vec<Event> {
        self.today += 1;
        let mut events = self.days.pop_front().unwrap_or_default();
        events.sort_by_key(|(arrival, _)| *arrival);
        events.into_iter().map(|(_, event)| event).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_core::Timestamp;

    fn event(id: &str, time: i64) -> Event {
        Event::new("till", id, "order_placed", Timestamp(time))
    }

    #[test]
    fn events_leave_on_the_day_of_their_arrival() {
        let mut outbox = Outbox::new(0, 3 * DAY_MICROS);
        assert!(outbox.send(event("tomorrow", DAY_MICROS + 5)));
        assert!(outbox.send(event("noon", DAY_MICROS / 2)));
        assert!(outbox.send_at(DAY_MICROS + 1, event("late", 3)));
        assert!(outbox.send(event("morning", 4)));
        assert!(!outbox.send(event("after the end", 3 * DAY_MICROS)));
        let ids = |events: Vec<Event>| events.into_iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!(ids(outbox.close_day()), ["morning", "noon"]);
        assert_eq!(ids(outbox.close_day()), ["late", "tomorrow"]);
        assert!(outbox.close_day().is_empty());
    }
}
