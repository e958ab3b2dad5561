//! Why columns or a question are refused.

use thiserror::Error;

/// Columns that cannot be read as journeys.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ColumnsError {
    /// A row does not follow the row before it.
    #[error("row {row} comes before the row ahead of it: customer, time and position have to ascend")]
    RowOutOfOrder {
        /// The row's index, from 0.
        row: usize,
    },
    /// There are more rows than a run's start can tell.
    #[error("more than {limit} events in one bucket")]
    TooManyRows {
        /// The most rows that a bucket holds.
        limit: usize,
    },
    /// A column's length is not the number of events.
    #[error("the column `{column}` has {found} values for {expected} events")]
    ColumnLength {
        /// The column's name.
        column: &'static str,
        /// Its values.
        found: usize,
        /// The events.
        expected: usize,
    },
    /// The starts of the runs do not divide the events.
    #[error("the start of run {run} does not lie between its neighbours")]
    StartsOutOfOrder {
        /// The run's index, from 0.
        run: usize,
    },
}

/// A question that has no answer as it is put.
///
/// [`QuestionError::place`] says which part of the question is meant.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QuestionError {
    /// There are more names than a table of pairs is made for.
    #[error("{found} nodes are more than {limit}: put the rare ones together")]
    TooManyNodes {
        /// Nodes of the lens.
        found: usize,
        /// The most nodes.
        limit: usize,
    },
    /// A duration is not positive.
    #[error("the duration at {place} is {micros} microseconds and has to be positive")]
    DurationNotPositive {
        /// The part of the question.
        place: String,
        /// The duration as it was given.
        micros: i64,
    },
    /// There is no period between borders.
    #[error("periods need two borders at least")]
    NoPeriods,
    /// There are more periods than a fold keeps.
    #[error("{found} periods are more than {limit}")]
    TooManyPeriods {
        /// Periods of the question.
        found: usize,
        /// The most periods.
        limit: usize,
    },
    /// The borders of periods do not ascend.
    #[error("border {border} of the periods is not beyond the one before")]
    PeriodsNotAscending {
        /// The border's index.
        border: usize,
    },
    /// A set of events is empty.
    #[error("no events at {place}")]
    NoCodes {
        /// The part of the question.
        place: &'static str,
    },
    /// The answer would have too many counts.
    #[error("{found} counts are more than {limit}: ask for fewer levels, periods, values or nodes")]
    TooManyCells {
        /// Counts of the answer.
        found: usize,
        /// The most counts.
        limit: usize,
    },
    /// A path is not told for so many steps.
    #[error("a path of {found} steps: there can be 1 to {limit}")]
    DepthOutside {
        /// Steps of the question.
        found: usize,
        /// The most steps.
        limit: usize,
    },
    /// A node is not one of the lens.
    #[error("there is no node {node}, which {place} names")]
    NoSuchNode {
        /// The part of the question.
        place: &'static str,
        /// The node.
        node: u16,
    },
}

impl QuestionError {
    /// The part of the question that is meant, as a JSON pointer into it; the empty one means the whole.
    pub fn place(&self) -> String {
        match self {
            Self::TooManyNodes { .. } => "/nodes".to_owned(),
            Self::DurationNotPositive { place, .. } => place.clone(),
            Self::NoPeriods | Self::TooManyPeriods { .. } => "/periods".to_owned(),
            Self::PeriodsNotAscending { border } => format!("/periods/{border}"),
            Self::NoCodes { place } | Self::NoSuchNode { place, .. } => (*place).to_owned(),
            Self::TooManyCells { .. } => String::new(),
            Self::DepthOutside { .. } => "/depth".to_owned(),
        }
    }
}
