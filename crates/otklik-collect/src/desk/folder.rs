//! The folder of an import: its state, its files and its refused rows.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use otklik_core::Timestamp;
use uuid::Uuid;

use super::DeskError;
use super::state::{ImportProgress, ImportStage, ImportState, UploadedFile};
use crate::source::InputFile;

const STATE: &str = "state.json";
const FILES: &str = "files";
const REFUSED: &str = "refused.jsonl";
/// Lies there while somebody wants the work to stop, whichever server does it.
const STOP: &str = "stop";

/// Where an import lies.
#[derive(Clone, Debug)]
pub(super) struct ImportFolder {
    path: PathBuf,
}

fn failed(operation: &'static str) -> impl Fn(io::Error) -> DeskError {
    move |source| DeskError::Folder { operation, source }
}

impl ImportFolder {
    /// Makes a new one.
    pub(super) fn create(imports: &Path, by: &str, now: Timestamp) -> Result<ImportState, DeskError> {
        let id = Uuid::now_v7().to_string();
        let folder = Self { path: imports.join(&id) };
        fs::create_dir_all(folder.path.join(FILES)).map_err(failed("make an import"))?;
        sync_folder(imports).map_err(failed("make an import"))?;
        let state = ImportState {
            id,
            created_at: now,
            created_by: by.to_owned(),
            stage: ImportStage::Draft,
            files: Vec::new(),
            are_files_erased: false,
            guess: None,
            toml: None,
            started_at: None,
            progress: ImportProgress::default(),
            pieces: 0,
            piece: None,
            checked: None,
            headings: Vec::new(),
            failure: None,
            finished_at: None,
            is_stopping: false,
        };
        folder.write(&state)?;
        Ok(state)
    }

    /// Finds one by its id; what is no id is never looked for.
    pub(super) fn find(imports: &Path, id: &str) -> Option<Self> {
        let id: Uuid = id.parse().ok()?;
        let path = imports.join(id.to_string());
        path.join(STATE).is_file().then_some(Self { path })
    }

    /// The states of all imports, the newest first.
    pub(super) fn list(imports: &Path) -> Result<Vec<ImportState>, DeskError> {
        let entries = match fs::read_dir(imports) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(DeskError::Folder { operation: "list imports", source }),
        };
        let mut states = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed("list imports"))?.file_name();
            if let Some(folder) = name.to_str().and_then(|name| Self::find(imports, name)) {
                states.push(folder.read()?);
            }
        }
        states.sort_by(|one, other| other.id.cmp(&one.id));
        Ok(states)
    }

    pub(super) fn read(&self) -> Result<ImportState, DeskError> {
        let text = fs::read(self.path.join(STATE)).map_err(failed("read the state of an import"))?;
        serde_json::from_slice(&text).map_err(|error| failed("read the state of an import")(error.into()))
    }

    /// Writes the state whole: after a power cut it is the old one or the new one.
    pub(super) fn write(&self, state: &ImportState) -> Result<(), DeskError> {
        let write = || -> io::Result<()> {
            let fresh = self.path.join("state.new");
            let mut file = File::create(&fresh)?;
            file.write_all(&serde_json::to_vec(state)?)?;
            file.sync_all()?;
            fs::rename(&fresh, self.path.join(STATE))?;
            sync_folder(&self.path)
        };
        write().map_err(failed("keep the state of an import"))
    }

    /// Asks whoever works on the import to stop.
    pub(super) fn ask_to_stop(&self) -> Result<(), DeskError> {
        File::create(self.path.join(STOP)).map(drop).map_err(failed("stop an import"))
    }

    pub(super) fn is_asked_to_stop(&self) -> bool {
        self.path.join(STOP).exists()
    }

    /// Lets work begin anew.
    pub(super) fn withdraw_stop(&self) -> Result<(), DeskError> {
        match fs::remove_file(self.path.join(STOP)) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(failed("begin an import")(source)),
            _ => Ok(()),
        }
    }

    fn file(&self, number: u32) -> PathBuf {
        self.path.join(FILES).join(number.to_string())
    }

    /// The files as they are read: under their own names.
    pub(super) fn inputs(&self, state: &ImportState) -> Vec<InputFile> {
        let input = |file: &UploadedFile| InputFile { path: self.file(file.number), name: file.name.clone() };
        state.files.iter().map(input).collect()
    }

    /// The list of refused rows, as far as it belongs to what is done; what a crash left behind it is cut off.
    pub(super) fn open_refused(&self, bytes: u64) -> Result<BufWriter<File>, DeskError> {
        let open = || -> io::Result<File> {
            let mut options = OpenOptions::new();
            let file = options.create(true).write(true).truncate(false).open(self.path.join(REFUSED))?;
            file.set_len(bytes)?;
            let mut file = file;
            io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
            Ok(file)
        };
        open().map(BufWriter::new).map_err(failed("keep refused rows"))
    }

    /// Takes lines out of the list of refused rows, whose length it is told; tells how long the list is after that.
    pub(super) fn retain_refused(&self, bytes: u64, mut stays: impl FnMut(&str) -> bool) -> Result<u64, DeskError> {
        let list = self.read_refused()?;
        let retain = || -> io::Result<u64> {
            let fresh = self.path.join("refused.new");
            let mut file = BufWriter::new(File::create(&fresh)?);
            let (mut kept, mut line) = (0, String::new());
            let mut lines = BufReader::new(list.take(bytes));
            while lines.read_line(&mut line)? > 0 {
                if stays(&line) {
                    file.write_all(line.as_bytes())?;
                    kept += line.len() as u64;
                }
                line.clear();
            }
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            if kept < bytes {
                fs::rename(&fresh, self.path.join(REFUSED))?;
            } else {
                fs::remove_file(&fresh)?;
            }
            sync_folder(&self.path)?;
            Ok(kept)
        };
        retain().map_err(failed("keep refused rows"))
    }

    /// Deletes what was received.
    pub(super) fn delete_files(&self, state: &ImportState) -> Result<(), DeskError> {
        for file in &state.files {
            match fs::remove_file(self.file(file.number)) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(failed("delete a file")(source));
                }
                _ => {}
            }
        }
        sync_folder(&self.path.join(FILES)).map_err(failed("delete a file"))
    }

    pub(super) fn read_refused(&self) -> Result<File, DeskError> {
        let open = || match File::open(self.path.join(REFUSED)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => File::create_new(self.path.join(REFUSED)),
            opened => opened,
        };
        open().map_err(failed("read refused rows"))
    }
}

/// What the disk of a file has free; without end where it does not tell.
fn free_bytes(path: &Path) -> u64 {
    rustix::fs::statvfs(path).map_or(u64::MAX, |told| told.f_bavail.saturating_mul(told.f_frsize))
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A file on its way in; when it is dropped before it is finished, nothing of it stays.
#[derive(Debug)]
pub struct Receiving {
    folder: ImportFolder,
    name: String,
    path: PathBuf,
    file: Option<File>,
    bytes: u64,
    hasher: blake3::Hasher,
    most_bytes: u64,
    /// Bytes for which the disk has room, besides what everything else needs.
    room: u64,
}

/// The disk stays free by so much, whatever is received: events must be taken all the while.
const KEPT_FREE_BYTES: u64 = 1 << 30;

impl Receiving {
    pub(super) fn begin(folder: ImportFolder, name: String, most_bytes: u64) -> Result<Self, DeskError> {
        let path = folder.path.join(FILES).join(format!("{}.part", Uuid::now_v7()));
        let file = File::create_new(&path).map_err(failed("receive a file"))?;
        let room = free_bytes(&path).saturating_sub(KEPT_FREE_BYTES);
        let hasher = blake3::Hasher::new();
        Ok(Self { folder, name, path, file: Some(file), bytes: 0, hasher, most_bytes, room })
    }

    /// Takes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), DeskError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.most_bytes {
            return Err(DeskError::TooLarge { limit: self.most_bytes });
        }
        if self.bytes > self.room {
            return Err(failed("receive a file")(io::ErrorKind::StorageFull.into()));
        }
        self.hasher.update(bytes);
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(bytes).map_err(failed("receive a file"))
    }

    /// Makes the file one of the import's; when this returns, it is safe.
    pub fn finish(mut self) -> Result<ImportState, DeskError> {
        let finish = |receiving: &mut Self| -> Result<ImportState, DeskError> {
            let operation = failed("receive a file");
            if let Some(file) = receiving.file.take() {
                file.sync_all().map_err(&operation)?;
            }
            let mut state = receiving.folder.read()?;
            let number = state.files.iter().map(|file| file.number).max().unwrap_or(0) + 1;
            fs::rename(&receiving.path, receiving.folder.file(number)).map_err(&operation)?;
            sync_folder(&receiving.folder.path.join(FILES)).map_err(&operation)?;
            // A file that is given again takes the place of the former one.
            if let Some(former) = state.files.iter().position(|file| file.name == receiving.name) {
                let former = state.files.remove(former);
                fs::remove_file(receiving.folder.file(former.number)).map_err(&operation)?;
            }
            let (name, hash) = (receiving.name.clone(), receiving.hasher.finalize().to_hex().to_string());
            state.files.push(UploadedFile { number, name, bytes: receiving.bytes, hash });
            state.are_files_erased = false;
            state.guess = None;
            state.toml = None;
            state.reset();
            receiving.folder.write(&state)?;
            Ok(state)
        };
        finish(&mut self)
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // What cannot be removed now is only a name that nothing refers to.
            let _ = fs::remove_file(&self.path);
        }
    }
}
