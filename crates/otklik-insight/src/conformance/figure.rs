//! Figures of conformance that open their people.

use otklik_core::ErrorCode;
use otklik_journey::{ConformanceFigure as CountedFigure, Deviation as CountedDeviation, MOST_STEPS};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::journeys::{Nodes, refuse};

/// A figure of conformance that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceFigure {
    /// What the journeys have in common.
    pub part: ConformancePart,
    /// The step that was taken in its place, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// What differs: one thing, or the whole way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Deviation>,
}

/// What journeys have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConformancePart {
    /// They were compared.
    Compared,
    /// Their window is open.
    Unfinished,
    /// They do not differ.
    Conforming,
    /// They took every step in its place and in time.
    Keeping,
    /// They differ.
    Differing,
    /// They took a step in its place.
    Taken,
    /// The first thing of the way is among what differs.
    With,
    /// They differ in exactly this way.
    Way,
}

/// Something in which a journey differs from the expected one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// What.
    pub kind: DeviationKind,
    /// The step, from 0; nothing for what was inserted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// The node that was inserted; the empty one stands for all that are not told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

/// How a journey differs from the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviationKind {
    /// A step was not taken.
    Skipped,
    /// Something was done that the expected journey does not have there.
    Inserted,
    /// A step was taken elsewhere.
    OutOfOrder,
    /// A step was taken too late.
    Late,
}

const FIGURE: &str = "/question/journey/conformance/figure";

impl Deviation {
    pub(super) fn of(counted: CountedDeviation, nodes: &Nodes) -> Self {
        let of_step = |kind: DeviationKind, step: u16| Self { kind, step: Some(usize::from(step)), node: None };
        match counted {
            CountedDeviation::Skipped(step) => of_step(DeviationKind::Skipped, step),
            CountedDeviation::OutOfOrder(step) => of_step(DeviationKind::OutOfOrder, step),
            CountedDeviation::Late(step) => of_step(DeviationKind::Late, step),
            CountedDeviation::Inserted(node) => {
                let node = nodes.shown[usize::from(node)].node.clone();
                Self { kind: DeviationKind::Inserted, step: None, node: Some(node) }
            }
        }
    }

    fn counted(&self, nodes: &Nodes) -> Result<CountedDeviation, InsightError> {
        let missing = || refuse(ErrorCode::NodeUnknown, format!("{FIGURE}/way"), None);
        if self.kind == DeviationKind::Inserted {
            let node = self.node.as_ref().ok_or_else(missing)?;
            return Ok(CountedDeviation::Inserted(nodes.required(node, &format!("{FIGURE}/way"))?));
        }
        let step = self.step.filter(|step| *step < MOST_STEPS).ok_or_else(missing)? as u16;
        Ok(match self.kind {
            DeviationKind::Skipped => CountedDeviation::Skipped(step),
            DeviationKind::OutOfOrder => CountedDeviation::OutOfOrder(step),
            _ => CountedDeviation::Late(step),
        })
    }
}

impl ConformanceFigure {
    pub(super) fn of(part: ConformancePart) -> Self {
        Self { part, step: None, way: Vec::new() }
    }

    /// The figure by the numbers of the fold.
    pub(super) fn counted(&self, nodes: &Nodes) -> Result<CountedFigure, InsightError> {
        let missing = |field: &str| refuse(ErrorCode::NodeUnknown, format!("{FIGURE}/{field}"), None);
        Ok(match self.part {
            ConformancePart::Compared => CountedFigure::Judged,
            ConformancePart::Unfinished => CountedFigure::Unfinished,
            ConformancePart::Conforming => CountedFigure::Conforming,
            ConformancePart::Keeping => CountedFigure::Keeping,
            ConformancePart::Differing => CountedFigure::Differing,
            ConformancePart::Taken => CountedFigure::Taken(self.step.ok_or_else(|| missing("step"))?),
            ConformancePart::With => {
                let one = self.way.first().ok_or_else(|| missing("way"))?;
                CountedFigure::With(one.counted(nodes)?)
            }
            ConformancePart::Way => {
                CountedFigure::Way(self.way.iter().map(|one| one.counted(nodes)).collect::<Result<_, _>>()?)
            }
        })
    }
}
