//! Names say what is inside; a drawer for everything is no name.

use anyhow::Result;

use super::Violation;
use super::source::code_only;
use super::tree::Tree;

const DRAWERS: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc"];

/// Finds files, folders and modules whose name says nothing.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.files() {
        if let Some(word) = drawer_in(file) {
            let what = format!("`{word}` in a name says nothing about what is inside");
            violations.push(Violation::new(file, 0, what, "name it after the domain's noun or verb"));
        }
        if file.ends_with("/mod.rs") {
            violations.push(Violation::new(file, 0, "`mod.rs` hides which module it is", "use `foo.rs` beside `foo/`"));
        }
    }
    for file in tree.with_extension(&["rs"]) {
        for (index, line) in code_only(&tree.read(file)?).lines().enumerate() {
            if let Some(word) = declared_module(line).and_then(drawer_in) {
                let what = format!("the module `{word}` says nothing about what is inside");
                violations.push(Violation::new(file, index + 1, what, "name it after the domain's noun or verb"));
            }
        }
    }
    Ok(violations)
}

fn drawer_in(path: &str) -> Option<&'static str> {
    path.split(|character: char| !character.is_ascii_alphanumeric())
        .find_map(|word| DRAWERS.iter().copied().find(|drawer| word.eq_ignore_ascii_case(drawer)))
}

fn declared_module(line: &str) -> Option<&str> {
    let words: Vec<_> = line.split_whitespace().collect();
    let position = words.iter().position(|word| *word == "mod")?;
    words.get(position + 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn drawers_are_found_as_files_folders_and_modules() {
        let files = [
            ("src/utils.rs", ""),
            ("src/session_manager.rs", ""),
            ("web/src/common/a.ts", ""),
            ("src/a/mod.rs", ""),
            ("src/inline.rs", "\npub mod helpers {}\n"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "src/utils.rs:0: `utils` in a name says nothing about what is inside",
                "src/session_manager.rs:0: `manager` in a name says nothing about what is inside",
                "web/src/common/a.ts:0: `common` in a name says nothing about what is inside",
                "src/a/mod.rs:0: `mod.rs` hides which module it is",
                "src/inline.rs:2: the module `helpers` says nothing about what is inside",
            ]
        );
    }

    #[test]
    fn words_that_only_contain_a_drawer_are_fine() {
        let files = [("src/uncommon.rs", "// mod utils\nmod commonality;"), ("docs/commons.md", "utils")];
        assert!(found(check, &files).is_empty());
    }
}
