//! The steps of a longer check, what came of each, and the summary at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::phase::in_words;

/// Whether everything was as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Passed,
    /// No; what was wrong has been printed.
    Failed,
}

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that ran and held.
    pub passed: u64,
    /// Tests that ran and did not hold.
    pub failed: u64,
    /// Tests that did not run.
    pub skipped: u64,
}

/// What came of one step.
#[derive(Debug)]
pub enum Outcome {
    /// Tests ran; the problem is something beyond a failed test, such as a skipped one where none may be.
    Tests { counts: Counts, problem: Option<String> },
    /// A check without tests found nothing wrong.
    Clean,
    /// A check was left out on purpose, and why.
    NotRun(String),
    /// A check found something wrong, or tests could not be run at all.
    Wrong(String),
}

struct Step {
    name: String,
    outcome: Outcome,
    duration: Duration,
}

/// The steps done so far.
pub struct Steps(Vec<Step>);

impl Steps {
    /// Starts with none.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Runs a step; an error does not stop the others, since one run should show everything that is wrong.
    pub fn run(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        eprintln!("\n== {name}");
        let started = Instant::now();
        let outcome = work().unwrap_or_else(|error| Outcome::Wrong(format!("{error:#}")));
        match &outcome {
            Outcome::Wrong(reason) | Outcome::Tests { problem: Some(reason), .. } => {
                eprintln!("error: {name}: {reason}");
            }
            Outcome::NotRun(reason) => eprintln!("NOT RUN: {name}: {reason}"),
            Outcome::Tests { .. } | Outcome::Clean => {}
        }
        self.0.push(Step { name: name.to_owned(), outcome, duration: started.elapsed() });
    }

    /// Prints a line for every step and, last, `N passed, M failed`.
    ///
    /// Whatever was wrong beside a test counts as one failure, so that the last line says 0 only when all is well.
    pub fn finish(self) -> Verdict {
        println!("\n{}", self.summary());
        if self.failures() == 0 { Verdict::Passed } else { Verdict::Failed }
    }

    fn failures(&self) -> u64 {
        self.0.iter().map(|step| step.outcome.failures()).sum()
    }

    fn summary(&self) -> String {
        let mut lines: Vec<_> = self
            .0
            .iter()
            .map(|step| format!("{:<24}{:>14}   {}", step.name, in_words(step.duration), step.outcome.in_words()))
            .collect();
        let passed: u64 = self.0.iter().map(|step| step.outcome.passed()).sum();
        lines.push(format!("{passed} passed, {} failed", self.failures()));
        lines.join("\n")
    }
}

impl Outcome {
    /// The outcome of a command that either succeeds or says itself what is wrong.
    pub fn of_check(result: Result<()>) -> Self {
        match result {
            Ok(()) => Self::Clean,
            Err(error) => Self::Wrong(format!("{error:#}")),
        }
    }

    fn passed(&self) -> u64 {
        if let Self::Tests { counts, .. } = self { counts.passed } else { 0 }
    }

    fn failures(&self) -> u64 {
        match self {
            Self::Tests { counts, problem } => counts.failed + u64::from(problem.is_some()),
            Self::Wrong(_) => 1,
            Self::Clean | Self::NotRun(_) => 0,
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::Tests { counts, problem } => {
                let skipped = if counts.skipped > 0 { format!(", {} skipped", counts.skipped) } else { String::new() };
                let problem = problem.as_ref().map(|problem| format!(": {}", first_line(problem))).unwrap_or_default();
                format!("{} passed, {} failed{skipped}{problem}", counts.passed, counts.failed)
            }
            Self::Clean => "clean".to_owned(),
            Self::NotRun(reason) => format!("NOT RUN: {}", first_line(reason)),
            Self::Wrong(reason) => format!("WRONG: {}", first_line(reason)),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    fn tests(passed: u64, failed: u64) -> Result<Outcome> {
        Ok(Outcome::Tests { counts: Counts { passed, failed, skipped: 0 }, problem: None })
    }

    #[test]
    fn the_last_line_sums_the_tests_of_every_part() {
        let mut steps = Steps::new();
        steps.run("rust", || tests(300, 0));
        steps.run("web", || tests(20, 0));
        steps.run("format", || Ok(Outcome::Clean));
        assert!(steps.summary().ends_with("\n320 passed, 0 failed"));
        assert_eq!(steps.finish(), Verdict::Passed);
    }

    #[test]
    fn a_check_that_is_wrong_counts_as_a_failure() {
        let mut steps = Steps::new();
        steps.run("rust", || tests(300, 1));
        steps.run("clippy", || bail!("two warnings"));
        assert!(steps.summary().ends_with("\n300 passed, 2 failed"));
        assert_eq!(steps.finish(), Verdict::Failed);
    }

    #[test]
    fn a_problem_beside_passed_tests_fails_the_whole() {
        let mut steps = Steps::new();
        let counts = Counts { passed: 5, failed: 0, skipped: 1 };
        steps.run("browser", || Ok(Outcome::Tests { counts, problem: Some("1 test was skipped".to_owned()) }));
        assert!(steps.summary().contains("5 passed, 0 failed, 1 skipped: 1 test was skipped"));
        assert_eq!(steps.finish(), Verdict::Failed);
    }
}
