//! The project knows no folder of the machine it was written on.

use anyhow::Result;

use super::Violation;
use super::tree::Tree;

/// The first folder of such paths, without slashes, so that this file does not find itself.
const FOLDERS: &[&str] = &["root", "work"];

/// Finds absolute paths into the home or working folder of a build machine.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.files() {
        let text = tree.read(file)?;
        for (index, line) in text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| contains_absolute(line, folder)) {
                let what = format!("a path below `/{folder}` belongs to one machine");
                violations.push(Violation::new(
                    file,
                    index + 1,
                    what,
                    "write it relative to the checkout, or take it as an argument",
                ));
            }
        }
    }
    Ok(violations)
}

fn contains_absolute(line: &str, folder: &str) -> bool {
    line.match_indices(&format!("/{folder}/")).any(|(position, _)| {
        !line[..position]
            .ends_with(|last: char| last.is_alphanumeric() || matches!(last, '.' | '_' | '-' | '}' | '~' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn an_absolute_path_of_a_machine_is_found_and_a_relative_one_is_not() {
        let absolute = format!("fine\nlet a = \"/{}/main\";\n", FOLDERS[1]);
        let relative = format!("docs/{0}/a ../{0}/b ${{HOME}}/{0}/c https://example.org/{0}/d", FOLDERS[1]);
        let files = [("a.rs", &*absolute), ("b.md", &*relative)];
        assert_eq!(found(check, &files), [format!("a.rs:2: a path below `/{}` belongs to one machine", FOLDERS[1])]);
    }
}
