//! How many rows of a long list go into one answer.

const USUAL_ROWS: usize = 50;
const MOST_ROWS: usize = 200;

/// The rows of a page as asked for, within what is sensible.
pub(crate) fn rows(asked: Option<u32>) -> usize {
    asked.map_or(USUAL_ROWS, |asked| usize::try_from(asked).unwrap_or(MOST_ROWS)).clamp(1, MOST_ROWS)
}
