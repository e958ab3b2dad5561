//! Texts of statements over many rows, in the `$1` form that SQLite and PostgreSQL share.

use std::fmt::Write;

/// Rows in one statement: many enough that the way to the database costs little, and no more.
///
/// SQLite looks each numbered bind up by its name among all of them: a thousand rows of eight took a hundred microseconds each.
pub(crate) const CHUNK_ROWS: usize = 64;

/// The placeholders of a multi-row insert, such as `($1,$2),($3,$4)`.
pub(crate) fn value_rows(rows: usize, columns: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 6);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        push_binds(&mut text, row * columns, columns);
        text.push(')');
    }
    text
}

/// The placeholders of a list, such as `($1,$2,$3)`.
pub(crate) fn in_list(count: usize) -> String {
    in_list_after(0, count)
}

/// The placeholders of a list behind so many others, such as `($2,$3)` behind one.
pub(crate) fn in_list_after(before: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 6 + 2);
    text.push('(');
    push_binds(&mut text, before, count);
    text.push(')');
    text
}

fn push_binds(text: &mut String, before: usize, count: usize) {
    for index in 0..count {
        if index > 0 {
            text.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "${}", before + index + 1);
    }
}

/// Whether a statement over so many rows is worth keeping prepared: only full chunks and single rows come again.
pub(crate) fn keeps_statement(rows: usize) -> bool {
    rows == CHUNK_ROWS || rows == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_count_on_from_row_to_row() {
        assert_eq!(value_rows(2, 2), "($1,$2),($3,$4)");
        assert_eq!(in_list(3), "($1,$2,$3)");
        assert_eq!(in_list_after(1, 2), "($2,$3)");
    }
}
