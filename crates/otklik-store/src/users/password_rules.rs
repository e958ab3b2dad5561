//! Which passwords are taken: long ones that nobody would guess first.
//!
//! The list beside this file has the 49,223 commonest passwords of four characters and more that were found in breaches,
//! as `zxcvbn-ts` has them (see `LICENSE.txt` there). Since a password has twelve characters at least, it is not enough to
//! look it up: people make a common one longer, so what is left of it without its decoration is looked up too.

use super::SHORTEST_PASSWORD;
use crate::error::StoreError;

/// Sorted, one a line, in small letters.
const BREACHED: &str = include_str!("password_rules/breached.txt");
/// Russian words that people begin with; the list has them as typed with Latin letters only.
const COMMON_RUSSIAN: &[&str] = &[
    "пароль",
    "привет",
    "любовь",
    "солнце",
    "наташа",
    "максим",
    "андрей",
    "марина",
    "сергей",
    "александр",
    "екатерина",
    "никита",
    "кристина",
    "дмитрий",
    "ромашка",
    "медведь",
    "россия",
    "москва",
    "спартак",
    "зенит",
    "админ",
    "администратор",
    "самсунг",
    "виктория",
    "анастасия",
    "ольга",
    "татьяна",
    "котенок",
    "котёнок",
    "любимая",
    "любимый",
];
/// Fewer different characters are a pattern.
const FEWEST_CHARACTERS: usize = 5;
/// What is left of a password without its decoration must be longer.
const SHORTEST_CORE: usize = 4;
/// The keys of a Russian keyboard and the Latin letters on them.
const RUSSIAN_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/// A password that may be taken; `about` are words that everybody connects with the user.
pub(super) fn checked<'p>(password: &'p str, about: &[&str]) -> Result<&'p str, StoreError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(StoreError::PasswordTooShort);
    }
    if is_guessed_first(password, about) { Err(StoreError::PasswordCommon) } else { Ok(password) }
}

fn is_guessed_first(password: &str, about: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let latin = on_latin_keys(&lower);
    [lower, latin].iter().any(|form| is_pattern(form) || cores(form).any(|core| is_common(&core, about)))
}

/// What a password is made of: itself, what stands between digits and signs, and what is repeated, each with and without
/// signs in place of letters.
fn cores(form: &str) -> impl Iterator<Item = String> {
    let bare = form.trim_matches(|letter: char| !letter.is_alphabetic());
    let repeated = [repeated_part(form), repeated_part(bare)];
    let plain: Vec<String> =
        [form, bare].into_iter().chain(repeated.into_iter().flatten()).map(str::to_owned).collect();
    let spelled: Vec<String> = plain.iter().flat_map(|core| [spelled_out(core, 'i'), spelled_out(core, 'l')]).collect();
    plain.into_iter().chain(spelled)
}

fn is_common(core: &str, about: &[&str]) -> bool {
    let is_about = |word: &&str| word.chars().count() >= SHORTEST_CORE && core == word.to_lowercase();
    core.chars().count() < SHORTEST_CORE || is_listed(core) || about.iter().any(is_about)
}

fn is_listed(word: &str) -> bool {
    if COMMON_RUSSIAN.contains(&word) {
        return true;
    }
    let (mut low, mut high) = (0, BREACHED.len());
    while low < high {
        let middle = line_start(low + (high - low) / 2);
        let line = BREACHED[middle..].lines().next().unwrap_or_default();
        match line.cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + line.len() + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

/// Where the line begins in which a byte stands; the list is ASCII.
fn line_start(byte: usize) -> usize {
    BREACHED[..byte].rfind('\n').map_or(0, |end| end + 1)
}

/// Few different characters, or a row of neighbours such as `abcdefghijkl`, forwards or backwards.
fn is_pattern(form: &str) -> bool {
    let letters: Vec<char> = form.chars().collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps = |by: i64| {
        letters.windows(2).filter(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == by).count()
    };
    let most = letters.len() * 3 / 4;
    different.len() < FEWEST_CHARACTERS || steps(1) >= most || steps(-1) >= most
}

/// The part of which a text consists, two times or more.
fn repeated_part(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(place, _)| place).skip(1);
    ends.take_while(|end| end * 2 <= text.len())
        .find(|end| text.len().is_multiple_of(*end) && text[..*end].repeat(text.len() / end) == text)
        .map(|end| &text[..end])
}

/// A text with letters where signs stand for them.
fn spelled_out(text: &str, one: char) -> String {
    let letter = |sign| match sign {
        '0' => 'o',
        '1' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

fn on_latin_keys(text: &str) -> String {
    let key =
        |letter| RUSSIAN_KEYS.chars().position(|key| key == letter).and_then(|place| LATIN_KEYS.chars().nth(place));
    text.chars().map(|letter| key(letter).unwrap_or(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_line_of_it_is_found() {
        let lines: Vec<&str> = BREACHED.lines().collect();
        assert_eq!(lines.len(), 49_223);
        assert!(lines.is_sorted() && BREACHED.is_ascii());
        assert!(lines.iter().all(|line| is_listed(line)));
        for missing in ["", "0", "~", "correct horse", "zzzzzzzzzzzzzzz", "паролина"] {
            assert!(!is_listed(missing), "{missing:?}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused_however_it_is_decorated() {
        for password in [
            "123qweasdzxc",
            "leavemealone",
            "Password2026!",
            "p@ssw0rd1234",
            "P@$$w0rd!!!!",
            "qwertyuiop12",
            "йцукенгшщзхъ",
            "йцукен123456",
            "пароль123456",
            "Привет!!2026",
            "ПАРОЛЬПАРОЛЬ",
            "dragondragon",
            "123456789012",
            "20262026!!!!",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "987654321098",
            "a1b!c123!456",
            "anna2026anna",
            "Ivanova 2026",
        ] {
            let checked = checked(password, &["anna2026anna", "ivanova"]);
            let refused = matches!(checked, Err(StoreError::PasswordCommon));
            assert_eq!(refused, password != "a1b!c123!456", "{password}");
        }
    }

    #[test]
    fn phrases_and_random_passwords_are_taken() {
        for password in [
            "coffee-for-all",
            "a phrase of several words",
            "длинный пароль 1",
            "двенадцать знаков",
            "another password",
            "правильная лошадь батарея",
            "kV8#tz!qWm2p",
            "4f9a1c7e2b8d",
        ] {
            assert!(checked(password, &["anna", "Анна"]).is_ok(), "{password}");
        }
        assert!(matches!(checked("одиннадцать", &[]), Err(StoreError::PasswordTooShort)));
    }
}
