//! An import on the wire, in the reader's words.

use otklik_collect::{
    Doubt, DoubtAbout, Draft, FileFacts, ImportProgress, ImportStage, ImportState, Message, RowReject, Tally,
    UploadedFile, message_key,
};
use otklik_core::{ErrorCode, Language, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::messages::say;
use crate::problem::told;

/// An import.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportShown {
    /// Its id.
    id: String,
    /// When it was begun.
    created_at: Timestamp,
    /// By whom.
    created_by: String,
    /// How far it is.
    stage: ImportStage,
    /// Whether somebody asked to stop what is under way.
    is_stopping: bool,
    /// Its files.
    files: Vec<UploadedFile>,
    /// Whether its files were deleted, because somebody was erased whom they named.
    are_files_erased: bool,
    /// What the files turned out to be; empty before they were looked at.
    facts: Vec<FileFacts>,
    /// What each column becomes; none before the files were looked at.
    draft: Option<Draft>,
    /// Whether somebody wrote the mapping as text, which then counts instead of the draft.
    is_text: bool,
    /// What only a person can say.
    doubts: Vec<DoubtShown>,
    /// Why the mapping cannot be used as it is; none when it can.
    mapping_problem: Option<String>,
    /// How far reading has come.
    progress: ImportProgress,
    /// What the last check counted.
    checked: Option<CheckShown>,
    /// Names of files of which lists of refused rows may be had.
    read_files: Vec<String>,
    /// Why it failed.
    failure: Option<String>,
    /// When it was done.
    finished_at: Option<Timestamp>,
}

/// What only a person can say.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoubtShown {
    /// What it is about.
    about: DoubtAbout,
    /// Whether an import would be wrong without an answer.
    must_be_settled: bool,
    /// What is not known and what to do about it.
    detail: String,
}

/// What a check counted.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckShown {
    /// Rows read.
    rows: u64,
    /// Events found.
    events: u64,
    /// Events whose id came before in the same files.
    repeated: u64,
    /// Refusals.
    refused: u64,
    /// Refusals by their code, the most frequent first.
    codes: Vec<CodeCount>,
    /// The first refusals of each code.
    first: Vec<RefusedShown>,
}

/// How often something was refused for one reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeCount {
    /// The reason.
    code: ErrorCode,
    /// The reason in words.
    title: String,
    /// How often.
    count: u64,
}

/// A row, or one of its events, that was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedShown {
    /// The file's name.
    file: String,
    /// The line, or the row of the sheet.
    line: u64,
    /// The column; empty when the row as a whole is wrong.
    column: String,
    /// What is wrong.
    code: ErrorCode,
    /// The value as it stands in the file.
    value: String,
    /// What it means and what to do about it.
    detail: String,
}

impl ImportShown {
    pub(crate) fn of(state: ImportState, language: Language) -> Self {
        let problem = state.mapping().err().and_then(|error| error.message()).map(|said| told(&said, language));
        let (draft, facts, doubts) = match state.guess {
            Some(guess) => (Some(guess.draft), guess.files, guess.doubts),
            None => (None, Vec::new(), Vec::new()),
        };
        Self {
            id: state.id,
            created_at: state.created_at,
            created_by: state.created_by,
            stage: state.stage,
            is_stopping: state.is_stopping,
            files: state.files,
            are_files_erased: state.are_files_erased,
            facts,
            draft,
            is_text: state.toml.is_some(),
            doubts: doubts.iter().map(|doubt| DoubtShown::of(doubt, language)).collect(),
            mapping_problem: problem,
            progress: state.progress,
            checked: state.checked.map(|tally| CheckShown::of(&tally, language)),
            read_files: state.headings.into_iter().map(|(file, _)| file).collect(),
            failure: state.failure.map(|failure| {
                let arguments: Vec<(&str, String)> =
                    failure.arguments.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
                let texts = [None, Some("remedy")].map(|part| say(language, &failure.key, part, &arguments));
                texts.into_iter().flatten().collect::<Vec<_>>().join(". ")
            }),
            finished_at: state.finished_at,
        }
    }
}

impl DoubtShown {
    fn of(doubt: &Doubt, language: Language) -> Self {
        let detail = told(&doubt.message(), language);
        Self { about: doubt.about, must_be_settled: doubt.must_be_settled(), detail }
    }
}

impl CheckShown {
    fn of(tally: &Tally, language: Language) -> Self {
        let codes = tally.codes().into_iter().map(|(code, count)| {
            let title = say(language, &message_key(code), None, &[]).unwrap_or_default();
            CodeCount { code, title, count }
        });
        Self {
            rows: tally.rows,
            events: tally.events,
            repeated: tally.repeated,
            refused: tally.refused,
            codes: codes.collect(),
            first: tally.first.iter().map(|reject| RefusedShown::of(reject, language)).collect(),
        }
    }
}

impl RefusedShown {
    pub(crate) fn of(reject: &RowReject, language: Language) -> Self {
        let said: Message = reject.message();
        Self {
            file: reject.file.clone(),
            line: reject.line,
            column: reject.column.clone(),
            code: reject.code,
            value: reject.value.clone(),
            detail: told(&said, language),
        }
    }
}
