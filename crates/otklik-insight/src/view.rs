//! One state of everything that an answer reads.

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::{
    Catalogue, Currency, Filter, KindKey, MetricDefinition, Period, Role, Scope, Span, Timestamp, UnitPath, Zone,
};
use otklik_lake::{Column, EventBatch, Moves, Scan, Snapshot};
use otklik_store::Unit;

use crate::condition::Condition;
use crate::error::InsightError;
use crate::insight::{Insight, Reader, State};
use crate::lens::Lens;
use crate::row::{Row, UnitId};

/// One state of the lake, the catalogue and the clock, seen by one reader.
pub(crate) struct View<'a> {
    pub(crate) insight: &'a Insight,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) catalogue: Catalogue,
    pub(crate) catalogue_version: i64,
    pub(crate) lens: Lens,
    pub(crate) zone: Zone,
    /// The currency that the company reckons in.
    pub(crate) currency: Option<Currency>,
    pub(crate) now: Timestamp,
    pub(crate) scope: Scope,
    /// Whose identifiers are now; rows tell whose they were when they were written.
    pub(crate) moves: Moves,
    pub(crate) moves_version: i64,
    units: Vec<UnitPath>,
    unit_zones: Vec<Option<Zone>>,
    unit_ids: HashMap<UnitPath, UnitId>,
}

impl<'a> View<'a> {
    pub(crate) async fn open(insight: &'a Insight, reader: &Reader) -> Result<Self, InsightError> {
        let store = &insight.store;
        // The state of the lake is taken first: kinds and units are stored before the commit that uses them.
        let snapshot = insight.lake.fresh_snapshot().await.map_err(InsightError::Lake)?;
        let catalogue = store.catalogue().current().await.map_err(InsightError::Store)?;
        let (catalogue_version, catalogue) = catalogue.unwrap_or_default();
        let moves = store.people().moves().await.map_err(InsightError::Store)?;
        let kinds = store.kinds().all().await.map_err(InsightError::Store)?;
        let workspace = store.workspace().get().await.map_err(InsightError::Store)?;
        let described = store.units().all().await.map_err(InsightError::Store)?;
        let unit_zones = zones(&described);
        let units: Vec<UnitPath> = described.into_iter().map(|unit| unit.path).collect();
        let unit_ids = units.iter().enumerate().map(|(id, unit)| (unit.clone(), UnitId(id as u32))).collect();
        Ok(Self {
            insight,
            snapshot,
            lens: Lens::new(&catalogue, kinds),
            catalogue,
            catalogue_version,
            currency: workspace.as_ref().and_then(|workspace| workspace.currency),
            zone: workspace.map_or(Zone::UTC, |workspace| workspace.time_zone.parse().unwrap_or(Zone::UTC)),
            now: insight.clock.now(),
            scope: reader.scope.clone(),
            moves: Moves::new(Arc::clone(&moves.owners)),
            moves_version: moves.version,
            units,
            unit_zones,
            unit_ids,
        })
    }

    /// The versions of what answers are made of.
    pub(crate) fn state(&self) -> State {
        State { lake: self.snapshot.version, catalogue: self.catalogue_version, moves: self.moves_version }
    }

    /// The time zone of a unit: its own, or that of the next unit above it that has one, or the company's.
    pub(crate) fn zone_of(&self, unit: Option<UnitId>) -> &Zone {
        unit.and_then(|unit| self.unit_zones[unit.0 as usize].as_ref()).unwrap_or(&self.zone)
    }

    /// The span in which all of a filter's periods hold; without one, all time.
    pub(crate) fn span(&self, filter: &Filter) -> Span {
        let spans = filter.periods().into_iter().map(|period| period.span(self.now, &self.zone));
        spans.fold(Span::ALL, |span, other| span.intersect(&other))
    }

    /// The span before a filter's period, to compare with; for several periods, one as long as what they have in common.
    pub(crate) fn previous_span(&self, filter: &Filter) -> Option<Span> {
        if let Some(period) = filter.period() {
            return period.previous_span(self.now, &self.zone);
        }
        let span = self.span(filter);
        let length = span.end.0.checked_sub(span.start.0).filter(|_| span.start > Span::ALL.start)?;
        Some(Span { start: span.start.plus_micros(-length), end: span.start })
    }

    /// A filter's periods as they were asked for.
    pub(crate) fn period_asked(filter: &Filter) -> String {
        let periods: Vec<String> = filter.periods().iter().map(ToString::to_string).collect();
        if periods.is_empty() { Period::AllTime.to_string() } else { periods.join(" ") }
    }

    pub(crate) fn unit_ids(&self) -> &HashMap<UnitPath, UnitId> {
        &self.unit_ids
    }

    pub(crate) fn units(&self) -> &[UnitPath] {
        &self.units
    }

    pub(crate) fn unit(&self, id: UnitId) -> &UnitPath {
        &self.units[id.0 as usize]
    }

    pub(crate) fn metric(&self, id: &str) -> Result<&MetricDefinition, InsightError> {
        self.catalogue.metric(id).ok_or_else(|| InsightError::MetricUnknown {
            metric: id.to_owned(),
            known: self.catalogue.metrics.iter().map(|metric| metric.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// Reads the events that play one of the roles in a span, with these columns besides time, kind, unit and customer.
    pub(crate) async fn each_with_role(
        &self,
        roles: &[Role],
        span: Span,
        columns: &[Column],
        visit: impl FnMut(&Row<'_>),
    ) -> Result<(), InsightError> {
        let scan = Scan { span, kinds: Some(self.lens.kinds_with(roles)), ..Scan::of(columns) };
        self.each(scan, visit).await
    }

    /// Reads the events that play one of the roles in a span and that a condition admits.
    pub(crate) async fn each_admitted(
        &self,
        roles: &[Role],
        span: Span,
        columns: &[Column],
        condition: &Condition,
        visit: impl FnMut(&Row<'_>),
    ) -> Result<(), InsightError> {
        let scan = Scan { span, kinds: Some(self.lens.kinds_with(roles)), ..Scan::of(columns) };
        self.each_judged(scan, condition, visit).await
    }

    /// Reads the events of a scan that a condition admits; kinds that it can never admit are not read at all.
    pub(crate) async fn each_judged(
        &self,
        mut scan: Scan,
        condition: &Condition,
        mut visit: impl FnMut(&Row<'_>),
    ) -> Result<(), InsightError> {
        scan.columns = condition.columns_beside(&scan.columns);
        let possible = |kind: &KindKey| condition.of_kind(kind.0) != Some(false);
        scan.kinds = match scan.kinds.take() {
            Some(kinds) => Some(kinds.into_iter().filter(possible).collect()),
            None => {
                let kinds = self.lens.kinds().map(|(kind, _)| KindKey(kind));
                Some(kinds.filter(possible).collect::<Vec<_>>()).filter(|kinds| kinds.len() < self.lens.kinds().count())
            }
        };
        self.scan(scan, |batch| {
            let codes = condition.codes(batch);
            self.visit_batch(batch, &mut |row: &Row<'_>| {
                if condition.admits(row, &codes) {
                    visit(row);
                }
            });
        })
        .await
    }

    /// Reads the events of a scan that lie in the reader's scope.
    pub(crate) async fn each(&self, scan: Scan, mut visit: impl FnMut(&Row<'_>)) -> Result<(), InsightError> {
        self.scan(scan, |batch| self.visit_batch(batch, &mut visit)).await
    }

    async fn scan(&self, mut scan: Scan, visit: impl FnMut(&EventBatch)) -> Result<(), InsightError> {
        for column in [Column::Position, Column::OccurredAt, Column::KindKey, Column::CustomerKey, Column::Unit] {
            if !scan.columns.contains(&column) {
                scan.columns.push(column);
            }
        }
        scan.moves = self.moves.clone();
        self.insight.lake.scan(&self.snapshot, &scan, visit).await.map_err(InsightError::Lake)
    }

    fn visit_batch(&self, batch: &EventBatch, visit: &mut impl FnMut(&Row<'_>)) {
        let coded_units = batch.coded(Column::Unit);
        let units: Vec<(Option<UnitId>, bool)> = coded_units
            .meanings()
            .map(|text| {
                let path = text.parse::<UnitPath>().ok();
                let id = path.as_ref().and_then(|path| self.unit_ids.get(path)).copied();
                (id, self.scope.admits(path.as_ref()))
            })
            .collect();
        let admits_no_unit = self.scope.admits(None);
        let (times, kinds) = (batch.occurred_at(), batch.kinds());
        for index in 0..batch.len() {
            let (unit, admitted) = match coded_units.code(index) {
                Some(code) => units[code],
                None => (None, admits_no_unit),
            };
            if admitted {
                let meaning = self.lens.meaning(otklik_core::KindKey(kinds[index]));
                visit(&Row { batch, index, time: Timestamp(times[index]), meaning, unit });
            }
        }
    }
}

/// The time zone that holds in each unit, where one was said for it or for a unit above it; units stand in the order of paths.
fn zones(units: &[Unit]) -> Vec<Option<Zone>> {
    let mut zones: Vec<Option<Zone>> = Vec::with_capacity(units.len());
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(units.len());
    for (place, unit) in units.iter().enumerate() {
        let own = unit.time_zone.as_ref().and_then(|name| name.parse().ok());
        let above = unit.path.as_str().rsplit_once('/').and_then(|(parent, _)| places.get(parent));
        zones.push(own.or_else(|| above.and_then(|above| zones[*above].clone())));
        places.insert(unit.path.as_str(), place);
    }
    zones
}
