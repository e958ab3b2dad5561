//! Telephone numbers as people write them, and as they are kept.

/// The number in E.164, such as `+79161234567`.
///
/// A number with `+` is taken as it is; without it only numbers of the Russian numbering zone are understood
/// (`8 916 123-45-67`, `7 916…`), since the country of any other cannot be known.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    let (international, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut digits = String::with_capacity(15);
    for letter in rest.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            ' ' | '-' | '(' | ')' | '.' | '\u{a0}' | '\u{2011}' | '\u{2013}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    match digits.as_bytes() {
        [b'7', b'3'..=b'9', ..] => (digits.len() == 11).then(|| format!("+{digits}")),
        [b'8', b'3'..=b'9', ..] if !international && digits.len() == 11 => Some(format!("+7{}", &digits[1..])),
        [b'1'..=b'6' | b'8' | b'9', ..] if international && (8..=15).contains(&digits.len()) => {
            Some(format!("+{digits}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_spellings_become_one_number() {
        for text in [
            "8 916 123-45-67",
            "+7 (916) 123-45-67",
            "7 916 123 45 67",
            " 8(916)1234567 ",
            "+79161234567",
            "8\u{a0}916\u{a0}123\u{2011}45\u{2011}67",
        ] {
            assert_eq!(normalise(text).as_deref(), Some("+79161234567"), "{text:?}");
        }
    }

    #[test]
    fn other_countries_need_their_plus() {
        assert_eq!(normalise("+49 30 901820").as_deref(), Some("+4930901820"));
        assert_eq!(normalise("+86 138 0013 8000").as_deref(), Some("+8613800138000"));
        assert_eq!(normalise("49 30 901820"), None);
        assert_eq!(normalise("916 123-45-67"), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "+", "8", "+7 916 123-45-6", "8 916 123-45-67 доб. 5", "+0123456789", "+1234567890123456", "abc"]
        {
            assert_eq!(normalise(text), None, "{text:?}");
        }
    }
}
