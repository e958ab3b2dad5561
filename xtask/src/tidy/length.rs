//! Files stay short enough to be read in one go.

use anyhow::Result;

use super::Violation;
use super::tree::Tree;

const MOST_LINES: usize = 500;

/// Finds files with too many lines.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.with_extension(&["rs", "ts", "svelte"]) {
        let lines = tree.read(file)?.lines().count();
        if lines > MOST_LINES {
            let what = format!("{lines} lines, more than {MOST_LINES}");
            violations.push(Violation::new(file, 0, what, "divide it by what its parts are about"));
        }
    }
    Ok(violations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn only_a_file_over_the_limit_is_found() {
        let fits = "x\n".repeat(500);
        let long = "x\n".repeat(501);
        let files = [("a.rs", &*fits), ("b.svelte", &*long), ("c.md", &*long)];
        assert_eq!(found(check, &files), ["b.svelte:0: 501 lines, more than 500"]);
    }
}
