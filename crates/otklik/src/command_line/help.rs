//! The help of every command and argument.

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::arguments::Arguments;
use crate::speech::Speech;

/// The command line with its help in the words of a language.
pub fn command(speech: &Speech) -> Command {
    let flag = |name: &'static str, short, action| {
        Arg::new(name)
            .short(short)
            .long(name)
            .action(action)
            .global(true)
            .help_heading(speech.say("help-heading-options"))
    };
    let root = Arguments::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(flag("help", 'h', ArgAction::Help))
        .arg(flag("version", 'V', ArgAction::Version));
    let mut root = in_words(root, "otklik", speech);
    // The usage of a command names those above it only when all of them are put together.
    root.build();
    with_usage(root, speech)
}

/// Puts a command and those below it into words; `path` is its name, after those above it.
fn in_words(command: Command, path: &str, speech: &Speech) -> Command {
    let below = |name: &str| if path == "otklik" { name.to_owned() } else { format!("{path}-{name}") };
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", speech.say("help-usage"));
    let names = names_below(&command);
    let mut command = command
        .about(speech.say(&format!("command-{path}")))
        .long_about(None)
        .help_template(template)
        .subcommand_help_heading(speech.say("help-heading-commands"))
        .subcommand_value_name(speech.say("help-command-word"))
        .mut_args(|argument| argument_in_words(argument, path, speech));
    for name in names {
        command = command.mut_subcommand(&name, |command| in_words(command, &below(&name), speech));
    }
    command
}

/// Puts the word for options into the usage of a command and of those below it.
fn with_usage(mut command: Command, speech: &Speech) -> Command {
    let options = format!("[{}]", speech.say("help-options-word"));
    let usage = command.render_usage().to_string();
    if let Some((_, usage)) = usage.split_once(": ") {
        command = command.override_usage(usage.replace("[OPTIONS]", &options));
    }
    for name in names_below(&command) {
        command = command.mut_subcommand(&name, |command| with_usage(command, speech));
    }
    command
}

fn names_below(command: &Command) -> Vec<String> {
    command.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn argument_in_words(argument: Arg, path: &str, speech: &Speech) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let own = format!("help-{path}-{id}");
    let mut words = match speech.say(&own) {
        // A key that is not there is said as it is.
        missing if missing == own => speech.say(&format!("help-{id}")),
        words => words,
    };
    let heading = if argument.is_positional() { "help-heading-arguments" } else { "help-heading-options" };
    for (key, value) in notes(&argument) {
        words.push(' ');
        words.push_str(&speech.say_with(key, &[("value", value)]));
    }
    argument
        .help(words)
        .long_help(None)
        .help_heading(speech.say(heading))
        .hide_default_value(true)
        .hide_env(true)
        .hide_possible_values(true)
}

/// What stands in brackets after the words: the default, the variable, the values.
fn notes(argument: &Arg) -> Vec<(&'static str, String)> {
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let takes_value = argument.get_action().takes_values();
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let mut notes = Vec::new();
    if takes_value && !values.is_empty() {
        notes.push(("help-note-values", values.join(", ")));
    }
    if takes_value && !defaults.is_empty() {
        notes.push(("help-note-default", defaults.join(", ")));
    }
    if let Some(variable) = argument.get_env() {
        notes.push(("help-note-variable", variable.to_string_lossy().into_owned()));
    }
    notes
}

#[cfg(test)]
mod tests {
    use otklik_core::Language;

    use super::*;

    fn each(command: &Command, look: &mut impl FnMut(&Command)) {
        look(command);
        command.get_subcommands().for_each(|command| each(command, look));
    }

    #[test]
    fn every_command_and_argument_has_words_in_both_languages() {
        for language in [Language::Ru, Language::En] {
            let root = command(&Speech::new(language));
            let mut seen = 0;
            each(&root, &mut |command| {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty() && !about.starts_with("command-"), "{}: {about}", command.get_name());
                for argument in command.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    let name = format!("{} {}", command.get_name(), argument.get_id());
                    assert!(!help.is_empty() && !help.starts_with("help-"), "{name}: {help}");
                    seen += 1;
                }
            });
            assert!(seen > 50, "the arguments were looked at");
        }
    }

    #[test]
    fn nothing_english_is_left_in_the_russian_help() {
        let mut root = command(&Speech::new(Language::Ru));
        root.build();
        each(&root, &mut |command| {
            let help = command.clone().render_long_help().to_string();
            for word in
                ["Usage", "OPTIONS", "COMMAND", "Commands", "Arguments", "default:", "env:", "possible", "Print"]
            {
                assert!(!help.contains(word), "{word} in\n{help}");
            }
        });
    }
}
