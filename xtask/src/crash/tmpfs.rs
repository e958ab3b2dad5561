//! A small file system of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A file system in memory that holds so much and no more; it is gone when the value is dropped.
pub struct Tmpfs(PathBuf);

impl Tmpfs {
    /// Mounts one over a folder; only the administrator of a machine may, and not on every machine.
    pub fn mount(folder: &Path, mebibytes: u64) -> Result<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "otklik-crash"]).arg(folder);
        let done = mount.output().context("cannot run `mount`")?;
        ensure!(
            done.status.success(),
            "a small file system cannot be mounted here: {}",
            String::from_utf8_lossy(&done.stderr).trim()
        );
        Ok(Self(folder.to_owned()))
    }

    /// Whether one can be mounted on this machine, and if not, why.
    pub fn probe(folder: &Path) -> Result<()> {
        Self::mount(folder, 1).map(drop)
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let done = Command::new("umount").arg("--lazy").arg(&self.0).status();
        if !done.is_ok_and(|status| status.success()) {
            eprintln!("cannot unmount {}", self.0.display());
        }
    }
}
