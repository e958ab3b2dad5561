//! Whether the lake can be read at this moment.

use std::path::PathBuf;

use crate::error::LakeError;
use crate::table::Lake;

impl Lake {
    /// Looks whether the newest state can be read: the log, and one of its data files.
    pub async fn check(&self) -> Result<(), LakeError> {
        let snapshot = self.fresh_snapshot().await?;
        let Some(file) = snapshot.files.last().map(|file| self.folder.join(&file.path)) else { return Ok(()) };
        tokio::task::spawn_blocking(move || look_at(file)).await.map_err(LakeError::Interrupted)?
    }
}

fn look_at(file: PathBuf) -> Result<(), LakeError> {
    let length = std::fs::File::open(&file).and_then(|opened| opened.metadata()).map(|metadata| metadata.len());
    match length {
        Ok(0) => Err(LakeError::Folder { folder: file, source: std::io::ErrorKind::UnexpectedEof.into() }),
        Ok(_) => Ok(()),
        Err(source) => Err(LakeError::Folder { folder: file, source }),
    }
}
