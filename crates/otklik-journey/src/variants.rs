//! Which ways there are from beginning to end, and how many took each.

mod table;

use crate::columns::Journey;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened};
use crate::lens::Lens;
use crate::sections::{SectionRule, Sections};
use crate::walk::walk;
pub(crate) use table::Table;

/// Variants as they are asked for.
#[derive(Clone, Debug)]
pub struct VariantQuestion {
    /// The nodes of a way.
    pub nodes: Lens,
    /// What counts as one journey.
    pub sections: SectionRule,
    /// Takes repetitions of one node for one stay.
    pub collapse_repeats: bool,
    /// How many of the most frequent variants are listed.
    pub most: usize,
}

/// Counts whole ways, exactly. Memory grows with the number of different ways, not with that of journeys.
#[derive(Clone, Debug)]
pub struct Variants {
    question: VariantQuestion,
    sections: Sections,
    way: Vec<u16>,
    table: Table,
    visited: u32,
}

/// The most frequent variants, and what there is besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantsAnswer {
    /// The most frequent ones first; of equally frequent ones the one whose nodes come first.
    pub variants: Vec<VariantCount>,
    /// Different variants in all.
    pub distinct: u64,
    /// Journeys (or sections) in all, without empty ones.
    pub count: u64,
}

/// What is counted of one variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantCount {
    /// Its nodes in order.
    pub nodes: Vec<u16>,
    /// Journeys or sections.
    pub count: u64,
    /// People.
    pub people: u64,
}

impl Variants {
    /// A fold that has seen nobody yet.
    pub fn new(question: VariantQuestion) -> Result<Self, QuestionError> {
        question.sections.check("/sections")?;
        Ok(Self {
            sections: Sections::new(question.sections),
            way: Vec::new(),
            table: Table::default(),
            visited: 0,
            question,
        })
    }

    /// The memory that the different variants occupy, in bytes.
    pub fn bytes(&self) -> usize {
        self.table.bytes()
    }
}

impl Fold for Variants {
    type Answer = VariantsAnswer;

    fn visit(&mut self, journey: Journey<'_>) {
        let Self { question, sections, way, table, visited } = self;
        *visited += 1;
        sections.each(&journey, |section| {
            walk(section, &question.nodes, question.collapse_repeats, way);
            if !way.is_empty() {
                table.tally(way).add(*visited);
            }
        });
    }

    fn merge(&mut self, other: Self) {
        for (way, tally) in other.table.ways() {
            self.table.tally(way).merge(&tally);
        }
    }

    fn finish(self) -> VariantsAnswer {
        let mut ways: Vec<_> = self.table.ways().collect();
        let (distinct, count) = (ways.len() as u64, ways.iter().map(|(_, tally)| tally.count).sum());
        let order = |(way, tally): &(&[u16], crate::walk::Tally)| (std::cmp::Reverse(tally.count), way.to_vec());
        if self.question.most < ways.len() && self.question.most > 0 {
            ways.select_nth_unstable_by(self.question.most - 1, |one, other| {
                other.1.count.cmp(&one.1.count).then_with(|| one.0.cmp(other.0))
            });
        }
        ways.truncate(self.question.most);
        ways.sort_by_cached_key(order);
        let variants = ways.into_iter().map(|(way, tally)| VariantCount {
            nodes: way.to_vec(),
            count: tally.count,
            people: u64::from(tally.people),
        });
        VariantsAnswer { variants: variants.collect(), distinct, count }
    }
}

impl Opened for Variants {
    /// The nodes of a variant.
    type Figure = Vec<u16>;

    fn counts(&mut self, figure: &Vec<u16>, journey: Journey<'_>) -> bool {
        let Self { question, sections, way, .. } = self;
        let mut is_among = false;
        sections.each(&journey, |section| {
            walk(section, &question.nodes, question.collapse_repeats, way);
            is_among |= way == figure && !way.is_empty();
        });
        is_among
    }
}
