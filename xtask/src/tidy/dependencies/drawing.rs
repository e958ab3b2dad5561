//! The drawing as a table: which of our crates a crate may use, and who owns an outside crate.

use super::super::Violation;
use super::{Dependency, Metadata, Package};

const MOVE: &str = "move the code to the crate whose work it is; the drawing stands in ARCHITECTURE.md";
const PLACE: &str = "give it a place in `xtask/src/tidy/dependencies/drawing.rs` and in ARCHITECTURE.md";

const CORE: &[&str] = &["otklik-core"];
const PURE: &[&str] = &["otklik-core", "otklik-stats", "otklik-survey", "otklik-journey", "otklik-text"];
const STATE: &[&str] = &["otklik-store", "otklik-lake"];
const WORK: &[&str] = &["otklik-collect", "otklik-insight", "otklik-action", "otklik-care"];

/// What each crate may use. Crates of one layer do not use each other.
const DRAWING: &[(&str, &[&[&str]])] = &[
    ("otklik-core", &[]),
    ("otklik-stats", &[CORE]),
    ("otklik-survey", &[CORE]),
    ("otklik-journey", &[CORE]),
    ("otklik-text", &[CORE]),
    ("otklik-simulator", &[CORE, &["otklik-stats"]]),
    ("otklik-store", &[PURE]),
    ("otklik-lake", &[PURE]),
    ("otklik-collect", &[PURE, STATE]),
    ("otklik-insight", &[PURE, STATE]),
    ("otklik-action", &[PURE, STATE]),
    ("otklik-care", &[PURE, STATE]),
    ("otklik-cluster", &[PURE, STATE, &["otklik-insight"]]),
    ("otklik-web", &[]),
    ("otklik-api", &[PURE, STATE, WORK, &["otklik-web"]]),
    ("otklik", &[PURE, STATE, WORK, &["otklik-simulator", "otklik-cluster", "otklik-web", "otklik-api"]]),
    ("otklik-testkit", &[PURE, STATE, WORK, &["otklik-simulator", "otklik-web", "otklik-api"]]),
    ("xtask", &[]),
];

/// Outside crates that stay in one room.
const OWNERS: &[(&str, &[&str])] = &[
    ("sqlx", &["otklik-store"]),
    ("datafusion", &["otklik-lake", "otklik-cluster"]),
    ("deltalake-core", &["otklik-lake", "otklik-cluster"]),
    ("parquet", &["otklik-lake", "otklik-cluster"]),
    ("object_store", &["otklik-lake", "otklik-cluster"]),
    ("axum", &["otklik-api", "otklik-testkit"]),
    ("anyhow", &["otklik", "otklik-testkit", "xtask"]),
];

/// Finds edges that are not drawn.
pub fn check(metadata: &Metadata) -> Vec<Violation> {
    let members: Vec<_> = metadata.members().map(|package| package.name.as_str()).collect();
    let mut violations = Vec::new();
    for package in metadata.members() {
        let Some((_, allowed)) = DRAWING.iter().find(|(name, _)| *name == package.name) else {
            violations.push(Violation::new(
                package.manifest(),
                0,
                format!("`{}` is not in the drawing", package.name),
                PLACE,
            ));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev")) {
            let inside = members.contains(&dependency.name.as_str());
            let is_drawn = allowed.iter().any(|group| group.contains(&dependency.name.as_str()));
            if inside && !is_drawn {
                let what = format!("`{}` must not depend on `{}`", package.name, dependency.name);
                let remedy = if dependency.name == "otklik-testkit" { "make it a dev-dependency" } else { MOVE };
                violations.push(Violation::new(package.manifest(), 0, what, remedy));
            }
            violations.extend(check_owner(package, dependency));
        }
    }
    violations
}

fn check_owner(package: &Package, dependency: &Dependency) -> Option<Violation> {
    let (_, owners) = OWNERS.iter().find(|(name, _)| *name == dependency.name)?;
    let what = format!("`{}` must not use `{}`: that is for {}", package.name, dependency.name, owners.join(", "));
    (!owners.contains(&package.name.as_str())).then(|| Violation::new(package.manifest(), 0, what, MOVE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A package's name, and the name and kind of each of its dependencies.
    type Sketch<'a> = (&'a str, &'a [(&'a str, Option<&'a str>)]);

    fn found(packages: &[Sketch]) -> Vec<String> {
        let packages: Vec<_> = packages
            .iter()
            .map(|(name, dependencies)| {
                let dependencies: Vec<_> =
                    dependencies.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
                json!({"id": name, "name": name, "source": null, "dependencies": dependencies})
            })
            .collect();
        let metadata = json!({"packages": packages, "resolve": {"nodes": []}});
        let metadata: Metadata = serde_json::from_value(metadata).unwrap();
        check(&metadata).iter().map(|violation| violation.what.clone()).collect()
    }

    #[test]
    fn an_edge_against_the_drawing_is_found() {
        let packages: &[Sketch] = &[
            ("otklik-core", &[("otklik-stats", None)]),
            ("otklik-stats", &[("otklik-core", None)]),
            ("otklik-store", &[("otklik-core", None), ("otklik-lake", None)]),
            ("otklik-lake", &[("otklik-core", None), ("otklik-insight", Some("build"))]),
            ("otklik-insight", &[("otklik-lake", None), ("otklik-store", None)]),
        ];
        assert_eq!(
            found(packages),
            [
                "`otklik-core` must not depend on `otklik-stats`",
                "`otklik-store` must not depend on `otklik-lake`",
                "`otklik-lake` must not depend on `otklik-insight`",
            ]
        );
    }

    #[test]
    fn the_testkit_is_for_tests_only() {
        let testkit: Sketch = ("otklik-testkit", &[]);
        assert!(found(&[("otklik-api", &[("otklik-testkit", Some("dev"))]), testkit]).is_empty());
        assert_eq!(
            found(&[("otklik-api", &[("otklik-testkit", None)]), testkit]),
            ["`otklik-api` must not depend on `otklik-testkit`"]
        );
    }

    #[test]
    fn an_outside_crate_stays_in_its_room() {
        assert_eq!(
            found(&[("otklik-insight", &[("sqlx", None), ("arrow", None)]), ("otklik-store", &[("sqlx", None)])]),
            ["`otklik-insight` must not use `sqlx`: that is for otklik-store"]
        );
    }

    #[test]
    fn a_crate_without_place_is_found() {
        assert_eq!(found(&[("otklik-attic", &[])]), ["`otklik-attic` is not in the drawing"]);
    }
}
