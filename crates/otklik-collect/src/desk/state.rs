//! How an import stands.

use otklik_core::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::DeskError;
use super::sink::Settled;
use crate::guess::Guess;
use crate::import::Tally;
use crate::mapping::Mapping;
use crate::message::Message;

/// An import, as its folder keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportState {
    /// Its id.
    pub id: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// How far it is.
    pub stage: ImportStage,
    /// Its files.
    pub files: Vec<UploadedFile>,
    /// Whether its files were deleted, because somebody was erased whom they named.
    #[serde(default)]
    pub are_files_erased: bool,
    /// What the files seem to hold, with the draft as it was changed.
    pub guess: Option<Guess>,
    /// The mapping, when somebody wrote it as text.
    pub toml: Option<String>,
    /// When it was first checked or run: times are plausible up to then.
    pub started_at: Option<Timestamp>,
    /// How far reading has come.
    pub progress: ImportProgress,
    /// Pieces whose numbers are used up: a number is never given twice, whatever becomes of the mapping.
    #[serde(default)]
    pub pieces: u64,
    /// The piece that is being taken, or was when the program was cut off.
    #[serde(default)]
    pub piece: Option<PieceUnderWay>,
    /// What the last check counted.
    pub checked: Option<Tally>,
    /// Names and columns of the files that were read, for the lists of what was refused.
    pub headings: Vec<(String, Vec<String>)>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
    /// Whether somebody asked to stop.
    #[serde(skip)]
    pub is_stopping: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportStage {
    /// Files and mapping are being put together.
    Draft,
    /// Everything is read and nothing kept.
    Checking,
    /// The check is done.
    Checked,
    /// Events are taken.
    Running,
    /// Everything is in.
    Done,
    /// Somebody stopped it; it can go on.
    Cancelled,
    /// It failed; it can be tried again.
    Failed,
}

impl ImportStage {
    /// The word for it on the wire and in the keys of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// A file that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UploadedFile {
    /// Its number within the import; it lies under this.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The BLAKE3 hash of its contents, in hexadecimal digits; empty for a file that was received before this was kept.
    #[serde(default)]
    #[schema(ignore)]
    pub hash: String,
}

/// A piece whose events are being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceUnderWay {
    /// The last part that belongs to it.
    pub through: u64,
    /// What was decided about it.
    pub settled: Settled,
}

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportProgress {
    /// Bytes read.
    pub bytes_done: u64,
    /// Bytes to read; a file that is both looked up and made events of counts twice.
    pub bytes_total: u64,
    /// Rows read.
    pub rows: u64,
    /// Events that are new.
    pub accepted: u64,
    /// Events that came before.
    pub duplicates: u64,
    /// Refusals.
    pub refused: u64,
    /// Parts that are done; a restart begins after them.
    #[schema(ignore)]
    pub chunks: u64,
    /// Bytes of the list of refused rows that belong to these parts.
    #[schema(ignore)]
    pub refused_bytes: u64,
}

/// Why an import failed, as a message to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The message's key.
    pub key: String,
    /// Its variables.
    pub arguments: Vec<(String, String)>,
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        let arguments = message.arguments.into_iter().map(|(name, value)| (name.to_owned(), value));
        Self { key: message.key, arguments: arguments.collect() }
    }
}

impl ImportState {
    /// The mapping that is to be followed.
    pub fn mapping(&self) -> Result<Mapping, DeskError> {
        match (&self.toml, &self.guess) {
            (Some(text), _) => Ok(Mapping::parse(text)?),
            (None, Some(guess)) => Ok(guess.draft.mapping()?),
            (None, None) => Err(DeskError::WrongStage { stage: self.stage }),
        }
    }

    /// Forgets what was done by another mapping.
    pub(super) fn reset(&mut self) {
        self.stage = ImportStage::Draft;
        self.progress = ImportProgress::default();
        // It may have been committed: another mapping's events are no repetition of it.
        self.pieces += u64::from(self.piece.take().is_some());
        self.checked = None;
        self.failure = None;
        self.started_at = None;
        self.finished_at = None;
    }
}
