//! The words of both languages for what the interface says.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use otklik_core::Language;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

const RUSSIAN: [&str; 3] = [
    include_str!("../../../locales/ru/errors.ftl"),
    include_str!("../../../locales/ru/requests.ftl"),
    include_str!("../../../locales/ru/imports.ftl"),
];
const ENGLISH: [&str; 3] = [
    include_str!("../../../locales/en/errors.ftl"),
    include_str!("../../../locales/en/requests.ftl"),
    include_str!("../../../locales/en/imports.ftl"),
];

static IN_RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle("ru", RUSSIAN));
static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", ENGLISH));

fn bundle(language: &str, sources: [&str; 3]) -> Bundle {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks around variables are for mixed directions of writing, and would stand in JSON as odd characters.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A message, or one of its attributes, in a language; none when there is no such message.
pub(crate) fn say(
    language: Language,
    key: &str,
    attribute: Option<&str>,
    arguments: &[(&str, String)],
) -> Option<String> {
    let bundle: &Bundle = match language {
        Language::Ru => &IN_RUSSIAN,
        Language::En => &IN_ENGLISH,
    };
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // A variable that is missing stands as its name; that is better than no message.
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_collect::message_key;
    use otklik_core::ErrorCode;

    #[test]
    fn every_source_is_read_without_a_mistake() {
        for source in RUSSIAN.into_iter().chain(ENGLISH) {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
    }

    #[test]
    fn every_code_is_told_in_both_languages_with_a_remedy() {
        let arguments = [("value", "7".to_owned()), ("expected", "none".to_owned())];
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
