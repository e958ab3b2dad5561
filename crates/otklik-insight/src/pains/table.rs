//! Counts and sums of pains as rows.

use std::cmp::Ordering;

use otklik_core::estimate::{DEFAULT_LEVEL, ENOUGH_PEOPLE};
use otklik_core::{Estimate, Measure, Method, Status};
use otklik_journey::{PainCount, PainSampled, PainSums, Sequel};
use otklik_stats::percentile_interval;

use super::prepare::PreparedPains;
use super::{PainFigure, PainRow, PainSequel, PainVerdict, PainsQuestion};
use crate::journeys::{JourneyFigure, count, share};
use crate::people::PeopleQuestion;

/// Amounts are summed in hundredths.
const HUNDREDTH: f64 = 0.01;

/// That of which most money is certainly at risk first, then by people, first those of which anything can be told; of equals the kinds and touchpoints keep their order.
pub(super) fn rank(one: &PainRow, other: &PainRow) -> Ordering {
    let certain = |row: &PainRow| row.money.low.filter(|low| *low > 0.0).unwrap_or_default();
    let order = certain(other).total_cmp(&certain(one));
    order
        .then(other.money.value.is_some().cmp(&one.money.value.is_some()))
        .then(other.affected.people.cmp(&one.affected.people))
}

impl PreparedPains {
    /// The row of a pain, without an example.
    pub(crate) fn row(&self, question: &PainsQuestion, counted: &PainCount, sampled: &PainSampled) -> PainRow {
        let pain = counted.pain;
        let node = self.nodes[usize::from(pain.node)].clone();
        let unit = self.scopes.as_ref().map(|names| names[usize::from(pain.scope)].clone());
        let figure = PainFigure { kind: pain.kind.into(), touchpoint: node.node.clone(), unit: unit.clone() };
        let comparison = Comparison { sampled };
        let people = sampled.people_with as f64;
        let money = comparison.figure(Measure::Money, |sums| {
            let money = people * difference(sums)? * sums.without_amount / positive(sums.without_followed)?;
            Some(money * HUNDREDTH)
        });
        let money = Estimate { currency: self.currency, ..money };
        let money = if self.currency.is_none() { withheld(money, Status::NotIdentified) } else { money };
        let journeys = Box::new(PainsQuestion { most: PainsQuestion::default().most, ..question.clone() });
        PainRow {
            kind: pain.kind.into(),
            unit,
            affected: count(counted.affected, counted.affected),
            share: share((counted.affected, counted.reached, counted.reached)),
            sequel: match self.terms.sequel(pain.kind, pain.node) {
                Sequel::Ordered => PainSequel::Ordered,
                Sequel::Returned => PainSequel::Returned,
            },
            followed_with: comparison.figure(Measure::Share, with),
            followed_without: comparison.figure(Measure::Share, without),
            difference: comparison.figure(Measure::Share, difference),
            verdict: verdict(&money),
            money,
            comparable: count(sampled.journeys_without, sampled.people_without),
            immature: count(counted.immature, counted.immature),
            uncompared: count(sampled.uncompared, 0),
            example: None,
            people: PeopleQuestion::of_journeys(JourneyFigure::Pains { question: journeys, figure }).address(),
            node,
        }
    }
}

fn verdict(money: &Estimate) -> PainVerdict {
    match money.status {
        Status::Ok if money.low.is_some_and(|low| low > 0.0) => PainVerdict::AtRisk,
        Status::Ok => PainVerdict::Unclear,
        Status::TooFew => PainVerdict::TooFew,
        Status::NotIdentified => PainVerdict::NotComparable,
    }
}

fn positive(sum: f64) -> Option<f64> {
    Some(sum).filter(|sum| *sum > 0.0)
}

/// The share of journeys with the pain that were followed by an order.
fn with(sums: &PainSums) -> Option<f64> {
    Some(sums.with_followed / positive(sums.with)?)
}

/// The same of comparable ones without it.
fn without(sums: &PainSums) -> Option<f64> {
    Some(sums.without_followed / positive(sums.without)?)
}

fn difference(sums: &PainSums) -> Option<f64> {
    Some(without(sums)? - with(sums)?)
}

fn withheld(estimate: Estimate, status: Status) -> Estimate {
    Estimate { value: None, low: None, high: None, status, ..estimate }
}

/// Journeys with a pain beside those without it.
struct Comparison<'a> {
    sampled: &'a PainSampled,
}

impl Comparison<'_> {
    /// A figure of the sums with the interval that its replicates give.
    fn figure(&self, unit: Measure, figure: impl Fn(&PainSums) -> Option<f64>) -> Estimate {
        let PainSampled { people_with, people_without, sums, replicates, .. } = self.sampled;
        let estimate = Estimate::too_few(unit, sums.with as u64, *people_with, Method::Bootstrap);
        if *people_without == 0 {
            return withheld(estimate, Status::NotIdentified);
        }
        if (*people_with).min(*people_without) < ENOUGH_PEOPLE {
            return estimate;
        }
        let interval = figure(sums).and_then(|value| {
            let interval = percentile_interval(value, replicates.iter().map(&figure), DEFAULT_LEVEL)?;
            Some((value, interval))
        });
        match interval {
            Some((value, interval)) => Estimate {
                value: Some(value),
                low: Some(interval.low),
                high: Some(interval.high),
                status: Status::Ok,
                ..estimate
            },
            None => withheld(estimate, Status::NotIdentified),
        }
    }
}
