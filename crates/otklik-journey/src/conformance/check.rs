//! Which plans have no meaning, and what about them has to change.

use thiserror::Error;

use super::ConformanceQuestion;
use crate::error::QuestionError;
use crate::funnel::MOST_STEPS;
use crate::sections::positive;

/// A plan that nothing can be checked against; [`ConformanceError::place`] says which part of it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ConformanceError {
    /// There is no step.
    #[error("a plan needs a step")]
    NoSteps,
    /// There are too many steps.
    #[error("{found} steps are more than {limit}")]
    TooManySteps {
        /// Steps of the plan.
        found: usize,
        /// The most steps.
        limit: usize,
    },
    /// The first or the last step is optional: a plan begins and ends with what has to happen.
    #[error("step {step} is the first or the last one and cannot be optional")]
    EndOptional {
        /// The step's index.
        step: usize,
    },
    /// The first step has no step before it from which a limit could run.
    #[error("the first step has a limit")]
    LimitAtBeginning,
    /// A duration or a node is refused.
    #[error(transparent)]
    Question(#[from] QuestionError),
}

impl ConformanceError {
    /// The part of the question that is meant, as a JSON pointer into it.
    pub fn place(&self) -> String {
        match self {
            Self::NoSteps | Self::TooManySteps { .. } => "/steps".to_owned(),
            Self::EndOptional { step } => format!("/steps/{step}/optional"),
            Self::LimitAtBeginning => "/steps/0/limit".to_owned(),
            Self::Question(error) => error.place(),
        }
    }
}

/// Refuses a plan that nothing can be checked against.
pub(super) fn check(question: &ConformanceQuestion) -> Result<(), ConformanceError> {
    let ConformanceQuestion { nodes, steps, sections, window, .. } = question;
    positive(*window, || "/window".to_owned())?;
    sections.check("/sections")?;
    match steps.len() {
        0 => return Err(ConformanceError::NoSteps),
        found if found > MOST_STEPS => return Err(ConformanceError::TooManySteps { found, limit: MOST_STEPS }),
        _ => {}
    }
    for (index, step) in steps.iter().enumerate() {
        if step.optional && (index == 0 || index + 1 == steps.len()) {
            return Err(ConformanceError::EndOptional { step: index });
        }
        if let Some(node) = step.nodes.iter().find(|node| usize::from(**node) >= nodes.nodes()) {
            return Err(QuestionError::NoSuchNode { place: "/steps", node: *node }.into());
        }
        let Some(limit) = step.limit else { continue };
        positive(limit, || format!("/steps/{index}/limit"))?;
        if index == 0 {
            return Err(ConformanceError::LimitAtBeginning);
        }
    }
    Ok(())
}
