//! Reads what the test runners write for machines.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::step::Counts;

/// Reads the JUnit file of cargo-nextest: the first element carries the sums.
pub fn read_junit(file: &Path) -> Result<Counts> {
    parse_junit(&read(file)?).with_context(|| format!("cannot read {}", file.display()))
}

/// Reads the JSON report of Vitest.
pub fn read_vitest(file: &Path) -> Result<Counts> {
    parse_vitest(&read(file)?).with_context(|| format!("cannot read {}", file.display()))
}

/// Reads the JSON report of Playwright.
pub fn read_playwright(file: &Path) -> Result<Counts> {
    parse_playwright(&read(file)?).with_context(|| format!("cannot read {}", file.display()))
}

/// Reads the counts of a line such as `test result: ok. 5 passed; 0 failed; 1 ignored; …` of `cargo test`.
pub fn parse_cargo_test_line(line: &str) -> Option<Counts> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number_before = |word: &str| {
        counts.split("; ").find_map(|part| part.strip_suffix(word)).and_then(|number| number.trim().parse().ok())
    };
    Some(Counts {
        passed: number_before("passed")?,
        failed: number_before("failed")?,
        skipped: number_before("ignored")?,
    })
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("the test runner left no report at {}", file.display()))
}

fn parse_junit(text: &str) -> Result<Counts> {
    let start = text.find("<testsuites").context("there is no <testsuites>")?;
    let end = text[start..].find('>').context("<testsuites> has no end")?;
    let element = &text[start..start + end];
    let number = |name: &str| -> Result<u64> {
        let marker = format!(" {name}=\"");
        let from = element.find(&marker).with_context(|| format!("<testsuites> has no {name}"))? + marker.len();
        let digits = element[from..].split('"').next().unwrap_or_default();
        digits.parse().with_context(|| format!("{name} is `{digits}`"))
    };
    let failed = number("failures")? + number("errors")?;
    Ok(Counts { passed: number("tests")?.saturating_sub(failed), failed, skipped: 0 })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestReport {
    num_passed_tests: u64,
    num_failed_tests: u64,
    num_pending_tests: u64,
    num_todo_tests: u64,
}

fn parse_vitest(text: &str) -> Result<Counts> {
    let report: VitestReport = serde_json::from_str(text)?;
    Ok(Counts {
        passed: report.num_passed_tests,
        failed: report.num_failed_tests,
        skipped: report.num_pending_tests + report.num_todo_tests,
    })
}

#[derive(Deserialize)]
struct PlaywrightReport {
    stats: PlaywrightStatistics,
}

#[derive(Deserialize)]
struct PlaywrightStatistics {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    skipped: u64,
}

/// A test that needed a second try has failed once: it is counted as failed.
fn parse_playwright(text: &str) -> Result<Counts> {
    let PlaywrightStatistics { expected, unexpected, flaky, skipped } =
        serde_json::from_str::<PlaywrightReport>(text)?.stats;
    Ok(Counts { passed: expected, failed: unexpected + flaky, skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn the_sums_of_a_junit_file_are_read() {
        let text = "<?xml version=\"1.0\"?>\n<testsuites name=\"nextest-run\" tests=\"12\" failures=\"1\" errors=\"2\" uuid=\"x\">\n<testsuite name=\"a\" tests=\"3\">";
        assert_eq!(parse_junit(text).unwrap(), counts(9, 3, 0));
        assert!(parse_junit("<testsuites name=\"x\">").is_err());
        assert!(parse_junit("").is_err());
    }

    #[test]
    fn what_vitest_left_out_is_counted_as_skipped() {
        let text = r#"{"numTotalTests":9,"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1,"success":false}"#;
        assert_eq!(parse_vitest(text).unwrap(), counts(5, 1, 3));
    }

    #[test]
    fn a_flaky_browser_test_is_a_failed_one() {
        let text = r#"{"suites":[],"stats":{"startTime":"x","expected":7,"skipped":1,"unexpected":2,"flaky":3}}"#;
        assert_eq!(parse_playwright(text).unwrap(), counts(7, 5, 1));
    }

    #[test]
    fn the_result_lines_of_cargo_test_are_read() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.03s";
        assert_eq!(parse_cargo_test_line(line), Some(counts(12, 2, 1)));
        assert_eq!(parse_cargo_test_line("running 3 tests"), None);
    }

    #[test]
    fn a_report_that_is_not_there_is_an_error() {
        assert!(read_vitest(Path::new("no-such-folder/report.json")).is_err());
    }
}
