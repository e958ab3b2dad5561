//! One world: fold its events into samples and hold the samples' intervals against the expectations.

use std::collections::{BTreeMap, HashMap, HashSet};

use otklik_core::{Estimate, Event, Measure, Status};
use otklik_stats::{
    Accumulator, RateAccumulator, Terms, ValueAccumulator, ces, csat, nps, nps_contribution, quantile,
    rate_per_hundred, share, top_box,
};

use super::people::People;
use super::{CoverageReport, EXPECTED_N, Figure};
use crate::expectation::{Expectation, Expected};
use crate::ledger::{WAIT_BINS, WAIT_STEP_MINUTES};
use crate::marks::ByMark;
use crate::plan::Plan;
use crate::simulation::Simulation;
use crate::surveys::{ASK_CHANNELS, AskChannel, METRICS, metrics};
use crate::truth::figures;
use crate::waiting::{CHANNELS, OrderChannel};

/// A shop, a month, and a channel or all of them.
type Cell = (usize, usize, Option<usize>);

/// What somebody contributes: a mark, a wait, events or exposure.
#[derive(Clone, Copy, Debug)]
struct Row {
    person: Option<usize>,
    value: f64,
    exposure: f64,
}

#[derive(Debug, Default)]
struct Rows {
    people: People,
    marks: [BTreeMap<Cell, Vec<Row>>; METRICS],
    asked: BTreeMap<Cell, Vec<(String, Option<usize>)>>,
    answered: HashSet<String>,
    complaints: BTreeMap<Cell, Vec<Row>>,
    returns: BTreeMap<Cell, Vec<Row>>,
    waits: BTreeMap<Cell, Vec<Row>>,
}

/// Simulates a world and judges its intervals.
pub(super) fn judge(plan: Plan) -> CoverageReport {
    let mut simulation = Simulation::new(plan);
    let mut rows = Rows::default();
    let shops: HashMap<String, usize> = simulation
        .world
        .shops
        .iter()
        .enumerate()
        .map(|(shop, description)| (description.path.as_str().to_owned(), shop))
        .collect();
    while let Some(events) = simulation.next_day() {
        for event in &events {
            rows.take(&simulation, &shops, event);
        }
    }
    let expectation = Expectation::of(&simulation.world);
    let mut report = CoverageReport { worlds: 1, ..CoverageReport::empty() };
    rows.judge_scores(&expectation, &mut report);
    rows.judge_response(&expectation, &mut report);
    rows.judge_rates(&expectation, &mut report);
    rows.judge_waits(&expectation, &mut report);
    report
}

fn both(cells: &mut BTreeMap<Cell, Vec<Row>>, (shop, month): (usize, usize), channel: usize, row: Row) {
    cells.entry((shop, month, None)).or_default().push(row);
    cells.entry((shop, month, Some(channel))).or_default().push(row);
}

impl Rows {
    fn take(&mut self, simulation: &Simulation, shops: &HashMap<String, usize>, event: &Event) {
        let Some(shop) = event.unit.as_ref().and_then(|unit| shops.get(unit.as_str())) else { return };
        let day = simulation.outbox.day_of(event.time.0).min(simulation.world.calendar.days.len() - 1);
        let place = (*shop, simulation.world.calendar.days[day].month);
        let person = self.people.join(&event.identifiers);
        let row = |value: f64, exposure: f64| Row { person, value, exposure };
        let channel = event.channel.as_deref().unwrap_or_default();
        let order = OrderChannel::ALL.iter().position(|known| known.id() == channel);
        let ask = AskChannel::ALL.iter().position(|known| known.id() == channel);
        let quantity = event.quantity.unwrap_or(1.0);
        match (event.name.as_str(), order, ask) {
            ("order_placed" | "receipts_counted", Some(order), _) => {
                // So many receipts without a card come from so many unknown people.
                let (rows, exposure) = if person.is_none() { (quantity as usize, 1.0) } else { (1, quantity) };
                for _ in 0..rows {
                    both(&mut self.complaints, place, order, row(0.0, exposure));
                    both(&mut self.returns, place, order, row(0.0, exposure));
                }
            }
            ("complaint_made", Some(order), _) => both(&mut self.complaints, place, order, row(1.0, 0.0)),
            ("drink_remade" | "order_refunded", Some(order), _) => both(&mut self.returns, place, order, row(1.0, 0.0)),
            ("order_ready", Some(order), _) => {
                let minutes = event.duration_ms.unwrap_or_default() as f64 / 60_000.0;
                both(&mut self.waits, place, order, row(minutes, 0.0));
            }
            ("survey_asked", _, Some(ask)) if event.detail.as_deref() == Some("after_visit") => {
                for channel in [None, Some(ask)] {
                    let cell = (place.0, place.1, channel);
                    self.asked.entry(cell).or_default().push((event.id.clone(), person));
                }
            }
            ("survey_answered", _, Some(ask)) => self.take_answer(event, place, ask, person),
            _ => {}
        }
    }

    fn take_answer(&mut self, event: &Event, place: (usize, usize), ask: usize, person: Option<usize>) {
        let Some(answer) = &event.answer else { return };
        self.answered.extend(answer.asked.clone());
        for (metric, definition) in metrics().iter().enumerate() {
            if let (otklik_core::metric::Admission::Counts, Some(value)) =
                (definition.admits_answer(answer), answer.value)
            {
                both(&mut self.marks[metric], place, ask, Row { person, value, exposure: 0.0 });
            }
        }
    }

    fn person(&self, person: Option<usize>) -> Option<i64> {
        person.and_then(|person| i64::try_from(self.people.root(person)).ok())
    }

    fn sample(&self, rows: &[Row], value: impl Fn(f64) -> f64) -> Accumulator {
        let mut accumulator = Accumulator::new();
        for row in rows {
            // Marks are whole numbers, so none is refused.
            let _ = accumulator.add(self.person(row.person), value(row.value));
        }
        accumulator
    }

    fn judge_scores(&self, expectation: &Expectation, report: &mut CoverageReport) {
        let terms = Terms::default();
        let figures_of = [Some(Figure::Nps), None, Some(Figure::Csat), Some(Figure::CsatKiosk), Some(Figure::Ces)];
        for (metric, definition) in metrics().iter().enumerate() {
            let Some(figure) = figures_of[metric] else { continue };
            for (cell, rows) in &self.marks[metric] {
                let expected = sum_marks(expectation, cell, metric);
                let Some(truth) = figures::score(definition.kind, &expected) else { continue };
                let estimate = match figure {
                    Figure::Nps => nps(&self.sample(rows, nps_contribution).finish(), &terms),
                    Figure::Ces => ces(&self.sample(rows, |mark| mark).finish(), &terms),
                    _ => csat(&self.sample(rows, |mark| top_box(definition.kind, mark)).finish(), &terms),
                };
                count(report, figure, expected.iter().sum(), truth.value, &estimate);
            }
        }
    }

    fn judge_response(&self, expectation: &Expectation, report: &mut CoverageReport) {
        let unasked = [AskChannel::ReceiptQr as usize, AskChannel::Kiosk as usize];
        for (cell, asked) in &self.asked {
            let mut accumulator = Accumulator::new();
            for (id, person) in asked {
                let answered = if self.answered.contains(id) { 1.0 } else { 0.0 };
                let _ = accumulator.add(self.person(*person), answered);
            }
            let sum = |pick: fn(&Expected) -> &[[f64; ASK_CHANNELS]; METRICS]| -> f64 {
                let counts = &pick(expectation.cell(cell.0, cell.1))[0];
                let chosen = |ask: &usize| cell.2.is_none_or(|one| one == *ask) && !unasked.contains(ask);
                (0..ASK_CHANNELS).filter(chosen).map(|ask| counts[ask]).sum()
            };
            let (responded, base) = (sum(|cell| &cell.responded), sum(|cell| &cell.asked));
            let estimate = share(&accumulator.finish(), &Terms::default());
            count(report, Figure::ResponseRate, responded, responded / base, &estimate);
        }
    }

    fn judge_rates(&self, expectation: &Expectation, report: &mut CoverageReport) {
        for (figure, cells) in [(Figure::Complaints, &self.complaints), (Figure::Returns, &self.returns)] {
            for (cell, rows) in cells {
                let mut accumulator = RateAccumulator::new();
                for row in rows {
                    let _ = accumulator.add(self.person(row.person), row.value, row.exposure);
                }
                let expected = expectation.cell(cell.0, cell.1);
                let events = if figure == Figure::Complaints { &expected.complaints } else { &expected.returns };
                let sum = |counts: &[f64; CHANNELS]| -> f64 {
                    (0..CHANNELS)
                        .filter(|one| cell.2.is_none_or(|channel| channel == *one))
                        .map(|one| counts[one])
                        .sum()
                };
                let (events, orders) = (sum(events), sum(&expected.orders));
                let estimate = rate_per_hundred(&accumulator.finish(), &Terms::default());
                count(report, figure, events, 100.0 * events / orders, &estimate);
            }
        }
    }

    fn judge_waits(&self, expectation: &Expectation, report: &mut CoverageReport) {
        for (cell, rows) in &self.waits {
            let mut accumulator = ValueAccumulator::new();
            for row in rows {
                let _ = accumulator.add(self.person(row.person), row.value);
            }
            let sample = accumulator.finish();
            let expected = expectation.cell(cell.0, cell.1);
            let bins: Vec<f64> = (0..WAIT_BINS)
                .map(|bin| {
                    let channels = (0..CHANNELS).filter(|one| cell.2.is_none_or(|channel| channel == *one));
                    channels.map(|channel| expected.waits[channel][bin]).sum()
                })
                .collect();
            for (figure, probability) in [(Figure::WaitingMedian, 0.5), (Figure::WaitingP90, 0.9)] {
                let Some(truth) = figures::quantile(&bins, probability) else { continue };
                let estimate = quantile(&sample, probability, Measure::Seconds, &Terms::default());
                // Beyond the last bin the truth is not known.
                if truth < WAIT_BINS as f64 * WAIT_STEP_MINUTES - 1.0 {
                    count(report, figure, bins.iter().sum(), truth, &estimate);
                }
            }
        }
    }
}

fn sum_marks(expectation: &Expectation, cell: &Cell, metric: usize) -> ByMark {
    let answered = &expectation.cell(cell.0, cell.1).answered[metric];
    std::array::from_fn(|mark| {
        let chosen = (0..ASK_CHANNELS).filter(|ask| cell.2.is_none_or(|one| one == *ask));
        chosen.map(|ask| answered[ask][mark]).sum()
    })
}

fn count(report: &mut CoverageReport, figure: Figure, expected_n: f64, truth: f64, estimate: &Estimate) {
    if expected_n < EXPECTED_N {
        return;
    }
    let coverage = &mut report.figures[figure as usize];
    match (estimate.status, estimate.low, estimate.high) {
        (Status::Ok, Some(low), Some(high)) => {
            coverage.intervals += 1;
            coverage.covered += u64::from(low <= truth && truth <= high);
            coverage.too_high += u64::from(low > truth);
        }
        _ => coverage.not_given += 1,
    }
}
