//! Rows of totals, which reports have at their ends.

use std::borrow::Cow;

const WORDS: &[&str] =
    &["итого", "всего", "общий итог", "итог", "сумма", "total", "totals", "grand total", "subtotal", "sum"];

/// Whether a row that cannot be an event is one of totals.
pub(super) fn is_total<'a>(fields: impl IntoIterator<Item = Cow<'a, str>>) -> bool {
    let first = fields.into_iter().find(|field| !field.trim().is_empty());
    first.is_some_and(|first| {
        let word = first.trim().trim_end_matches([':', '.']).trim_end().to_lowercase();
        WORDS.contains(&word.as_str()) || word.starts_with("итого ") || word.starts_with("всего ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_known_by_its_first_word() {
        let is_total = |row: &[&'static str]| is_total(row.iter().map(|field| Cow::Borrowed(*field)));
        assert!(is_total(&["", "ИТОГО:", "120"]));
        assert!(is_total(&["Итого по филиалу", "", "120"]));
        assert!(is_total(&["Grand Total", "120"]));
        assert!(!is_total(&["Total disaster", "1"]));
        assert!(!is_total(&["", ""]));
    }
}
