//! Identifiers for those who may know that somebody has one, but not which.

use otklik_core::{Identifier, IdentifierKind};
use otklik_insight::{CustomerHit, IdentifierShown};

use crate::signed::Signed;

/// Masks identifiers unless the reader may see them whole; the company's own number stays, it reaches nobody.
pub(crate) fn mask(identifiers: &mut [IdentifierShown], signed: &Signed) {
    if signed.sees_masked() {
        for shown in identifiers.iter_mut().filter(|shown| shown.kind != IdentifierKind::External) {
            let whole = Identifier { kind: shown.kind, value: std::mem::take(&mut shown.value) };
            shown.value = whole.masked();
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
