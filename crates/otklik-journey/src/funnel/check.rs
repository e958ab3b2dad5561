//! Which funnels have no meaning, and what about them has to change.

use thiserror::Error;

use super::{Counting, FunnelQuestion, MOST_STEPS, MOST_VALUES, StepOrder, Touch};
use crate::error::QuestionError;
use crate::sections::positive;

/// A funnel that has no answer as it is put; [`FunnelError::place`] says which part of it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FunnelError {
    /// There is no step.
    #[error("a funnel needs a step")]
    NoSteps,
    /// There are too many steps.
    #[error("{found} steps are more than {limit}")]
    TooManySteps {
        /// Steps of the question.
        found: usize,
        /// The most steps.
        limit: usize,
    },
    /// A step without events can never be reached.
    #[error("step {step} has no events")]
    StepEmpty {
        /// The step's index.
        step: usize,
    },
    /// The first or the last step is optional: a funnel begins and ends with what has to happen.
    #[error("step {step} is the first or the last one and cannot be optional")]
    EndOptional {
        /// The step's index.
        step: usize,
    },
    /// The order has no room for optional steps.
    #[error("step {step} is optional, which only an ordered funnel can have")]
    OptionalNotOrdered {
        /// The step's index.
        step: usize,
    },
    /// Steps in any order have no previous step from which a limit could run.
    #[error("step {step} has a limit, which steps in any order cannot have")]
    LimitInAnyOrder {
        /// The step's index.
        step: usize,
    },
    /// The first step has no previous step from which a limit could run.
    #[error("the first step has a limit")]
    LimitAtEntry,
    /// There are too many exclusions.
    #[error("{found} exclusions are more than {limit}")]
    TooManyExclusions {
        /// Exclusions of the question.
        found: usize,
        /// The most exclusions.
        limit: usize,
    },
    /// Steps in any order have no stretch between two of them.
    #[error("exclusions need steps in order")]
    ExclusionInAnyOrder,
    /// An exclusion does not lie between two steps of the funnel, the earlier one first, that have to be taken.
    #[error("exclusion {exclusion} does not lie between two steps that have to be taken")]
    ExclusionOutside {
        /// The exclusion's index.
        exclusion: usize,
    },
    /// A breakdown is by a step that is not there.
    #[error("the breakdown is by step {step}, which the funnel does not have")]
    BreakdownOutside {
        /// The step's index.
        step: usize,
    },
    /// A breakdown tells too many values apart.
    #[error("{found} values are more than {limit}: put the rare ones together")]
    TooManyValues {
        /// Values of the breakdown.
        found: usize,
        /// The most values.
        limit: usize,
    },
    /// The borders of the histogram do not ascend.
    #[error("border {border} is not beyond the one before")]
    BordersNotAscending {
        /// The border's index.
        border: usize,
    },
    /// A duration or a lens is refused.
    #[error(transparent)]
    Question(#[from] QuestionError),
}

impl FunnelError {
    /// The part of the question that is meant, as a JSON pointer into it.
    pub fn place(&self) -> String {
        match self {
            Self::NoSteps | Self::TooManySteps { .. } => "/steps".to_owned(),
            Self::StepEmpty { step } => format!("/steps/{step}/codes"),
            Self::EndOptional { step } | Self::OptionalNotOrdered { step } => format!("/steps/{step}/optional"),
            Self::LimitInAnyOrder { step } => format!("/steps/{step}/limit"),
            Self::LimitAtEntry => "/steps/0/limit".to_owned(),
            Self::TooManyExclusions { .. } | Self::ExclusionInAnyOrder => "/exclusions".to_owned(),
            Self::ExclusionOutside { exclusion } => format!("/exclusions/{exclusion}"),
            Self::BreakdownOutside { .. } => "/breakdown/at".to_owned(),
            Self::TooManyValues { .. } => "/breakdown/values".to_owned(),
            Self::BordersNotAscending { border } => format!("/borders/{border}"),
            Self::Question(error) => error.place(),
        }
    }
}

/// Refuses a question that has no answer.
pub(super) fn check(question: &FunnelQuestion) -> Result<(), FunnelError> {
    positive(question.window, || "/window".to_owned())?;
    if let Counting::Sessions(rule) = question.counting {
        rule.check("/counting/sessions")?;
    }
    check_steps(question)?;
    check_exclusions(question)?;
    if let Some(pair) = question.borders.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(FunnelError::BordersNotAscending { border: pair + 1 });
    }
    let Some(breakdown) = question.breakdown else { return Ok(()) };
    match breakdown.at {
        Touch::Step(step) if step >= question.steps.len() => Err(FunnelError::BreakdownOutside { step }),
        _ if breakdown.values > MOST_VALUES => {
            Err(FunnelError::TooManyValues { found: breakdown.values, limit: MOST_VALUES })
        }
        _ => Ok(()),
    }
}

fn check_steps(question: &FunnelQuestion) -> Result<(), FunnelError> {
    let steps = &question.steps;
    match steps.len() {
        0 => return Err(FunnelError::NoSteps),
        found if found > MOST_STEPS => return Err(FunnelError::TooManySteps { found, limit: MOST_STEPS }),
        _ => {}
    }
    for (index, step) in steps.iter().enumerate() {
        if step.codes.is_empty() {
            return Err(FunnelError::StepEmpty { step: index });
        }
        if step.optional && (index == 0 || index + 1 == steps.len()) {
            return Err(FunnelError::EndOptional { step: index });
        }
        if step.optional && question.order != StepOrder::Ordered {
            return Err(FunnelError::OptionalNotOrdered { step: index });
        }
        let Some(limit) = step.limit else { continue };
        positive(limit, || format!("/steps/{index}/limit"))?;
        if index == 0 {
            return Err(FunnelError::LimitAtEntry);
        }
        if question.order == StepOrder::Any {
            return Err(FunnelError::LimitInAnyOrder { step: index });
        }
    }
    Ok(())
}

fn check_exclusions(question: &FunnelQuestion) -> Result<(), FunnelError> {
    let FunnelQuestion { exclusions, steps, order, .. } = question;
    if exclusions.len() > MOST_STEPS {
        return Err(FunnelError::TooManyExclusions { found: exclusions.len(), limit: MOST_STEPS });
    }
    if *order == StepOrder::Any && !exclusions.is_empty() {
        return Err(FunnelError::ExclusionInAnyOrder);
    }
    let has_to_be_taken = |step: usize| steps.get(step).is_some_and(|step| !step.optional);
    let outside = exclusions.iter().position(|exclusion| {
        exclusion.after >= exclusion.before
            || !has_to_be_taken(exclusion.after)
            || !has_to_be_taken(exclusion.before)
            || exclusion.codes.is_empty()
    });
    outside.map_or(Ok(()), |exclusion| Err(FunnelError::ExclusionOutside { exclusion }))
}
