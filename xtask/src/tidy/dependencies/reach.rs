//! The domain crates know no server, no engine, no files, no clock and no randomness source, not even through others.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use super::super::Violation;
use super::super::source::code_only;
use super::super::tree::Tree;
use super::Metadata;

const DOMAIN: &[&str] = &["otklik-core", "otklik-stats", "otklik-survey", "otklik-journey", "otklik-text"];

/// Outside crates that bring the world in; a dash at the end stands for the whole family.
const WORLD: &[&str] = &[
    "axum",
    "axum-",
    "tower",
    "tower-",
    "hyper",
    "hyper-",
    "reqwest",
    "tokio",
    "tokio-",
    "sqlx",
    "sqlx-",
    "datafusion",
    "datafusion-",
    "deltalake-",
    "parquet",
    "arrow",
    "arrow-",
    "object_store",
    "rand",
    "getrandom",
    "fastrand",
];

/// Ways of the standard library and of our dependencies to touch the world.
const TOUCHES: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
];

const REMEDY: &str = "take what is needed as an argument, and let the caller bring it";

/// Finds what the domain crates reach through their dependencies, with the way that leads there.
pub fn check_packages(metadata: &Metadata) -> Vec<Violation> {
    let names: HashMap<_, _> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package.name.as_str())).collect();
    let mut uses: HashMap<&str, Vec<&str>> = HashMap::new();
    for node in &metadata.resolve.nodes {
        // What a build script or a test needs is not part of the crate.
        let edges = node.deps.iter().filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()));
        uses.insert(&node.id, edges.map(|edge| edge.pkg.as_str()).collect());
    }
    let mut violations = Vec::new();
    for package in metadata.members().filter(|package| DOMAIN.contains(&package.name.as_str())) {
        for way in ways_into_the_world(&package.id, &uses, &names) {
            let what = format!("`{}` reaches `{}` by {}", package.name, way[way.len() - 1], way.join(" → "));
            violations.push(Violation::new(package.manifest(), 0, what, REMEDY));
        }
    }
    violations
}

/// Walks breadth first, so that the way shown is the shortest; what lies behind a forbidden crate is not followed.
fn ways_into_the_world<'a>(
    start: &'a str,
    uses: &HashMap<&'a str, Vec<&'a str>>,
    names: &HashMap<&'a str, &'a str>,
) -> Vec<Vec<&'a str>> {
    let name = |id: &'a str| names.get(id).copied().unwrap_or(id);
    let mut seen = HashSet::from([start]);
    let mut waiting = std::collections::VecDeque::from([(start, vec![name(start)])]);
    let mut ways = Vec::new();
    while let Some((id, way)) = waiting.pop_front() {
        for next in uses.get(id).into_iter().flatten().copied().filter(|next| seen.insert(next)) {
            let longer: Vec<_> = way.iter().copied().chain([name(next)]).collect();
            if is_of_the_world(name(next)) {
                ways.push(longer);
            } else {
                waiting.push_back((next, longer));
            }
        }
    }
    ways
}

fn is_of_the_world(name: &str) -> bool {
    WORLD.iter().any(|entry| if entry.ends_with('-') { name.starts_with(entry) } else { name == *entry })
}

/// Finds code of the domain crates that touches the world by itself; tests may.
pub fn check_source(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.with_extension(&["rs"]) {
        let crate_name = file.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/"));
        let Some((crate_name, path)) = crate_name.filter(|(name, _)| DOMAIN.contains(name)) else { continue };
        if path.ends_with("/tests.rs") || path == "tests.rs" {
            continue;
        }
        let code = code_only(&tree.read(file)?);
        for (index, line) in code.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]") {
            for touch in TOUCHES.iter().filter(|touch| line.contains(**touch)) {
                let what = format!("`{crate_name}` must not use `{touch}`");
                violations.push(Violation::new(file, index + 1, what, REMEDY));
            }
        }
    }
    Ok(violations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;
    use serde_json::json;

    fn metadata(edges: &[(&str, &str, Option<&str>)]) -> Metadata {
        let names: HashSet<_> = edges.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        let packages: Vec<_> = names
            .iter()
            .map(|name| {
                let source = (!name.starts_with("otklik")).then_some("registry");
                json!({"id": name, "name": name, "source": source, "dependencies": []})
            })
            .collect();
        let nodes: Vec<_> = names
            .iter()
            .map(|name| {
                let own = edges.iter().filter(|(from, ..)| from == name);
                let deps: Vec<_> = own.map(|(_, to, kind)| json!({"pkg": to, "dep_kinds": [{"kind": kind}]})).collect();
                json!({"id": name, "deps": deps})
            })
            .collect();
        serde_json::from_value(json!({"packages": packages, "resolve": {"nodes": nodes}})).unwrap()
    }

    #[test]
    fn a_forbidden_crate_is_found_through_others_and_the_way_is_shown() {
        let edges = [("otklik-core", "ids", None), ("ids", "entropy", None), ("entropy", "getrandom", None)];
        let violations = check_packages(&metadata(&edges));
        let found: Vec<_> = violations.iter().map(|violation| violation.what.as_str()).collect();
        assert_eq!(found, ["`otklik-core` reaches `getrandom` by otklik-core → ids → entropy → getrandom"]);
    }

    #[test]
    fn tests_and_build_scripts_and_other_crates_may() {
        let edges = [
            ("otklik-core", "proptest", Some("dev")),
            ("proptest", "rand", None),
            ("otklik-stats", "arrow-tools", Some("build")),
            ("otklik-lake", "datafusion", None),
        ];
        assert!(check_packages(&metadata(&edges)).is_empty());
    }

    #[test]
    fn source_that_reads_a_file_or_the_clock_is_found_outside_of_tests() {
        let text = "use std::fs;\n// std::env\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        let files = [
            ("crates/otklik-core/src/a.rs", text),
            ("crates/otklik-stats/src/b.rs", "let now = Timestamp::now();"),
            ("crates/otklik-core/src/a/tests.rs", "use std::fs;"),
            ("crates/otklik-store/src/c.rs", "use std::fs;"),
        ];
        assert_eq!(
            found(check_source, &files),
            [
                "crates/otklik-core/src/a.rs:1: `otklik-core` must not use `std::fs`",
                "crates/otklik-stats/src/b.rs:1: `otklik-stats` must not use `Timestamp::now`",
            ]
        );
    }
}
