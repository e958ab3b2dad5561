//! Every message that this crate can ask for exists in both languages, with a remedy.

use otklik_collect::message_key;
use otklik_core::ErrorCode;

const MESSAGES_OF_FILES: &[&str] = &[
    "error-mapping-syntax",
    "error-mapping-key-unknown",
    "error-mapping-value-malformed",
    "error-mapping-file-unknown",
    "error-mapping-key-missing",
    "error-mapping-events-alike",
    "error-import-read",
    "error-import-files-missing",
    "error-import-file-unknown",
    "error-import-file-ambiguous",
    "error-import-file-empty",
    "error-import-heading",
    "error-import-format",
    "error-import-not-lines",
    "error-import-broken",
    "error-import-too-large",
    "error-import-sheet-missing",
    "error-import-columns",
    "error-import-rows",
    "error-import-table",
    "error-import-column-missing",
];

#[test]
fn every_code_has_its_words_and_its_remedy() {
    for language in ["ru", "en"] {
        let path = format!("{}/../../locales/{language}/errors.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let codes = ErrorCode::ALL.iter().map(|code| message_key(*code));
        for key in codes.chain(MESSAGES_OF_FILES.iter().map(|key| (*key).to_owned())) {
            let start = text.find(&format!("\n{key} =")).unwrap_or_else(|| panic!("{language}: {key} has no words"));
            let message = &text[start + 1..];
            let message = &message[..message.find("\n\n").unwrap_or(message.len())];
            assert!(message.contains("\n    .remedy ="), "{language}: {key} has no remedy");
        }
    }
}
