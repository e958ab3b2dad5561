//! From the question and the catalogue to what the folds read.

use std::sync::Arc;

use otklik_core::{Currency, ErrorCode, Role, Stage};
use otklik_journey::{ORDER_WINDOW, Pain, PainKind as CountedKind, PainTerms};

use super::{PainFigure, PainKind, PainsQuestion};
use crate::error::InsightError;
use crate::journeys::{Breakdown, JourneyNode, TouchReading, ValueNames, refuse};
use crate::view::View;

/// Pains of a question, ready to be counted.
pub(crate) struct PreparedPains {
    pub(crate) reading: Arc<TouchReading>,
    pub(crate) terms: PainTerms,
    /// Touchpoints by the numbers of their nodes.
    pub(crate) nodes: Vec<JourneyNode>,
    /// Parts of the company by their numbers, where parts are told apart.
    pub(super) scopes: Option<ValueNames>,
    pub(super) currency: Option<Currency>,
}

/// The number of the stage of touchpoints that have none.
const NO_STAGE: u8 = u8::MAX;
const MOST_DAYS: u16 = 365;

impl From<PainKind> for CountedKind {
    fn from(kind: PainKind) -> Self {
        match kind {
            PainKind::Lost => Self::Lost,
            PainKind::PaymentFailed => Self::PaymentFailed,
            PainKind::LongWait => Self::LongWait,
            PainKind::LeftQueue => Self::LeftQueue,
            PainKind::Repeated => Self::Repeated,
            PainKind::ChannelSwitched => Self::ChannelSwitched,
            PainKind::ScoreDropped => Self::ScoreDropped,
        }
    }
}

impl From<CountedKind> for PainKind {
    fn from(kind: CountedKind) -> Self {
        match kind {
            CountedKind::Lost => Self::Lost,
            CountedKind::PaymentFailed => Self::PaymentFailed,
            CountedKind::LongWait => Self::LongWait,
            CountedKind::LeftQueue => Self::LeftQueue,
            CountedKind::Repeated => Self::Repeated,
            CountedKind::ChannelSwitched => Self::ChannelSwitched,
            CountedKind::ScoreDropped => Self::ScoreDropped,
        }
    }
}

impl PreparedPains {
    /// The node of a touchpoint; one that there is not is refused at its place.
    pub(crate) fn node(&self, touchpoint: &str, place: &str) -> Result<u16, InsightError> {
        let node = self.nodes.iter().position(|node| node.node == touchpoint);
        node.map(|node| node as u16).ok_or_else(|| refuse(ErrorCode::NodeUnknown, place.to_owned(), None))
    }

    /// The pain that a figure names; one that there is not is refused.
    pub(super) fn pain(&self, figure: &PainFigure) -> Result<Pain, InsightError> {
        let unknown =
            |field: &str| refuse(ErrorCode::NodeUnknown, format!("/question/journey/pains/figure/{field}"), None);
        let node = self.node(&figure.touchpoint, "/question/journey/pains/figure/touchpoint")?;
        let scope = match (&self.scopes, &figure.unit) {
            (Some(names), Some(unit)) => names.iter().position(|name| name == unit).ok_or_else(|| unknown("unit"))?,
            (None, None) => 0,
            _ => return Err(unknown("unit")),
        };
        Ok(Pain { kind: figure.kind.into(), node, scope: scope as u16 })
    }
}

impl View<'_> {
    pub(crate) async fn prepare_pains(&self, question: &PainsQuestion) -> Result<PreparedPains, InsightError> {
        let return_window = return_window(question.return_days)?;
        let scopes = question.by.map(|by| self.breakdown_of_units(by)).transpose()?;
        let nodes = self.touchpoints()?;
        let currency = question.currency.or(self.currency);
        let reading =
            TouchReading::new(self, &question.filter, self.kinds_of_touches(&nodes), scopes.as_ref(), currency).await?;
        let scopes = scopes.map(|breakdown| breakdown.names);
        let terms = PainTerms {
            stages: nodes.iter().map(|node| node.stage.map_or(NO_STAGE, |stage| stage as u8)).collect(),
            before_purchase: nodes.iter().map(|node| node.stage.is_some_and(is_before_purchase)).collect(),
            payments: self.nodes_with(Role::PaymentFailed, &nodes),
            scopes: scopes.as_ref().map_or(1, |names| names.len().max(1) as u16),
            long_wait_seconds: question.long_wait_seconds as f32,
            order_window: ORDER_WINDOW,
            return_window,
            now: self.now.0,
        };
        Ok(PreparedPains { reading, terms, nodes, scopes, currency })
    }

    fn breakdown_of_units(&self, by: crate::slice::By) -> Result<Breakdown, InsightError> {
        if !by.is_of_units() {
            return Err(InsightError::SliceUnsupported { by: by.as_str().to_owned() });
        }
        Breakdown::new(by, self)
    }
}

/// The time in which somebody may return, in microseconds.
pub(crate) fn return_window(days: u16) -> Result<i64, InsightError> {
    window_of_days(days, "/return_days")
}

/// So many days in microseconds; none and more than a year are refused at their place in the question.
pub(crate) fn window_of_days(days: u16, place: &str) -> Result<i64, InsightError> {
    if days == 0 || days > MOST_DAYS {
        return Err(refuse(ErrorCode::DurationNotPositive, place.to_owned(), Some(usize::from(MOST_DAYS))));
    }
    Ok(i64::from(days) * otklik_core::time::DAY_MICROS)
}

fn is_before_purchase(stage: Stage) -> bool {
    matches!(stage, Stage::Awareness | Stage::Consideration | Stage::Purchase)
}
