//! The messages of `locales/`: the same in both languages, each one used, each used one there.
//!
//! A message counts as used when its key stands as it is in the program's or the pages' source, is referred to by another message,
//! tells an error code, or begins as a `# keys: prefix-*` comment says that code puts keys together.

use std::collections::{BTreeSet, HashSet};

use anyhow::Result;

use super::Violation;
use super::error_messages::{error_codes, message_key};
use super::tree::Tree;

/// The languages of the interface.
pub const LANGUAGES: &[&str] = &["en", "ru"];

/// A message, or an attribute of one, and where it stands.
pub struct MessageKey {
    /// Its key; an attribute's is `key.attribute`.
    pub key: String,
    file: String,
    line: usize,
}

/// Finds messages that are missing, twice there, or not used.
pub fn check(tree: &Tree) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    let keys: Vec<_> = LANGUAGES.iter().map(|language| message_keys(tree, language)).collect::<Result<_>>()?;
    for (index, own) in keys.iter().enumerate() {
        find_twice(own, &mut violations);
        let others = keys.iter().enumerate().filter(|(other, _)| *other != index);
        for (other, there) in others {
            find_missing(own, there, LANGUAGES[other], &mut violations);
        }
    }
    find_unused(tree, &keys, &mut violations)?;
    find_unknown(tree, &keys, &mut violations)?;
    Ok(violations)
}

/// The keys of the messages of one language and of their attributes, in the order of the files.
pub fn message_keys(tree: &Tree, language: &str) -> Result<Vec<MessageKey>> {
    let folder = format!("locales/{language}/");
    let mut keys = Vec::new();
    for file in tree.with_extension(&["ftl"]).filter(|file| file.starts_with(&folder)) {
        let mut message = String::new();
        for (index, line) in tree.read(file)?.lines().enumerate() {
            let key = if let Some(key) = defined_key(line) {
                key.clone_into(&mut message);
                message.clone()
            } else if let Some(attribute) = defined_attribute(line) {
                format!("{message}.{attribute}")
            } else {
                continue;
            };
            keys.push(MessageKey { key, file: file.to_owned(), line: index + 1 });
        }
    }
    Ok(keys)
}

/// The key a line of Fluent defines; terms keep their leading dash.
fn defined_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let name = key.strip_prefix('-').unwrap_or(key);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(is_key_character);
    is_name.then_some(key)
}

/// The attribute an indented line of Fluent defines: `    .remedy = …`.
fn defined_attribute(line: &str) -> Option<&str> {
    let name = line.trim_start().strip_prefix('.')?.split_once('=')?.0.trim_end();
    let is_name = !name.is_empty() && name.chars().all(is_key_character);
    (is_name && line.starts_with(' ')).then_some(name)
}

fn is_key_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
}

fn find_twice(keys: &[MessageKey], violations: &mut Vec<Violation>) {
    let mut seen = HashSet::new();
    for MessageKey { key, file, line } in keys {
        if !seen.insert(key) {
            let what = format!("the message `{key}` stands twice");
            violations.push(Violation::new(file, *line, what, "keep one of them"));
        }
    }
}

fn find_missing(own: &[MessageKey], there: &[MessageKey], language: &str, violations: &mut Vec<Violation>) {
    let there: HashSet<_> = there.iter().map(|found| &found.key).collect();
    for MessageKey { key, file, line } in own.iter().filter(|found| !there.contains(&found.key)) {
        let what = format!("the message `{key}` is missing in `{language}`");
        violations.push(Violation::new(file, *line, what, "write it in that language too"));
    }
}

fn find_unused(tree: &Tree, keys: &[Vec<MessageKey>], violations: &mut Vec<Violation>) -> Result<()> {
    let mut used: HashSet<String> = error_codes(tree)?.iter().map(|(_, code)| message_key(code)).collect();
    for file in tree.files().iter().filter(|file| speaks_to_people(file)) {
        used.extend(tree.read(file)?.split(|character| !is_key_character(character)).map(str::to_owned));
    }
    let mut prefixes = BTreeSet::new();
    for file in tree.with_extension(&["ftl"]) {
        for (index, line) in tree.read(file)?.lines().enumerate() {
            used.extend(referred_keys(line));
            for prefix in declared_prefixes(line) {
                prefixes.insert((prefix.to_owned(), file.to_owned(), index + 1));
            }
        }
    }
    for (prefix, file, line) in &prefixes {
        if !keys.iter().flatten().any(|found| found.key.starts_with(prefix)) {
            let what = format!("no message begins with `{prefix}`");
            violations.push(Violation::new(file, *line, what, "take the comment out"));
        }
    }
    // An attribute goes with its message.
    for MessageKey { key, file, line } in keys.iter().flatten().filter(|found| !found.key.contains('.')) {
        let put_together = prefixes.iter().any(|(prefix, ..)| key.starts_with(prefix));
        if !used.contains(key) && !put_together {
            let remedy = "take it out, or, if code puts its key together, say so in a comment `# keys: prefix-*`";
            violations.push(Violation::new(file, *line, format!("nothing uses the message `{key}`"), remedy));
        }
    }
    Ok(())
}

fn find_unknown(tree: &Tree, keys: &[Vec<MessageKey>], violations: &mut Vec<Violation>) -> Result<()> {
    let known: HashSet<_> = keys.iter().flatten().map(|found| found.key.as_str()).collect();
    for file in tree.with_extension(&["ts", "svelte"]).filter(|file| speaks_to_people(file)) {
        let text = tree.read(file)?;
        for (position, key) in translated_keys(&text).filter(|(_, key)| !known.contains(key)) {
            let line = text[..position].matches('\n').count() + 1;
            let what = format!("the message `{key}` is not in `locales/`");
            violations.push(Violation::new(file, line, what, "write it in both languages"));
        }
    }
    Ok(())
}

/// Source whose words reach people: the crates and the pages, without the pages' tests.
fn speaks_to_people(file: &str) -> bool {
    let in_crate = file.starts_with("crates/") && file.contains("/src/") && file.ends_with(".rs");
    let in_page =
        file.starts_with("web/src/") && (file.ends_with(".ts") || file.ends_with(".svelte") || file.ends_with(".html"));
    in_crate || (in_page && !file.contains(".test."))
}

/// The keys inside `{ … }` of a message.
fn referred_keys(line: &str) -> impl Iterator<Item = String> {
    line.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .flat_map(|inside| inside.split(|character| !is_key_character(character)))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

/// The prefixes that a comment `# keys: nav-*, card-*` declares.
fn declared_prefixes(line: &str) -> impl Iterator<Item = &str> {
    let declared = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim_start());
    let list = declared.and_then(|rest| rest.strip_prefix("keys:")).unwrap_or_default();
    list.split([',', ' ']).filter_map(|word| word.strip_suffix('*')).filter(|prefix| !prefix.is_empty())
}

/// The keys of calls such as `t('key')` with their positions; a key put together is left to the `# keys:` comments.
fn translated_keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("t(").filter_map(|(position, call)| {
        let is_whole_name = !text[..position].ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let rest = text[position + call.len()..].trim_start();
        let quote = rest.chars().next().filter(|first| matches!(first, '\'' | '"' | '`'))?;
        let key = rest[1..].split(quote).next()?;
        (is_whole_name && !key.contains("${")).then_some((position, key))
    })
}

#[cfg(test)]
mod tests;
