//! Which events of the columns a question sees, and which of its conditions they meet.

use std::collections::HashMap;

use otklik_core::{Scope, Span, Timestamp, UnitPath};
use otklik_lake::{Column, EventBatch, EventJudge, JourneyBucket, NO_UNIT};

use crate::condition::{Coded, Codes, Condition, Fact};
use crate::row::{Row, UnitId};
use crate::view::View;

/// The bit of an event that takes part.
pub(crate) const TAKES_PART: u32 = 1;

/// What decides on every event: the scope, a span, a filter, and further conditions that are noted bit by bit.
pub(crate) struct Sight {
    scope: Scope,
    unit_ids: HashMap<UnitPath, UnitId>,
    span: Span,
    /// The filter first; the k-th condition has the bit 1 << k.
    tests: Vec<Test>,
}

struct Test {
    condition: Condition,
    /// For each code whether its events are admitted, where the kind alone decides.
    of_code: Vec<Option<bool>>,
}

impl Test {
    fn new(condition: Condition, view: &View<'_>) -> Self {
        let most = view.lens.kinds().map(|(kind, _)| kind).max().unwrap_or(0).clamp(0, i64::from(u16::MAX));
        let of_code = (0..=most).map(|kind| condition.of_kind(kind)).collect();
        Self { condition, of_code }
    }

    fn of_code(&self, code: u16) -> Option<bool> {
        self.of_code.get(usize::from(code)).copied().flatten()
    }

    /// Whether it lets everything pass.
    fn is_open(&self) -> bool {
        self.of_code.iter().all(|admitted| *admitted == Some(true))
    }
}

impl Sight {
    pub(crate) fn new(view: &View<'_>, span: Span, filter: Condition, others: Vec<Condition>) -> Self {
        let tests = std::iter::once(filter).chain(others).map(|condition| Test::new(condition, view)).collect();
        Self { scope: view.scope.clone(), unit_ids: view.unit_ids().clone(), span, tests }
    }

    /// Whether every event takes part.
    pub(crate) fn is_open(&self) -> bool {
        self.scope == Scope::Company && self.span == Span::ALL && self.tests[0].is_open()
    }

    pub(crate) fn needs_units(&self) -> bool {
        self.scope != Scope::Company || self.tests.iter().any(|test| test.condition.needs_units())
    }

    pub(crate) fn needs_rows(&self) -> bool {
        self.tests.iter().any(|test| test.condition.needs_rows())
    }

    /// Notes for each event of a bucket which conditions it meets; an event that does not take part meets none.
    pub(crate) fn look(&self, bucket: &JourneyBucket, bits: &mut Vec<u32>) {
        bits.clear();
        if self.needs_rows() {
            bits.extend_from_slice(bucket.marks());
            return;
        }
        let needs_units = self.needs_units();
        let names = if needs_units { bucket.unit_names().all() } else { Vec::new() };
        let units = self.units(names.iter().map(String::as_str));
        let no_unit = (None, self.scope.admits(None));
        let of_unit = |row: usize| match bucket.units().get(row) {
            // Units may be there for the sake of other questions.
            Some(unit) if *unit != NO_UNIT && needs_units => units[usize::from(*unit)],
            _ => no_unit,
        };
        bits.reserve(bucket.codes().len());
        for (run, customer) in bucket.customers().iter().enumerate() {
            for row in bucket.starts()[run] as usize..bucket.starts()[run + 1] as usize {
                let (code, time) = (bucket.codes()[row], Timestamp(bucket.times()[row]));
                let (unit, is_in_scope) = of_unit(row);
                let fact = Fact { time, kind: i64::from(code), person: *customer, unit };
                let meets = |test: &Test| test.of_code(code).unwrap_or_else(|| test.condition.judge(&fact));
                bits.push(if is_in_scope { self.bits(time, meets) } else { 0 });
            }
        }
    }

    fn bits(&self, time: Timestamp, meets: impl Fn(&Test) -> bool) -> u32 {
        if !self.span.contains(time) || !meets(&self.tests[0]) {
            return 0;
        }
        let others = self.tests.iter().enumerate().skip(1);
        others.fold(TAKES_PART, |bits, (place, test)| bits | u32::from(meets(test)) << place)
    }

    /// The units by number, and whether their events are in the reader's scope.
    fn units<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<(Option<UnitId>, bool)> {
        names
            .map(|name| {
                let path = name.parse::<UnitPath>().ok();
                let id = path.as_ref().and_then(|path| self.unit_ids.get(path)).copied();
                (id, self.scope.admits(path.as_ref()))
            })
            .collect()
    }
}

impl EventJudge for Sight {
    fn columns(&self) -> Vec<Column> {
        self.tests.iter().fold(vec![Column::Unit], |columns, test| test.condition.columns_beside(&columns))
    }

    fn judge(&self, batch: &EventBatch, marks: &mut Vec<u32>) {
        let coded_units = batch.coded(Column::Unit);
        let units = self.units(coded_units.meanings());
        let no_unit = (None, self.scope.admits(None));
        let codes: Vec<Codes> = self.tests.iter().map(|test| test.condition.codes(batch)).collect();
        for index in 0..batch.len() {
            let (unit, is_in_scope) = coded_units.code(index).map_or(no_unit, |code| units[code]);
            let time = Timestamp(batch.occurred_at()[index]);
            let row = Row { batch, index, time, meaning: None, unit };
            let mut bits = 0;
            if is_in_scope && self.span.contains(time) {
                for (place, (test, codes)) in self.tests.iter().zip(&codes).enumerate() {
                    let meets = test.condition.judge(&Coded { row: &row, codes });
                    bits |= u32::from(meets) << place;
                    if bits == 0 {
                        break;
                    }
                }
            }
            marks.push(bits);
        }
    }
}
