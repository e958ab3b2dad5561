//! `cargo xtask gen`: files that are made from code, kept in the repository so that a reader and a diff see them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::program::{self, Profile};
use crate::step::{Outcome, Verdict};
use crate::web;
use crate::workspace::Workspace;

const API_DESCRIPTION: &str = "web/openapi.json";
const API_TYPES: &str = "web/src/lib/api/schema.d.ts";
const COMMAND_LINE_REFERENCE: &str = "docs/reference/cli.md";

/// What `cargo xtask gen` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// Writes nothing; fails when a file is not what the code makes of it.
    #[arg(long)]
    check: bool,
}

/// Writes the files, or only compares them.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<Verdict> {
    if arguments.check {
        compare(workspace)?;
    } else {
        for file in write(workspace)? {
            eprintln!("written: {}", file.display());
        }
    }
    Ok(Verdict::Passed)
}

/// Compares the files as a step of a longer run.
pub fn check(workspace: &Workspace) -> Result<Outcome> {
    Ok(Outcome::of_check(compare(workspace)))
}

fn write(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    web::build(workspace)?;
    let binary = program::build(workspace, Profile::Demo)?;
    let root = workspace.root();
    write_file(&root.join(API_DESCRIPTION), &process::output(Command::new(&binary).arg("openapi"))?)?;
    process::run(&mut workspace.npm(&["run", "gen:api"]))?;
    write_file(&root.join(COMMAND_LINE_REFERENCE), &process::output(Command::new(&binary).arg("reference"))?)?;
    Ok([API_DESCRIPTION, API_TYPES, COMMAND_LINE_REFERENCE].map(|file| root.join(file)).to_vec())
}

/// Makes the files anew, compares, and puts back what was there: a check leaves the checkout as it was.
fn compare(workspace: &Workspace) -> Result<()> {
    let kept = Kept::read(workspace.root(), &[API_DESCRIPTION, API_TYPES, COMMAND_LINE_REFERENCE]);
    let written = write(workspace);
    let changed = kept.put_back()?;
    written?;
    if !changed.is_empty() {
        let names: Vec<_> = changed.iter().map(|file| file.display().to_string()).collect();
        bail!("not what the code makes of it: {}; run `cargo xtask gen` and commit the result", names.join(", "));
    }
    Ok(())
}

fn write_file(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// The content of files before something changed them; nothing for a file that was not there.
struct Kept(Vec<(PathBuf, Option<Vec<u8>>)>);

impl Kept {
    fn read(root: &Path, files: &[&str]) -> Self {
        Self(files.iter().map(|file| root.join(file)).map(|file| (file.clone(), fs::read(file).ok())).collect())
    }

    /// Restores every file and returns those that had changed.
    fn put_back(self) -> Result<Vec<PathBuf>> {
        let mut changed = Vec::new();
        for (file, before) in self.0 {
            if fs::read(&file).ok() == before {
                continue;
            }
            match before {
                Some(content) => fs::write(&file, content),
                None => fs::remove_file(&file),
            }
            .with_context(|| format!("cannot restore {}", file.display()))?;
            changed.push(file);
        }
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    #[test]
    fn a_changed_a_new_and_a_vanished_file_are_named_and_put_back() {
        let folder = TemporaryFolder::new("generate").unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["same", "changed", "vanished"] {
            fs::write(path(name), "before").unwrap();
        }
        let kept = Kept::read(folder.path(), &["same", "changed", "vanished", "new"]);
        fs::write(path("changed"), "after").unwrap();
        fs::write(path("new"), "after").unwrap();
        fs::remove_file(path("vanished")).unwrap();

        assert_eq!(kept.put_back().unwrap(), [path("changed"), path("vanished"), path("new")]);
        assert_eq!(fs::read_to_string(path("changed")).unwrap(), "before");
        assert_eq!(fs::read_to_string(path("vanished")).unwrap(), "before");
        assert!(!path("new").exists());
    }
}
