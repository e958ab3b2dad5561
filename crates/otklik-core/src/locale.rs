//! The two languages, and texts that exist in both.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

impl Language {
    /// The best of both for an `Accept-Language` header: the first of the two that it names, in its order of weight.
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for item in header.split(',') {
            let mut parts = item.trim().split(';');
            let language = match parts.next()?.trim().get(..2) {
                Some(tag) if tag.eq_ignore_ascii_case("ru") => Self::Ru,
                Some(tag) if tag.eq_ignore_ascii_case("en") => Self::En,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if best.is_none_or(|(weightiest, _)| weight > weightiest) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// A name that the company gave to something of its own, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// A text from its Russian and English forms.
    pub fn new(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ru: ru.into(), en: en.into() }
    }

    /// Whether one of its forms is this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.ru == name || self.en == name
    }

    /// The form in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_known_language_wins() {
        assert_eq!(Language::negotiate("de, en;q=0.8, ru;q=0.9"), Some(Language::Ru));
        assert_eq!(Language::negotiate("en-GB,en;q=0.9,ru;q=0.8"), Some(Language::En));
        assert_eq!(Language::negotiate("de"), None);
        assert_eq!(Language::negotiate(""), None);
    }
}
