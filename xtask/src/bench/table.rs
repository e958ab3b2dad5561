//! The table of what was measured, beside its budget.

use serde_json::Value;

/// One measured number.
#[derive(Debug, PartialEq)]
pub struct Row {
    work: String,
    measured: String,
    /// The budget in words, and whether the number keeps it.
    budget: Option<(String, bool)>,
}

impl Row {
    /// A number without budget.
    pub fn plain(work: impl Into<String>, measured: impl Into<String>) -> Self {
        Self::noted(work.into(), measured.into(), None)
    }

    /// A number that should not be smaller than its budget.
    pub fn at_least(work: impl Into<String>, measured: f64, unit: &str, budget: f64) -> Self {
        let kept = (format!("≥ {budget} {unit}"), measured >= budget);
        Self::noted(work.into(), with_unit(measured, unit), Some(kept))
    }

    /// A number that should not be larger than its budget.
    pub fn at_most(work: impl Into<String>, measured: f64, unit: &str, budget: f64) -> Self {
        let kept = (format!("≤ {budget} {unit}"), measured <= budget);
        Self::noted(work.into(), with_unit(measured, unit), Some(kept))
    }

    /// A number is said as soon as it is there: the whole takes long, and may be cut off.
    fn noted(work: String, measured: String, budget: Option<(String, bool)>) -> Self {
        eprintln!("{work}: {measured}");
        Self { work, measured, budget }
    }
}

/// Writes a number with the digits that mean something.
pub fn with_unit(number: f64, unit: &str) -> String {
    let digits = if number.abs() >= 100.0 {
        0
    } else if number.abs() >= 10.0 {
        1
    } else {
        2
    };
    format!("{number:.digits$} {unit}")
}

/// Makes rows of a JSON object that a measuring program printed: one for each value, named by its path.
pub fn rows_of_json(value: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    flatten(String::new(), value, &mut rows);
    rows
}

fn flatten(path: String, value: &Value, rows: &mut Vec<Row>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}, {key}") };
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                flatten(below(&key.replace('_', " ")), value, rows);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = ["name", "id", "metric"].iter().find_map(|key| item[*key].as_str());
                flatten(below(name.unwrap_or(&(index + 1).to_string())), item, rows);
            }
        }
        Value::Number(number) if number.is_f64() => {
            rows.push(Row::plain(path, format!("{:.4}", number.as_f64().unwrap_or(f64::NAN))));
        }
        Value::Number(number) => rows.push(Row::plain(path, number.to_string())),
        Value::String(text) => rows.push(Row::plain(path, text.clone())),
        Value::Bool(flag) => rows.push(Row::plain(path, flag.to_string())),
        Value::Null => rows.push(Row::plain(path, "–")),
    }
}

/// Every row so far, with the bench it came from.
pub struct Table(Vec<[String; 5]>);

impl Table {
    /// Starts with the heading.
    pub fn new() -> Self {
        Self(vec![["bench", "work", "measured", "budget", "verdict"].map(str::to_owned)])
    }

    /// Adds what a bench measured.
    pub fn add(&mut self, bench: &str, rows: Vec<Row>) {
        for Row { work, measured, budget } in rows {
            let (budget, verdict) = match budget {
                Some((budget, true)) => (budget, "within"),
                Some((budget, false)) => (budget, "OVER"),
                None => (String::new(), ""),
            };
            self.0.push([bench.to_owned(), work, measured, budget, verdict.to_owned()]);
        }
    }

    /// The table as Markdown with even columns, to be pasted anywhere.
    pub fn to_text(&self) -> String {
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<_> = (0..5).map(width).collect();
        let mut text = String::new();
        for (index, row) in self.0.iter().enumerate() {
            for (cell, width) in row.iter().zip(&widths) {
                text.push_str(&format!("| {cell:<width$} "));
            }
            text.push_str("|\n");
            if index == 0 {
                for width in &widths {
                    text.push_str(&format!("|{}", "-".repeat(width + 2)));
                }
                text.push_str("|\n");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_is_judged_by_its_budget() {
        let mut table = Table::new();
        table.add(
            "start",
            vec![Row::at_most("first answer", 0.25, "s", 1.0), Row::at_most("memory", 180.0, "MB", 150.0)],
        );
        let text = table.to_text();
        assert!(text.contains("| 0.25 s   | ≤ 1 s    | within  |"), "{text}");
        assert!(text.contains("| 180 MB   | ≤ 150 MB | OVER    |"), "{text}");
    }

    #[test]
    fn printed_json_becomes_rows_named_by_their_path() {
        let value = json!({"events": 2, "scores": [{"name": "nps", "coverage": 0.9512}], "load_seconds": 1.5});
        assert_eq!(
            rows_of_json(&value),
            [
                Row::plain("events", "2"),
                Row::plain("load seconds", "1.5000"),
                Row::plain("scores, nps, coverage", "0.9512"),
                Row::plain("scores, nps, name", "nps"),
            ]
        );
    }
}
