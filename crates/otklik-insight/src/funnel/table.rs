//! The rows of a funnel.

use otklik_core::Change;
use otklik_journey::{FunnelAnswer as Counted, FunnelValue, StepCount, StepPart};

use super::prepare::PreparedFunnel;
use super::{FunnelFigure, FunnelMoney, FunnelOrder, FunnelPart, FunnelQuestion, FunnelRow, FunnelSlice, TimeBar};
use crate::journeys::{Compared, Part, count, counted_money, seconds, share};

/// Makes rows of counts.
pub(super) struct FunnelTable<'a> {
    pub(super) question: &'a FunnelQuestion,
    pub(super) prepared: &'a PreparedFunnel,
    pub(super) compares: bool,
}

/// What is counted under: a value of the breakdown, or none.
type Under<'a> = Option<(&'a str, bool)>;

impl FunnelTable<'_> {
    /// The rows of all attempts and of each value, every difference judged together.
    pub(super) fn rows(&self, now: &Counted, before: Option<&Counted>) -> (Vec<FunnelRow>, Vec<FunnelSlice>) {
        let mut compared = Compared::default();
        let others = before.map(|before| before.steps.as_slice());
        self.compare(&now.steps, others, &mut compared);
        let of_value = |value: &FunnelValue| {
            let known = before.map(|before| before.values.iter().find(|(other, _)| other == value));
            known.map(|known| known.map_or(&[] as &[StepCount], |(_, steps)| steps))
        };
        for (value, steps) in &now.values {
            self.compare(steps, of_value(value), &mut compared);
        }
        let mut changes = compared.judged().into_iter();
        let steps = self.slice(&now.steps, None, &mut changes);
        let values = now.values.iter().map(|(value, steps)| {
            let (name, other) = match value {
                FunnelValue::Value(number) => (self.prepared.values[usize::from(*number)].as_str(), false),
                FunnelValue::Other => ("", true),
            };
            let steps = self.slice(steps, Some((name, other)), &mut changes);
            FunnelSlice { value: name.to_owned(), other, steps }
        });
        let values = values.collect();
        (steps, values)
    }

    /// Notes the differences of a funnel's shares, two for each step but the first.
    fn compare(&self, now: &[StepCount], before: Option<&[StepCount]>, compared: &mut Compared) {
        let Some(before) = before else { return };
        for step in 1..now.len() {
            for from in [0, self.previous(step)] {
                let then = if before.is_empty() { (0, 0, 0) } else { passed(before, from, step) };
                compared.add(passed(now, from, step), then);
            }
        }
    }

    fn slice(
        &self,
        steps: &[StepCount],
        under: Under<'_>,
        changes: &mut impl Iterator<Item = Change>,
    ) -> Vec<FunnelRow> {
        (0..steps.len())
            .map(|step| {
                let is_compared = self.compares && step > 0;
                let (change, change_of_previous) =
                    if is_compared { (changes.next(), changes.next()) } else { (None, None) };
                FunnelRow { change, change_of_previous, ..self.row(steps, step, under) }
            })
            .collect()
    }

    /// The last step before that has to be taken.
    fn previous(&self, step: usize) -> usize {
        let is_required =
            |step: &usize| self.question.order == FunnelOrder::Any || !self.question.steps[*step].optional;
        (0..step).rev().find(is_required).unwrap_or(0)
    }

    fn row(&self, steps: &[StepCount], step: usize, under: Under<'_>) -> FunnelRow {
        let StepCount { reached, fell, unfinished, times, histogram, micros } = &steps[step];
        let times = if step == 0 { None } else { seconds(times.as_ref(), *micros, reached.count, reached.people) };
        let address = |part: FunnelPart| {
            let value = under.filter(|(_, other)| !other).map(|(value, _)| value.to_owned());
            self.question.people(FunnelFigure { part, step, value, other: under.is_some_and(|(_, other)| other) })
        };
        let decided = reached.count - unfinished.count;
        FunnelRow {
            step,
            reached: count(reached.people, reached.people),
            attempts: count(reached.count, reached.people),
            of_first: share(passed(steps, 0, step)),
            of_previous: (step > 0).then(|| share(passed(steps, self.previous(step), step))),
            fell: count(fell.people, fell.people),
            fell_share: share((fell.count, decided, reached.people.min(decided))),
            unfinished: count(unfinished.people, unfinished.people),
            mean: times.as_ref().map(|times| times.mean.clone()),
            median: times.as_ref().map(|times| times.median.clone()),
            p90: times.map(|times| times.p90),
            times: if step == 0 { Vec::new() } else { self.bars(histogram) },
            money: self.question.currency.map(|currency| {
                let sum = |part: &StepPart| counted_money(part.money, currency, part.count, part.people);
                FunnelMoney { reached: sum(reached), fell: sum(fell), unfinished: sum(unfinished) }
            }),
            change: None,
            change_of_previous: None,
            reached_people: address(FunnelPart::Reached),
            fell_people: address(FunnelPart::Fell),
            unfinished_people: address(FunnelPart::Unfinished),
        }
    }

    fn bars(&self, histogram: &[u64]) -> Vec<TimeBar> {
        let borders = &self.prepared.borders;
        let border = |place: usize| borders.get(place).map(|border| border.unsigned_abs());
        let bar = |(place, n): (usize, &u64)| TimeBar {
            from_seconds: place.checked_sub(1).and_then(border).unwrap_or(0),
            to_seconds: border(place),
            n: *n,
        };
        histogram.iter().enumerate().map(bar).collect()
    }
}

/// Attempts that passed from one step to another, of those at the first whose outcome is known.
fn passed(steps: &[StepCount], from: usize, to: usize) -> Part {
    let open: u64 = steps[from..to].iter().map(|step| step.unfinished.count).sum();
    let decided = steps[from].reached.count.saturating_sub(open);
    let people = steps[from].reached.people.min(decided);
    (steps[to].reached.count.min(decided), decided, people)
}
