//! What must not stay in code: silenced warnings without end, unfinished work, tests that do not run.

use anyhow::Result;

use super::Violation;
use super::source::code_only;
use super::tree::Tree;

struct Forbidden {
    pattern: &'static str,
    remedy: &'static str,
}

const IN_RUST: &[Forbidden] = &[
    Forbidden {
        pattern: "[allow(",
        remedy: "use `#[expect(…, reason = \"…\")]`, which says when it is no longer needed",
    },
    Forbidden { pattern: "todo!", remedy: "finish it, or take it out" },
    Forbidden { pattern: "unimplemented!", remedy: "finish it, or take it out" },
    Forbidden { pattern: "dbg!", remedy: "take it out" },
    Forbidden { pattern: "#[ignore", remedy: "mend the test, or take it out" },
];

const IN_WEB: &[Forbidden] = &[
    Forbidden { pattern: "console.log(", remedy: "take it out" },
    Forbidden { pattern: "debugger;", remedy: "take it out" },
    Forbidden { pattern: "test.only(", remedy: "take `.only` out: the other tests do not run" },
    Forbidden { pattern: "it.only(", remedy: "take `.only` out: the other tests do not run" },
    Forbidden { pattern: "describe.only(", remedy: "take `.only` out: the other tests do not run" },
    Forbidden { pattern: "@ts-ignore", remedy: "use `@ts-expect-error` with the reason" },
];

/// Finds what must not stay.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in tree.with_extension(&["rs"]) {
        find_in(file, &code_only(&tree.read(file)?), IN_RUST, &mut violations);
    }
    for file in tree.with_extension(&["ts", "svelte"]) {
        find_in(file, &tree.read(file)?, IN_WEB, &mut violations);
    }
    Ok(violations)
}

fn find_in(file: &str, text: &str, forbidden: &[Forbidden], violations: &mut Vec<Violation>) {
    for (index, line) in text.lines().enumerate() {
        for Forbidden { pattern, remedy } in forbidden {
            if contains_word(line, pattern) {
                violations.push(Violation::new(file, index + 1, format!("`{pattern}` is forbidden"), remedy));
            }
        }
    }
}

/// Tells whether a pattern occurs without being the end of a longer word, as in `submit.only(`.
fn contains_word(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(position, _)| {
        let begins_with_word = pattern.starts_with(|first: char| first.is_ascii_alphanumeric());
        !(begins_with_word && line[..position].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::found;

    #[test]
    fn each_forbidden_thing_is_found_where_it_stands() {
        for Forbidden { pattern, .. } in IN_RUST {
            let text = format!("fn f() {{\n    {pattern}x)\n}}\n");
            assert_eq!(found(check, &[("a.rs", &text)]), [format!("a.rs:2: `{pattern}` is forbidden")]);
        }
        for Forbidden { pattern, .. } in IN_WEB {
            let text = format!("\n{pattern}x)\n");
            assert_eq!(found(check, &[("a.svelte", &text)]), [format!("a.svelte:2: `{pattern}` is forbidden")]);
        }
    }

    #[test]
    fn what_only_looks_alike_is_not_found() {
        let rust = "// todo!\nlet a = \"dbg!\";\n#[expect(dead_code, reason = \"x\")]\nmy_todo!();";
        let web = "submit.only(1); rows.skip(2);";
        assert!(found(check, &[("a.rs", rust), ("a.ts", web)]).is_empty());
    }
}
