//! From a question to periods, a fold and what it reads.

use otklik_core::period::CalendarUnit;
use otklik_core::time::SECOND_MICROS;
use otklik_core::{ErrorCode, Filter, Span, Timestamp};
use otklik_journey::{
    CohortEntry, Periods, RetentionFigure as CountedFigure, RetentionQuestion as RetentionTerms, Returning,
};

use super::{PeriodStep, RetentionEntry, RetentionFigure, RetentionQuestion, RetentionReturning};
use crate::error::InsightError;
use crate::journeys::{Breakdown, Coding, ReadingPlan, Sight, ValueNames, refuse};
use crate::view::View;

const HOUR_MICROS: i64 = 3_600 * SECOND_MICROS;

/// Borders beyond the most that a fold takes are not worth reckoning.
const MOST_BORDERS: usize = otklik_journey::MOST_PERIODS + 2;

/// Cells grow with the square of cohorts.
const MOST_COHORTS: usize = 120;

/// Retention that is ready to be counted.
pub(super) struct PreparedRetention {
    pub(super) plan: ReadingPlan,
    pub(super) terms: RetentionTerms,
    pub(super) values: ValueNames,
    pub(super) calendar: Calendar,
}

/// Periods with what they are called.
pub(crate) struct Calendar {
    pub(crate) labels: Vec<String>,
    pub(crate) borders: Vec<i64>,
}

impl Calendar {
    pub(crate) fn periods(&self) -> Result<Periods, InsightError> {
        Ok(Periods::new(&self.borders)?)
    }

    /// The same with the period before the first one.
    pub(crate) fn with_one_before(mut self, view: &View<'_>, step: PeriodStep) -> Self {
        let before = step.begin(view, Timestamp(self.borders[0]).plus_micros(-1));
        self.labels.insert(0, step.label(view, before));
        self.borders.insert(0, before.0);
        self
    }

    pub(crate) fn place(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|known| known == label)
    }

    pub(crate) fn is_unfinished(&self, period: usize, now: Timestamp) -> bool {
        self.borders.get(period + 1).is_some_and(|end| *end > now.0)
    }
}

/// The whole periods that a span touches; none lies ahead.
pub(crate) fn periods_within(view: &View<'_>, span: Span, step: PeriodStep) -> Calendar {
    let first = view.snapshot.occurred.map_or(view.now, |(first, _)| first);
    let start = if span.start == Span::ALL.start { first } else { span.start };
    let end = span.end.plus_micros(-1).min(view.now);
    let mut calendar = Calendar { labels: Vec::new(), borders: Vec::new() };
    let mut border = step.begin(view, start.min(end));
    while calendar.borders.len() < MOST_BORDERS && (border <= end || calendar.borders.is_empty()) {
        calendar.labels.push(step.label(view, border));
        calendar.borders.push(border.0);
        border = step.after(view, border);
    }
    calendar.borders.push(border.0);
    calendar
}

impl PeriodStep {
    fn unit(self) -> Option<CalendarUnit> {
        match self {
            Self::Hour => None,
            Self::Day => Some(CalendarUnit::Day),
            Self::Week => Some(CalendarUnit::Week),
            Self::Month => Some(CalendarUnit::Month),
        }
    }

    /// When the period began that an instant lies in.
    fn begin(self, view: &View<'_>, instant: Timestamp) -> Timestamp {
        match self.unit() {
            None => Timestamp(instant.0.div_euclid(HOUR_MICROS) * HOUR_MICROS),
            Some(unit) => view.zone.start_of(unit.first_day(view.zone.local(instant).date())),
        }
    }

    /// When the next period begins.
    fn after(self, view: &View<'_>, begin: Timestamp) -> Timestamp {
        match self.unit() {
            None => begin.plus_micros(HOUR_MICROS),
            Some(unit) => view.zone.start_of(unit.after(view.zone.local(begin).date())),
        }
    }

    fn label(self, view: &View<'_>, begin: Timestamp) -> String {
        let local = view.zone.local(begin);
        match self {
            Self::Hour => local.strftime("%Y-%m-%dT%H:%M").to_string(),
            _ => local.date().to_string(),
        }
    }
}

impl PreparedRetention {
    /// The figure by the numbers of the fold; nothing for a cohort or value that there is not.
    pub(super) fn figure(&self, figure: &RetentionFigure) -> Option<CountedFigure> {
        let value = match &figure.value {
            _ if figure.other => Some(None),
            Some(name) => Some(Some(self.values.iter().position(|known| known == name)? as u16)),
            None => None,
        };
        Some(CountedFigure { cohort: self.calendar.place(&figure.cohort)?, distance: figure.distance, value })
    }
}

impl View<'_> {
    /// Prepares retention for the cohorts of a span.
    pub(super) async fn prepare_retention(
        &self,
        question: &RetentionQuestion,
        filter: &Filter,
        span: Span,
    ) -> Result<PreparedRetention, InsightError> {
        let filter = self.condition(filter).await?;
        let parts = vec![
            self.condition_of_part(&question.start, "/start").await?,
            self.condition_of_part(&question.back, "/back").await?,
        ];
        let coding = Coding::new(&parts, self, "")?;
        let breakdown = question.by.map(|by| Breakdown::new(by, self)).transpose()?;
        let values = breakdown.as_ref().map(|breakdown| breakdown.names.clone()).unwrap_or_default();
        let calendar = periods_within(self, span, question.step);
        if calendar.labels.len() > MOST_COHORTS {
            return Err(refuse(ErrorCode::TooManyParts, "/step".to_owned(), Some(MOST_COHORTS)));
        }
        let terms = RetentionTerms {
            start: coding.codes(0),
            back: coding.codes(1),
            periods: calendar.periods()?,
            entry: match question.entry {
                RetentionEntry::FirstTime => CohortEntry::FirstTime,
                RetentionEntry::Recurring => CohortEntry::Recurring,
            },
            returning: match question.returning {
                RetentionReturning::On => Returning::On,
                RetentionReturning::OnOrAfter => Returning::OnOrAfter,
            },
            values: breakdown.as_ref().map(|_| values.len()),
            now: self.now.0,
        };
        // Who began before the first cohort is told by history, so that no period bounds what is read.
        let plan = ReadingPlan::of(Sight::new(self, Span::ALL, filter, parts)).coded_by(&coding);
        Ok(PreparedRetention { plan: plan.broken_down_by(breakdown), terms, values, calendar })
    }

    /// The retention that a question is compared with.
    pub(super) async fn retention_to_compare(
        &self,
        question: &RetentionQuestion,
    ) -> Result<Option<PreparedRetention>, InsightError> {
        match self.slice_to_compare(&question.filter, question.compare.as_ref())? {
            None => Ok(None),
            Some((filter, span)) => {
                let prepared = self.prepare_retention(question, filter, span).await;
                prepared.map(Some).map_err(|error| error.of_comparison(question.compare.as_ref()))
            }
        }
    }
}
