//! Where refused rows go: into the installation's list, and into files that a person repairs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use otklik_collect::{Import, RejectedRows, RowReject};
use otklik_store::NewReject;

use super::{said, variables};
use crate::installation::Installation;
use crate::speech::Speech;

/// Keeps refused rows in the installation, told in the reader's words.
pub(super) async fn keep(installation: &Installation, speech: &Speech, rejects: &[RowReject]) -> Result<()> {
    if rejects.is_empty() {
        return Ok(());
    }
    let kept: Vec<NewReject> = rejects
        .iter()
        .map(|reject| NewReject {
            origin: reject.file.clone(),
            code: reject.code,
            pointer: format!("{}:{}", reject.line, reject.column),
            detail: said(speech, &reject.message()),
            contents: reject.value.clone(),
        })
        .collect();
    Ok(installation.store.rejects().add(&kept, installation.clock.now()).await?)
}

/// A CSV file of refused rows for each file that has some.
pub(super) struct Lists {
    folder: Option<PathBuf>,
    headings: BTreeMap<String, Vec<String>>,
    open: BTreeMap<String, BufWriter<File>>,
}

impl Lists {
    /// Lists in a folder; without one nothing is written.
    pub(super) fn new(folder: Option<&Path>, reading: &Import) -> Self {
        let headings = reading.headings().map(|(file, columns)| (file.to_owned(), columns.to_vec())).collect();
        Self { folder: folder.map(Path::to_owned), headings, open: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, speech: &Speech, rejects: &[RowReject]) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        for reject in rejects {
            let heading = self.headings.get(&reject.file).map_or(&[][..], Vec::as_slice);
            let rows = RejectedRows::new(heading);
            if !self.open.contains_key(&reject.file) {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
                let place = folder.join(list_name(&reject.file));
                let mut list = BufWriter::new(File::create(&place).with_context(|| place.display().to_string())?);
                list.write_all(rows.heading().as_bytes())?;
                self.open.insert(reject.file.clone(), list);
            }
            let message = reject.message();
            let remedy = speech.remedy(&message.key, &variables(&message)).unwrap_or_default();
            let reason = format!("{}. {remedy}", said(speech, &message));
            if let Some(list) = self.open.get_mut(&reject.file) {
                list.write_all(rows.row(reject, reason.trim_end()).as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes what is left and says where the lists are.
    pub(super) fn finish(self, speech: &Speech) -> Result<()> {
        let Some(folder) = self.folder else { return Ok(()) };
        for (file, mut list) in self.open {
            list.flush()?;
            let place = folder.join(list_name(&file)).display().to_string();
            eprintln!("{}", speech.say_with("cli-rejected-written", &[("file", place)]));
        }
        Ok(())
    }
}

/// The list's name is the file's, so that the same mapping reads it when it is repaired; a list is always CSV.
fn list_name(file: &str) -> String {
    let plain: String = file.chars().map(|letter| if "/\\:".contains(letter) { '_' } else { letter }).collect();
    if plain.ends_with(".csv") { plain } else { format!("{plain}.csv") }
}
