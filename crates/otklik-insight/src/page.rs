//! Lists in pages.

use std::ops::Range;

/// The rows of the page that a cursor names, and the cursor of the next page; a cursor that is none names the first page.
pub(crate) fn page(cursor: Option<&str>, limit: usize, rows: usize) -> (Range<usize>, Option<String>) {
    let from = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(0).min(rows);
    let until = from.saturating_add(limit).min(rows);
    (from..until, (until < rows).then(|| until.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_end() {
        assert_eq!(page(None, 2, 5), (0..2, Some("2".to_owned())));
        assert_eq!(page(Some("4"), 2, 5), (4..5, None));
        assert_eq!(page(Some("99"), 2, 5), (5..5, None));
        assert_eq!(page(Some("nonsense"), 10, 5), (0..5, None));
    }
}
