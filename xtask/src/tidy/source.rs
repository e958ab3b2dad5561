//! Rust source with its comments and texts blanked, so that a rule sees only code.

/// Replaces the inside of comments, strings and character literals by spaces; lines stay where they are.
pub fn code_only(text: &str) -> String {
    let mut scanner = Scanner { rest: text, code: String::with_capacity(text.len()) };
    while let Some(first) = scanner.rest.chars().next() {
        if scanner.rest.starts_with("//") {
            let end = scanner.rest.find('\n').unwrap_or(scanner.rest.len());
            scanner.blank(end);
        } else if scanner.rest.starts_with("/*") {
            scanner.blank(block_comment_length(scanner.rest));
        } else if first == '"' {
            scanner.blank(string_length(scanner.rest));
        } else if let Some(length) = raw_string_length(scanner.rest)
            && !scanner.is_inside_word()
        {
            scanner.blank(length);
        } else if let Some(length) = character_length(scanner.rest) {
            scanner.blank(length);
        } else {
            scanner.code.push(first);
            scanner.rest = &scanner.rest[first.len_utf8()..];
        }
    }
    scanner.code
}

struct Scanner<'a> {
    rest: &'a str,
    code: String,
}

impl Scanner<'_> {
    fn blank(&mut self, length: usize) {
        let (blanked, rest) = self.rest.split_at(length);
        self.code.extend(blanked.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }

    fn is_inside_word(&self) -> bool {
        self.code.ends_with(|character: char| character.is_alphanumeric() || character == '_')
    }
}

fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut position = 0;
    while position < text.len() {
        let rest = &text.as_bytes()[position..];
        if rest.starts_with(b"/*") {
            depth += 1;
            position += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            position += 2;
            if depth == 0 {
                return position;
            }
        } else {
            position += 1;
        }
    }
    text.len()
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (position, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return position + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string_length(text: &str) -> Option<usize> {
    let after_prefix = ["br", "cr", "r"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let inner = after_prefix.trim_start_matches('#');
    let hashes = after_prefix.len() - inner.len();
    let inner = inner.strip_prefix('"')?;
    let end_mark = format!("\"{}", "#".repeat(hashes));
    let end = inner.find(&end_mark).map_or(inner.len(), |position| position + end_mark.len());
    Some(text.len() - inner.len() + end)
}

/// The length of a character literal; a lifetime such as `'a` is none.
fn character_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let mut characters = inner.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        let after_escaped = characters.nth(1)?.0;
        return inner[after_escaped..].find('\'').map(|position| 1 + after_escaped + position + 1);
    }
    let (position, second) = characters.next()?;
    (second == '\'').then_some(1 + position + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_blanked_and_code_stays() {
        let cases = [
            ("let a = 1; // dbg", "let a = 1;       "),
            ("/* a /* b */ c */x", "                 x"),
            (r#"f("a\"b", g)"#, "f(      , g)"),
            ("r#\"a\"b\"#;", "        ;"),
            ("for_each(x)", "for_each(x)"),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("['\"', '\\'', '\\u{1F600}', 'ы']", "[   ,     ,            ,    ]"),
        ];
        for (text, code) in cases {
            assert_eq!(code_only(text), code, "{text}");
        }
    }

    #[test]
    fn lines_stay_where_they_are() {
        let text = "/* one\ntwo */ a\n\"three\nfour\" b\n";
        assert_eq!(code_only(text).matches('\n').count(), 4);
        assert_eq!(code_only(text).lines().nth(3).map(str::trim), Some("b"));
    }
}
