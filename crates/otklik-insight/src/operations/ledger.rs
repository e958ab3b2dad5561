//! What the events of one slice come to.

use std::collections::HashMap;

use otklik_core::{Currency, Role, Span, Timestamp, Zone};
use otklik_lake::Column;
use otklik_stats::{Accumulator, RateAccumulator, StatsError, ValueAccumulator};
use serde::Deserialize;

use super::StatusCount;
use super::contacts::Contacts;
use super::money::Total;
use super::tickets::Tickets;
use crate::delivery::promise;
use crate::row::Row;

/// A slice now and before.
#[derive(Default)]
pub(crate) struct Ledgers {
    pub(crate) now: Ledger,
    pub(crate) before: Ledger,
}

/// Everything that operations count, for one slice.
#[derive(Clone, Default)]
pub(crate) struct Ledger {
    orders: f64,
    order_events: u64,
    orders_of: HashMap<i64, f64>,
    anonymous: Accumulator,
    order_amounts: Accumulator,
    order_money: Total,
    first_order: Option<Timestamp>,
    last_order: Option<Timestamp>,
    statuses: HashMap<String, u64>,
    complaints: RateAccumulator,
    returns: RateAccumulator,
    waits: ValueAccumulator,
    items: f64,
    goods: Total,
    freight: Total,
    paid: Total,
    delivered: u64,
    late_by_time: Accumulator,
    late_by_date: Accumulator,
    late_by_time_count: u64,
    late_by_date_count: u64,
    delivery_times: Accumulator,
    delivery_seconds: ValueAccumulator,
    tickets: Tickets,
    contacts: Contacts,
    refused: u64,
}

#[derive(Deserialize)]
struct OrderProperties {
    status: Option<String>,
}

impl Ledger {
    /// Counts an event.
    pub(crate) fn take(&mut self, row: &Row<'_>, zone: &Zone) {
        let Some(role) = row.role() else { return };
        let taken = match role {
            Role::OrderPlaced => self.take_order(row),
            Role::Complaint => {
                self.contacts.take(row);
                self.complaints.add(row.person(), row.quantity(), 0.0)
            }
            Role::Returned => self.returns.add(row.person(), row.quantity(), 0.0),
            Role::WaitEnded => match row.duration_seconds() {
                Some(seconds) => self.waits.add(row.person(), seconds),
                None => Ok(()),
            },
            Role::ItemSold => {
                self.items += row.quantity();
                self.goods.add(row.batch.amount(row.index), currency(row));
                Ok(())
            }
            Role::FreightCharged => {
                self.freight.add(row.batch.amount(row.index), currency(row));
                Ok(())
            }
            Role::Paid => {
                self.paid.add(row.batch.amount(row.index), currency(row));
                Ok(())
            }
            Role::Delivered => self.take_delivery(row, zone),
            _ => {
                if role == Role::TicketOpened {
                    self.contacts.take(row);
                }
                if let Some(ticket) = row.text(Column::Ticket) {
                    self.tickets.take(role, ticket, row.person(), row.time);
                }
                Ok(())
            }
        };
        self.refused += u64::from(taken.is_err());
    }

    fn take_order(&mut self, row: &Row<'_>) -> Result<(), StatsError> {
        let (person, quantity) = (row.person(), row.quantity());
        self.orders += quantity;
        self.order_events += 1;
        self.first_order = Some(self.first_order.map_or(row.time, |first| first.min(row.time)));
        self.last_order = Some(self.last_order.map_or(row.time, |last| last.max(row.time)));
        if let Some(person) = person {
            *self.orders_of.entry(person).or_default() += quantity;
        }
        self.order_money.add(row.batch.amount(row.index), currency(row));
        if let Some(amount) = row.batch.amount(row.index).filter(|_| quantity == 1.0) {
            self.order_amounts.add(person, amount.to_f64())?;
        }
        if let Some(properties) = row.text(Column::Properties)
            && let Ok(OrderProperties { status: Some(status) }) = serde_json::from_str(properties)
        {
            *self.statuses.entry(status).or_default() += 1;
        }
        self.anonymous.add_weighted(person, if person.is_none() { 1.0 } else { 0.0 }, quantity)?;
        if person.is_none() && quantity.fract() == 0.0 && quantity > 0.0 {
            // A count of orders that are nobody's is that many people, not one who ordered all of them.
            self.complaints.add_unknown(quantity as u64);
            self.returns.add_unknown(quantity as u64);
            return Ok(());
        }
        self.complaints.add(person, 0.0, quantity)?;
        self.returns.add(person, 0.0, quantity)
    }

    fn take_delivery(&mut self, row: &Row<'_>, zone: &Zone) -> Result<(), StatsError> {
        self.delivered += 1;
        if let Some(promise) = promise(row, zone) {
            let mark = |late: bool| if late { 1.0 } else { 0.0 };
            self.late_by_time.add(row.person(), mark(promise.late))?;
            self.late_by_date.add(row.person(), mark(promise.late_by_date))?;
            self.late_by_time_count += u64::from(promise.late);
            self.late_by_date_count += u64::from(promise.late_by_date);
        }
        if let Some(seconds) = row.duration_seconds() {
            self.delivery_times.add(row.person(), seconds)?;
            self.delivery_seconds.add(row.person(), seconds)?;
        }
        Ok(())
    }

    /// Takes in what happened in another slice.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.orders += other.orders;
        self.order_events += other.order_events;
        for (person, orders) in &other.orders_of {
            *self.orders_of.entry(*person).or_default() += orders;
        }
        self.anonymous.merge(&other.anonymous);
        self.order_amounts.merge(&other.order_amounts);
        self.order_money.merge(&other.order_money);
        self.first_order = self.first_order.into_iter().chain(other.first_order).min();
        self.last_order = self.last_order.into_iter().chain(other.last_order).max();
        for (status, orders) in &other.statuses {
            *self.statuses.entry(status.clone()).or_default() += orders;
        }
        self.complaints.merge(&other.complaints);
        self.returns.merge(&other.returns);
        self.waits.merge(&other.waits);
        self.items += other.items;
        self.goods.merge(&other.goods);
        self.freight.merge(&other.freight);
        self.paid.merge(&other.paid);
        self.delivered += other.delivered;
        self.late_by_time.merge(&other.late_by_time);
        self.late_by_date.merge(&other.late_by_date);
        self.late_by_time_count += other.late_by_time_count;
        self.late_by_date_count += other.late_by_date_count;
        self.delivery_times.merge(&other.delivery_times);
        self.delivery_seconds.merge(&other.delivery_seconds);
        self.tickets.merge(&other.tickets);
        self.contacts.merge(&other.contacts);
        self.refused += other.refused;
    }

    /// Whether nothing was counted.
    pub(crate) fn is_empty(&self) -> bool {
        self.order_events == 0 && self.waits.n() == 0 && self.delivered == 0 && self.complaints_are_none()
    }

    fn complaints_are_none(&self) -> bool {
        let complaints = self.complaints.clone().finish();
        complaints.events() == 0.0 && self.returns.clone().finish().events() == 0.0
    }

    /// Orders by their status, most first.
    pub(crate) fn statuses(&self) -> Vec<StatusCount> {
        let mut statuses: Vec<StatusCount> = self
            .statuses
            .iter()
            .map(|(status, orders)| StatusCount { status: status.clone(), orders: *orders })
            .collect();
        statuses
            .sort_unstable_by(|one, other| other.orders.cmp(&one.orders).then_with(|| one.status.cmp(&other.status)));
        statuses
    }
}

fn currency(row: &Row<'_>) -> Option<Currency> {
    row.text(Column::Currency)?.parse().ok()
}

impl Ledgers {
    /// Counts an event on the sides to which its time belongs.
    pub(crate) fn take(&mut self, row: &Row<'_>, zone: &Zone, span: Span, earlier: Option<Span>) {
        if span.contains(row.time) {
            self.now.take(row, zone);
        }
        if earlier.is_some_and(|earlier| earlier.contains(row.time)) {
            self.before.take(row, zone);
        }
    }
}

/// A ledger whose samples are ready for estimates.
pub(crate) struct Finished {
    pub(super) orders: f64,
    pub(super) order_events: u64,
    pub(super) orders_of: HashMap<i64, f64>,
    pub(super) anonymous: otklik_stats::Sample,
    pub(super) order_amounts: otklik_stats::Sample,
    pub(super) repeated_orders: otklik_stats::Sample,
    pub(super) revenue: Total,
    pub(super) first_order: Option<Timestamp>,
    pub(super) last_order: Option<Timestamp>,
    pub(super) complaints: otklik_stats::RateSample,
    pub(super) returns: otklik_stats::RateSample,
    pub(super) waits: otklik_stats::ValueSample,
    pub(super) items: f64,
    pub(super) goods: Total,
    pub(super) freight: Total,
    pub(super) paid: Total,
    pub(super) delivered: u64,
    pub(super) late_by_time: otklik_stats::Sample,
    pub(super) late_by_date: otklik_stats::Sample,
    pub(super) late_by_time_count: u64,
    pub(super) late_by_date_count: u64,
    pub(super) delivery_times: otklik_stats::Sample,
    pub(super) delivery_seconds: otklik_stats::ValueSample,
    pub(super) settled: otklik_stats::Sample,
    pub(super) replies: otklik_stats::ValueSample,
    pub(super) resolutions: otklik_stats::ValueSample,
    pub(super) repeats: otklik_stats::Sample,
}

impl Ledger {
    /// The same, ready for estimates.
    pub(crate) fn finish(self) -> Finished {
        if self.refused > 0 {
            tracing::warn!(refused = self.refused, "events with impossible numbers were not counted");
        }
        let mut repeated_orders = Accumulator::new();
        for (person, orders) in &self.orders_of {
            let taken = repeated_orders.add(Some(*person), if *orders > 1.0 { 1.0 } else { 0.0 });
            debug_assert!(taken.is_ok(), "0 and 1 are finite");
        }
        Finished {
            repeated_orders: repeated_orders.finish(),
            // What orders tell of their amounts goes before what was paid, which may come in parts and later.
            revenue: if self.order_money.count > 0 { self.order_money } else { self.paid.clone() },
            orders: self.orders,
            order_events: self.order_events,
            orders_of: self.orders_of,
            anonymous: self.anonymous.finish(),
            order_amounts: self.order_amounts.finish(),
            first_order: self.first_order,
            last_order: self.last_order,
            complaints: self.complaints.finish(),
            returns: self.returns.finish(),
            waits: self.waits.finish(),
            items: self.items,
            goods: self.goods,
            freight: self.freight,
            paid: self.paid,
            delivered: self.delivered,
            late_by_time: self.late_by_time.finish(),
            late_by_date: self.late_by_date.finish(),
            late_by_time_count: self.late_by_time_count,
            late_by_date_count: self.late_by_date_count,
            delivery_times: self.delivery_times.finish(),
            delivery_seconds: self.delivery_seconds.finish(),
            settled: self.tickets.first_contact_resolution(),
            replies: self.tickets.first_replies(),
            resolutions: self.tickets.resolutions(),
            repeats: self.contacts.repeats(),
        }
    }
}
