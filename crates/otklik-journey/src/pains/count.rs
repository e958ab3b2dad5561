//! Who was hurt where, and with whom they can be compared.

use super::cells::{Cells, PainStrata, Pair};
use super::occasions::{Occasion, Walk};
use super::{Pain, PainKind, PainTerms, TouchEvent, TouchFold};

/// Counts the people whom pains affect.
#[derive(Clone, Debug)]
pub struct PainCounts {
    walk: Walk,
    pains: Vec<Tally>,
    cells: Cells<Pair>,
    visited: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    occasions: u64,
    affected: u64,
    reached: u64,
    immature: u64,
    /// Who was counted last as affected, as reached, and as somebody of whom it is too early to tell.
    marks: [u32; 3],
    example: Option<Example>,
}

/// Of several journeys with a pain the one to be shown: one that was lost before one that was not, then the newest.
type Example = (bool, i64, i64);

/// What was counted of one pain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PainCount {
    /// What and where.
    pub pain: Pain,
    /// How often it affected somebody.
    pub occasions: u64,
    /// The people whom it affected.
    pub affected: u64,
    /// The people whom it could have affected: they were where it is, or tried what failed.
    pub reached: u64,
    /// People with a journey of which it is too early to tell what became of it.
    pub immature: u64,
    /// An affected customer, and when it happened to them.
    pub example: Option<(i64, i64)>,
    /// Whether fewer of those whom it affected went on than of those they can be compared with; else nothing is at risk.
    pub is_hurting: bool,
}

/// Pains and the strata in which they are compared.
#[derive(Clone, Debug)]
pub struct PainsCounted {
    /// The pains that affected anybody.
    pub pains: Vec<PainCount>,
    /// By what those whom they affected are compared with others.
    pub strata: PainStrata,
}

impl PainCounts {
    /// A fold that has seen nobody yet.
    pub fn new(terms: PainTerms) -> Self {
        Self {
            pains: vec![Tally::default(); terms.pains()],
            cells: Cells::default(),
            walk: Walk::new(terms),
            visited: 0,
        }
    }

    /// When a pain last affected a customer, if it ever did; leaves every count as it is.
    pub fn affects(&mut self, pain: Pain, touches: &[TouchEvent]) -> Option<i64> {
        let index = self.walk.terms.index(pain);
        let mut newest = None;
        self.walk.each(touches, &mut |occasion| {
            if occasion.pain == index && occasion.affects {
                newest = newest.max(Some(occasion.time));
            }
        });
        newest
    }
}

impl Tally {
    fn add(&mut self, occasion: &Occasion, customer: i64, visited: u32) {
        let [affected, reached, immature] = &mut self.marks;
        let once = |mark: &mut u32, count: &mut u64| {
            *count += u64::from(*mark != visited);
            *mark = visited;
        };
        once(reached, &mut self.reached);
        if !occasion.is_mature {
            once(immature, &mut self.immature);
        }
        if occasion.affects {
            self.occasions += 1;
            once(affected, &mut self.affected);
            let is_lost = occasion.is_mature && !occasion.followed;
            self.example = self.example.max(Some((is_lost, occasion.time, customer)));
        }
    }
}

impl TouchFold for PainCounts {
    type Answer = PainsCounted;

    fn visit(&mut self, customer: i64, touches: &[TouchEvent]) {
        self.visited += 1;
        let Self { walk, pains, cells, visited } = self;
        walk.each(touches, &mut |occasion| {
            // Who was at another touchpoint of the stage was not where customers are lost.
            if occasion.is_with || occasion.kind != PainKind::Lost {
                pains[occasion.pain].add(&occasion, customer, *visited);
            }
            if occasion.is_mature {
                let pair = cells.entry(occasion.cell).or_default();
                let (all, went_on) = if occasion.is_with {
                    (&mut pair.with, &mut pair.with_followed)
                } else {
                    (&mut pair.without, &mut pair.without_followed)
                };
                *all += 1;
                *went_on += u32::from(occasion.followed);
            }
        });
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.pains.iter_mut().zip(other.pains) {
            own.occasions += other.occasions;
            own.affected += other.affected;
            own.reached += other.reached;
            own.immature += other.immature;
            own.example = own.example.max(other.example);
        }
        for (cell, pair) in other.cells {
            self.cells.entry(cell).or_default().add(&pair);
        }
    }

    fn finish(self) -> PainsCounted {
        let terms = &self.walk.terms;
        let strata = PainStrata::of(&self.cells);
        let hurting = strata.hurting(&self.cells, self.pains.len());
        let affecting = self.pains.iter().enumerate().filter(|(_, tally)| tally.affected > 0);
        let count = |(index, tally): (usize, &Tally)| PainCount {
            pain: terms.pain(index),
            occasions: tally.occasions,
            affected: tally.affected,
            reached: tally.reached,
            immature: tally.immature,
            example: tally.example.map(|(_, time, customer)| (customer, time)),
            is_hurting: hurting[index],
        };
        PainsCounted { pains: affecting.map(count).collect(), strata }
    }
}
