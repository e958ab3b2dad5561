//! The rows of conformance.

use otklik_core::{Change, Timestamp};
use otklik_journey::{
    ConformanceAnswer as Counted, Deviation as CountedDeviation, DeviationsCount, InsertedCount, JourneyCount,
    PlanStepCount,
};

use super::{
    ConformanceAnswer, ConformanceFigure, ConformancePart, ConformanceQuestion, ConformanceStep, Deviation,
    DeviationRow, InsertedTouch, JourneysFound,
};
use crate::journeys::{Compared, JourneyFigure, Nodes, Part, count, seconds, share};
use crate::people::PeopleQuestion;

/// Makes rows of counts.
pub(super) struct ConformanceTable<'a> {
    pub(super) question: &'a ConformanceQuestion,
    pub(super) nodes: &'a Nodes,
    pub(super) now: &'a Counted,
    pub(super) before: Option<&'a Counted>,
}

/// Reads the journeys that a share is about off the counts.
type Read<'r> = &'r dyn Fn(&Counted) -> JourneyCount;

impl ConformanceTable<'_> {
    /// The answer without examples, every difference judged together.
    pub(super) fn answer(&self, as_of: Timestamp, minimum_people: u64) -> ConformanceAnswer {
        let changes = self.changes();
        let mut changes = changes.into_iter();
        let mut changed = |found: JourneysFound| JourneysFound { change: changes.next(), ..found };
        let now = self.now;
        let conforming = changed(self.found(now.conforming, ConformanceFigure::of(ConformancePart::Conforming)));
        let keeping = changed(self.found(now.keeping, ConformanceFigure::of(ConformancePart::Keeping)));
        let steps = now.steps.iter().enumerate().map(|(step, counts)| {
            let row = self.step(step, counts);
            ConformanceStep { taken: changed(row.taken), ..row }
        });
        let steps = steps.collect();
        let listed = now.deviations.iter().map(|way| way.journeys.count).sum();
        ConformanceAnswer {
            as_of,
            minimum_people,
            nodes: self.nodes.shown.clone(),
            compared: self.of(now.judged, now.began, ConformanceFigure::of(ConformancePart::Compared)),
            unfinished: self.of(now.unfinished, now.began, ConformanceFigure::of(ConformancePart::Unfinished)),
            conforming,
            keeping,
            differing: self.found(now.differing, ConformanceFigure::of(ConformancePart::Differing)),
            fitness: share((now.together, now.moves, now.judged.people)),
            steps,
            inserted: self.inserted(),
            deviations: now.deviations.iter().map(|way| self.way(way)).collect(),
            distinct: count(now.distinct, now.differing.people),
            coverage: share((listed, now.differing.count, now.differing.people)),
        }
    }

    /// How shares of journeys that were compared differ: conforming, keeping, and each step taken.
    fn changes(&self) -> Vec<Change> {
        let Some(before) = self.before else { return Vec::new() };
        let mut compared = Compared::default();
        let mut add = |read: Read<'_>| {
            let part =
                |counted: &Counted| -> Part { (read(counted).count, counted.judged.count, counted.judged.people) };
            compared.add(part(self.now), part(before));
        };
        add(&|counted| counted.conforming);
        add(&|counted| counted.keeping);
        for step in 0..self.now.steps.len() {
            add(&|counted| counted.steps[step].taken);
        }
        compared.judged()
    }

    /// Journeys among those that were compared.
    fn found(&self, some: JourneyCount, figure: ConformanceFigure) -> JourneysFound {
        self.of(some, self.now.judged, figure)
    }

    fn of(&self, some: JourneyCount, all: JourneyCount, figure: ConformanceFigure) -> JourneysFound {
        let question = Box::new(ConformanceQuestion { compare: None, ..self.question.clone() });
        let figure = JourneyFigure::Conformance { question, figure };
        JourneysFound {
            journeys: count(some.count, some.people),
            share: share((some.count, all.count, all.people)),
            change: None,
            people: PeopleQuestion::of_journeys(figure).address(),
        }
    }

    fn with(&self, some: JourneyCount, all: JourneyCount, deviation: CountedDeviation) -> JourneysFound {
        let way = vec![Deviation::of(deviation, self.nodes)];
        self.of(some, all, ConformanceFigure { way, ..ConformanceFigure::of(ConformancePart::With) })
    }

    fn step(&self, step: usize, counted: &PlanStepCount) -> ConformanceStep {
        let (asked, number, all) = (&self.question.steps[step], step as u16, self.now.judged);
        let PlanStepCount { taken, skipped, out_of_order, late, timed, micros, times } = counted;
        let times = seconds(times.as_ref(), *micros, timed.count, timed.people);
        let figure = ConformanceFigure { step: Some(step), ..ConformanceFigure::of(ConformancePart::Taken) };
        ConformanceStep {
            step,
            taken: self.found(*taken, figure),
            skipped: (!asked.optional).then(|| self.with(*skipped, all, CountedDeviation::Skipped(number))),
            out_of_order: self.with(*out_of_order, all, CountedDeviation::OutOfOrder(number)),
            late: asked.limit_seconds.map(|_| self.with(*late, *timed, CountedDeviation::Late(number))),
            mean: times.as_ref().map(|times| times.mean.clone()),
            median: times.as_ref().map(|times| times.median.clone()),
            p90: times.map(|times| times.p90),
        }
    }

    fn inserted(&self) -> Vec<InsertedTouch> {
        let mut counts: Vec<&InsertedCount> = self.now.inserted.iter().collect();
        counts.sort_by_key(|counted| (std::cmp::Reverse(counted.journeys.count), counted.node));
        let touch = |counted: &InsertedCount| {
            let name = &self.nodes.shown[usize::from(counted.node)].node;
            InsertedTouch {
                node: usize::from(counted.node),
                is_step: self.question.steps.iter().any(|step| step.at.contains(name)),
                touches: count(counted.touches, counted.journeys.people),
                found: self.with(counted.journeys, self.now.judged, CountedDeviation::Inserted(counted.node)),
            }
        };
        counts.into_iter().map(touch).collect()
    }

    fn way(&self, counted: &DeviationsCount) -> DeviationRow {
        let way: Vec<Deviation> = counted.deviations.iter().map(|one| Deviation::of(*one, self.nodes)).collect();
        let figure = ConformanceFigure { way: way.clone(), ..ConformanceFigure::of(ConformancePart::Way) };
        DeviationRow { way, found: self.found(counted.journeys, figure), example: None }
    }
}
