//! How much is taken: longer or larger input is refused by name, never cut in silence.

/// Characters of an event's id, and of any other number or key of a foreign system.
pub const ID_CHARS: usize = 200;
/// Characters of an event's name, a source, a channel, a survey.
pub const NAME_CHARS: usize = 100;
/// Characters of a page path, screen or topic.
pub const DETAIL_CHARS: usize = 300;
/// Characters of what a person wrote.
pub const TEXT_CHARS: usize = 20_000;
/// Characters of an e-mail address (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const EMAIL_CHARS: usize = 254;
/// Bytes of an event's properties as compact JSON.
pub const PROPERTIES_BYTES: usize = 16 * 1024;
/// How deep objects and arrays may lie in each other within the properties.
pub const PROPERTIES_DEPTH: usize = 8;
/// Bytes of one row of a file, quoted line breaks included.
pub const ROW_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of a refused row that are kept so that it can be repaired.
pub const REPEATED_BYTES: usize = 64 * 1024;
/// Columns of a file; as many as a spreadsheet has.
pub const COLUMNS: usize = 16_384;
/// Bytes of a workbook when it is unpacked: one is held in memory while it is read.
pub const WORKBOOK_BYTES: u64 = 256 * 1024 * 1024;
/// Files within a workbook.
pub const WORKBOOK_PARTS: usize = 10_000;
/// Bytes of an object-centric event log when it is unpacked: one is held in memory while it is read.
pub const EVENT_LOG_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes that the rows of other files may take which are looked up.
pub const TABLE_BYTES: usize = 1024 * 1024 * 1024;
/// Rows of one file that can be told apart by their contents alone.
pub const NUMBERED_ROWS: usize = 50_000_000;

/// The limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// Bytes of the body.
    pub bytes: usize,
    /// Events in the body.
    pub events: usize,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self { bytes: 4 * 1024 * 1024, events: 10_000 }
    }
}
