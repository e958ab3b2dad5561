//! Where things are: the checkout, its web folder, the target folder.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// The checkout this task works on.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    target_directory: PathBuf,
    workspace_root: PathBuf,
}

impl Workspace {
    /// Asks cargo where the workspace and its target folder are.
    pub fn find() -> Result<Self> {
        let mut command = Command::new("cargo");
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        // Cargo says where the manifest is at run time; what was compiled in may belong to another checkout with the same target folder.
        if let Some(folder) = env::var_os("CARGO_MANIFEST_DIR") {
            command.arg("--manifest-path").arg(Path::new(&folder).join("Cargo.toml"));
        }
        let output = command.output().context("cannot run cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
        let metadata: Metadata =
            serde_json::from_slice(&output.stdout).context("cannot read what cargo metadata printed")?;
        Ok(Self { root: metadata.workspace_root, target: metadata.target_directory })
    }

    /// The folder of the root `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the pages.
    pub fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The folder cargo builds into.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// A fresh place for reports and logs; made if it is not there.
    pub fn reports(&self) -> Result<PathBuf> {
        let folder = self.target.join("reports");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(folder)
    }

    /// Cargo, to be run at the root with the same target folder wherever the task was started.
    ///
    /// `cargo run`, which started this program, tells it about its own package; a build script that reads these variables
    /// (`ring` has one) would run again whenever the checkout lies elsewhere, and the whole engine would be compiled anew.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_about_this_package(name)) {
            command.env_remove(name);
        }
        command
    }

    /// npm, to be run in the web folder.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(self.web());
        command
    }
}

/// Whether a variable is one that cargo sets for the package it runs.
fn is_about_this_package(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// Tells whether this is a run in which nothing may be left out: `CI` is set and not `false`.
pub fn nothing_may_be_skipped() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn what_cargo_says_of_this_package_is_kept_from_other_builds() {
        for name in ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_LINKS"] {
            assert!(is_about_this_package(OsStr::new(name)), "{name}");
        }
        for name in ["CARGO_TARGET_DIR", "CARGO_HOME", "PATH", "RUSTFLAGS"] {
            assert!(!is_about_this_package(OsStr::new(name)), "{name}");
        }
    }
}
