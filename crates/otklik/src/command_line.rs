//! The command line in the reader's language: its help, and what is said when it is not understood.

mod help;
mod refusal;

use std::ffi::OsString;

use clap::FromArgMatches as _;
use clap::error::ErrorKind;
use otklik_core::Language;

use crate::arguments::Arguments;
use crate::speech::Speech;
pub use help::command;

const LANGUAGE_OPTION: &str = "--language";
const LANGUAGE_VARIABLE: &str = "OTKLIK__LANGUAGE";

/// Reads the command line; when it asks for help or is not understood, says so and ends the program.
pub fn read(arguments: &[OsString], speech: &Speech) -> Arguments {
    let understood = command(speech).try_get_matches_from(arguments);
    let read = understood.and_then(|matches| Arguments::from_arg_matches(&matches));
    read.unwrap_or_else(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            error.exit()
        }
        _ => {
            eprintln!("{}", refusal::told(&error, speech));
            std::process::exit(error.exit_code())
        }
    })
}

/// The language to speak, known before anything else is understood: as it is asked for, else the system's.
pub fn language(arguments: &[OsString]) -> Language {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let asked = asked_for(arguments).or_else(|| variable(LANGUAGE_VARIABLE));
    let system = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name));
    let word = asked.or_else(system).unwrap_or_default();
    if word.starts_with("ru") { Language::Ru } else { Language::En }
}

/// The word after `--language`, as the last one of them says.
fn asked_for(arguments: &[OsString]) -> Option<String> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let following = words.windows(2).filter(|pair| pair[0] == LANGUAGE_OPTION).map(|pair| pair[1]);
    let joined = words.iter().filter_map(|word| word.strip_prefix(LANGUAGE_OPTION)?.strip_prefix('='));
    following.chain(joined).last().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_asked_for_counts_wherever_it_stands() {
        let arguments = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(language(&arguments("otklik doctor --language ru")), Language::Ru);
        assert_eq!(language(&arguments("otklik --language=ru doctor")), Language::Ru);
        assert_eq!(language(&arguments("otklik --language ru doctor --language en")), Language::En);
    }
}
