//! Questions and their answers.
//!
//! A question is one type: the body of a request, the arguments of a command, a saved view. [`Insight`] answers
//! [`ScoresQuestion`], [`OperationsQuestion`] and [`OverviewQuestion`], and of journeys [`FunnelQuestion`], [`RetentionQuestion`],
//! [`TransitionsQuestion`], [`PathsQuestion`], [`VariantsQuestion`], [`ConformanceQuestion`], [`LifecycleQuestion`],
//! [`PainsQuestion`] and [`MomentsQuestion`]; it opens the people behind a figure ([`PeopleQuestion`]), finds customers and tells their timeline. It reads the lake through the catalogue's lens and
//! turns what it finds into estimates with `otklik-stats`.
//! For questions in SQL it says what the reader may see, and leaves the rest to the lake.
//! Not here: files, HTTP, and what a figure is called in either language.
//!
//! Invariants: one answer reads one state of the lake; what lies outside the reader's scope is dropped before anything is
//! counted; every figure is an estimate; what was left out is said.

mod answers;
mod calendar;
mod catalogue;
mod census;
mod condition;
mod conformance;
mod customers;
mod data_quality;
mod data_span;
mod delivery;
mod distinct;
mod error;
mod event_log;
mod expectations;
mod feedback;
mod funnel;
mod hurts;
mod insight;
mod journeys;
mod lens;
mod lifecycle;
mod marks;
mod moments;
mod operations;
mod overview;
mod page;
mod pains;
mod paths;
mod people;
mod response;
mod retention;
mod row;
mod scores;
mod slice;
mod sql;
mod timeline;
mod transitions;
mod trend;
mod units;
mod variants;
mod view;

pub use catalogue::{CataloguePreview, KindMoved, KindRow, Kinds, KindsQuestion};
pub use conformance::{
    ConformanceAnswer, ConformanceFigure, ConformancePart, ConformanceQuestion, ConformanceStep, Deviation,
    DeviationExample, DeviationKind, DeviationRow, InsertedTouch, JourneysFound,
};
pub use customers::{CustomerHit, Customers, IdentifierShown};
pub use data_quality::{
    AnswerBurst, ClockOff, DataQuality, DataQualityQuestion, Gaming, Gap, ManyAnswers, OwnCard, RefusedReason,
    RenamedKind, SourceQuality, StraightTens, TouchpointQuality, UnitQuality,
};
pub use data_span::DataSpan;
pub use error::InsightError;
pub use event_log::{EventLog, EventLogFormat, EventLogQuestion};
pub use expectations::{Expectations, ExpectationsQuestion, ExpectationsRow};
pub use feedback::{Feedback, FeedbackRow};
pub use funnel::{
    FunnelAnswer, FunnelCounting, FunnelExcluded, FunnelExclusion, FunnelFigure, FunnelMoney, FunnelOrder, FunnelPart,
    FunnelQuestion, FunnelRow, FunnelSlice, FunnelStep, FunnelTouch, TimeBar,
};
pub use hurts::{Hurt, HurtKind, Hurts, HurtsQuestion};
pub use insight::{Insight, Reader};
pub use journeys::{JourneyFigure, JourneyNode, JourneyOf, JourneysAsked, NodeKind, NodesAsked, Together};
pub use lifecycle::{LifecycleAnswer, LifecycleCell, LifecycleFigure, LifecycleQuestion, LifecycleRow, LifecycleState};
pub use marks::{MarkFigure, MarkPart, MarksAnswer, MarksQuestion, NodeMarks, PainMark};
pub use moments::{MomentFigure, MomentRow, MomentsAnswer, MomentsQuestion};
pub use operations::{FIGURES, Operations, OperationsQuestion, OperationsRow, StatusCount};
pub use overview::{
    Better, Card, CardKind, EmptyReason, Finding, FindingKind, Overview, OverviewQuestion, SilentSource, SinceMonday,
    StageScores, Trend, UnitOutside, UnitScores,
};
pub use pains::{PainExample, PainFigure, PainKind, PainRow, PainVerdict, PainsAnswer, PainsQuestion};
pub use paths::{PathFigure, PathLevelRow, PathLinkRow, PathNodeRow, PathPart, PathSide, PathsAnswer, PathsQuestion};
pub use people::{People, PeopleKind, PeopleQuestion, Person};
pub use response::{ResponseAnswer, ResponseQuestion, ResponseRow};
pub use retention::{
    CohortRow, PeriodStep, RetentionAnswer, RetentionEntry, RetentionFigure, RetentionMean, RetentionQuestion,
    RetentionReturning, RetentionSlice, ReturnRow,
};
pub use scores::{
    ChangeSplit, Limits, MarkCount, Ranks, ScoreRow, Scores, ScoresQuestion, Shrunken, TargetProgress, TargetVerdict,
    VersusRest,
};
pub use slice::{By, Compare, LeftOut, LeftOutReason, Slice, SliceNames};
pub use timeline::{AnswerShown, CustomerFacts, LastScore, Timeline, TimelineRow};
pub use transitions::{MapEdge, MapNode, StageScore, TransitionFigure, TransitionsAnswer, TransitionsQuestion};
pub use trend::{Series, Step, TrendAnswer, TrendPoint, TrendQuestion};
pub use units::{UnitRow, Units};
pub use variants::{VariantFigure, VariantsAnswer, VariantsQuestion, WayRow};
