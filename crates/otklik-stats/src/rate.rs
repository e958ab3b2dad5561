//! Rates: complaints per hundred orders, returns per hundred items.

use otklik_core::{Estimate, Measure, Method};

use crate::distribution::{gamma_quantile, normal_quantile, two_sided_normal_p};
use crate::error::{finite, weight};
use crate::people::{Influences, PersonTable};
use crate::terms::Basis;
use crate::{Interval, StatsError, Terms};

const HUNDRED: f64 = 100.0;

/// Collects events and the exposure they are counted against, such as complaints and orders, per person.
#[derive(Clone, Debug, Default)]
pub struct RateAccumulator {
    people: PersonTable,
    events: f64,
    exposure: f64,
}

impl RateAccumulator {
    /// An accumulator without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds events and exposure of a person; either may be zero. Without a person the two count as one of their own.
    pub fn add(&mut self, person: Option<i64>, events: f64, exposure: f64) -> Result<(), StatsError> {
        let (events, exposure) = (weight(finite(events)?)?, weight(exposure)?);
        self.people.add(person, exposure, events);
        self.events += events;
        self.exposure += exposure;
        Ok(())
    }

    /// Adds so many people of whom only is known that each had one unit of exposure, such as receipts without a card.
    pub fn add_unknown(&mut self, people: u64) {
        self.people.add_unknown(people, 1.0, 0.0);
        self.exposure += people as f64;
    }

    /// Takes over what another accumulator collected.
    pub fn merge(&mut self, other: &Self) {
        self.people.merge(&other.people);
        self.events += other.events;
        self.exposure += other.exposure;
    }

    /// The sample of what was collected.
    pub fn finish(self) -> RateSample {
        let ratio = self.events / self.exposure;
        let influences = self.people.influences(ratio, self.exposure);
        let poisson = self.events / (self.exposure * self.exposure);
        let dispersion = if self.events > 0.0 && influences.people > 1 {
            influences.variance / poisson
        } else {
            // Without a single event, or with a single person, nothing shows how they cluster: a person counts as one unit of exposure.
            self.exposure / influences.people as f64
        };
        let count = RateCount { events: self.events, exposure: self.exposure, dispersion: dispersion.max(1.0) };
        RateSample { count, influences }
    }
}

/// Events and exposure of people, ready for a rate.
#[derive(Clone, Debug)]
pub struct RateSample {
    pub(crate) count: RateCount,
    pub(crate) influences: Influences,
}

/// What the interval of a rate needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RateCount {
    events: f64,
    exposure: f64,
    dispersion: f64,
}

impl RateCount {
    pub(crate) fn per_hundred(self) -> f64 {
        HUNDRED * self.events / self.exposure
    }

    pub(crate) fn interval(self, z: f64) -> Interval {
        garwood_at(self.events, self.exposure, self.dispersion, z)
    }
}

impl RateSample {
    /// Events.
    pub fn events(&self) -> f64 {
        self.count.events
    }

    /// What they are counted against.
    pub fn exposure(&self) -> f64 {
        self.count.exposure
    }

    /// Distinct people.
    pub fn people(&self) -> u64 {
        self.influences.people
    }

    /// How many times larger the clustered variance is than a Poisson count's, at least 1.
    ///
    /// The quasi-Poisson factor (McCullagh and Nelder 1989, section 6.2.3) with people as units. Without events it is the
    /// exposure per person.
    pub fn dispersion(&self) -> f64 {
        self.count.dispersion
    }

    /// Events per hundred.
    pub fn per_hundred(&self) -> f64 {
        self.count.per_hundred()
    }

    pub(crate) fn basis(&self) -> Basis {
        let effective_n = if self.count.dispersion > 0.0 { self.count.exposure / self.count.dispersion } else { 0.0 };
        Basis { n: self.count.exposure.round() as u64, people: self.people(), effective_n }
    }
}

/// The interval of events per hundred of exposure.
///
/// Garwood (1936), "Fiducial limits for the Poisson distribution", *Biometrika* 28: half the χ² quantiles with 2k and
/// 2k + 2 degrees of freedom. A dispersion φ above 1 widens it: k/φ events among exposure/φ carry the same information.
pub fn garwood(events: f64, exposure: f64, dispersion: f64, level: f64) -> Interval {
    garwood_at(events, exposure, dispersion, normal_quantile(0.5 * (1.0 - level)))
}

fn garwood_at(events: f64, exposure: f64, dispersion: f64, z: f64) -> Interval {
    let tail = 0.5 * two_sided_normal_p(z);
    let independent = events / dispersion;
    Interval::new(gamma_quantile(tail, independent), gamma_quantile(1.0 - tail, independent + 1.0))
        .scaled(HUNDRED * dispersion / exposure)
}

/// Events per hundred with Garwood's interval, widened by how events cluster in people.
pub fn rate_per_hundred(sample: &RateSample, terms: &Terms) -> Estimate {
    terms.estimate(sample.basis(), Measure::Count, Method::Garwood, |level| {
        Some((sample.per_hundred(), sample.count.interval(normal_quantile(0.5 * (1.0 - level)))))
    })
}
