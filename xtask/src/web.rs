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

/// Installs the packages the lock file names, unless that was done since it changed.
pub fn install(workspace: &Workspace) -> Result<()> {
    requirement::ensure_node()?;
    // npm writes its own copy of the lock file last, so an install that was cut short has none.
    let installed = workspace.web().join("node_modules/.package-lock.json");
    if is_newer(&installed, &workspace.web().join("package-lock.json"))? {
        return Ok(());
    }
    eprintln!("web: installing packages (npm ci)");
    let log = workspace.reports()?.join("npm-ci.log");
    process::run_quietly(&mut workspace.npm(&["ci", "--no-fund", "--no-audit"]), &log)
}

/// Tells whether a made file is there and not older than what it was made from.
fn is_newer(made: &Path, source: &Path) -> Result<bool> {
    let changed = |file: &Path| fs::metadata(file).and_then(|metadata| metadata.modified());
    let source_changed = changed(source).with_context(|| format!("cannot look at {}", source.display()))?;
    Ok(changed(made).is_ok_and(|made_at| made_at >= source_changed))
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
    fn what_is_missing_or_older_than_its_source_is_not_newer() {
        let folder = TemporaryFolder::new("newer").unwrap();
        let (made, source) = (folder.path().join("made"), folder.path().join("source"));
        assert!(is_newer(&made, &source).is_err());
        fs::write(&source, "").unwrap();
        assert!(!is_newer(&made, &source).unwrap());
        fs::write(&made, "").unwrap();
        assert!(is_newer(&made, &source).unwrap());
        let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
        fs::File::options().write(true).open(&made).unwrap().set_modified(hour_ago).unwrap();
        assert!(!is_newer(&made, &source).unwrap());
    }

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
