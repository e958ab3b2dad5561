//! Identifiers for those who may know that somebody has one, but not which.

use otklik_core::IdentifierKind;
use otklik_insight::{CustomerHit, IdentifierShown};

use crate::signed::Signed;

/// Masks identifiers unless the reader may see them whole; the company's own number stays, it reaches nobody.
pub(crate) fn mask(identifiers: &mut [IdentifierShown], signed: &Signed) {
    if signed.sees_masked() {
        for identifier in identifiers {
            identifier.value = masked(identifier.kind, &identifier.value);
        }
    }
}

/// Whether a search names a customer in a way that tells nothing new: by beginnings one could guess an address letter by letter.
pub(crate) fn is_known_by(hit: &CustomerHit, search: &str) -> bool {
    let search = search.trim().to_lowercase();
    hit.identifiers.iter().any(|identifier| match identifier.kind {
        IdentifierKind::External => identifier.value.to_lowercase().starts_with(&search),
        IdentifierKind::Phone => national(&identifier.value) == national(&search),
        _ => identifier.value.to_lowercase() == search,
    })
}

/// The ten digits of a Russian number however its beginning is written; all digits of any other.
fn national(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix(['7', '8']) {
        Some(rest) if digits.len() == 11 => rest.to_owned(),
        _ => digits,
    }
}

fn masked(kind: IdentifierKind, value: &str) -> String {
    match (kind, value.split_once('@')) {
        (IdentifierKind::External, _) => value.to_owned(),
        (IdentifierKind::Email, Some((name, domain))) => format!("{}@{domain}", beginning(name, 1)),
        (IdentifierKind::Phone, _) => {
            let last = value.char_indices().rev().nth(1).map_or("", |(start, _)| &value[start..]);
            format!("{}{last}", beginning(value, 2))
        }
        _ => beginning(value, 1),
    }
}

fn beginning(text: &str, characters: usize) -> String {
    text.chars().take(characters).chain("***".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_a_person_is_not_shown() {
        assert_eq!(masked(IdentifierKind::Email, "anna@example.com"), "a***@example.com");
        assert_eq!(masked(IdentifierKind::Phone, "+79161234567"), "+7***67");
        assert_eq!(masked(IdentifierKind::Messenger, "@anna"), "@***");
        assert_eq!(masked(IdentifierKind::Anonymous, "device"), "d***");
        assert_eq!(masked(IdentifierKind::External, "c-812"), "c-812");
    }
}
