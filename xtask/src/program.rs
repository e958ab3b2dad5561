//! Builds the program `otklik`.

use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// How the program is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The shortest way from nothing to the first page; tests use it too, so that nothing is compiled twice.
    Demo,
    /// What is measured and shipped.
    Release,
}

impl Profile {
    /// Its name for cargo, and the name of its folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Release => "release",
        }
    }
}

/// Where the program is after a build.
pub fn path(workspace: &Workspace, profile: Profile) -> PathBuf {
    workspace.target().join(profile.name()).join(format!("otklik{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the program with cargo's output going through, and returns where it is.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    process::run(&mut workspace.cargo(&["build", "--profile", profile.name(), "--bin", "otklik"]))?;
    Ok(path(workspace, profile))
}
