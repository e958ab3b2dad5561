//! Rows on their way into a bucket, column by column.

use std::ops::Range;

/// Which columns are read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    pub(super) positions: bool,
    pub(super) units: bool,
    pub(super) amounts: bool,
    pub(super) groups: bool,
    pub(super) durations: bool,
    pub(super) scores: bool,
    pub(super) marks: bool,
}

/// Columns of equal length; those that are not read stay empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) times: Vec<i64>,
    pub(super) codes: Vec<u16>,
    pub(super) positions: Vec<i64>,
    pub(super) units: Vec<u16>,
    pub(super) amounts: Vec<i64>,
    pub(super) groups: Vec<u64>,
    pub(super) durations: Vec<f32>,
    pub(super) scores: Vec<f32>,
    pub(super) surveys: Vec<u32>,
    pub(super) marks: Vec<u32>,
}

/// Does the same with each pair of columns of two sets of rows.
macro_rules! each_column {
    ($act:ident, $own:expr, $others:expr $(, $argument:expr)*) => {{
        $act(&mut $own.times, &$others.times $(, $argument)*);
        $act(&mut $own.codes, &$others.codes $(, $argument)*);
        $act(&mut $own.positions, &$others.positions $(, $argument)*);
        $act(&mut $own.units, &$others.units $(, $argument)*);
        $act(&mut $own.amounts, &$others.amounts $(, $argument)*);
        $act(&mut $own.groups, &$others.groups $(, $argument)*);
        $act(&mut $own.durations, &$others.durations $(, $argument)*);
        $act(&mut $own.scores, &$others.scores $(, $argument)*);
        $act(&mut $own.surveys, &$others.surveys $(, $argument)*);
        $act(&mut $own.marks, &$others.marks $(, $argument)*);
    }};
}

impl Rows {
    /// Rows that wait to be filled in by their slots.
    pub(super) fn blank(count: usize, layout: Layout) -> Self {
        let length = |is_read: bool| if is_read { count } else { 0 };
        Self {
            times: vec![0; count],
            codes: vec![0; count],
            positions: vec![0; length(layout.positions)],
            units: vec![0; length(layout.units)],
            amounts: vec![0; length(layout.amounts)],
            groups: vec![0; length(layout.groups)],
            durations: vec![0.0; length(layout.durations)],
            scores: vec![0.0; length(layout.scores)],
            surveys: vec![0; length(layout.scores)],
            marks: vec![0; length(layout.marks)],
        }
    }

    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// Bytes of all columns.
    pub(super) fn bytes(&self) -> usize {
        let wide = self.times.capacity() + self.positions.capacity() + self.amounts.capacity() + self.groups.capacity();
        let middling =
            self.marks.capacity() + self.durations.capacity() + self.scores.capacity() + self.surveys.capacity();
        8 * wide + 4 * middling + 2 * (self.codes.capacity() + self.units.capacity())
    }

    /// Adds a stretch of other rows with the same columns.
    pub(super) fn add(&mut self, others: &Self, range: &Range<usize>) {
        each_column!(add, self, others, range);
    }

    /// Writes other rows into their slots.
    pub(super) fn fill(&mut self, others: &Self, slots: &[u32]) {
        each_column!(fill, self, others, slots);
    }

    /// Rows of a stretch in another order: `order` tells which one comes first, counted from the stretch's start.
    pub(super) fn reorder(&mut self, range: &Range<usize>, order: &[u32], buffer: &mut Self) {
        buffer.clear();
        buffer.add(self, range);
        each_column!(reorder, self, buffer, range.start, order);
    }

    pub(super) fn shrink(&mut self) {
        self.times.shrink_to_fit();
        self.codes.shrink_to_fit();
        self.units.shrink_to_fit();
        self.amounts.shrink_to_fit();
        self.groups.shrink_to_fit();
        self.durations.shrink_to_fit();
        self.scores.shrink_to_fit();
        self.surveys.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.positions = Vec::new();
    }

    fn clear(&mut self) {
        self.times.clear();
        self.codes.clear();
        self.positions.clear();
        self.units.clear();
        self.amounts.clear();
        self.groups.clear();
        self.durations.clear();
        self.scores.clear();
        self.surveys.clear();
        self.marks.clear();
    }
}

fn add<T: Copy>(own: &mut Vec<T>, others: &[T], range: &Range<usize>) {
    if !others.is_empty() {
        own.extend_from_slice(&others[range.clone()]);
    }
}

fn fill<T: Copy>(own: &mut [T], others: &[T], slots: &[u32]) {
    for (value, slot) in others.iter().zip(slots) {
        own[*slot as usize] = *value;
    }
}

fn reorder<T: Copy>(own: &mut [T], stretch: &[T], start: usize, order: &[u32]) {
    if !stretch.is_empty() {
        for (place, from) in order.iter().enumerate() {
            own[start + place] = stretch[*from as usize];
        }
    }
}
