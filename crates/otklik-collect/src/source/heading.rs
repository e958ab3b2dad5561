//! The names of a file's columns.

use std::collections::{HashMap, HashSet};

use crate::rows::read_members;

/// Columns that a list of refused rows has beside the file's own.
pub(crate) const ADDED_COLUMNS: [&str; 3] = ["otklik_line", "otklik_column", "otklik_reason"];
/// Rows from which it is judged whether there is a heading.
pub(super) const ROWS: usize = 50;

/// The first row, and whether it names the columns or is one of the rows.
pub(super) struct Heading {
    pub(super) columns: Vec<String>,
    pub(super) is_there: bool,
}

impl Heading {
    /// Judges by the first rows: a heading has words where the rows have numbers.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let Some((first, rest)) = rows.split_first() else { return Self { columns: Vec::new(), is_there: false } };
        let columns = first.iter().map(|name| name.trim().to_owned()).collect();
        Self { columns, is_there: !is_a_row(first, rest) }
    }
}

fn is_a_row(first: &[String], rest: &[Vec<String>]) -> bool {
    if rest.is_empty() {
        return false;
    }
    let is_of_numbers = |column: &usize| {
        let filled = rest.iter().filter_map(|row| row.get(*column)).filter(|value| !value.trim().is_empty());
        let (numbers, all) =
            filled.fold((0, 0), |(numbers, all), value| (numbers + usize::from(is_figure(value)), all + 1));
        all > 0 && numbers * 10 >= all * 9
    };
    let of_numbers: Vec<usize> = (0..first.len()).filter(is_of_numbers).collect();
    let figures = of_numbers.iter().filter(|column| is_figure(&first[**column])).count();
    // Years head the columns of tables by years.
    let years = first.iter().filter(|name| is_year(name)).count();
    !of_numbers.is_empty() && figures == of_numbers.len() && years < 2
}

/// Whether a text is a number, a date or a time.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || " .,:-+/TZ\u{a0}\u{202f}".contains(letter))
}

fn is_year(text: &str) -> bool {
    text.trim().parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Gives each column a name of its own; what was without one, or of one name with others, is told apart by its number.
pub(super) fn name_columns(columns: Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut seen = HashSet::new();
    let mut times = HashMap::<String, usize>::new();
    let mut renamed = Vec::new();
    let mut named = Vec::with_capacity(columns.len());
    for (place, column) in columns.into_iter().enumerate() {
        // A mapping writes columns in braces.
        let plain = column.replace('{', "(").replace('}', ")");
        let is_plain = plain == column;
        let column = plain;
        let count = times.entry(column.clone()).or_insert(0);
        *count += 1;
        let mut name = match (column.as_str(), *count) {
            ("", _) => format!("#{}", place + 1),
            (_, 1) => column.clone(),
            (_, count) => format!("{column} #{count}"),
        };
        while !seen.insert(name.clone()) {
            name.push('#');
        }
        if name != column || !is_plain {
            renamed.push(name.clone());
        }
        named.push(name);
    }
    (named, renamed)
}

/// The members that the first lines have, in the order in which they appear; none when no line is an object.
pub(super) fn of_json(text: &[u8], is_cut: bool, lines: usize) -> Vec<String> {
    let mut columns = Vec::new();
    let mut seen = HashSet::new();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let whole =
        if is_cut { text.iter().rposition(|byte| *byte == b'\n').map_or(text, |end| &text[..end]) } else { text };
    for line in whole.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(lines) {
        for (name, _) in read_members(line).unwrap_or_default() {
            if seen.insert(name.clone()) {
                columns.push(name);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_heading(rows: &[&str]) -> bool {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(';').map(str::to_owned).collect()).collect();
        Heading::of(&rows).is_there
    }

    #[test]
    fn words_above_numbers_are_a_heading() {
        assert!(is_heading(&["id;date;sum", "1;2026-05-01;10,5", "2;2026-05-02;11"]));
        assert!(is_heading(&["регион;2019;2020;2021", "Москва;1;2;3"]));
        assert!(is_heading(&["text;label", "good;x"]));
        assert!(is_heading(&["id;sum"]));
        assert!(!is_heading(&["00001;19970101;1;11.77", "00002;19970112;1;12.00"]));
        assert!(!is_heading(&["Анна;01.05.2026;10,5", "Вера;02.05.2026;11"]));
    }

    #[test]
    fn columns_of_one_name_are_numbered() {
        let columns = ["sum", "", "sum", "sum #2", ""].map(str::to_owned).to_vec();
        let (named, renamed) = name_columns(columns);
        assert_eq!(named, ["sum", "#2", "sum #2", "sum #2#", "#5"]);
        assert_eq!(renamed, ["#2", "sum #2", "sum #2#", "#5"]);
    }
}
