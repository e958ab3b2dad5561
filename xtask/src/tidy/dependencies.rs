//! Dependencies point as the architecture draws them.
//!
//! ```text
//! core ← { stats, survey, journey, text } ← { store, lake } ← { collect, insight, action } ← api ← otklik
//! ```

mod drawing;
mod reach;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Violation;
use super::tree::Tree;
use crate::process;
use crate::workspace::Workspace;

/// What `cargo metadata` tells about the packages.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    /// Nothing for a package of the workspace.
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// Nothing for an ordinary dependency, otherwise `dev` or `build`.
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Metadata {
    fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_none())
    }
}

impl Package {
    fn manifest(&self) -> String {
        let folder = if self.name == "xtask" { "xtask".to_owned() } else { format!("crates/{}", self.name) };
        format!("{folder}/Cargo.toml")
    }
}

/// Checks every edge between our crates, what the domain crates reach, and what they do by themselves.
pub fn check(workspace: &Workspace) -> Result<Vec<Violation>> {
    let host = host_platform()?;
    let mut command = workspace.cargo(&["metadata", "--format-version", "1", "--filter-platform", &host]);
    let metadata: Metadata =
        serde_json::from_str(&process::output(&mut command)?).context("cannot read what cargo metadata printed")?;
    let mut violations = drawing::check(&metadata);
    violations.extend(reach::check_packages(&metadata));
    violations.extend(reach::check_source(&Tree::of_checkout(workspace.root())?)?);
    Ok(violations)
}

/// This machine's platform: metadata for all platforms would download packages that nobody here compiles.
fn host_platform() -> Result<String> {
    let version = process::output(std::process::Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host platform")?.to_owned())
}
