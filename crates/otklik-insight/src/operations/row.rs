//! From what was counted to the figures of a row.

use std::collections::BTreeMap;

use otklik_core::{Change, Estimate, Measure, Role, Status};
use otklik_stats::{
    Difference, Terms, mean, mean_difference, quantile, quantile_difference, rate_difference, rate_per_hundred, share,
    share_difference,
};

use super::ledger::Finished;
use super::money::Total;
use super::{OperationsQuestion, OperationsRow, Present};
use crate::slice::{By, Slice};

macro_rules! figures {
    ($($field:ident)*) => {
        /// The names of the figures of an operations row.
        pub const FIGURES: &[&str] = &[$(stringify!($field)),*];

        impl OperationsRow {
            /// A figure by its name.
            pub fn figure(&self, name: &str) -> Option<Estimate> {
                match name {
                    $(stringify!($field) => self.$field.clone().into(),)*
                    _ => None,
                }
            }
        }
    };
}

figures! {
    orders
    customers
    repeat_customers
    repeat_rate
    orders_share
    anonymous_share
    complaints_per_100
    returns_per_100
    waiting_median
    waiting_p90
    items
    goods
    freight
    paid
    revenue
    revenue_share
    average_order
    delivered
    late_by_time
    late_by_date
    delivery_mean
    delivery_median
    first_contact_resolution
    first_reply_median
    first_reply_p90
    resolution_median
    resolution_p90
    repeated_over_channels
}

/// What shares are shares of.
#[derive(Clone)]
pub(crate) struct Whole {
    orders: f64,
    revenue: Total,
}

impl Whole {
    pub(crate) fn of(everything: &Finished) -> Self {
        Self { orders: everything.orders, revenue: everything.revenue.clone() }
    }
}

/// The mean amount of an order; amounts of several currencies have none.
fn average_order(now: &Finished, terms: &Terms) -> Option<Estimate> {
    let money = &now.revenue;
    (now.order_amounts.n() > 0).then(|| {
        let mut average = mean(&now.order_amounts, Measure::Money, terms);
        average.currency = money.currency.filter(|_| !money.mixed);
        if money.mixed {
            (average.value, average.low, average.high) = (None, None, None);
            average.status = Status::NotIdentified;
        }
        average
    })
}

impl Finished {
    /// The row of this slice.
    pub(crate) fn row(
        self,
        present: &Present,
        question: &OperationsQuestion,
        whole: &Whole,
        slice: Slice,
        unfinished: bool,
        changes: BTreeMap<String, Change>,
    ) -> OperationsRow {
        let terms = Terms::default();
        let now = self;
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
            orders_share: (whole.orders > 0.0)
                .then(|| Estimate::counted(now.orders / whole.orders, Measure::Share, now.order_events, people)),
            repeat_rate: (now.repeated_orders.n() > 0).then(|| share(&now.repeated_orders, &terms)),
            average_order: average_order(&now, &terms),
            revenue_share: now.revenue.share_of(&whole.revenue),
            revenue: now.revenue.estimate(),
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
            first_reply_p90: with(Role::FirstReply, quantile(&now.replies, 0.9, Measure::Seconds, &terms)),
            resolution_median: with(Role::Resolved, quantile(&now.resolutions, 0.5, Measure::Seconds, &terms)),
            resolution_p90: with(Role::Resolved, quantile(&now.resolutions, 0.9, Measure::Seconds, &terms)),
            repeated_over_channels: (now.repeats.n() > 0 && !question.by.contains(&By::Channel))
                .then(|| share(&now.repeats, &terms)),
            first_reply_median: with(Role::FirstReply, quantile(&now.replies, 0.5, Measure::Seconds, &terms)),
            changes,
            people: question.people(None, slice.clone()).address(),
            unfinished,
            slice,
        }
    }
}

impl Finished {
    /// How each figure differs from another slice or period, by the name of its field.
    pub(crate) fn differences(&self, before: &Self, present: &Present) -> Vec<(&'static str, Difference)> {
        let minimum = Terms::default().minimum_people;
        let now = self;
        let waits = |probability| quantile_difference(&now.waits, &before.waits, probability, minimum);
        let resolutions =
            |probability| quantile_difference(&now.resolutions, &before.resolutions, probability, minimum);
        let replies = |probability| quantile_difference(&now.replies, &before.replies, probability, minimum);
        let mut differences = vec![
            (Role::Complaint, "complaints_per_100", rate_difference(&now.complaints, &before.complaints, minimum)),
            (Role::Returned, "returns_per_100", rate_difference(&now.returns, &before.returns, minimum)),
            (Role::WaitEnded, "waiting_median", waits(0.5)),
            (Role::WaitEnded, "waiting_p90", waits(0.9)),
            (Role::Resolved, "first_contact_resolution", share_difference(&now.settled, &before.settled, minimum)),
            (Role::Resolved, "resolution_median", resolutions(0.5)),
            (Role::Resolved, "resolution_p90", resolutions(0.9)),
            (Role::FirstReply, "first_reply_median", replies(0.5)),
            (Role::FirstReply, "first_reply_p90", replies(0.9)),
        ];
        if now.late_by_time.n() > 0 {
            let late = share_difference(&now.late_by_time, &before.late_by_time, minimum);
            differences.push((Role::Delivered, "late_by_time", late));
        }
        if now.repeats.n() > 0 {
            let repeats = share_difference(&now.repeats, &before.repeats, minimum);
            differences.push((Role::TicketOpened, "repeated_over_channels", repeats));
        }
        if now.repeated_orders.n() > 0 {
            let repeated = share_difference(&now.repeated_orders, &before.repeated_orders, minimum);
            differences.push((Role::OrderPlaced, "repeat_rate", repeated));
        }
        let one_currency = !now.revenue.mixed && now.revenue.currency == before.revenue.currency;
        if now.order_amounts.n() > 0 && one_currency {
            let average = mean_difference(&now.order_amounts, &before.order_amounts, minimum);
            differences.push((Role::OrderPlaced, "average_order", average));
        }
        differences
            .into_iter()
            .filter(|(role, _, _)| present.has(*role))
            .map(|(_, field, difference)| (field, difference))
            .collect()
    }
}
