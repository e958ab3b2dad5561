//! Counts distinct people, whatever their number.

use std::collections::HashSet;

/// Up to so many people are kept one by one, more as bits.
const FEW: usize = 4_096;
const BITS: usize = u64::BITS as usize;

/// Distinct customers: their keys are dense, so a bit for each is enough once they are many.
#[derive(Clone, Debug)]
pub(crate) enum Distinct {
    Few(HashSet<i64>),
    Many { bits: Vec<u64>, count: u64 },
}

impl Default for Distinct {
    fn default() -> Self {
        Self::Few(HashSet::new())
    }
}

impl Distinct {
    pub(crate) fn insert(&mut self, person: i64) {
        match self {
            Self::Few(people) => {
                people.insert(person);
                if people.len() > FEW {
                    let mut many = Self::Many { bits: Vec::new(), count: 0 };
                    people.iter().for_each(|person| many.insert(*person));
                    *self = many;
                }
            }
            Self::Many { bits, count } => {
                let person = usize::try_from(person).unwrap_or_default();
                if bits.len() <= person / BITS {
                    bits.resize(person / BITS + 1, 0);
                }
                let (word, bit) = (&mut bits[person / BITS], 1 << (person % BITS));
                *count += u64::from(*word & bit == 0);
                *word |= bit;
            }
        }
    }

    pub(crate) fn contains(&self, person: i64) -> bool {
        match self {
            Self::Few(people) => people.contains(&person),
            Self::Many { bits, .. } => {
                let person = usize::try_from(person).unwrap_or_default();
                bits.get(person / BITS).is_some_and(|word| word & (1 << (person % BITS)) != 0)
            }
        }
    }

    /// Takes in those of another.
    pub(crate) fn join(&mut self, other: &Self) {
        match other {
            Self::Few(people) => people.iter().for_each(|person| self.insert(*person)),
            Self::Many { bits, .. } => {
                for (index, word) in bits.iter().enumerate() {
                    for bit in (0..BITS).filter(|bit| word & (1 << bit) != 0) {
                        self.insert((index * BITS + bit) as i64);
                    }
                }
            }
        }
    }

    pub(crate) fn count(&self) -> u64 {
        match self {
            Self::Few(people) => people.len() as u64,
            Self::Many { count, .. } => *count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_counted_once_each() {
        let (mut one, mut other) = (Distinct::default(), Distinct::default());
        for person in 0..10_000 {
            one.insert(person * 3);
            one.insert(person * 3);
            other.insert(person / 4);
        }
        assert_eq!((one.count(), other.count()), (10_000, 2_500));
        let brute: HashSet<i64> = (0..10_000).map(|person| person * 3).chain(0..2_500).collect();
        assert!((0..30_100).all(|person| one.contains(person) == (person % 3 == 0 && person < 30_000)));
        assert!((0..3_000).all(|person| other.contains(person) == (person < 2_500)));
        let mut both = other.clone();
        both.join(&one);
        one.join(&other);
        assert_eq!((one.count(), both.count()), (brute.len() as u64, brute.len() as u64));
    }
}
