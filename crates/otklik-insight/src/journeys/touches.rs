//! The lake's columns as touches: what questions read that need more of an event than its code and time.

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::{Currency, Filter, Span, Timestamp, Zone};
use otklik_journey::{NO_SCOPE, TouchEvent, TouchFold, TouchPart};
use otklik_lake::{EventJudge, JourneyBucket, JourneyScan, NO_UNIT, SideColumns};

use super::breakdown::Breakdown;
use super::sight::{Sight, TAKES_PART};
use crate::calendar::LocalCalendar;
use crate::condition::Condition;
use crate::error::InsightError;
use crate::view::View;

/// The bit of an event that the question's filter and period admit.
const COUNTS: u32 = TAKES_PART << 1;
/// Amounts are kept in parts of 10⁻⁴; a hundredth is fine enough for a mean, and leaves room for weights.
const PARTS_OF_A_HUNDREDTH: i64 = 100;
const MONDAY_OFFSET_DAYS: i64 = 3;

/// What the events of a kind are to a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct KindOfTouch {
    pub(crate) node: u16,
    pub(crate) part: TouchPart,
    pub(crate) channel: u16,
}

/// What a unit is to a question.
#[derive(Clone, Copy, Debug)]
struct UnitOfTouch {
    number: u16,
    scope: u16,
    zone: u16,
}

/// How the journeys of customers are read as touches: all that the reader may see, with what the question's filter admits marked.
pub(crate) struct TouchReading {
    sight: Sight,
    /// By code; nothing for kinds that are no part of a journey.
    kinds: Vec<Option<KindOfTouch>>,
    units: HashMap<String, UnitOfTouch>,
    nowhere: UnitOfTouch,
    zones: Vec<Zone>,
    currency: Option<Currency>,
}

/// What one thread needs besides what it counts.
struct Buffers {
    bits: Vec<u32>,
    touches: Vec<TouchEvent>,
    calendars: Vec<LocalCalendar<'static>>,
}

impl TouchReading {
    pub(crate) async fn new(
        view: &View<'_>,
        filter: &Filter,
        kinds: Vec<Option<KindOfTouch>>,
        scopes: Option<&Breakdown>,
        currency: Option<Currency>,
    ) -> Result<Arc<Self>, InsightError> {
        let condition = view.condition_of_part(filter, "/filter").await?;
        let mut zones = vec![view.zone.clone()];
        let mut units = HashMap::new();
        for (id, path) in view.units().iter().enumerate() {
            let zone = view.zone_of(Some(crate::row::UnitId(id as u32)));
            let known = zones.iter().position(|known| known.name() == zone.name());
            let zone = known.unwrap_or_else(|| {
                zones.push(zone.clone());
                zones.len() - 1
            });
            let scope = match scopes {
                None => 0,
                Some(scopes) => scopes.of_unit(path.as_str()).unwrap_or(NO_SCOPE),
            };
            let number = u16::try_from(id).unwrap_or(u16::MAX - 1);
            units.insert(path.to_string(), UnitOfTouch { number, scope, zone: zone as u16 });
        }
        let scope = if scopes.is_some() { NO_SCOPE } else { 0 };
        let nowhere = UnitOfTouch { number: u16::MAX, scope, zone: 0 };
        let sight = Sight::new(view, Span::ALL, Condition::All(Vec::new()), vec![condition]);
        Ok(Arc::new(Self { sight, kinds, units, nowhere, zones, currency }))
    }

    fn scan(self: &Arc<Self>, view: &View<'_>) -> JourneyScan {
        let judge = self.sight.needs_rows().then(|| Arc::clone(self) as Arc<dyn EventJudge>);
        let sides = SideColumns { units: true, amounts: self.currency, groups: None, durations: true, scores: true };
        JourneyScan { sides, moves: view.moves.clone(), judge }
    }

    fn buffers(&self) -> Buffers {
        let calendars = self.zones.iter().cloned().map(LocalCalendar::of_zone).collect();
        Buffers { bits: Vec::new(), touches: Vec::new(), calendars }
    }

    /// Shows each customer of a bucket of whose touches any counts, with all of them.
    fn each(&self, bucket: &JourneyBucket, buffers: &mut Buffers, mut visit: impl FnMut(i64, &[TouchEvent])) {
        let Buffers { bits, touches, calendars } = buffers;
        self.sight.look(bucket, bits);
        let names = bucket.unit_names().all();
        let units: Vec<UnitOfTouch> =
            names.iter().map(|name| self.units.get(name).copied().unwrap_or(self.nowhere)).collect();
        for (run, customer) in bucket.customers().iter().enumerate() {
            let rows = bucket.starts()[run] as usize..bucket.starts()[run + 1] as usize;
            // Folds tell of what counts only; whoever has none of it is the larger part of a long history.
            if bits[rows.clone()].iter().all(|bits| bits & COUNTS == 0) {
                continue;
            }
            touches.clear();
            for row in rows.filter(|row| bits[*row] & TAKES_PART > 0) {
                let Some(kind) = self.kinds.get(usize::from(bucket.codes()[row])).copied().flatten() else { continue };
                let unit = match bucket.units()[row] {
                    NO_UNIT => self.nowhere,
                    unit => units[usize::from(unit)],
                };
                let counts = bits[row] & COUNTS > 0;
                touches.push(self.touch(bucket, row, kind, unit, counts, calendars));
            }
            visit(*customer, touches);
        }
    }

    fn touch(
        &self,
        bucket: &JourneyBucket,
        row: usize,
        kind: KindOfTouch,
        unit: UnitOfTouch,
        counts: bool,
        calendars: &mut [LocalCalendar<'static>],
    ) -> TouchEvent {
        let time = bucket.times()[row];
        // Only what counts is compared with its like.
        let (week, hour) = match calendars.get_mut(usize::from(unit.zone)).filter(|_| counts) {
            Some(calendar) => {
                let quarter = calendar.quarter(Timestamp(time));
                (week_number(quarter.monday), quarter.hour.unsigned_abs())
            }
            None => (0, 0),
        };
        TouchEvent {
            time,
            amount: bucket.amounts().get(row).map_or(0, |amount| amount / PARTS_OF_A_HUNDREDTH),
            waited_seconds: bucket.durations()[row],
            mark: bucket.scores()[row],
            kind: bucket.codes()[row],
            node: kind.node,
            unit: unit.number,
            scope: unit.scope,
            channel: kind.channel,
            survey: bucket.surveys()[row],
            week,
            hour,
            part: kind.part,
            counts,
        }
    }
}

impl EventJudge for TouchReading {
    fn columns(&self) -> Vec<otklik_lake::Column> {
        self.sight.columns()
    }

    fn judge(&self, batch: &otklik_lake::EventBatch, marks: &mut Vec<u32>) {
        self.sight.judge(batch, marks);
    }
}

/// Weeks since that of the first of January 1970.
fn week_number(monday: jiff::civil::Date) -> u16 {
    let days = i64::from(monday.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days()));
    ((days + MONDAY_OFFSET_DAYS) / 7).clamp(0, i64::from(u16::MAX)) as u16
}

impl View<'_> {
    /// Counts what a fold over touches counts.
    pub(crate) async fn fold_touches<F>(&self, reading: &Arc<TouchReading>, fold: F) -> Result<F::Answer, InsightError>
    where
        F: TouchFold + Clone + Send + Sync + 'static,
    {
        let (scan, reading, own) = (reading.scan(self), Arc::clone(reading), fold.clone());
        let buffers = Arc::clone(&reading);
        let begin = move || (fold.clone(), buffers.buffers());
        let visit = move |(fold, buffers): &mut (F, Buffers), bucket: &JourneyBucket| {
            reading.each(bucket, buffers, |customer, touches| fold.visit(customer, touches));
        };
        let counted = self.insight.lake.journeys(&self.snapshot, &scan, begin, visit).await;
        let mut folds = counted.map_err(InsightError::Lake)?.into_iter().map(|(fold, _)| fold);
        let mut total = folds.next().unwrap_or(own);
        folds.for_each(|fold| total.merge(fold));
        Ok(total.finish())
    }

    /// The people of whom a fold tells a time, with that time; in no particular order.
    pub(crate) async fn people_of_touches<F>(
        &self,
        reading: &Arc<TouchReading>,
        fold: F,
        concerns: impl Fn(&mut F, &[TouchEvent]) -> Option<i64> + Send + Sync + 'static,
    ) -> Result<Vec<(i64, i64)>, InsightError>
    where
        F: Clone + Send + Sync + 'static,
    {
        let (scan, reading) = (reading.scan(self), Arc::clone(reading));
        let buffers = Arc::clone(&reading);
        let begin = move || (fold.clone(), buffers.buffers(), Vec::new());
        let visit = move |(fold, buffers, found): &mut (F, Buffers, Vec<(i64, i64)>), bucket: &JourneyBucket| {
            reading.each(bucket, buffers, |customer, touches| {
                found.extend(concerns(fold, touches).map(|time| (time, customer)));
            });
        };
        let found = self.insight.lake.journeys(&self.snapshot, &scan, begin, visit).await;
        Ok(found.map_err(InsightError::Lake)?.into_iter().flat_map(|(_, _, found)| found).collect())
    }
}
