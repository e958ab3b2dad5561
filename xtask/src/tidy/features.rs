//! The demo and the tests compile every dependency with the same features.
//!
//! Cargo unites the features of what it builds in one go; a test-only dependency that switches on one more feature of, say, `serde`
//! would make `cargo xtask test` compile the whole engine a second time.

use std::collections::BTreeMap;

use anyhow::Result;

use super::Violation;
use crate::process;
use crate::workspace::Workspace;

const REMEDY: &str = "name the same features in `[workspace.dependencies]` for a crate the program uses, or take a lighter test dependency";

/// Compares the features of the program's build with those of the tests' build.
pub fn check(workspace: &Workspace) -> Result<Vec<Violation>> {
    let format = ["--prefix", "none", "--format", "{p} [{f}]"];
    let program = ["tree", "--package", "otklik", "--edges", "normal,build"];
    let tests = ["tree", "--workspace", "--edges", "normal,build,dev"];
    let program = process::output(workspace.cargo(&program).args(format))?;
    let tests = process::output(workspace.cargo(&tests).args(format))?;
    Ok(compare(&program, &tests))
}

fn compare(program: &str, tests: &str) -> Vec<Violation> {
    let tests = features_of(tests);
    features_of(program)
        .iter()
        .filter_map(|(package, features)| {
            let with_tests = tests.get(package)?;
            let what = format!(
                "{package} is compiled twice: with {features:?} for the demo, with {with_tests:?} for the tests"
            );
            // What only the program needs costs the tests nothing; and cargo's tree leaves out what it has shown already.
            let compiled_anew = with_tests.iter().any(|set| !features.contains(set));
            compiled_anew.then(|| Violation::new("Cargo.toml", 0, what, REMEDY))
        })
        .collect()
}

/// The sets of features of every outside package; one package may be built with several, for the program and for build scripts.
fn features_of(tree: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut packages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let Some((package, features)) = line.split_once(" [") else { continue };
        let features = features.split(']').next().unwrap_or_default();
        // Packages of the workspace are followed by their folder; they are meant to differ.
        let package = package.trim_end_matches(" (proc-macro)");
        if package.contains(" (/") {
            continue;
        }
        let sets = packages.entry(package).or_default();
        if !sets.contains(&features) {
            sets.push(features);
        }
    }
    for sets in packages.values_mut() {
        sets.sort_unstable();
    }
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_with_another_feature_in_the_tests_is_found() {
        let program = "otklik v0.1.0 (/x) []\nserde v1.0.0 [std]\nserde v1.0.0 [std] (*)\nbytes v1.0.0 [std]\n";
        let tests = "serde v1.0.0 [rc,std]\nbytes v1.0.0 [std]\nproptest v1.0.0 [std]\notklik v0.1.0 (/x) [a]\n";
        let violations = compare(program, tests);
        assert_eq!(violations.len(), 1);
        assert!(violations[0].what.starts_with("serde v1.0.0 is compiled twice"), "{}", violations[0]);
        assert!(compare(program, program).is_empty());
    }
}
