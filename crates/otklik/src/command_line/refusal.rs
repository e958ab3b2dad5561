//! What is said about a command line that is not understood.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::speech::Speech;

/// What is wrong, and what would be right.
pub fn told(error: &Error, speech: &Speech) -> String {
    let of = |kind| error.get(kind).map(listed).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let variables = |argument: String| vec![("argument", argument)];
    let (key, variables) = match error.kind() {
        ErrorKind::UnknownArgument => ("usage-argument-unknown", variables(argument)),
        ErrorKind::InvalidSubcommand => ("usage-command-unknown", variables(of(ContextKind::InvalidSubcommand))),
        ErrorKind::InvalidValue if value.is_empty() => ("usage-value-missing", variables(argument)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            ("usage-value-refused", vec![("argument", argument), ("value", value)])
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            ("usage-value-missing", variables(argument))
        }
        ErrorKind::TooManyValues => ("usage-value-too-many", variables(argument)),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            other if other == argument || other.is_empty() => ("usage-value-too-many", variables(argument)),
            other => ("usage-arguments-clash", vec![("argument", argument), ("other", other)]),
        },
        ErrorKind::MissingRequiredArgument => ("usage-argument-missing", variables(argument)),
        ErrorKind::MissingSubcommand => ("usage-argument-missing", variables(speech.say("help-command-word"))),
        ErrorKind::InvalidUtf8 => ("usage-not-utf8", Vec::new()),
        _ => ("usage-other", vec![("reason", error.kind().to_string())]),
    };
    let mut told = format!("{}: {}", speech.say("cli-failed"), speech.say_with(key, &variables));
    let allowed = of(ContextKind::ValidValue);
    if !allowed.is_empty() {
        told.push_str(&format!("; {}", speech.say_with("usage-allowed", &[("values", allowed)])));
    }
    let similar = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(of);
    if let Some(similar) = similar.into_iter().find(|similar| !similar.is_empty()) {
        told.push_str(&format!("; {}", speech.say_with("usage-similar", &[("similar", similar)])));
    }
    format!("{told}\n{}", speech.say("usage-help"))
}

fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use otklik_core::Language;

    use super::*;
    use crate::command_line::command;

    fn refused(line: &str, language: Language) -> String {
        let speech = Speech::new(language);
        let error = command(&speech).try_get_matches_from(line.split(' ')).unwrap_err();
        told(&error, &speech)
    }

    #[test]
    fn what_is_wrong_is_said_in_the_readers_language_with_what_would_be_right() {
        let cases = [
            ("otklik srve", "ошибка: нет команды srve; может быть, serve?"),
            ("otklik doctor --fromat csv", "ошибка: нет параметра --fromat; может быть, --format?"),
            (
                "otklik doctor --format xml",
                "ошибка: --format <FORMAT>: не подходит значение xml; возможны: table, json, csv",
            ),
            ("otklik serve --port many", "ошибка: --port <PORT>: не подходит значение many"),
            ("otklik import", "ошибка: не хватает: <FILES>..."),
            ("otklik ask trend --metric nps --field paid", "ошибка: --metric <METRIC> не сочетается с --field <FIELD>"),
            ("otklik serve --port 1 --port 2", "ошибка: --port <PORT>: указан лишний раз или слишком много значений"),
        ];
        for (line, expected) in cases {
            let said = refused(line, Language::Ru);
            assert!(said.starts_with(expected), "{line}: {said}");
            assert!(said.ends_with("\nподробнее: --help"), "{line}: {said}");
        }
        assert!(
            refused("otklik srve", Language::En).starts_with("error: there is no command srve; did you mean serve?")
        );
    }
}
