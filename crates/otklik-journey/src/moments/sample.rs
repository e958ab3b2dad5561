//! What came of journeys with a touchpoint and of comparable ones without it.

use std::sync::Arc;

use super::MomentTerms;
use super::strata::MomentStrata;
use super::weeks::Weeks;
use crate::pains::{TouchEvent, TouchFold, WHOLE};

/// Sums over the people of each touchpoint what came of their weeks, with squares, since the weeks of one person are alike.
#[derive(Clone, Debug)]
pub struct MomentSample {
    weeks: Weeks,
    strata: Arc<MomentStrata>,
    sums: Vec<Sums>,
    /// What the customer being visited adds, by node.
    own: Vec<[i64; PARTS]>,
}

/// Returned and all with the touchpoint, returned and all without it; the latter two in parts of [`WHOLE`].
const PARTS: usize = 4;

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    all: [i128; PARTS],
    /// Of each pair of parts the sum of their products over people.
    products: [[i128; PARTS]; PARTS],
    people_with: u64,
    people_without: u64,
    people: u64,
    weeks_without: u64,
    uncompared: u64,
}

/// What came of journeys with one touchpoint and of comparable ones without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MomentSampled {
    /// The share that returned of those with it.
    pub with: f64,
    /// The same of those without it, spread over strata alike.
    pub without: f64,
    /// The variances of both and of their difference, with the weeks of one person taken as one.
    ///
    /// Each is Σ u² · C/(C−1) over C people, u being what a person adds to the ratio of sums at the margin (Cochran 1977, eq. 6.4).
    pub variances: [f64; 3],
    /// People with a week with it that can be compared.
    pub people_with: u64,
    /// People with a comparable week without it.
    pub people_without: u64,
    /// Weeks with it that can be compared.
    pub weeks_with: u64,
    /// Comparable weeks without it.
    pub weeks_without: u64,
    /// Weeks with it that are like none without it.
    pub uncompared: u64,
}

impl MomentSample {
    /// A fold that has seen nobody yet, on the terms on which the strata were counted.
    pub fn new(terms: MomentTerms, strata: Arc<MomentStrata>) -> Self {
        Self {
            weeks: Weeks::new(terms),
            strata,
            sums: vec![Sums::default(); terms.nodes],
            own: vec![[0; PARTS]; terms.nodes],
        }
    }
}

impl Sums {
    fn add_person(&mut self, own: &[i64; PARTS]) {
        self.people += 1;
        self.people_with += u64::from(own[1] > 0);
        self.people_without += u64::from(own[3] > 0);
        for (one, value) in own.iter().enumerate() {
            self.all[one] += i128::from(*value);
            for (other, factor) in own.iter().enumerate().skip(one) {
                self.products[one][other] += i128::from(*value) * i128::from(*factor);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        for (one, value) in other.all.iter().enumerate() {
            self.all[one] += value;
            self.products[one].iter_mut().zip(&other.products[one]).for_each(|(own, other)| *own += other);
        }
        self.people_with += other.people_with;
        self.people_without += other.people_without;
        self.people += other.people;
        self.weeks_without += other.weeks_without;
        self.uncompared += other.uncompared;
    }

    fn finish(&self) -> MomentSampled {
        let unit = [1.0, 1.0, WHOLE as f64, WHOLE as f64];
        let all: Vec<f64> = self.all.iter().zip(unit).map(|(sum, unit)| *sum as f64 / unit).collect();
        let product =
            |one: usize, other: usize| self.products[one.min(other)][one.max(other)] as f64 / unit[one] / unit[other];
        let (with, without) = (all[0] / all[1], all[2] / all[3]);
        let of_with = [1.0 / all[1], -with / all[1], 0.0, 0.0];
        let of_without = [0.0, 0.0, 1.0 / all[3], -without / all[3]];
        let variance = |factors: [f64; PARTS]| {
            let terms = (0..PARTS).flat_map(|one| (0..PARTS).map(move |other| (one, other)));
            let squares: f64 = terms.map(|(one, other)| factors[one] * factors[other] * product(one, other)).sum();
            let people = self.people as f64;
            squares.max(0.0) * people / (people - 1.0)
        };
        let of_difference = std::array::from_fn(|part| of_with[part] - of_without[part]);
        MomentSampled {
            with,
            without,
            variances: [variance(of_with), variance(of_without), variance(of_difference)],
            people_with: self.people_with,
            people_without: self.people_without,
            weeks_with: self.all[1] as u64,
            weeks_without: self.weeks_without,
            uncompared: self.uncompared,
        }
    }
}

impl TouchFold for MomentSample {
    /// By node; shares are no numbers where there is nobody.
    type Answer = Vec<MomentSampled>;

    fn visit(&mut self, _customer: i64, touches: &[TouchEvent]) {
        let Self { weeks, strata, sums, own } = self;
        weeks.each(touches, |week, at| {
            if !week.is_mature {
                return;
            }
            let [here, anywhere] = strata.of_cell(week.cell);
            let returned = i64::from(week.returned);
            let mut at = at.iter().peekable();
            for node in 0..own.len() {
                let [here, anywhere] = [here, anywhere].map(|weights| weights.get(node).copied().flatten());
                let parts = &mut own[node];
                if at.next_if(|(next, _)| usize::from(*next) == node).is_some() {
                    if here.or(anywhere).is_none() {
                        sums[node].uncompared += 1;
                        continue;
                    }
                    parts[0] += returned;
                    parts[1] += 1;
                } else {
                    let weight = here.unwrap_or_default() + anywhere.unwrap_or_default();
                    sums[node].weeks_without += u64::from(weight > 0);
                    parts[2] += weight * returned;
                    parts[3] += weight;
                }
            }
        });
        for (sums, own) in sums.iter_mut().zip(own.iter_mut()) {
            if own[1] > 0 || own[3] > 0 {
                sums.add_person(own);
                *own = [0; PARTS];
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(own, other)| own.merge(other));
    }

    fn finish(self) -> Vec<MomentSampled> {
        self.sums.iter().map(Sums::finish).collect()
    }
}
