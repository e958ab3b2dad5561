//! Links between documents, and to files, lead somewhere.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use super::Violation;
use super::tree::Tree;

/// Finds relative links in Markdown to what is not there.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.with_extension(&["md"]) {
        let mut in_code = false;
        for (index, line) in tree.read(file)?.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                in_code = !in_code;
                continue;
            }
            for target in links_of(line).filter(|_| !in_code) {
                if !leads_somewhere(tree, file, &target) {
                    let what = format!("the link `{target}` leads nowhere");
                    violations.push(Violation::new(
                        file,
                        index + 1,
                        what,
                        "mend the path; it is relative to this file",
                    ));
                }
            }
        }
    }
    Ok(violations)
}

/// The targets of `[text](target)` and `![text](target)` outside of code spans.
fn links_of(line: &str) -> impl Iterator<Item = String> {
    let outside_code: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
    let targets: Vec<_> =
        outside_code.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()).map(str::to_owned).collect();
    targets.into_iter()
}

fn leads_somewhere(tree: &Tree, file: &str, target: &str) -> bool {
    let path = target.split('#').next().unwrap_or_default();
    if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
        return true;
    }
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    resolve(&folder.join(path)).is_some_and(|path| tree.exists(&path.to_string_lossy()))
}

/// Resolves `..`; nothing when the path leaves the checkout.
fn resolve(path: &Path) -> Option<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                if !resolved.pop() {
                    return None;
                }
            }
            Component::Normal(name) => resolved.push(name),
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn a_link_to_nothing_is_found() {
        let text = "see [a](missing.md), [b](../README.md#top) and ![c](images/none.png \"title\")";
        let files = [("docs/a.md", text), ("README.md", "[up](../outside.md)")];
        assert_eq!(
            found(check, &files),
            [
                "docs/a.md:1: the link `missing.md` leads nowhere",
                "docs/a.md:1: the link `images/none.png` leads nowhere",
                "README.md:1: the link `../outside.md` leads nowhere",
            ]
        );
    }

    #[test]
    fn other_links_and_code_are_left_alone() {
        let text = "[web](https://example.org/x) [here](#part) `[a](b)` [dir](docs)\n```\n[c](d)\n```\n";
        assert!(found(check, &[("README.md", text), ("docs/a.md", "")]).is_empty());
    }
}
