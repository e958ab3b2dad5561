//! One question's way through the lake's columns.

use std::sync::Arc;

use otklik_core::Currency;
use otklik_journey::{ColumnsError, Fold, Journey, Journeys, NO_GROUP, Opened, contributors};
use otklik_lake::{EventJudge, Grouping, JourneyBucket, JourneyScan, SideColumns};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::breakdown::Breakdown;
use super::coding::Coding;
use super::sight::{Sight, TAKES_PART};
use crate::error::InsightError;
use crate::view::View;

/// What a customer's events may belong together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// The order.
    Order,
    /// The visit or browsing session, as sources tell it.
    Session,
    /// The support ticket.
    Ticket,
}

impl From<Together> for Grouping {
    fn from(together: Together) -> Self {
        match together {
            Together::Order => Self::Order,
            Together::Session => Self::Session,
            Together::Ticket => Self::Ticket,
        }
    }
}

pub(crate) fn micros(seconds: i64) -> i64 {
    seconds.saturating_mul(otklik_core::time::SECOND_MICROS)
}

/// Which events take part, what their codes are, and what they bring along.
#[derive(Clone)]
pub(crate) struct ReadingPlan {
    sight: Arc<Sight>,
    is_open: bool,
    patterns: bool,
    breakdown: Option<Arc<Breakdown>>,
    together: Option<Together>,
    currency: Option<Currency>,
}

impl ReadingPlan {
    /// Reads kinds of whatever takes part.
    pub(crate) fn of(sight: Sight) -> Self {
        let is_open = sight.is_open();
        Self { sight: Arc::new(sight), is_open, patterns: false, breakdown: None, together: None, currency: None }
    }

    /// Reads codes as a coding has them.
    pub(crate) fn coded_by(self, coding: &Coding) -> Self {
        Self { patterns: matches!(coding, Coding::Patterns(_)), ..self }
    }

    pub(crate) fn broken_down_by(self, breakdown: Option<Breakdown>) -> Self {
        Self { breakdown: breakdown.map(Arc::new), ..self }
    }

    pub(crate) fn grouped_by(self, together: Option<Together>) -> Self {
        Self { together, ..self }
    }

    pub(crate) fn with_amounts_in(self, currency: Option<Currency>) -> Self {
        Self { currency, ..self }
    }

    /// What the lake has to bring along.
    pub(crate) fn scan(&self, view: &View<'_>) -> JourneyScan {
        let needs_units =
            self.sight.needs_units() || self.breakdown.as_ref().is_some_and(|values| values.is_of_units());
        let judge = self.sight.needs_rows().then(|| Arc::clone(&self.sight) as Arc<dyn EventJudge>);
        JourneyScan {
            sides: SideColumns {
                units: needs_units,
                amounts: self.currency,
                groups: self.together.map(Grouping::from),
                ..SideColumns::default()
            },
            moves: view.moves.clone(),
            judge,
        }
    }

    /// Notes for each event of a bucket whether it takes part.
    pub(crate) fn look(&self, bucket: &JourneyBucket, bits: &mut Vec<u32>) {
        self.sight.look(bucket, bits);
    }

    /// The journeys of a bucket as the question sees them.
    fn journeys<'a>(&self, bucket: &'a JourneyBucket, buffers: &'a mut Buffers) -> Result<Journeys<'a>, ColumnsError> {
        let Buffers { bits, marks, codes, values, groups } = buffers;
        let mut journeys = bucket.journeys()?;
        if self.patterns || !self.is_open {
            self.sight.look(bucket, bits);
        }
        if self.patterns {
            codes.clear();
            codes.extend(bits.iter().map(|bits| (bits >> 1) as u16));
            journeys = journeys.coded_by(codes)?;
        }
        if !self.is_open {
            marks.clear();
            marks.extend(bits.iter().map(|bits| bits & TAKES_PART > 0));
            journeys = journeys.taking_part(marks)?;
        }
        if let Some(breakdown) = &self.breakdown {
            breakdown.values(bucket, values);
            journeys = journeys.broken_down_by(values)?;
        }
        if self.together.is_some() {
            number_groups(bucket, groups);
            journeys = journeys.grouped_by(groups)?;
        }
        if self.currency.is_some() {
            journeys = journeys.with_amounts(bucket.amounts())?;
        }
        Ok(journeys)
    }
}

/// Columns that are made for one bucket after the other.
#[derive(Default)]
struct Buffers {
    bits: Vec<u32>,
    marks: Vec<bool>,
    codes: Vec<u16>,
    values: Vec<u16>,
    groups: Vec<u32>,
}

/// What one thread has counted so far.
struct Counting<F, T> {
    fold: F,
    found: T,
    buffers: Buffers,
    failed: Option<ColumnsError>,
}

impl<F, T: Default> Counting<F, T> {
    fn new(fold: F) -> Self {
        Self { fold, found: T::default(), buffers: Buffers::default(), failed: None }
    }
}

/// Narrow numbers for each customer's own groups.
fn number_groups(bucket: &JourneyBucket, groups: &mut Vec<u32>) {
    let mut known: Vec<u64> = Vec::new();
    groups.clear();
    for ends in bucket.starts().windows(2) {
        let own = &bucket.groups()[ends[0] as usize..ends[1] as usize];
        known.clear();
        known.extend(own.iter().filter(|group| **group != 0));
        known.sort_unstable();
        known.dedup();
        let number = |group: &u64| known.binary_search(group).map_or(NO_GROUP, |number| number as u32);
        groups.extend(own.iter().map(number));
    }
}

fn smaller(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    [one, other].into_iter().flatten().min()
}

impl View<'_> {
    /// Counts what a fold counts.
    pub(crate) async fn fold<F>(&self, plan: &ReadingPlan, fold: F) -> Result<F::Answer, InsightError>
    where
        F: Fold + Clone + Send + Sync + 'static,
    {
        let (scan, plan, own) = (plan.scan(self), plan.clone(), fold.clone());
        let begin = move || Counting::<F, ()>::new(fold.clone());
        let visit = move |counting: &mut Counting<F, ()>, bucket: &JourneyBucket| match plan
            .journeys(bucket, &mut counting.buffers)
        {
            Ok(journeys) => journeys.visit(&mut counting.fold),
            Err(error) => counting.failed = Some(error),
        };
        let counted = self.insight.lake.journeys(&self.snapshot, &scan, begin, visit).await;
        let mut total: Option<F> = None;
        for counting in counted.map_err(InsightError::Lake)? {
            if let Some(error) = counting.failed {
                return Err(InsightError::Columns(error));
            }
            match &mut total {
                Some(total) => total.merge(counting.fold),
                None => total = Some(counting.fold),
            }
        }
        Ok(total.unwrap_or(own).finish())
    }

    /// Of so many things the customer with the smallest number who has each, so that the same data give the same example;
    /// which ones a customer has is told for each journey.
    pub(crate) async fn example_of_each<F>(
        &self,
        plan: &ReadingPlan,
        fold: F,
        count: usize,
        tell: impl Fn(&mut F, Journey<'_>, &mut dyn FnMut(usize)) + Send + Sync + 'static,
    ) -> Result<Vec<Option<i64>>, InsightError>
    where
        F: Clone + Send + Sync + 'static,
    {
        let (scan, plan) = (plan.scan(self), plan.clone());
        let begin = move || Counting::<F, Vec<Option<i64>>> { found: vec![None; count], ..Counting::new(fold.clone()) };
        let visit = move |counting: &mut Counting<F, Vec<Option<i64>>>, bucket: &JourneyBucket| {
            let Counting { fold, found, buffers, failed } = counting;
            let journeys = match plan.journeys(bucket, buffers) {
                Ok(journeys) => journeys,
                Err(error) => return *failed = Some(error),
            };
            for (run, customer) in bucket.customers().iter().enumerate() {
                tell(fold, journeys.journey(run), &mut |thing| found[thing] = smaller(found[thing], Some(*customer)));
            }
        };
        let counted = self.insight.lake.journeys(&self.snapshot, &scan, begin, visit).await;
        let mut examples = vec![None; count];
        for counting in counted.map_err(InsightError::Lake)? {
            if let Some(error) = counting.failed {
                return Err(InsightError::Columns(error));
            }
            for (example, found) in examples.iter_mut().zip(counting.found) {
                *example = smaller(*example, found);
            }
        }
        Ok(examples)
    }

    /// The people whom a figure counts, each with the time of their newest event that takes part; in no particular order.
    pub(crate) async fn people_of_fold<F>(
        &self,
        plan: &ReadingPlan,
        fold: F,
        figure: F::Figure,
    ) -> Result<Vec<(i64, i64)>, InsightError>
    where
        F: Opened + Clone + Send + Sync + 'static,
        F::Figure: Send + Sync + 'static,
    {
        let (scan, plan) = (plan.scan(self), plan.clone());
        let begin = move || Counting::<F, Vec<(i64, i64)>>::new(fold.clone());
        let visit = move |counting: &mut Counting<F, Vec<(i64, i64)>>, bucket: &JourneyBucket| {
            let Counting { fold, found, buffers, failed } = counting;
            let journeys = match plan.journeys(bucket, buffers) {
                Ok(journeys) => journeys,
                Err(error) => return *failed = Some(error),
            };
            let runs = contributors(fold, &figure, journeys);
            let is_open = plan.is_open;
            for run in runs {
                let place = bucket.starts()[run as usize] as usize..bucket.starts()[run as usize + 1] as usize;
                let last = place.rev().find(|row| is_open || buffers.marks[*row]);
                found.extend(last.map(|row| (bucket.times()[row], bucket.customers()[run as usize])));
            }
        };
        let counted = self.insight.lake.journeys(&self.snapshot, &scan, begin, visit).await;
        let mut people = Vec::new();
        for counting in counted.map_err(InsightError::Lake)? {
            match counting.failed {
                Some(error) => return Err(InsightError::Columns(error)),
                None => people.extend(counting.found),
            }
        }
        Ok(people)
    }
}
