//! The README opens with the two commands a newcomer needs.

use anyhow::Result;

use super::Violation;
use super::tree::Tree;

const REMEDY: &str = "let the first code block, within the first 20 lines, be the two commands";
const COMMANDS: &[&str] = &["cargo xtask demo", "cargo xtask test"];
const OPENING_LINES: usize = 20;

/// Checks the first code block of the README.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    if !tree.exists("README.md") {
        return Ok(vec![Violation::new("README.md", 0, "there is none", REMEDY)]);
    }
    let text = tree.read("README.md")?;
    let opening: Vec<_> = text.lines().take(OPENING_LINES).collect();
    let block: Vec<_> = opening
        .iter()
        .skip_while(|line| !line.starts_with("```"))
        .skip(1)
        .take_while(|line| !line.starts_with("```"))
        .collect();
    Ok(COMMANDS
        .iter()
        .filter(|command| !block.iter().any(|line| line.starts_with(**command)))
        .map(|command| Violation::new("README.md", 1, format!("it does not open with `{command}`"), REMEDY))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn both_commands_have_to_stand_in_the_first_block() {
        let good = "# Otklik\n\n```sh\ncargo xtask demo   # look\ncargo xtask test\n```\n";
        assert!(found(check, &[("README.md", good)]).is_empty());
        let other_first = "```sh\nmake\n```\n```sh\ncargo xtask demo\ncargo xtask test\n```\n";
        assert_eq!(found(check, &[("README.md", other_first)]).len(), 2);
        let late = format!("{}{good}", "\n".repeat(20));
        assert_eq!(found(check, &[("README.md", &late)]).len(), 2);
        assert_eq!(found(check, &[("a.md", good)]), ["README.md:0: there is none"]);
    }
}
