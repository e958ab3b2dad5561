//! Answers as tables: for people, and for spreadsheets.

use serde_json::Value;

/// Rows of text under a heading.
pub struct Table {
    pub heading: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of an answer's rows: the slice, then one column for each field that is a figure, a number or a text.
    pub fn of_rows(rows: &[Value]) -> Self {
        let mut heading: Vec<String> = vec!["slice".to_owned()];
        for row in rows.iter().filter_map(Value::as_object) {
            for (name, value) in row {
                if cell(value).is_some() && !heading.contains(name) {
                    heading.push(name.clone());
                }
            }
        }
        let rows = rows
            .iter()
            .map(|row| {
                let slice = row.get("slice").and_then(Value::as_object);
                let slice = slice.map(|slice| slice.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" "));
                let mut cells = vec![slice.unwrap_or_default()];
                cells.extend(heading[1..].iter().map(|name| row.get(name).and_then(cell).unwrap_or_default()));
                cells
            })
            .collect();
        Self { heading, rows }
    }

    /// The table for people: columns aligned with spaces.
    pub fn print(&self) {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| row[column].chars().count());
            cells.chain([self.heading[column].chars().count()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heading.len()).map(width).collect();
        for row in std::iter::once(&self.heading).chain(&self.rows) {
            let line: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            println!("{}", line.join("  ").trim_end());
        }
    }

    /// The table as CSV (RFC 4180); a cell that a spreadsheet would take for a formula gets a leading apostrophe.
    pub fn print_csv(&self) {
        for row in std::iter::once(&self.heading).chain(&self.rows) {
            println!("{}", row.iter().map(|cell| csv_cell(cell)).collect::<Vec<_>>().join(","));
        }
    }
}

fn csv_cell(cell: &str) -> String {
    let dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if dangerous { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.starts_with("/api/") => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(figure) if figure.contains_key("verdict") => {
            let verdict = figure["verdict"].as_str().unwrap_or_default();
            Some(format!("{} {verdict}", range(value)).trim().to_owned())
        }
        Value::Object(figure) if figure.contains_key("status") => match figure["status"].as_str() {
            Some("ok") => Some(format!("{} n={}", range(value), figure["n"])),
            status => Some(format!("{} n={}", status.unwrap_or_default(), figure["n"])),
        },
        Value::Array(marks) if marks.iter().all(|mark| mark.get("n").is_some()) && !marks.is_empty() => Some(
            marks.iter().map(|mark| format!("{}:{}", short(&mark["value"]), mark["n"])).collect::<Vec<_>>().join(" "),
        ),
        _ => None,
    }
}

/// A figure with its interval, such as `38.2 [35.3, 41.1]`; a count that has no width stands alone.
fn range(figure: &Value) -> String {
    let [value, low, high] = ["value", "low", "high"].map(|name| short(&figure[name]));
    if value.is_empty() || low == high { value } else { format!("{value} [{low}, {high}]") }
}

fn short(number: &Value) -> String {
    let Some(number) = number.as_f64() else { return String::new() };
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_figure_is_shown_with_its_interval_and_n() {
        let row = json!({
            "slice": {"unit": "msk/arbat"},
            "estimate": {"value": 38.2, "low": 35.3, "high": 41.1, "n": 2450, "status": "ok"},
            "people": "/api/v1/people?question=…",
        });
        let table = Table::of_rows(&[row]);
        assert_eq!(table.heading, ["slice", "estimate"]);
        assert_eq!(table.rows, [["msk/arbat", "38.2 [35.3, 41.1] n=2450"]]);
    }

    #[test]
    fn a_formula_is_disarmed_and_a_number_is_not() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("-5"), "-5");
        assert_eq!(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
