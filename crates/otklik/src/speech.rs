//! What the program says, in the reader's language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use otklik_core::Language;

const RUSSIAN: [&str; 3] = [
    include_str!("../../../locales/ru/cli.ftl"),
    include_str!("../../../locales/ru/errors.ftl"),
    include_str!("../../../locales/ru/imports.ftl"),
];
const ENGLISH: [&str; 3] = [
    include_str!("../../../locales/en/cli.ftl"),
    include_str!("../../../locales/en/errors.ftl"),
    include_str!("../../../locales/en/imports.ftl"),
];

/// Texts of one language.
pub struct Speech {
    bundle: FluentBundle<FluentResource>,
}

impl Speech {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        let (locale, sources) = match language {
            Language::Ru => ("ru", RUSSIAN),
            Language::En => ("en", ENGLISH),
        };
        let mut bundle = FluentBundle::new_concurrent(locale.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for source in sources {
            // A message that does not parse is left out; a test reads all of them.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// A text without variables.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A text with its variables.
    pub fn say_with(&self, key: &str, variables: &[(&str, String)]) -> String {
        self.render(key, None, variables).unwrap_or_else(|| key.to_owned())
    }

    /// What to do about an error, if anything can be said.
    pub fn remedy(&self, key: &str, variables: &[(&str, String)]) -> Option<String> {
        self.render(key, Some("remedy"), variables)
    }

    fn render(&self, key: &str, attribute: Option<&str>, variables: &[(&str, String)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in variables {
            arguments.set(*name, value.clone());
        }
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_command_line_parses_in_both_languages() {
        for source in RUSSIAN.into_iter().chain(ENGLISH) {
            let errors = FluentResource::try_new(source.to_owned()).err().map(|(_, errors)| errors);
            assert_eq!(errors, None);
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
