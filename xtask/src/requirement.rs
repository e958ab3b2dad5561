//! What has to be on the machine besides Rust, and how to get it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// A program that a task needs.
pub struct Requirement {
    /// Its name for people.
    name: &'static str,
    /// Its possible names in the search path.
    programs: &'static [&'static str],
    /// A folder with `<version>/bin`, where Debian keeps what several versions may be installed of.
    versions: Option<&'static str>,
    /// The Debian packages that bring it.
    packages: &'static [&'static str],
    /// What it is needed for.
    purpose: &'static str,
}

/// A browser for the browser tests; without its recommended packages Debian's brings no letters, hence the fonts.
pub const CHROMIUM: Requirement = Requirement {
    name: "Chromium",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    versions: None,
    packages: &["chromium", "fonts-dejavu-core"],
    purpose: "the browser tests drive a real browser",
};

/// The other database; a client alone (`psql`) is not enough, hence the name that only the server has.
pub const POSTGRESQL: Requirement = Requirement {
    name: "PostgreSQL",
    programs: &["initdb"],
    versions: Some("/usr/lib/postgresql"),
    packages: &["postgresql"],
    purpose: "the store's tests run on it as on SQLite",
};

/// What reads the lake as others do; Debian's Python comes without what makes an environment of its own.
pub const PYTHON: Requirement = Requirement {
    name: "Python with its venv module",
    programs: &["python3"],
    versions: None,
    packages: &["python3", "python3-venv"],
    purpose: "the lake is read from outside with the Delta project's own package",
};

/// The oldest Node.js that the pages are built with.
const OLDEST_NODE: u32 = 20;

impl Requirement {
    /// The program's place, if it is installed.
    pub fn find(&self) -> Option<PathBuf> {
        process::find_program(self.programs).or_else(|| self.newest_version())
    }

    fn newest_version(&self) -> Option<PathBuf> {
        let versions = std::fs::read_dir(self.versions?).ok()?.flatten();
        let installed = versions.flat_map(|version| {
            let number: u32 = version.file_name().to_string_lossy().parse().unwrap_or(0);
            self.programs.iter().map(move |name| (number, version.path().join("bin").join(name)))
        });
        installed.filter(|(_, file)| file.is_file()).max().map(|(_, file)| file)
    }

    /// Installs what is missing when this machine lets us, and otherwise says what to do.
    pub fn ensure(&self) -> Result<()> {
        if self.find().is_some() {
            return Ok(());
        }
        self.install()
    }

    /// Installs it, though it may be there in part.
    pub fn install(&self) -> Result<()> {
        let command = format!("apt-get install --yes --no-install-recommends {}", self.packages.join(" "));
        if process::find_program(&["apt-get"]).is_none() {
            bail!(
                "{} is missing ({}); install it so that one of {:?} is in the PATH",
                self.name,
                self.purpose,
                self.programs
            );
        }
        if !is_root()? {
            bail!("{} is missing ({}); install it with `sudo {command}`", self.name, self.purpose);
        }
        eprintln!("{} is missing ({}): installing it", self.name, self.purpose);
        process::run(apt_get(&["update", "--quiet=2"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
        let mut install = apt_get(&["install", "--yes", "--quiet=2", "--no-install-recommends"]);
        process::run(install.args(self.packages).env("DEBIAN_FRONTEND", "noninteractive"))?;
        ensure!(self.find().is_some(), "{} is still missing after `{command}`", self.name);
        Ok(())
    }
}

/// Fails with a remedy unless Node.js and npm are there and young enough.
pub fn ensure_node() -> Result<()> {
    const REMEDY: &str = "the pages are built with Node.js 20 or newer and its npm: see https://nodejs.org, or `apt-get install nodejs npm` on Debian 13 or newer";
    if process::find_program(&["node"]).is_none() || process::find_program(&["npm"]).is_none() {
        bail!("Node.js or npm is missing; {REMEDY}");
    }
    let version = process::output(Command::new("node").arg("--version"))?;
    let major = major_version(&version).with_context(|| format!("cannot read Node.js's version: {version}"))?;
    ensure!(major >= OLDEST_NODE, "Node.js {} is too old; {REMEDY}", version.trim());
    Ok(())
}

fn major_version(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(arguments);
    command
}

/// Whether this is the user who may install, and as whom PostgreSQL will not run.
pub fn is_root() -> Result<bool> {
    Ok(process::output(Command::new("id").arg("-u"))?.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("20"), None);
    }
}
