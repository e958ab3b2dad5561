//! A change taken apart: what came from another mix of parts, and what happened within the parts.

use std::collections::{BTreeMap, HashSet};

use crate::difference::Difference;
use crate::error::finite;
use crate::{StatsError, Terms};
use otklik_core::{Change, Method, SplitReading, Verdict};

/// People that a part needs on each side where it occurs; smaller ones are taken together.
pub const FEWEST_PEOPLE_IN_PART: usize = 5;

/// One of the two sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The earlier, or the one that is compared with.
    Before,
    /// The later, or the one that is compared.
    After,
}

/// A value of somebody, in a part of a side.
#[derive(Clone, Copy, Debug)]
struct Entry {
    side: Side,
    part: u32,
    person: Option<i64>,
    value: f64,
}

/// Collects the values of two sides, each in a part such as a channel.
#[derive(Clone, Debug, Default)]
pub struct SplitAccumulator {
    entries: Vec<Entry>,
}

/// What a change consists of; `mix` and `within` add up to `total`.
#[derive(Clone, Debug)]
pub struct Split {
    /// The difference of the two means, After less Before.
    pub total: Difference,
    /// What would have come of the other mix alone.
    pub mix: Difference,
    /// What would have come of the changes within the parts alone.
    pub within: Difference,
    /// How many parts were told apart.
    pub parts: usize,
}

impl SplitAccumulator {
    /// Adds a value; without a person it counts as one of its own.
    pub fn add(&mut self, side: Side, part: u32, person: Option<i64>, value: f64) -> Result<(), StatsError> {
        self.entries.push(Entry { side, part, person, value: finite(value)? });
        Ok(())
    }

    /// Takes the change apart; values are multiplied by `scale`, such as 100 for points.
    ///
    /// Kitagawa (1955), "Components of a difference between two rates", *JASA* 50: with shares w and means m of the parts,
    /// mix = Σ (w₁ − w₀)(m₀ + m₁)/2 and within = Σ (m₁ − m₀)(w₀ + w₁)/2. A part that one side does not have takes the other
    /// side's mean there, so that all of it belongs to the mix.
    /// The variances are those of the linearised components, summed by person over both sides (delta method with
    /// clusters, Cochran 1977, eq. 6.4), the intervals Student's t with people − 1 degrees of freedom.
    pub fn finish(mut self, scale: f64, minimum_people: u64) -> Split {
        self.join_small_parts();
        let sides = [Side::Before, Side::After].map(|side| self.people_of(|entry| entry.side == side));
        let parts: BTreeMap<u32, usize> = self.entries.iter().map(|entry| (entry.part, 0)).collect();
        let parts: BTreeMap<u32, usize> = parts.into_keys().enumerate().map(|(place, part)| (part, place)).collect();
        if sides.iter().any(|people| (*people as u64) < minimum_people.max(2)) {
            let nothing = || Difference::too_few(Method::ClusteredDifference);
            return Split { total: nothing(), mix: nothing(), within: nothing(), parts: parts.len() };
        }
        let table = Table::of(&self.entries, &parts);
        let [mix, within] = table.components();
        let pulls = self.pulls(&table, &parts);
        let people = self.people_of(|_| true);
        let component = |value: f64, pull: fn(&[f64; 2]) -> f64| {
            let squares: f64 = pulls.iter().map(|pulls| pull(pulls).powi(2)).sum();
            let people = people as f64;
            let error = (squares * people / (people - 1.0)).sqrt();
            Difference::clustered(scale * value, scale * error, people - 1.0)
        };
        Split {
            total: component(mix + within, |[mix, within]| mix + within),
            mix: component(mix, |[mix, _]| *mix),
            within: component(within, |[_, within]| *within),
            parts: parts.len(),
        }
    }

    /// Distinct people among some entries, each without a person counting as one.
    fn people_of(&self, wanted: impl Fn(&Entry) -> bool) -> usize {
        let (known, unknown): (Vec<_>, Vec<_>) =
            self.entries.iter().filter(|entry| wanted(entry)).map(|entry| entry.person).partition(Option::is_some);
        unknown.len() + known.into_iter().collect::<HashSet<_>>().len()
    }

    /// Gives the parts that rest on a few people one name: their own means would seem certain because nobody contradicts.
    fn join_small_parts(&mut self) {
        let mut people: BTreeMap<(u32, Side), (HashSet<i64>, usize)> = BTreeMap::new();
        for entry in &self.entries {
            let (known, unknown) = people.entry((entry.part, entry.side)).or_default();
            match entry.person {
                Some(person) => drop(known.insert(person)),
                None => *unknown += 1,
            }
        }
        let small: HashSet<u32> = people
            .iter()
            .filter(|(_, (known, unknown))| known.len() + unknown < FEWEST_PEOPLE_IN_PART)
            .map(|((part, _), _)| *part)
            .collect();
        let Some(name) = small.iter().min().copied() else { return };
        self.entries.iter_mut().filter(|entry| small.contains(&entry.part)).for_each(|entry| entry.part = name);
    }

    /// How much each person pulls the two components.
    fn pulls(&self, table: &Table, parts: &BTreeMap<u32, usize>) -> Vec<[f64; 2]> {
        let slopes = table.slopes();
        let mut known: BTreeMap<i64, [f64; 2]> = BTreeMap::new();
        let mut unknown = Vec::new();
        for entry in &self.entries {
            let slope = &slopes[entry.side as usize][parts[&entry.part]];
            let pull = slope.map(|slope| slope.by_count + slope.by_sum * entry.value);
            match entry.person {
                Some(person) => {
                    let sum = known.entry(person).or_default();
                    *sum = [sum[0] + pull[0], sum[1] + pull[1]];
                }
                None => unknown.push(pull),
            }
        }
        unknown.extend(known.into_values());
        unknown
    }
}

/// Counts and means of each part on both sides.
struct Table {
    counts: [Vec<f64>; 2],
    means: [Vec<f64>; 2],
    totals: [f64; 2],
}

/// How a component moves with the number and the sum of a part's values.
#[derive(Clone, Copy, Debug, Default)]
struct Slope {
    by_count: f64,
    by_sum: f64,
}

impl Table {
    fn of(entries: &[Entry], parts: &BTreeMap<u32, usize>) -> Self {
        let empty = || [vec![0.0; parts.len()], vec![0.0; parts.len()]];
        let (mut counts, mut sums) = (empty(), empty());
        for entry in entries {
            let place = parts[&entry.part];
            counts[entry.side as usize][place] += 1.0;
            sums[entry.side as usize][place] += entry.value;
        }
        let mean = |side: usize, place: usize| sums[side][place] / counts[side][place];
        let mean_or_other = |side: usize, place: usize| {
            if counts[side][place] > 0.0 { mean(side, place) } else { mean(1 - side, place) }
        };
        let means = [0, 1].map(|side| (0..parts.len()).map(|place| mean_or_other(side, place)).collect());
        Self { totals: [0, 1].map(|side| counts[side].iter().sum()), counts, means }
    }

    fn share(&self, side: usize, place: usize) -> f64 {
        self.counts[side][place] / self.totals[side]
    }

    fn components(&self) -> [f64; 2] {
        let places = || 0..self.counts[0].len();
        let mix = places().map(|place| {
            (self.share(1, place) - self.share(0, place)) * 0.5 * (self.means[0][place] + self.means[1][place])
        });
        let within = places().map(|place| {
            (self.means[1][place] - self.means[0][place]) * 0.5 * (self.share(0, place) + self.share(1, place))
        });
        [mix.sum(), within.sum()]
    }

    /// The partial derivatives of both components, by side and part.
    fn slopes(&self) -> [Vec<[Slope; 2]>; 2] {
        [0, 1].map(|side| {
            let sign = if side == 1 { 1.0 } else { -1.0 };
            let places = 0..self.counts[side].len();
            // What a larger share of the part does to each component.
            let by_share: Vec<[f64; 2]> = places
                .clone()
                .map(|place| {
                    let (before, after) = (self.means[0][place], self.means[1][place]);
                    [sign * 0.5 * (before + after), 0.5 * (after - before)]
                })
                .collect();
            let average = [0, 1].map(|component| {
                places.clone().map(|place| self.share(side, place) * by_share[place][component]).sum::<f64>()
            });
            places.map(|place| self.slope(side, sign, place, by_share[place], average)).collect()
        })
    }

    fn slope(&self, side: usize, sign: f64, place: usize, by_share: [f64; 2], average: [f64; 2]) -> [Slope; 2] {
        let count = self.counts[side][place];
        if count == 0.0 {
            return [Slope::default(); 2];
        }
        let shares = (self.share(0, place), self.share(1, place));
        // Where the other side lacks the part, its mean there moves with this one's.
        let alone = self.counts[1 - side][place] == 0.0;
        let by_mean = if alone {
            [shares.1 - shares.0, 0.0]
        } else {
            [0.5 * (shares.1 - shares.0), sign * 0.5 * (shares.0 + shares.1)]
        };
        [0, 1].map(|component| Slope {
            by_count: (by_share[component] - average[component]) / self.totals[side]
                - by_mean[component] * self.means[side][place] / count,
            by_sum: by_mean[component] / count,
        })
    }
}

impl Split {
    /// Puts the three differences into words, each at its own level.
    pub fn changes(&self, terms: &Terms) -> [Change; 3] {
        [&self.total, &self.mix, &self.within].map(|difference| difference.change(terms.level))
    }

    /// What the split says.
    pub fn reading(&self, terms: &Terms) -> SplitReading {
        let [total, mix, within] = self.changes(terms).map(|change| change.verdict);
        let direction = |change: &Change| change.value.unwrap_or_default() > 0.0;
        let [up, _, within_up] = self.changes(terms).map(|change| direction(&change));
        let certain = |verdict| matches!(verdict, Verdict::Higher | Verdict::Lower);
        match (certain(total), certain(mix), certain(within)) {
            _ if total == Verdict::TooFew => SplitReading::TooFew,
            (true, _, true) if up != within_up => SplitReading::Reversed,
            (false, true, true) if mix != within => SplitReading::Hidden,
            (_, true, true) => SplitReading::Both,
            (_, false, true) => SplitReading::Within,
            (_, true, false) => SplitReading::Mix,
            (_, false, false) => SplitReading::Unclear,
        }
    }
}

#[cfg(test)]
mod tests;
