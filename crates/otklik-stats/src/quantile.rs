//! Quantiles: of waiting times, of days to delivery.

use std::sync::Arc;

use otklik_core::{Estimate, Measure, Method};

use crate::distribution::binomial_lower_count;
use crate::error::finite;
use crate::{Accumulator, Interval, Sample, StatsError, Terms};

/// Collects values of people for quantiles; keeps every value, since a quantile needs them all.
#[derive(Clone, Debug, Default)]
pub struct ValueAccumulator {
    rows: Vec<(Option<i64>, f64)>,
}

impl ValueAccumulator {
    /// An accumulator without values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value; without a person it counts as one of its own.
    pub fn add(&mut self, person: Option<i64>, value: f64) -> Result<(), StatsError> {
        self.rows.push((person, finite(value)?));
        Ok(())
    }

    /// Takes over what another accumulator collected.
    pub fn merge(&mut self, other: &Self) {
        self.rows.extend_from_slice(&other.rows);
    }

    /// Values so far.
    pub fn n(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The values in order.
    pub fn finish(mut self) -> ValueSample {
        self.rows.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        let mut sorted: Vec<f64> = self.rows.iter().map(|row| row.1).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let anonymous = self.rows.iter().take_while(|row| row.0.is_none()).count();
        let known = self.rows[anonymous..].chunk_by(|one, other| one.0 == other.0).count();
        ValueSample { sorted: sorted.into(), rows: self.rows, people: (anonymous + known) as u64 }
    }
}

/// Values of people in order, ready for quantiles.
#[derive(Clone, Debug)]
pub struct ValueSample {
    sorted: Arc<[f64]>,
    rows: Vec<(Option<i64>, f64)>,
    people: u64,
}

impl ValueSample {
    /// Values.
    pub fn n(&self) -> u64 {
        self.sorted.len() as u64
    }

    /// Distinct people.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The quantile between 0 and 1, interpolated (type 7 of Hyndman and Fan 1996); none without values.
    pub fn value(&self, probability: f64) -> Option<f64> {
        let last = self.sorted.len().checked_sub(1)?;
        let position = probability.clamp(0.0, 1.0) * last as f64;
        let below = (position as usize).min(last);
        let above = (below + 1).min(last);
        let fraction = position - below as f64;
        Some(self.sorted[below] + fraction * (self.sorted[above] - self.sorted[below]))
    }

    /// What the interval of a quantile needs, and whose values lie at or below it.
    pub(crate) fn at(&self, probability: f64) -> (QuantileLimits, Sample) {
        let value = self.value(probability).unwrap_or(f64::NAN);
        let mut below = Accumulator::new();
        for (person, row) in &self.rows {
            // A zero or one is always accepted.
            let _ = below.add(*person, f64::from(u8::from(*row <= value)));
        }
        let below = below.finish();
        let independent_n = below.interval_n();
        (QuantileLimits { probability, value, sorted: Arc::clone(&self.sorted), independent_n }, below)
    }
}

/// A quantile with what its interval needs.
///
/// Whether a quantile is too low is a question about the share of values below it, so answers of one person
/// count as that share's effective n (see [`Sample::interval_n`]) says (Woodruff 1952, "Confidence intervals for medians and other position
/// measures", *JASA* 47).
#[derive(Clone, Debug)]
pub(crate) struct QuantileLimits {
    probability: f64,
    pub(crate) value: f64,
    sorted: Arc<[f64]>,
    independent_n: f64,
}

impl QuantileLimits {
    /// The interval that misses with probability `alpha` at most, or none when so few values cannot bound the quantile.
    pub(crate) fn interval(&self, alpha: f64) -> Option<Interval> {
        let n = self.sorted.len() as f64;
        let independent = self.independent_n.floor();
        let (low, high) = order_statistic_ranks(independent as u64, self.probability, alpha)?;
        // Ranks among fewer independent values become ranks at the same height among all values.
        let stretch = (n + 1.0) / (independent + 1.0);
        let low = (low as f64 * stretch).floor().clamp(1.0, n) as usize;
        let high = (high as f64 * stretch).ceil().clamp(1.0, n) as usize;
        Some(Interval::new(self.sorted[low - 1], self.sorted[high - 1]).including(self.value))
    }
}

/// The ranks (from 1) of the two order statistics that enclose a quantile, each side missing with probability α/2 at most.
///
/// Distribution-free (Thompson 1936; David and Nagaraja 2003, *Order Statistics*, section 7.1): the largest l with
/// P(B < l) ≤ α/2 and the smallest u with P(B ≥ u) ≤ α/2 for B binomial (n, probability). None when n is too small:
/// at 95 % the median needs 6 values, the ninth decile 36.
pub fn order_statistic_ranks(n: u64, probability: f64, alpha: f64) -> Option<(u64, u64)> {
    let low = binomial_lower_count(n, probability, 0.5 * alpha)? + 1;
    let high = n - binomial_lower_count(n, 1.0 - probability, 0.5 * alpha)?;
    Some((low, high))
}

/// The quantile with its interval by order statistics on the effective n.
///
/// The status is too few also where people suffice but no value bounds the quantile: the ninth decile needs 36
/// independent values at 95 %.
pub fn quantile(sample: &ValueSample, probability: f64, unit: Measure, terms: &Terms) -> Estimate {
    let (at, below) = sample.at(probability);
    terms.estimate(below.basis(), unit, Method::OrderStatistics, |level| Some((at.value, at.interval(1.0 - level)?)))
}
