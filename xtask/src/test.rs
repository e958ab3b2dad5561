//! `cargo xtask test`: installs what the tests need and runs them all.

mod browser;
mod crash;
pub mod postgres;
mod report;
mod rust;
mod web;

use anyhow::Result;

use crate::requirement::CHROMIUM;
use crate::step::{Outcome, Steps, Verdict};
use crate::workspace::{self, Workspace};

/// What `cargo xtask test` takes; without any of it, everything is tested.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Only the tests in Rust.
    #[arg(long)]
    rust: bool,
    /// Only the type check and the unit tests of the pages.
    #[arg(long)]
    web: bool,
    /// Only the short crash test.
    #[arg(long)]
    crash: bool,
    /// Only the tests in a browser.
    #[arg(long)]
    browser: bool,
}

/// Runs the chosen parts and prints the summary.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<Verdict> {
    let mut steps = Steps::new();
    run_steps(workspace, arguments, &mut steps);
    Ok(steps.finish())
}

/// Runs the chosen parts as steps of a longer run.
pub fn run_steps(workspace: &Workspace, arguments: &Arguments, steps: &mut Steps) {
    let all = !(arguments.rust || arguments.web || arguments.crash || arguments.browser);
    if all || arguments.browser {
        steps.run("browser", || CHROMIUM.ensure().map(|()| Outcome::Clean));
    }
    let mut cluster = None;
    if all || arguments.rust {
        steps.run("postgresql", || postgres::provide(&mut cluster));
    }
    // The program embeds the pages, so they are there before it is compiled.
    steps.run("pages", || crate::web::build(workspace).map(|()| Outcome::Clean));
    if all || arguments.rust {
        steps.run("rust tests", || rust::test(workspace, cluster.as_ref()));
    }
    if all || arguments.web {
        steps.run("web types", || web::check_types(workspace));
        steps.run("web tests", || web::test(workspace));
    }
    if all || arguments.crash {
        steps.run("crash tests", || crash::test(workspace));
    }
    if all || arguments.browser {
        steps.run("browser tests", || browser::test(workspace));
    }
}

/// Judges a part by its report and by how its runner ended.
///
/// A report that is missing or empty is no proof of anything, and where nothing may be skipped a skipped test is none either.
fn judge(counts: Result<crate::step::Counts>, runner: Result<()>) -> Outcome {
    let counts = match (counts, &runner) {
        (Ok(counts), _) => counts,
        (Err(_), Err(error)) => return Outcome::Wrong(format!("{error:#}")),
        (Err(error), Ok(())) => return Outcome::Wrong(format!("{error:#}")),
    };
    let problem = if counts.passed + counts.failed == 0 {
        Some("no test ran".to_owned())
    } else if counts.skipped > 0 && workspace::nothing_may_be_skipped() {
        Some("with CI=true nothing may be skipped".to_owned())
    } else {
        runner.err().filter(|_| counts.failed == 0).map(|error| format!("{error:#}"))
    };
    Outcome::Tests { counts, problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Counts;
    use anyhow::anyhow;

    fn problem(outcome: Outcome) -> Option<String> {
        match outcome {
            Outcome::Tests { problem, .. } => problem,
            Outcome::Wrong(reason) => Some(reason),
            _ => None,
        }
    }

    #[test]
    fn a_report_without_tests_is_a_failure() {
        assert_eq!(problem(judge(Ok(Counts::default()), Ok(()))).as_deref(), Some("no test ran"));
    }

    #[test]
    fn a_missing_report_is_a_failure() {
        assert_eq!(problem(judge(Err(anyhow!("no report")), Ok(()))).as_deref(), Some("no report"));
    }

    #[test]
    fn a_runner_that_fails_with_every_test_passed_is_a_failure() {
        let counts = Counts { passed: 3, failed: 0, skipped: 0 };
        assert_eq!(problem(judge(Ok(counts), Err(anyhow!("crashed")))).as_deref(), Some("crashed"));
        assert_eq!(problem(judge(Ok(counts), Ok(()))), None);
    }

    #[test]
    fn a_failed_test_is_counted_once() {
        let counts = Counts { passed: 3, failed: 1, skipped: 0 };
        assert_eq!(problem(judge(Ok(counts), Err(anyhow!("some tests failed")))), None);
    }
}
