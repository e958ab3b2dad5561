//! What the events of one slice come to.

use std::collections::{BTreeMap, HashMap};

use otklik_core::{Amount, Change, Currency, Estimate, Measure, Role, Timestamp, Zone};
use otklik_lake::Column;
use otklik_stats::{
    Accumulator, Difference, RateAccumulator, StatsError, Terms, ValueAccumulator, mean, quantile, quantile_difference,
    rate_difference, rate_per_hundred, share, share_difference,
};
use serde::Deserialize;

use super::tickets::Tickets;
use super::{OperationsQuestion, OperationsRow, Present, StatusCount};
use crate::delivery::promise;
use crate::row::Row;
use crate::scores::ERROR_RATE;
use crate::slice::Slice;
use crate::view::View;

/// A slice now and before.
#[derive(Default)]
pub(crate) struct Ledgers {
    pub(crate) now: Ledger,
    pub(crate) before: Ledger,
}

/// Everything that operations count, for one slice.
#[derive(Default)]
pub(crate) struct Ledger {
    orders: f64,
    order_events: u64,
    orders_of: HashMap<i64, f64>,
    anonymous: Accumulator,
    order_amounts: Accumulator,
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
    refused: u64,
}

/// A sum of money; nothing once currencies were mixed.
#[derive(Default)]
struct Total {
    sum: Amount,
    count: u64,
    currency: Option<Currency>,
    mixed: bool,
}

impl Total {
    fn add(&mut self, amount: Option<Amount>, currency: Option<Currency>) {
        let (Some(amount), Some(currency)) = (amount, currency) else { return };
        self.mixed |= self.currency.is_some_and(|known| known != currency);
        self.currency = Some(currency);
        self.sum += amount;
        self.count += 1;
    }

    fn estimate(&self) -> Option<Estimate> {
        let currency = self.currency?;
        let mut estimate = Estimate::counted(self.sum.to_f64(), Measure::Money, self.count, self.count);
        estimate.currency = Some(currency);
        if self.mixed {
            estimate.value = None;
            estimate.low = None;
            estimate.high = None;
            estimate.currency = None;
            estimate.status = otklik_core::Status::NotIdentified;
        }
        Some(estimate)
    }
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
            Role::Complaint => self.complaints.add(row.person(), row.quantity(), 0.0),
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
    /// The ledger of the span, or of the earlier one.
    pub(crate) fn side(&mut self, earlier: bool) -> &mut Ledger {
        if earlier { &mut self.before } else { &mut self.now }
    }

    /// Both, ready for estimates.
    pub(crate) fn finish(self) -> FinishedLedgers {
        FinishedLedgers { now: self.now.finish(), before: self.before.finish() }
    }
}

impl FinishedLedgers {
    /// The row of this slice.
    pub(crate) fn row(
        self,
        view: &View<'_>,
        present: &Present,
        question: &OperationsQuestion,
        slice: Slice,
        unfinished: bool,
        changes: Option<BTreeMap<String, Change>>,
    ) -> OperationsRow {
        let terms = Terms::default();
        let now = self.now;
        let with = |role: Role, estimate: Estimate| present.has(role).then_some(estimate);
        let people = now.orders_of.len() as u64;
        let repeat = now.orders_of.values().filter(|orders| **orders > 1.0).count() as u64;
        let count = |value: f64, n: u64, people: u64| Estimate::counted(value, Measure::Count, n, people);
        let promised = now.late_by_time.n() > 0;
        let timed = now.delivery_times.n() > 0;
        OperationsRow {
            orders: count(now.orders, now.order_events, people),
            customers: count(people as f64, people, people),
            repeat_customers: count(repeat as f64, repeat, repeat),
            anonymous_share: (now.anonymous.n() > 0).then(|| share(&now.anonymous, &terms)),
            complaints_per_100: with(Role::Complaint, rate_per_hundred(&now.complaints, &terms)),
            returns_per_100: with(Role::Returned, rate_per_hundred(&now.returns, &terms)),
            waiting_median: with(Role::WaitEnded, quantile(&now.waits, 0.5, Measure::Seconds, &terms)),
            waiting_p90: with(Role::WaitEnded, quantile(&now.waits, 0.9, Measure::Seconds, &terms)),
            items: with(Role::ItemSold, count(now.items, now.goods.count, now.goods.count)),
            goods: now.goods.estimate(),
            freight: now.freight.estimate(),
            paid: now.paid.estimate(),
            average_order: (now.order_amounts.n() > 0).then(|| {
                let mut average = mean(&now.order_amounts, Measure::Money, &terms);
                average.currency = view.currency;
                average
            }),
            first_order: now.first_order,
            last_order: now.last_order,
            delivered: with(Role::Delivered, count(now.delivered as f64, now.delivered, now.delivered)),
            late_by_time: promised.then(|| share(&now.late_by_time, &terms)),
            late_by_date: promised.then(|| share(&now.late_by_date, &terms)),
            late_by_time_count: now.late_by_time_count,
            late_by_date_count: now.late_by_date_count,
            delivery_mean: timed.then(|| mean(&now.delivery_times, Measure::Seconds, &terms)),
            delivery_median: timed.then(|| quantile(&now.delivery_seconds, 0.5, Measure::Seconds, &terms)),
            first_contact_resolution: with(Role::Resolved, share(&now.settled, &terms)),
            first_reply_median: with(Role::FirstReply, quantile(&now.replies, 0.5, Measure::Seconds, &terms)),
            changes: changes.unwrap_or_default(),
            people: question.people(None, slice.clone()).address(),
            unfinished,
            slice,
        }
    }
}

/// A slice now and before, ready for estimates.
pub(crate) struct FinishedLedgers {
    now: Finished,
    before: Finished,
}

/// A ledger whose samples are ready for estimates.
struct Finished {
    orders: f64,
    order_events: u64,
    orders_of: HashMap<i64, f64>,
    anonymous: otklik_stats::Sample,
    order_amounts: otklik_stats::Sample,
    first_order: Option<Timestamp>,
    last_order: Option<Timestamp>,
    complaints: otklik_stats::RateSample,
    returns: otklik_stats::RateSample,
    waits: otklik_stats::ValueSample,
    items: f64,
    goods: Total,
    freight: Total,
    paid: Total,
    delivered: u64,
    late_by_time: otklik_stats::Sample,
    late_by_date: otklik_stats::Sample,
    late_by_time_count: u64,
    late_by_date_count: u64,
    delivery_times: otklik_stats::Sample,
    delivery_seconds: otklik_stats::ValueSample,
    settled: otklik_stats::Sample,
    replies: otklik_stats::ValueSample,
}

impl Ledger {
    fn finish(self) -> Finished {
        if self.refused > 0 {
            tracing::warn!(refused = self.refused, "events with impossible numbers were not counted");
        }
        Finished {
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
        }
    }
}

impl FinishedLedgers {
    /// How each figure differs from before, by the name of its field.
    pub(crate) fn differences(&self, present: &Present) -> Vec<(&'static str, Difference)> {
        let minimum = Terms::default().minimum_people;
        let (now, before) = (&self.now, &self.before);
        let waits = |probability| quantile_difference(&now.waits, &before.waits, probability, minimum);
        let mut differences = vec![
            (Role::Complaint, "complaints_per_100", rate_difference(&now.complaints, &before.complaints, minimum)),
            (Role::Returned, "returns_per_100", rate_difference(&now.returns, &before.returns, minimum)),
            (Role::WaitEnded, "waiting_median", waits(0.5)),
            (Role::WaitEnded, "waiting_p90", waits(0.9)),
            (Role::Resolved, "first_contact_resolution", share_difference(&now.settled, &before.settled, minimum)),
            (Role::FirstReply, "first_reply_median", quantile_difference(&now.replies, &before.replies, 0.5, minimum)),
        ];
        if now.late_by_time.n() > 0 {
            let late = share_difference(&now.late_by_time, &before.late_by_time, minimum);
            differences.push((Role::Delivered, "late_by_time", late));
        }
        differences
            .into_iter()
            .filter(|(role, _, _)| present.has(*role))
            .map(|(_, field, difference)| (field, difference))
            .collect()
    }

    /// The differences judged together, by the name of the field.
    pub(crate) fn changes(&self, present: &Present) -> BTreeMap<String, Change> {
        let (fields, differences): (Vec<_>, Vec<_>) = self.differences(present).into_iter().unzip();
        fields.into_iter().map(str::to_owned).zip(otklik_stats::judge(&differences, ERROR_RATE)).collect()
    }
}
