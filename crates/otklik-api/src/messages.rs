//! The words of both languages, from Fluent files.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use otklik_core::Language;
use unic_langid::LanguageIdentifier;

const RUSSIAN: [&str; 7] = [
    include_str!("../../../locales/ru/errors.ftl"),
    include_str!("../../../locales/ru/requests.ftl"),
    include_str!("../../../locales/ru/imports.ftl"),
    include_str!("../../../locales/ru/privacy.ftl"),
    include_str!("../../../locales/ru/export.ftl"),
    include_str!("../../../locales/ru/audit.ftl"),
    include_str!("../../../locales/ru/sql-columns.ftl"),
];
const ENGLISH: [&str; 7] = [
    include_str!("../../../locales/en/errors.ftl"),
    include_str!("../../../locales/en/requests.ftl"),
    include_str!("../../../locales/en/imports.ftl"),
    include_str!("../../../locales/en/privacy.ftl"),
    include_str!("../../../locales/en/export.ftl"),
    include_str!("../../../locales/en/audit.ftl"),
    include_str!("../../../locales/en/sql-columns.ftl"),
];

static IN_RUSSIAN: LazyLock<Words> = LazyLock::new(|| Words::new(Language::Ru, &RUSSIAN));
static IN_ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::new(Language::En, &ENGLISH));

/// Messages of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The messages of a language from the texts of Fluent files; a later message replaces an earlier one of its name.
    pub fn new(language: Language, sources: &[&str]) -> Self {
        let language: LanguageIdentifier = match language {
            Language::Ru => "ru",
            Language::En => "en",
        }
        .parse()
        .unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks around variables are for mixed directions of writing, and would stand in JSON as odd characters.
        bundle.set_use_isolating(false);
        for source in sources {
            // A message that does not parse is left out; tests read all of them.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// Whether every message of a Fluent file can be read.
    pub fn are_readable(source: &str) -> bool {
        FluentResource::try_new(source.to_owned()).is_ok()
    }

    /// A message, or one of its attributes; none when there is no such message.
    pub fn say(&self, key: &str, attribute: Option<&str>, arguments: &[(&str, String)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A variable that is missing stands as its name; that is better than no message.
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }
}

/// What the interface says, in a language; none when there is no such message.
pub(crate) fn say(
    language: Language,
    key: &str,
    attribute: Option<&str>,
    arguments: &[(&str, String)],
) -> Option<String> {
    let words: &Words = match language {
        Language::Ru => &IN_RUSSIAN,
        Language::En => &IN_ENGLISH,
    };
    words.say(key, attribute, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_collect::message_key;
    use otklik_core::ErrorCode;

    #[test]
    fn every_source_is_read_without_a_mistake() {
        for source in RUSSIAN.into_iter().chain(ENGLISH) {
            assert!(Words::are_readable(source));
        }
    }

    #[test]
    fn every_code_is_told_in_both_languages_with_a_remedy() {
        let arguments = ["value", "expected", "what", "name", "seconds"].map(|variable| (variable, "7".to_owned()));
        for code in ErrorCode::ALL {
            let key = message_key(*code);
            for language in [Language::Ru, Language::En] {
                for attribute in [None, Some("remedy")] {
                    let text = say(language, &key, attribute, &arguments);
                    assert!(text.as_ref().is_some_and(|text| !text.contains('{')), "{code} {language:?} {text:?}");
                }
            }
        }
    }
}
