//! The form of texts that both databases can keep.

/// The text without NUL, which PostgreSQL's TEXT cannot hold: it becomes U+FFFD, as in HTML.
///
/// `collect` refuses events with it; what comes here all the same (a refused event as it came, a typed name) stays legible and
/// reads the same from both databases. Hashes that tell texts apart are made of the text as it came.
pub(crate) fn stored(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nul_is_replaced() {
        assert_eq!(stored("a\0b\0"), "a\u{fffd}b\u{fffd}");
        assert_eq!(stored("'\u{1}ё👩‍👩‍👧‍👦"), "'\u{1}ё👩‍👩‍👧‍👦");
    }
}
