//! What one customer bought and where payments failed, for looking around a touch.

use super::{TouchEvent, TouchPart};

/// Orders and failed payments of one customer, ascending in time; the room serves one customer after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deeds {
    orders: Vec<i64>,
    /// What was paid up to each order, and behind the last one altogether.
    paid: Vec<i64>,
    failures: Vec<i64>,
}

impl Deeds {
    pub(crate) fn read(&mut self, touches: &[TouchEvent]) {
        self.orders.clear();
        self.paid.clear();
        self.failures.clear();
        let mut paid = 0;
        self.paid.push(paid);
        for touch in touches {
            match touch.part {
                TouchPart::Order => {
                    self.orders.push(touch.time);
                    paid += touch.amount;
                    self.paid.push(paid);
                }
                TouchPart::PaymentFailed => self.failures.push(touch.time),
                _ => {}
            }
        }
    }

    fn orders_before(&self, time: i64) -> usize {
        self.orders.partition_point(|order| *order < time)
    }

    fn orders_until(&self, time: i64) -> usize {
        self.orders.partition_point(|order| *order <= time)
    }

    /// Whether anything was ordered from an instant on within a window, and for how much.
    pub(crate) fn ordered(&self, from: i64, window: i64) -> (bool, i64) {
        self.between(self.orders_before(from), self.orders_until(from.saturating_add(window)))
    }

    /// Whether anything was ordered after an instant within a window, and for how much.
    pub(crate) fn returned(&self, after: i64, window: i64) -> (bool, i64) {
        self.between(self.orders_until(after), self.orders_until(after.saturating_add(window)))
    }

    fn between(&self, first: usize, end: usize) -> (bool, i64) {
        (first < end, self.paid[end.max(first)] - self.paid[first])
    }

    /// Whether anything was ordered from one instant to another.
    pub(crate) fn has_order_between(&self, from: i64, to: i64) -> bool {
        self.count_between(from, to) > 0
    }

    /// How often something was ordered from one instant to another.
    pub(crate) fn count_between(&self, from: i64, to: i64) -> usize {
        self.orders_until(to).saturating_sub(self.orders_before(from))
    }

    /// Whether nothing had been ordered before a touch and what belongs to it.
    pub(crate) fn is_new(&self, time: i64, window: i64) -> bool {
        self.orders.first().is_none_or(|first| *first >= time.saturating_sub(window))
    }

    /// Whether a payment failed within a window before or after an instant.
    pub(crate) fn failed_near(&self, time: i64, window: i64) -> bool {
        let next = self.failures.partition_point(|failure| *failure < time.saturating_sub(window));
        self.failures.get(next).is_some_and(|failure| *failure <= time.saturating_add(window))
    }
}
