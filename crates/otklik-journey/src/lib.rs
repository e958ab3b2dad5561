//! Pure folds over the journeys of customers: what they did, in which order, and how long it took.
//!
//! Events lie in columns ([`JourneyColumns`], read as [`Journeys`]): codes, times and where each customer's run starts, in the order
//! (customer, time, position). A [`Journey`] is one customer's stretch of them. A [`Fold`] visits journeys one by one, merges with
//! others of its kind, and finishes into counts; shares and their intervals are made of them by `otklik-stats`.
//! [`Visits`] counts who was where, [`Transitions`] what follows what, [`Funnel`] who takes the steps of a way, [`Retention`] and [`Lifecycle`] who comes back,
//! [`Paths`] and [`Variants`] which ways there are, [`Between`] and [`BackAndForth`] what makes people wait and turn round.
//! [`Conformance`] compares journeys with the one that somebody intended.
//! [`PainCounts`] and [`PainSample`] read more of each event ([`TouchEvent`]) and say what hurts, and what became of those whom it hurt;
//! [`MomentCounts`] and [`MomentSample`] say which touches go before a return, [`Aftermath`] who waited at a touchpoint and who complained after it.
//! A [`Lens`] says what a code means to a question, so that one set of columns serves every question.
//! This crate knows no catalogue, file, clock or thread: it is handed columns and gives back counts.
//!
//! Invariants: a fold allocates nothing for a customer; the order of visits and the division among threads change no count;
//! every count can be opened: [`contributors`] finds exactly the people that it counted.

mod activity;
mod aftermath;
mod back_and_forth;
mod between;
mod columns;
mod conformance;
mod durations;
mod error;
mod fold;
mod funnel;
mod lens;
mod lifecycle;
mod moments;
mod pains;
mod paths;
mod periods;
mod retention;
mod sections;
mod transitions;
mod variants;
mod visits;
mod walk;

pub use aftermath::{Aftermath, AftermathFigure, AftermathTerms, NodeAftermath};
pub use back_and_forth::{BackAndForth, BackAndForthQuestion, TurnCount};
pub use between::{Beginning, Between, BetweenAnswer, BetweenFigure, BetweenQuestion};
pub use columns::{Journey, JourneyColumns, Journeys, NO_GROUP, Row};
pub use conformance::{
    Conformance, ConformanceAnswer, ConformanceError, ConformanceFigure, ConformanceQuestion, Deviation,
    DeviationsCount, InsertedCount, JourneyCount, PlanStep, PlanStepCount,
};
pub use durations::Durations;
pub use error::{ColumnsError, QuestionError};
pub use fold::{Fold, Gathered, Opened, Resume, contributors};
pub use funnel::{
    Breakdown, Counting, Excluded, Exclusion, Funnel, FunnelAnswer, FunnelError, FunnelFigure, FunnelOutcome,
    FunnelQuestion, FunnelStep, FunnelValue, MOST_STEPS, MOST_VALUES, StepCount, StepOrder, StepPart, Touch,
    USUAL_WINDOW,
};
pub use lens::{LEFT_OUT, Lens, MOST_NODES};
pub use lifecycle::{Lifecycle, LifecycleCarry, LifecycleCount, LifecycleFigure, LifecycleQuestion, LifecycleState};
pub use moments::{MomentCount, MomentCounts, MomentSample, MomentSampled, MomentStrata, MomentTerms, MomentsCounted};
pub use pains::{
    ANSWER_WINDOW, NO_SCOPE, ORDER_WINDOW, Pain, PainCount, PainCounts, PainKind, PainSample, PainSampled, PainStrata,
    PainSums, PainTerms, PainsCounted, QUEUE_WINDOW, REPEAT_WINDOW, SAME_TOUCH, Sequel, TouchEvent, TouchFold,
    TouchPart,
};
pub use paths::{
    Anchor, PathEnd, PathFigure, PathLevel, PathLink, PathNode, PathPlace, PathQuestion, Paths, PathsAnswer,
};
pub use periods::{MOST_PERIODS, Periods};
pub use retention::{
    Cohort, CohortEntry, Retention, RetentionAnswer, RetentionCarry, RetentionFigure, RetentionQuestion, ReturnCount,
    Returning,
};
pub use sections::SectionRule;
pub use transitions::{
    Edge, EdgeCount, NodeCount, TransitionCarry, TransitionFigure, TransitionQuestion, TransitionTimes, Transitions,
    TransitionsAnswer,
};
pub use variants::{VariantCount, VariantQuestion, Variants, VariantsAnswer};
pub use visits::{VisitFigure, Visits, VisitsAnswer};
