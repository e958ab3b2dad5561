//! Installs the web packages and builds the pages, only when their sources changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::requirement;
use crate::workspace::Workspace;

/// Folders of `web/` that are made from the others, or are no part of the pages.
const NOT_SOURCES: &[&str] = &["node_modules", "build", ".svelte-kit", "e2e", "test-results", "playwright-report"];

/// Installs the packages the lock file names, unless exactly these were installed before.
pub fn install(workspace: &Workspace) -> Result<()> {
    requirement::ensure_node()?;
    let mut fingerprint = Fingerprint::new();
    fingerprint.add_tree(&workspace.web().join("package-lock.json"), &[])?;
    let stamp = Stamp { file: workspace.web().join("node_modules/.installed-lock"), content: fingerprint.to_text() };
    if stamp.is_fresh() {
        return Ok(());
    }
    eprintln!("web: installing packages (npm ci)");
    process::run_quietly(
        &mut workspace.npm(&["ci", "--no-fund", "--no-audit"]),
        &workspace.reports()?.join("npm-ci.log"),
    )?;
    stamp.write()
}

/// Tells whether the built pages belong to the present sources.
pub fn is_built(workspace: &Workspace) -> Result<bool> {
    Ok(workspace.web().join("build/index.html").is_file() && build_stamp(workspace)?.is_fresh())
}

/// Builds the pages unless they belong to the present sources.
pub fn build(workspace: &Workspace) -> Result<()> {
    if is_built(workspace)? {
        return Ok(());
    }
    install(workspace)?;
    eprintln!("web: building the pages (npm run build)");
    process::run_quietly(&mut workspace.npm(&["run", "build"]), &workspace.reports()?.join("npm-build.log"))?;
    build_stamp(workspace)?.write()
}

/// The stamp lies in the folder it speaks of, so that any other build, which empties that folder, takes it away.
fn build_stamp(workspace: &Workspace) -> Result<Stamp> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add_tree(&workspace.web(), NOT_SOURCES)?;
    fingerprint.add_tree(&workspace.root().join("locales"), &[])?;
    Ok(Stamp { file: workspace.web().join("build/.sources"), content: fingerprint.to_text() })
}

struct Stamp {
    file: PathBuf,
    content: String,
}

impl Stamp {
    fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|content| content == self.content)
    }

    fn write(&self) -> Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        fs::write(&self.file, &self.content).with_context(|| format!("cannot write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    #[test]
    fn a_stamp_is_fresh_only_with_the_same_content() {
        let folder = TemporaryFolder::new("stamp").unwrap();
        let stamp = |content: &str| Stamp { file: folder.path().join("build/.sources"), content: content.to_owned() };
        assert!(!stamp("a").is_fresh());
        stamp("a").write().unwrap();
        assert!(stamp("a").is_fresh());
        assert!(!stamp("b").is_fresh());
    }
}
