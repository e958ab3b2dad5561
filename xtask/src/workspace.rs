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
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// npm, to be run in the web folder.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(self.web());
        command
    }
}

/// Tells whether this is a run in which nothing may be left out: `CI` is set and not `false`.
pub fn nothing_may_be_skipped() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
