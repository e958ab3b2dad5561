//! What stands between a file's columns.

use crate::rows::{SPACES, Separated};

/// What may stand between columns, the likelier first.
pub(crate) const SEPARATORS: [u8; 4] = *b",;\t|";
/// Rows that are compared.
const ROWS: usize = 200;
/// Columns that are only aligned are believed when nearly all rows agree.
const ALIGNED_SHARE: f64 = 0.95;

/// Finds the separator with which most rows have as many columns as the heading.
pub(super) fn detect(beginning: &[u8], is_cut: bool) -> u8 {
    let mut best = (b',', 0.0, 1);
    for separator in SEPARATORS {
        let (agreeing, columns) = agreement(beginning, is_cut, separator);
        // A row in twenty makes no difference; then more columns are likelier meant than fewer.
        let agreeing = (agreeing * 20.0).round() / 20.0;
        if columns > 1 && (agreeing, columns) > (best.1, best.2) {
            best = (separator, agreeing, columns);
        }
    }
    if best.2 == 1 {
        let (agreeing, columns) = agreement(beginning, is_cut, SPACES);
        if columns >= 3 && agreeing >= ALIGNED_SHARE {
            return SPACES;
        }
    }
    best.0
}

/// The share of rows that are as wide as the heading, and how wide that is.
fn agreement(beginning: &[u8], is_cut: bool, separator: u8) -> (f64, usize) {
    let mut rows = Separated::new(beginning, separator, "UTF-8");
    let mut widths = Vec::new();
    while widths.len() <= ROWS {
        // Reading from memory does not fail.
        match rows.next() {
            Ok(Some(row)) => widths.push(row.map_or(0, |row| row.len())),
            Ok(None) | Err(_) => break,
        }
    }
    if is_cut && widths.len() <= ROWS {
        widths.pop();
    }
    let Some((heading, rows)) = widths.split_first() else { return (0.0, 0) };
    let alike = rows.iter().filter(|width| *width == heading).count();
    let share = if rows.is_empty() { 1.0 } else { alike as f64 / rows.len() as f64 };
    (share, *heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_agree_tell_the_separator() {
        for (text, separator) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2,5;x\n3,5;4,5;y, z\n", b';'),
            ("name\tnote\nx\tone, two, three\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("text,mark\n\"a; b; c\",5\n", b','),
            ("one\ntwo\n", b','),
            ("дата;\"сумма, руб.\"\n1;2\n", b';'),
            ("Итоги дня, все кассы\nx;y\n1;2\n2;3\n", b','),
            (" 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n", b' '),
            ("just a sentence here\nand another sentence\n", b','),
        ] {
            assert_eq!(detect(text.as_bytes(), false) as char, separator as char, "{text:?}");
        }
    }
}
