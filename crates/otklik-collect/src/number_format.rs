//! Numbers and amounts as people and spreadsheets write them.

use std::borrow::Cow;

/// What may stand beside an amount.
const SIGNS: [&str; 9] = ["руб.", "руб", "р.", "₽", "$", "€", "£", "RUB", "тг"];

/// The number with a decimal point and nothing between its digits: `1 234,50 ₽` is `1234.50`.
///
/// A point and a comma tell each other apart, whichever comes last; alone, a comma is what the mapping says.
pub(crate) fn plain(text: &str, decimal_comma: bool) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
        return Cow::Borrowed(trimmed);
    }
    let bare = SIGNS.iter().find_map(|sign| trimmed.strip_suffix(sign).or_else(|| trimmed.strip_prefix(sign)));
    let bare = bare.unwrap_or(trimmed).trim();
    let is_between = |letter: char| letter.is_whitespace() || letter == '\u{2009}' || letter == '\'' || letter == '’';
    let mut digits: String = bare.chars().filter(|letter| !is_between(*letter)).collect();
    if let Some(rest) = digits.strip_prefix('\u{2212}') {
        digits = format!("-{rest}");
    }
    let number = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => digits.replace('.', "").replacen(',', ".", 1),
        (Some(_), Some(_)) => digits.replace(',', ""),
        (Some(_), None) if decimal_comma => digits.replacen(',', ".", 1),
        _ => digits,
    };
    // What is no number even so is shown as it was written.
    let is_number = number.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && number.bytes().all(|byte| byte.is_ascii_digit() || b".-eE+".contains(&byte));
    if is_number { Cow::Owned(number) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, number) in [
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234\u{2009}567,5", "1234567.5"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("-5,00 ₽", "-5.00"),
            ("\u{2212}5,0", "-5.0"),
            ("$1,234.00", "1234.00"),
            ("1 200 руб.", "1200"),
            ("12.5", "12.5"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(plain(text, true), number, "{text:?}");
        }
        assert_eq!(plain("1,5", false), "1,5", "a comma that nobody announced is not guessed");
        assert_eq!(plain("ten", true), "ten");
        assert_eq!(plain("", true), "");
        assert_eq!(plain("₽", true), "₽");
    }
}
