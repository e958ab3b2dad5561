//! What a kind of events probably means, by its words in either language.

mod vocabulary;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Catalogue, EventKind, Placement};
use vocabulary::{Entry, VOCABULARY};

/// What a kind of events probably means, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// The proposed meaning.
    pub placement: Placement,
    /// The words by which it was found; none when a kind of the same name was.
    pub words: Vec<String>,
    /// A kind of the same name that is placed already.
    pub like: Option<EventKind>,
}

/// Proposes meanings for kinds that a catalogue does not place.
#[derive(Debug)]
pub struct Suggester<'a> {
    /// The kinds that are placed, by the words of their names.
    placed: HashMap<Vec<String>, Vec<(&'a EventKind, &'a Placement)>>,
}

impl<'a> Suggester<'a> {
    /// A suggester that knows how a catalogue places some kinds.
    pub fn new(catalogue: &'a Catalogue, known: impl IntoIterator<Item = &'a EventKind>) -> Self {
        let mut placed: HashMap<_, Vec<_>> = HashMap::new();
        for kind in known {
            if let Some(placement) = catalogue.place(kind) {
                placed.entry(words(&kind.name)).or_default().push((kind, placement));
            }
        }
        Self { placed }
    }

    /// Proposes the meaning of a placed kind of the same name, else what the kind's words say; nothing when they say nothing.
    pub fn suggest(&self, kind: &EventKind) -> Option<Suggestion> {
        let same_name = self.placed.get(&words(&kind.name)).into_iter().flatten();
        let like = same_name.filter(|(other, _)| *other != kind).max_by_key(|(other, _)| {
            (other.source == kind.source, other.channel == kind.channel, std::cmp::Reverse(*other))
        });
        match like {
            Some((other, placement)) => {
                Some(Suggestion { placement: (*placement).clone(), words: Vec::new(), like: Some((*other).clone()) })
            }
            None => by_words(kind),
        }
    }
}

/// A vocabulary's entry that fits, and how well.
struct Fit {
    entry: &'static Entry,
    words: Vec<String>,
    /// More words, then longer stems, say more.
    weight: (usize, usize),
}

fn by_words(kind: &EventKind) -> Option<Suggestion> {
    // The name says what happened; page, screen or topic only where the name says nothing.
    let best = [&kind.name, &kind.detail].into_iter().find_map(|text| best_fit(&words(text)))?;
    Some(Suggestion { placement: best.entry.placement(), words: best.words, like: None })
}

fn best_fit(words: &[String]) -> Option<Fit> {
    let fits = VOCABULARY.iter().flat_map(|entry| entry.phrases.iter().filter_map(|phrase| fit(entry, phrase, words)));
    // Of equals the one that stands first in the vocabulary.
    fits.fold(None, |best: Option<Fit>, next| match best {
        Some(best) if best.weight >= next.weight => Some(best),
        _ => Some(next),
    })
}

/// Whether every stem of a phrase begins a word of its own.
fn fit(entry: &'static Entry, phrase: &str, words: &[String]) -> Option<Fit> {
    let mut free: Vec<&String> = words.iter().collect();
    let mut found = Vec::new();
    for stem in phrase.split(' ') {
        let whole = stem.strip_suffix('!');
        let place = free.iter().position(|word| match whole {
            Some(whole) => word.as_str() == whole,
            None => word.starts_with(stem),
        })?;
        found.push(free.remove(place).clone());
    }
    let weight = (found.len(), phrase.chars().count());
    Some(Fit { entry, words: found, weight })
}

/// The words of a name such as `orderDelivered`, `order-delivered` or «Заказ доставлен», in small letters, «ё» as «е».
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for letter in text.chars() {
        let begins = letter.is_uppercase() && before_small;
        before_small = letter.is_lowercase() || letter.is_ascii_digit();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase().map(|letter| if letter == 'ё' { 'е' } else { letter }));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests;
