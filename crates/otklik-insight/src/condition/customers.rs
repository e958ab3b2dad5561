//! Conditions on whoever an event happened to.
//!
//! Everything is found among the events that the reader may see: what happened elsewhere must not show through a condition.

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::filter::{CustomerCondition, Deed, Within};
use otklik_core::{IdentifierKind, Timestamp, UnitPath};
use otklik_lake::{Column, Scan};

use super::Condition;
use crate::delivery::Deliveries;
use crate::distinct::Distinct;
use crate::error::InsightError;
use crate::row::UnitId;
use crate::view::View;

/// What customers did, to be found within some time of an event.
pub(crate) struct Deeds {
    /// When each customer did it, in order.
    times: HashMap<i64, Vec<Timestamp>>,
    /// From when to when, in microseconds after the event; both ends count, the instant of the event does not.
    from: i64,
    to: i64,
    at_least: usize,
    /// Whether it must have been done, or must not.
    done: bool,
}

impl Deeds {
    /// Whether an event of somebody at an instant is admitted; nobody's never is.
    pub(crate) fn admits(&self, person: Option<i64>, time: Timestamp) -> bool {
        let Some(person) = person else { return false };
        let times = self.times.get(&person).map(Vec::as_slice).unwrap_or_default();
        let before = |instant: Timestamp| times.partition_point(|deed| *deed < instant);
        let until = |instant: Timestamp| times.partition_point(|deed| *deed <= instant);
        let at_once = until(time) - before(time);
        let around = until(time.plus_micros(self.to)) - before(time.plus_micros(self.from));
        (around - at_once >= self.at_least) == self.done
    }
}

impl View<'_> {
    pub(super) async fn customer_condition(
        &self,
        condition: &CustomerCondition,
        deliveries: Option<&Arc<Deliveries>>,
    ) -> Result<Condition, InsightError> {
        match condition {
            CustomerCondition::Known => Ok(Condition::Known),
            CustomerCondition::HomeUnit(root) => self.at_home_in(root).await.map(Condition::Customers),
            CustomerCondition::Has(kind) => self.with_identifier(*kind).await.map(Condition::Customers),
            CustomerCondition::Done(deed) => self.deeds(deed, true, deliveries).await,
            CustomerCondition::NotDone(deed) => self.deeds(deed, false, deliveries).await,
        }
    }

    async fn with_identifier(&self, kind: IdentifierKind) -> Result<Distinct, InsightError> {
        let known = self.insight.store.people().with_identifier(kind).await.map_err(InsightError::Store)?;
        let mut customers = Distinct::default();
        known.iter().for_each(|customer| customers.insert(customer.0));
        Ok(customers)
    }

    /// The customers who are seen most in a unit or below it.
    async fn at_home_in(&self, root: &UnitPath) -> Result<Distinct, InsightError> {
        let mut seen: HashMap<(i64, UnitId), u64> = HashMap::new();
        self.each(Scan::of(&[Column::OccurredAt]), |row| {
            if let Some(place) = row.person().zip(row.unit) {
                *seen.entry(place).or_default() += 1;
            }
        })
        .await?;
        let mut homes: HashMap<i64, (u64, std::cmp::Reverse<UnitId>)> = HashMap::new();
        for ((person, unit), events) in seen {
            let home = (events, std::cmp::Reverse(unit));
            let known = homes.entry(person).or_insert(home);
            *known = (*known).max(home);
        }
        let mut customers = Distinct::default();
        let inside = homes.iter().filter(|(_, (_, home))| self.unit(home.0).is_within(root));
        inside.for_each(|(person, _)| customers.insert(*person));
        Ok(customers)
    }

    async fn deeds(
        &self,
        deed: &Deed,
        done: bool,
        deliveries: Option<&Arc<Deliveries>>,
    ) -> Result<Condition, InsightError> {
        let condition = self.condition_on_events(&deed.event, deliveries);
        let mut scan = Scan::of(&[]);
        if let Some(Within::Period(period)) = deed.within {
            scan.span = period.span(self.now, &self.zone);
        }
        scan.span = scan.span.intersect(&self.span(&deed.event));
        let at_least = deed.at_least.get() as usize;
        let (from, to) = match deed.within {
            Some(Within::DaysBefore(days)) => (-days.micros(), 0),
            Some(Within::DaysAfter(days)) => (0, days.micros()),
            Some(Within::Period(_)) | None => {
                return self.doers(scan, &condition, at_least).await.map(|doers| customers_who(doers, done));
            }
        };
        let mut times: HashMap<i64, Vec<Timestamp>> = HashMap::new();
        self.each_judged(scan, &condition, |row| {
            if let Some(person) = row.person() {
                times.entry(person).or_default().push(row.time);
            }
        })
        .await?;
        times.values_mut().for_each(|times| times.sort_unstable());
        Ok(Condition::Deeds(Deeds { times, from, to, at_least, done }))
    }

    /// Who has so many events that a condition admits.
    async fn doers(&self, scan: Scan, condition: &Condition, at_least: usize) -> Result<Distinct, InsightError> {
        let mut counts: HashMap<i64, usize> = HashMap::new();
        self.each_judged(scan, condition, |row| {
            if let Some(person) = row.person() {
                *counts.entry(person).or_default() += 1;
            }
        })
        .await?;
        let mut doers = Distinct::default();
        counts.iter().filter(|(_, count)| **count >= at_least).for_each(|(person, _)| doers.insert(*person));
        Ok(doers)
    }
}

/// Known customers who are among these, or who are not.
fn customers_who(doers: Distinct, done: bool) -> Condition {
    let doers = Condition::Customers(doers);
    if done { doers } else { Condition::All(vec![Condition::Known, Condition::Not(Box::new(doers))]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deeds(from: i64, to: i64, at_least: usize, done: bool) -> Deeds {
        let times = HashMap::from([(7, [10, 20, 20, 30].map(Timestamp).to_vec())]);
        Deeds { times, from, to, at_least, done }
    }

    #[test]
    fn a_window_has_both_its_ends_but_not_the_instant_itself() {
        let before = |at_least, time| deeds(-10, 0, at_least, true).admits(Some(7), Timestamp(time));
        assert!(before(1, 20) && !before(2, 20) && before(2, 21) && before(2, 30) && !before(3, 30));
        assert!(!before(1, 10) && before(1, 40) && !before(1, 41));
        let after = |time| deeds(0, 10, 1, true).admits(Some(7), Timestamp(time));
        assert!(after(0) && after(10) && after(20) && !after(30) && !after(-1));
    }

    #[test]
    fn who_is_nobody_has_neither_done_nor_not_done_it() {
        for done in [true, false] {
            let deeds = deeds(-10, 0, 1, done);
            assert!(!deeds.admits(None, Timestamp(20)));
            assert_eq!(deeds.admits(Some(7), Timestamp(20)), done);
            assert_eq!(deeds.admits(Some(8), Timestamp(20)), !done);
        }
    }
}
