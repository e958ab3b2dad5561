//! Every error code of the one table has a message in both languages.

use anyhow::Result;

use super::Violation;
use super::messages::{LANGUAGES, message_keys};
use super::tree::Tree;

const TABLE: &str = "crates/otklik-core/src/error_code.rs";

/// Finds error codes that could not be told to a reader.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    let codes = error_codes(tree)?;
    if codes.is_empty() {
        let remedy = "let `xtask/src/tidy/error_messages.rs` know where the table is now";
        violations.push(Violation::new(TABLE, 0, "there is no table of error codes", remedy));
    }
    for language in LANGUAGES {
        let keys = message_keys(tree, language)?;
        for (line, code) in &codes {
            let key = message_key(code);
            if !keys.iter().any(|found| found.key == key) {
                let what = format!("the message `{key}` is missing in `{language}`");
                violations.push(Violation::new(TABLE, *line, what, "write it: what happened, where, what to do"));
            }
        }
    }
    Ok(violations)
}

/// The message of an error code: `time_missing` is told by `error-time-missing`.
pub fn message_key(code: &str) -> String {
    format!("error-{}", code.replace('_', "-"))
}

/// The codes of the table with their lines: `Variant = "code", status, retry;`.
pub fn error_codes(tree: &Tree) -> Result<Vec<(usize, String)>> {
    if !tree.exists(TABLE) {
        return Ok(Vec::new());
    }
    let text = tree.read(TABLE)?;
    Ok(text
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let (_, rest) = line.split_once(" = \"")?;
            let (code, rest) = rest.split_once("\", ")?;
            let is_row = rest.starts_with(|first: char| first.is_ascii_digit()) && rest.ends_with(';');
            is_row.then(|| (index + 1, code.to_owned()))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    const ROWS: &str = "$variant = $code\n    /// No time.\n    TimeMissing = \"time_missing\", 422, false;\n    Busy = \"busy\", 503, true;\n";

    #[test]
    fn a_code_without_message_is_found_in_each_language() {
        let files = [
            (TABLE, ROWS),
            ("locales/en/errors.ftl", "error-time-missing = No time\nerror-busy = Busy\n"),
            ("locales/ru/errors.ftl", "error-time-missing = Нет времени\n"),
        ];
        let file = "crates/otklik-core/src/error_code.rs";
        assert_eq!(found(check, &files), [format!("{file}:4: the message `error-busy` is missing in `ru`")]);
    }

    #[test]
    fn a_table_that_moved_away_is_noticed() {
        assert_eq!(found(check, &[("a.rs", "")]), [format!("{TABLE}:0: there is no table of error codes")]);
    }
}
