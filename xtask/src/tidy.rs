//! `cargo xtask tidy`: conventions that no compiler knows, each in a file of its own.

mod dependencies;
mod error_messages;
mod features;
mod forbidden;
mod length;
mod links;
mod machine_paths;
mod messages;
mod names;
mod readme;
mod source;
mod tree;

use std::fmt;

use anyhow::Result;

use crate::step::{Outcome, Verdict};
use crate::workspace::Workspace;
use tree::Tree;

/// A place where the project is not as it should be.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    /// The file, relative to the root.
    file: String,
    /// The line, counted from 1; 0 speaks of the whole file.
    line: usize,
    /// What is wrong there.
    what: String,
    /// What to do about it.
    remedy: &'static str,
}

impl Violation {
    fn new(file: impl Into<String>, line: usize, what: impl Into<String>, remedy: &'static str) -> Self {
        Self { file: file.into(), line, what: what.into(), remedy }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if self.line > 0 {
            write!(formatter, ":{}", self.line)?;
        }
        write!(formatter, ": {}\n    remedy: {}", self.what, self.remedy)
    }
}

/// Checks everything and prints what is wrong.
pub fn run(workspace: &Workspace) -> Result<Verdict> {
    Ok(match check(workspace)? {
        Outcome::Wrong(count) => {
            eprintln!("error: {count}");
            Verdict::Failed
        }
        _ => Verdict::Passed,
    })
}

/// Checks everything as a step of a longer run.
pub fn check(workspace: &Workspace) -> Result<Outcome> {
    let tree = Tree::of_checkout(workspace.root())?;
    let mut violations = dependencies::check(workspace)?;
    violations.extend(features::check(workspace)?);
    for rule in [
        length::check,
        names::check,
        forbidden::check,
        messages::check,
        error_messages::check,
        links::check,
        readme::check,
        machine_paths::check,
    ] {
        violations.extend(rule(&tree)?);
    }
    for violation in &violations {
        println!("{violation}");
    }
    Ok(match violations.len() {
        0 => {
            eprintln!("tidy: {} files are as they should be", tree.files().len());
            Outcome::Clean
        }
        1 => Outcome::Wrong("1 place is not as it should be".to_owned()),
        count => Outcome::Wrong(format!("{count} places are not as they should be")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_says_where_what_and_what_to_do() {
        let violation = Violation::new("a/b.rs", 7, "`todo!` is left", "finish it");
        assert_eq!(violation.to_string(), "a/b.rs:7: `todo!` is left\n    remedy: finish it");
        assert_eq!(Violation::new("a", 0, "x", "y").to_string(), "a: x\n    remedy: y");
    }
}
