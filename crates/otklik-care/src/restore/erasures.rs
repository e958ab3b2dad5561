//! People who were erased after a backup was made; they must not come back with it.
//!
//! The log of erasures has one JSON object a line with at least the instant `erased_at`.
//! It is read line by line; a line from before the backup is of no consequence, since the backup has that erasure in it.

use std::path::Path;

use otklik_core::Timestamp;
use serde::Deserialize;

use crate::error::CareError;

#[derive(Deserialize)]
struct Line {
    erased_at: Timestamp,
}

/// Refuses to restore when somebody was erased after the backup, because this version cannot erase them again.
pub(super) fn refuse_unrepeatable(log: &Path, taken_at: Timestamp) -> Result<(), CareError> {
    let text = std::fs::read_to_string(log).map_err(CareError::file("read", log))?;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let refused = |reason: String| CareError::Erasure { line: index + 1, reason };
        let Line { erased_at } = serde_json::from_str(line).map_err(|error| refused(error.to_string()))?;
        if erased_at >= taken_at {
            return Err(refused("somebody was erased after the backup; take a newer backup".to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_erasure_after_the_backup_stops_the_restore_and_an_older_one_does_not() {
        let log = tempfile::NamedTempFile::new().unwrap();
        let at = Timestamp::parse("2026-05-20T09:00:00Z").unwrap();
        std::fs::write(log.path(), "{\"erased_at\":\"2026-05-19T09:00:00Z\",\"act\":7}\n\n").unwrap();
        refuse_unrepeatable(log.path(), at).unwrap();
        std::fs::write(log.path(), "{\"erased_at\":\"2026-05-21T09:00:00Z\"}\n").unwrap();
        assert!(matches!(refuse_unrepeatable(log.path(), at), Err(CareError::Erasure { line: 1, .. })));
        std::fs::write(log.path(), "nonsense\n").unwrap();
        assert!(matches!(refuse_unrepeatable(log.path(), at), Err(CareError::Erasure { line: 1, .. })));
    }
}
