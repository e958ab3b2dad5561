//! What the program says, in the reader's language.

use otklik_api::Words;
use otklik_core::Language;

const RUSSIAN: [&str; 4] = [
    include_str!("../../../locales/ru/cli.ftl"),
    include_str!("../../../locales/ru/help.ftl"),
    include_str!("../../../locales/ru/errors.ftl"),
    include_str!("../../../locales/ru/imports.ftl"),
];
const ENGLISH: [&str; 4] = [
    include_str!("../../../locales/en/cli.ftl"),
    include_str!("../../../locales/en/help.ftl"),
    include_str!("../../../locales/en/errors.ftl"),
    include_str!("../../../locales/en/imports.ftl"),
];

/// Texts of one language.
pub struct Speech {
    language: Language,
    words: Words,
}

impl Speech {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        let sources = match language {
            Language::Ru => RUSSIAN,
            Language::En => ENGLISH,
        };
        Self { language, words: Words::new(language, &sources) }
    }

    /// The language that is spoken.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text without variables.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A text with its variables.
    pub fn say_with(&self, key: &str, variables: &[(&str, String)]) -> String {
        self.words.say(key, None, variables).unwrap_or_else(|| key.to_owned())
    }

    /// What to do about an error, if anything can be said.
    pub fn remedy(&self, key: &str, variables: &[(&str, String)]) -> Option<String> {
        self.words.say(key, Some("remedy"), variables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_command_line_parses_in_both_languages() {
        for source in RUSSIAN.into_iter().chain(ENGLISH) {
            assert!(Words::are_readable(source));
        }
    }

    #[test]
    fn variables_are_set_and_remedies_found() {
        let speech = Speech::new(Language::Ru);
        let address = [("address", "http://127.0.0.1:8080".to_owned())];
        assert!(speech.say_with("cli-serving", &address).contains("127.0.0.1:8080"));
        assert!(speech.remedy("error-disk-full", &[]).is_some());
    }
}
