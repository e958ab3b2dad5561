//! Deletes what imports still hold of people who were erased.

use std::sync::Arc;

use otklik_store::Mentions;

use super::folder::ImportFolder;
use super::state::{ImportStage, ImportState};
use super::{DeskError, ImportDesk, blocking};
use crate::source::{Hints, InputFile, Source};

/// What was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForgottenImports {
    /// Imports of which something was deleted.
    pub imports: u64,
    /// Whether an import is under way, whose files cannot be deleted yet.
    pub is_waiting: bool,
}

impl ImportDesk {
    /// Deletes the files of imports that name one of these people, and the refused rows that do.
    ///
    /// Files that cannot be read are deleted too, since nobody can tell. What was imported before is not touched.
    pub async fn forget(self: &Arc<Self>, mentions: &Mentions) -> Result<ForgottenImports, DeskError> {
        let mut forgotten = ForgottenImports::default();
        for state in self.list().await? {
            if matches!(state.stage, ImportStage::Checking | ImportStage::Running) {
                forgotten.is_waiting = true;
                continue;
            }
            let (folder, mentions) = (self.find(&state.id)?, mentions.clone());
            let changed = blocking(move || forget_in(&folder, state, &mentions)).await?;
            forgotten.imports += u64::from(changed);
        }
        Ok(forgotten)
    }
}

fn forget_in(folder: &ImportFolder, mut state: ImportState, mentions: &Mentions) -> Result<bool, DeskError> {
    let refused_bytes = state.progress.refused_bytes;
    if refused_bytes > 0 {
        state.progress.refused_bytes = folder.retain_refused(refused_bytes, |line| !mentions.are_in(line))?;
    }
    let refused_changed = state.progress.refused_bytes < refused_bytes;
    let files_name_them = folder.inputs(&state).iter().any(|file| names_any(file, mentions));
    if files_name_them {
        folder.delete_files(&state)?;
        state.files.clear();
        state.guess = None;
        state.are_files_erased = true;
    }
    if refused_changed || files_name_them {
        folder.write(&state)?;
    }
    Ok(refused_changed || files_name_them)
}

/// Whether any field of a file names one of these people, in any of its sheets; a file that cannot be read may.
fn names_any(file: &InputFile, mentions: &Mentions) -> bool {
    let Ok(source) = Source::recognise(file, &Hints::default()) else { return true };
    let sheets: Vec<Option<String>> =
        if source.sheets.is_empty() { vec![None] } else { source.sheets.iter().cloned().map(Some).collect() };
    sheets.into_iter().any(|sheet| {
        let hints = Hints { sheet, ..Hints::default() };
        Source::recognise(file, &hints).map_or(true, |source| rows_name_any(&source, mentions).unwrap_or(true))
    })
}

fn rows_name_any(source: &Source, mentions: &Mentions) -> Result<bool, crate::import::ImportError> {
    if source.heading.iter().any(|column| mentions.are_in(column)) {
        return Ok(true);
    }
    let failed = |error| crate::import::ImportError::Read { file: source.name.clone(), source: error };
    let (mut rows, _) = source.rows()?;
    while let Some(row) = rows.next().map_err(failed)? {
        let is_named = match row {
            Ok(row) => row.fields().any(|field| mentions.are_in(field)),
            Err(bad) => bad.fields.is_empty() || bad.fields.iter().any(|field| mentions.are_in(field)),
        };
        if is_named {
            return Ok(true);
        }
    }
    Ok(false)
}
