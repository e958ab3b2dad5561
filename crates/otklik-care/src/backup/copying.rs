//! Copies files with their hashes, safe from power loss.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::error::CareError;

const CHUNK_BYTES: usize = 1024 * 1024;

/// Copies a file and gives its size and hash.
pub(crate) fn copied(from: &Path, to: &Path) -> Result<(u64, String), CareError> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(CareError::file("create", folder))?;
    }
    let mut source = File::open(from).map_err(CareError::file("read", from))?;
    let mut target = File::create_new(to).map_err(CareError::file("write", to))?;
    let measured = pass(&mut source, from, |bytes| target.write_all(bytes).map_err(CareError::file("write", to)))?;
    target.sync_all().map_err(CareError::file("make durable", to))?;
    Ok(measured)
}

/// The size and hash of a file.
pub(crate) fn hash_of(file: &Path) -> Result<(u64, String), CareError> {
    let mut source = File::open(file).map_err(CareError::file("read", file))?;
    pass(&mut source, file, |_| Ok(()))
}

fn pass(
    source: &mut File,
    from: &Path,
    mut take: impl FnMut(&[u8]) -> Result<(), CareError>,
) -> Result<(u64, String), CareError> {
    let (mut hasher, mut size) = (blake3::Hasher::new(), 0);
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let read = source.read(&mut buffer).map_err(CareError::file("read", from))?;
        if read == 0 {
            return Ok((size, hasher.finalize().to_hex().to_string()));
        }
        hasher.update(&buffer[..read]);
        take(&buffer[..read])?;
        size += read as u64;
    }
}

/// Writes a small file.
pub(crate) fn write_durably(file: &Path, text: &[u8]) -> Result<(), CareError> {
    let mut target = File::create(file).map_err(CareError::file("write", file))?;
    target.write_all(text).and_then(|()| target.sync_all()).map_err(CareError::file("write", file))
}

/// Makes a folder's entries durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), CareError> {
    File::open(folder).and_then(|opened| opened.sync_all()).map_err(CareError::file("make durable", folder))
}

/// Makes durable the entries of a folder and of all folders in it.
pub(crate) fn sync_folders_below(folder: &Path) -> Result<(), CareError> {
    for entry in std::fs::read_dir(folder).map_err(CareError::file("read", folder))? {
        let entry = entry.map_err(CareError::file("read", folder))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sync_folders_below(&entry.path())?;
        }
    }
    sync_folder(folder)
}
