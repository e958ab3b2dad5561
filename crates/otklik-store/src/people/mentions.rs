//! Finds texts that name a person.

use otklik_core::{Identifier, IdentifierKind};

/// Digits of a telephone number that are the same however its beginning is written.
const NATIONAL_DIGITS: usize = 10;

/// The identifiers of a person, to be looked for in texts that nobody has understood, such as refused rows.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    words: Vec<String>,
    numbers: Vec<String>,
}

impl Mentions {
    /// Texts that name any of these.
    pub fn of<'a>(identifiers: impl IntoIterator<Item = &'a Identifier>) -> Self {
        let mut mentions = Self::default();
        for identifier in identifiers {
            match identifier.kind {
                IdentifierKind::Phone => {
                    let digits: String = identifier.value.chars().filter(char::is_ascii_digit).collect();
                    let national = digits.len().saturating_sub(NATIONAL_DIGITS);
                    mentions.numbers.push(digits[national..].to_owned());
                }
                _ => mentions.words.push(identifier.value.to_lowercase()),
            }
        }
        mentions.words.retain(|word| !word.is_empty());
        mentions.numbers.retain(|number| !number.is_empty());
        mentions
    }

    /// Takes in what another person is known by.
    pub fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
        self.numbers.extend(other.numbers);
    }

    /// Whether a text names one: a whole word in any case, a telephone with whatever signs between its digits.
    pub fn are_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.words.iter().any(|word| holds_word(&lower, word))
            || (!self.numbers.is_empty()
                && digit_runs(text).any(|run| self.numbers.iter().any(|number| run.contains(number))))
    }
}

fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The digits of everything that may be a telephone number.
fn digit_runs(text: &str) -> impl Iterator<Item = String> + '_ {
    let belongs = |letter: char| letter.is_ascii_digit() || " +-().\u{a0}\u{2011}\u{2013}".contains(letter);
    text.split(move |letter| !belongs(letter)).map(|run| run.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(kind: IdentifierKind, value: &str) -> Mentions {
        Mentions::of(&[Identifier { kind, value: value.to_owned() }])
    }

    #[test]
    fn a_telephone_is_found_however_it_is_written() {
        let anna = mentions(IdentifierKind::Phone, "+79161234567");
        for text in [
            "+79161234567",
            "8 (916) 123-45-67",
            "{\"phone\":\"8\u{a0}916\u{a0}123\u{2011}45\u{2011}67\"}",
            "1;79161234567;x",
        ] {
            assert!(anna.are_in(text), "{text}");
        }
        for text in ["", "+79161234568", "916", "9161,234567"] {
            assert!(!anna.are_in(text), "{text}");
        }
    }

    #[test]
    fn a_word_is_found_whole_and_in_any_case() {
        let anna = mentions(IdentifierKind::Email, "anna@example.com");
        assert!(anna.are_in("a;ANNA@example.com;b"));
        assert!(!anna.are_in("joanna@example.com"));
        let number = mentions(IdentifierKind::External, "12");
        assert!(number.are_in("id=12;") && !number.are_in("id=123;2012"));
        assert!(!Mentions::default().are_in("anything 1234567890"));
        assert!(!mentions(IdentifierKind::External, "").are_in("anything"));
    }
}
