//! Refused rows as a file of their own: a person repairs them and imports only them.

use super::RowReject;
use crate::source::ADDED_COLUMNS;

/// Writes refused rows as CSV for spreadsheets: the file's columns, then where the fault is and what it is.
pub struct RejectedRows<'a> {
    heading: &'a [String],
}

impl<'a> RejectedRows<'a> {
    /// Rows of a file with these columns.
    pub fn new(heading: &'a [String]) -> Self {
        Self { heading }
    }

    /// The heading's line; it begins with the mark by which spreadsheets know UTF-8.
    pub fn heading(&self) -> String {
        // A list of refused rows that was itself repaired has the columns already.
        let own = self.own_columns().map(|(_, column)| column);
        format!("\u{feff}{}", spreadsheet_line(own.chain(ADDED_COLUMNS)))
    }

    /// One refused row; `reason` is what to say about it.
    pub fn row(&self, reject: &RowReject, reason: &str) -> String {
        let fields = self.own_columns().map(|(place, _)| reject.fields.get(place).map_or("", String::as_str));
        // A row with more fields than the heading keeps them behind the reason.
        let more = reject.fields.iter().skip(self.heading.len()).map(String::as_str);
        let number = reject.line.to_string();
        spreadsheet_line(fields.chain([number.as_str(), reject.column.as_str(), reason]).chain(more))
    }

    fn own_columns(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let columns = self.heading.iter().enumerate().map(|(place, column)| (place, column.as_str()));
        columns.filter(|(_, column)| !ADDED_COLUMNS.contains(column))
    }
}

/// A line of CSV for spreadsheets; what they would run is made harmless.
pub fn spreadsheet_line<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.map(quoted).collect();
    format!("{}\r\n", fields.join(","))
}

fn quoted(field: &str) -> String {
    let disarmed = if is_armed(field) { format!("'{field}") } else { field.to_owned() };
    if disarmed.contains(['"', ',', ';', '\n', '\r', '\t', '|']) || disarmed.trim() != disarmed {
        format!("\"{}\"", disarmed.replace('"', "\"\""))
    } else {
        disarmed
    }
}

/// Whether a spreadsheet would run it; numbers and telephone numbers do nothing.
fn is_armed(field: &str) -> bool {
    let is_number = || field.chars().all(|letter| letter.is_ascii_digit() || "+-., ()\u{a0}\u{202f}".contains(letter));
    match field.trim_start().chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => !is_number(),
        // What was written so must not lose its sign when it is read again.
        Some('\'') => true,
        _ => field.starts_with(['\t', '\r', '\n']),
    }
}

/// What stood there before it was made harmless.
pub(super) fn rearmed(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_armed(rest)).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use otklik_core::ErrorCode;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_rows_keep_their_columns() {
        let heading = ["id".to_owned(), "note; x".to_owned()];
        let rows = RejectedRows::new(&heading);
        assert_eq!(rows.heading(), "\u{feff}id,\"note; x\",otklik_line,otklik_column,otklik_reason\r\n");
        let fields = ["=cmd|'/c calc'!A1", "+7 916 123-45-67", "-1", "more, \"x\""].map(str::to_owned);
        let reject = RowReject {
            file: "a.csv".into(),
            line: 7,
            column: "id".into(),
            code: ErrorCode::ColumnsUneven,
            value: String::new(),
            expected: String::new(),
            fields: fields.to_vec(),
        };
        let expected = "\"'=cmd|'/c calc'!A1\",+7 916 123-45-67,7,id,why,-1,\"more, \"\"x\"\"\"\r\n";
        assert_eq!(rows.row(&reject, "why"), expected);
    }

    proptest! {
        #[test]
        fn what_is_disarmed_comes_back(field in "[='@+a1 -]{0,6}") {
            let disarmed = if is_armed(&field) { format!("'{field}") } else { field.clone() };
            prop_assert_eq!(rearmed(&disarmed), field);
        }
    }
}
