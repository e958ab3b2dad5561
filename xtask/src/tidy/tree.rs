//! The files of the project that people write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Files a tool writes; nobody proofreads them.
const GENERATED: &[&str] = &["Cargo.lock", "web/package-lock.json", "web/openapi.json", "web/src/lib/api/schema.d.ts"];

/// The files under version control, and those that would be.
pub struct Tree {
    root: PathBuf,
    files: Vec<String>,
}

impl Tree {
    /// Asks git which files belong to the checkout.
    pub fn of_checkout(root: &Path) -> Result<Self> {
        let mut command = Command::new("git");
        command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
        let listed = process::output(&mut command)?;
        let mut files: Vec<_> = listed
            .split('\0')
            .filter(|file| !file.is_empty() && !GENERATED.contains(file) && root.join(file).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(Self { root: root.to_owned(), files })
    }

    /// Every file, by its path from the root with slashes.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The files with one of these extensions.
    pub fn with_extension<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(String::as_str).filter(move |file| {
            Path::new(file).extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
        })
    }

    /// The text of a file; nothing when it is not text.
    pub fn read(&self, file: &str) -> Result<String> {
        let bytes = fs::read(self.root.join(file)).with_context(|| format!("cannot read {file}"))?;
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }

    /// Tells whether there is a file or folder at this path.
    pub fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Writes a small tree for a test.
    #[cfg(test)]
    pub fn for_test(folder: &crate::temporary_folder::TemporaryFolder, files: &[(&str, &str)]) -> Self {
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let files = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self { root: folder.path().to_owned(), files }
    }
}

/// Runs a rule over a small tree and returns what it found as `file:line: what`.
#[cfg(test)]
pub fn found(rule: fn(&Tree) -> Result<Vec<super::Violation>>, files: &[(&str, &str)]) -> Vec<String> {
    let folder = crate::temporary_folder::TemporaryFolder::new("tidy").unwrap();
    let violations = rule(&Tree::for_test(&folder, files)).unwrap();
    violations.iter().map(|violation| format!("{}:{}: {}", violation.file, violation.line, violation.what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    #[test]
    fn files_that_git_ignores_or_a_tool_writes_are_left_out() {
        let folder = TemporaryFolder::new("tree").unwrap();
        let files = [(".gitignore", "/target\n"), ("target/out.rs", ""), ("Cargo.lock", ""), ("src/main.rs", "")];
        Tree::for_test(&folder, &files);
        process::output(Command::new("git").args(["init", "--quiet"]).current_dir(folder.path())).unwrap();
        assert_eq!(Tree::of_checkout(folder.path()).unwrap().files(), [".gitignore", "src/main.rs"]);
    }
}
