//! What became of those who were hurt and of those who are comparable, for everybody and for each replicate of a bootstrap over people.

use std::sync::Arc;

use super::cells::{PainStrata, WHOLE};
use super::occasions::Walk;
use super::replicates::weigh;
use super::{Pain, PainTerms, TouchEvent, TouchFold};

/// Sums of one pain over people; journeys without it weigh so much that they are spread over strata as those with it are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PainSums {
    /// Journeys with the pain.
    pub with: f64,
    /// Of these the ones with an order.
    pub with_followed: f64,
    /// Weights of comparable journeys without it.
    pub without: f64,
    /// Of these the ones with an order.
    pub without_followed: f64,
    /// What the orders of those came to, in minor units.
    pub without_amount: f64,
}

/// The same in whole numbers, so that the order of adding changes nothing: sums of weights in parts of [`WHOLE`].
#[derive(Clone, Copy, Debug, Default)]
struct Exact {
    with: i64,
    with_followed: i64,
    without: i64,
    without_followed: i64,
    without_amount: i64,
}

impl Exact {
    #[inline]
    fn add(&mut self, other: &Self, times: i64) {
        self.with += times * other.with;
        self.with_followed += times * other.with_followed;
        self.without += times * other.without;
        self.without_followed += times * other.without_followed;
        self.without_amount += times * other.without_amount;
    }
}

impl From<Exact> for PainSums {
    fn from(exact: Exact) -> Self {
        let weighed = |sum: i64| sum as f64 / WHOLE as f64;
        Self {
            with: exact.with as f64,
            with_followed: exact.with_followed as f64,
            without: weighed(exact.without),
            without_followed: weighed(exact.without_followed),
            without_amount: weighed(exact.without_amount),
        }
    }
}

/// Sums what became of journeys with some pains and of comparable ones.
#[derive(Clone, Debug)]
pub struct PainSample {
    walk: Walk,
    strata: Arc<PainStrata>,
    seed: u64,
    /// The place of each pain among those that are sampled.
    places: Vec<Option<u32>>,
    sampled: Vec<Sampled>,
    /// The replicates of each pain after one another.
    replicates: Vec<Exact>,
    weights: Vec<u8>,
    /// Places of the pains that concern the customer being visited.
    concerned: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sampled {
    all: Exact,
    people_with: u64,
    people_without: u64,
    journeys_without: u64,
    uncompared: u64,
    /// What the customer being visited adds.
    own: Exact,
    is_concerned: bool,
}

/// What became of journeys with one pain and of comparable ones.
#[derive(Clone, Debug, PartialEq)]
pub struct PainSampled {
    /// What and where.
    pub pain: Pain,
    /// People with a journey with the pain that can be compared.
    pub people_with: u64,
    /// People of whom one is a comparable journey without it.
    pub people_without: u64,
    /// Comparable journeys without it.
    pub journeys_without: u64,
    /// Journeys with the pain that are like none without it.
    pub uncompared: u64,
    /// Everybody.
    pub sums: PainSums,
    /// The same for each replicate.
    pub replicates: Vec<PainSums>,
}

impl PainSample {
    /// A fold that has seen nobody yet, of some of the pains that were counted on the same terms.
    ///
    /// The seed decides who is in which replicate; the weights of strata are taken as they were counted.
    pub fn new(terms: PainTerms, strata: Arc<PainStrata>, pains: &[Pain], replicates: usize, seed: u64) -> Self {
        let mut places = vec![None; terms.pains()];
        pains.iter().enumerate().for_each(|(place, pain)| places[terms.index(*pain)] = Some(place as u32));
        Self {
            walk: Walk::new(terms),
            strata,
            seed,
            places,
            sampled: vec![Sampled::default(); pains.len()],
            replicates: vec![Exact::default(); pains.len() * replicates],
            weights: vec![0; replicates],
            concerned: Vec::new(),
        }
    }

    fn add_to_replicates(&mut self, customer: i64) {
        if self.concerned.is_empty() {
            return;
        }
        weigh(self.seed, customer, &mut self.weights);
        let count = self.weights.len();
        for place in self.concerned.drain(..) {
            let place = place as usize;
            let sampled = &mut self.sampled[place];
            let own = std::mem::take(&mut sampled.own);
            sampled.is_concerned = false;
            sampled.all.add(&own, 1);
            sampled.people_with += u64::from(own.with > 0);
            sampled.people_without += u64::from(own.without > 0);
            for (sums, weight) in self.replicates[place * count..][..count].iter_mut().zip(&self.weights) {
                sums.add(&own, i64::from(*weight));
            }
        }
    }

    /// Adds to each replicate a journey that went well and one that did not, with the pain and without it.
    ///
    /// Where all journeys went alike, drawing among them again would know no doubt. The same two successes and failures make
    /// Wilson's interval of a share (Agresti and Coull 1998), and here too they vanish among many.
    fn add_pseudo_journeys(&mut self, index: usize, place: usize) {
        let count = self.weights.len();
        let Sampled { all, journeys_without, .. } = self.sampled[place];
        let whole = all.without / (journeys_without.max(1) as i64);
        let amount = all.without_amount.checked_div(all.without_followed).unwrap_or_default();
        let pseudo = [
            Exact { with: 1, with_followed: 1, ..Exact::default() },
            Exact { with: 1, ..Exact::default() },
            Exact { without: whole, without_followed: whole, without_amount: whole * amount, ..Exact::default() },
            Exact { without: whole, ..Exact::default() },
        ];
        for (number, journey) in pseudo.iter().enumerate() {
            // By the pain itself: which others are sampled with it changes nothing.
            weigh(self.seed ^ index as u64, i64::MIN + number as i64, &mut self.weights);
            for (sums, weight) in self.replicates[place * count..][..count].iter_mut().zip(&self.weights) {
                sums.add(journey, i64::from(*weight));
            }
        }
    }
}

impl TouchFold for PainSample {
    /// In the order in which the pains were named.
    type Answer = Vec<PainSampled>;

    fn visit(&mut self, customer: i64, touches: &[TouchEvent]) {
        let Self { walk, strata, places, sampled, concerned, .. } = self;
        walk.each(touches, &mut |occasion| {
            let Some(place) = places[occasion.pain].filter(|_| occasion.is_mature) else { return };
            let sampled = &mut sampled[place as usize];
            let own = &mut sampled.own;
            let followed = i64::from(occasion.followed);
            if occasion.is_with {
                if !strata.has_others(occasion.cell) {
                    sampled.uncompared += 1;
                    return;
                }
                own.with += 1;
                own.with_followed += followed;
            } else {
                let weight = strata.weight(occasion.cell);
                if weight == 0 {
                    return;
                }
                sampled.journeys_without += 1;
                own.without += weight;
                own.without_followed += weight * followed;
                own.without_amount += weight * followed * occasion.amount;
            }
            if !std::mem::replace(&mut sampled.is_concerned, true) {
                concerned.push(place);
            }
        });
        self.add_to_replicates(customer);
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.sampled.iter_mut().zip(&other.sampled) {
            own.all.add(&other.all, 1);
            own.people_with += other.people_with;
            own.people_without += other.people_without;
            own.journeys_without += other.journeys_without;
            own.uncompared += other.uncompared;
        }
        self.replicates.iter_mut().zip(&other.replicates).for_each(|(own, other)| own.add(other, 1));
    }

    fn finish(mut self) -> Vec<PainSampled> {
        let count = self.weights.len();
        let mut answer: Vec<Option<PainSampled>> = vec![None; self.sampled.len()];
        for index in 0..self.places.len() {
            let Some(place) = self.places[index].map(|place| place as usize) else { continue };
            self.add_pseudo_journeys(index, place);
            let Sampled { all, people_with, people_without, journeys_without, uncompared, .. } = self.sampled[place];
            let replicates = &self.replicates[place * count..][..count];
            answer[place] = Some(PainSampled {
                pain: self.walk.terms.pain(index),
                people_with,
                people_without,
                journeys_without,
                uncompared,
                sums: all.into(),
                replicates: replicates.iter().map(|exact| PainSums::from(*exact)).collect(),
            });
        }
        answer.into_iter().flatten().collect()
    }
}
