//! What every fold does, and how its counts are opened.

use crate::columns::{Journey, Journeys};

/// A question on its way to an answer: visits journeys one by one, in any order and in any division.
pub trait Fold {
    /// What comes out: counts.
    type Answer;

    /// Takes in one customer's whole journey. Nothing is allocated for a customer once buffers have grown to the longest journey.
    fn visit(&mut self, journey: Journey<'_>);

    /// Takes over what another fold of the same question counted; their customers have to differ.
    fn merge(&mut self, other: Self);

    /// Ends the counting.
    fn finish(self) -> Self::Answer;
}

/// A fold that takes in a journey piece by piece, keeping little of a customer between two pieces.
///
/// From disk a bucket comes span by span: each customer's pieces ascend in time, and events of equal time are never parted.
/// Folds without a small carry take pieces through [`Gathered`].
pub trait Resume: Fold {
    /// What a journey leaves behind where it is cut.
    type Carry: Default;

    /// Takes in the next piece of the journey that the carry belongs to.
    fn piece(&mut self, carry: &mut Self::Carry, piece: Journey<'_>);

    /// Takes note that the journey ends where its last piece ended.
    fn end(&mut self, carry: Self::Carry);
}

/// A fold whose figures can be opened.
pub trait Opened: Fold {
    /// One figure of the answer.
    type Figure;

    /// Tells whether a customer is among the people whom the figure counts; leaves every count as it is.
    fn counts(&mut self, figure: &Self::Figure, journey: Journey<'_>) -> bool;
}

/// The runs whose people a figure counts, ascending.
pub fn contributors<F: Opened>(fold: &mut F, figure: &F::Figure, journeys: Journeys<'_>) -> Vec<u32> {
    (0..journeys.runs() as u32).filter(|run| fold.counts(figure, journeys.journey(*run as usize))).collect()
}

/// One journey put together from its pieces, for folds that need it whole.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    codes: Vec<u16>,
    times: Vec<i64>,
    taking_part: Option<Vec<bool>>,
    breakdown: Option<Vec<u16>>,
    amounts: Option<Vec<i64>>,
    groups: Option<Vec<u32>>,
}

impl Gathered {
    /// Adds the next piece; all pieces of a journey have the same columns.
    pub fn add(&mut self, piece: Journey<'_>) {
        self.codes.extend_from_slice(piece.codes);
        self.times.extend_from_slice(piece.times);
        extend(&mut self.taking_part, piece.taking_part);
        extend(&mut self.breakdown, piece.breakdown);
        extend(&mut self.amounts, piece.amounts);
        extend(&mut self.groups, piece.groups);
    }

    /// Adds those events of a journey that take part; nobody asks of them again whether they do.
    pub(crate) fn add_taking_part(&mut self, journey: &Journey<'_>) {
        let marks = journey.taking_part.unwrap_or_default();
        self.codes.extend(marked(journey.codes, marks));
        self.times.extend(marked(journey.times, marks));
        extend_marked(&mut self.breakdown, journey.breakdown, marks);
        extend_marked(&mut self.amounts, journey.amounts, marks);
        extend_marked(&mut self.groups, journey.groups, marks);
    }

    /// Adds the events at these places, in their order.
    pub(crate) fn add_at(&mut self, journey: &Journey<'_>, places: &[u32]) {
        self.codes.extend(at(journey.codes, places));
        self.times.extend(at(journey.times, places));
        extend_at(&mut self.breakdown, journey.breakdown, places);
        extend_at(&mut self.amounts, journey.amounts, places);
        extend_at(&mut self.groups, journey.groups, places);
    }

    /// Forgets the journey and keeps the room.
    pub fn clear(&mut self) {
        self.codes.clear();
        self.times.clear();
        self.taking_part.iter_mut().for_each(Vec::clear);
        self.breakdown.iter_mut().for_each(Vec::clear);
        self.amounts.iter_mut().for_each(Vec::clear);
        self.groups.iter_mut().for_each(Vec::clear);
    }

    /// The journey so far.
    pub fn journey(&self) -> Journey<'_> {
        Journey {
            codes: &self.codes,
            times: &self.times,
            taking_part: self.taking_part.as_deref(),
            breakdown: self.breakdown.as_deref(),
            amounts: self.amounts.as_deref(),
            groups: self.groups.as_deref(),
        }
    }
}

fn extend<T: Copy>(column: &mut Option<Vec<T>>, piece: Option<&[T]>) {
    match piece {
        Some(piece) => column.get_or_insert_default().extend_from_slice(piece),
        None => *column = None,
    }
}

fn marked<'a, T: Copy>(values: &'a [T], marks: &'a [bool]) -> impl Iterator<Item = T> + 'a {
    values.iter().zip(marks).filter(|(_, mark)| **mark).map(|(value, _)| *value)
}

fn extend_marked<T: Copy>(column: &mut Option<Vec<T>>, values: Option<&[T]>, marks: &[bool]) {
    match values {
        Some(values) => column.get_or_insert_default().extend(marked(values, marks)),
        None => *column = None,
    }
}

fn at<'a, T: Copy>(values: &'a [T], places: &'a [u32]) -> impl Iterator<Item = T> + 'a {
    places.iter().map(|place| values[*place as usize])
}

fn extend_at<T: Copy>(column: &mut Option<Vec<T>>, values: Option<&[T]>, places: &[u32]) {
    match values {
        Some(values) => column.get_or_insert_default().extend(at(values, places)),
        None => *column = None,
    }
}
