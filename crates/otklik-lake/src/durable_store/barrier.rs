//! What makes writes survive a power cut.

use std::collections::HashSet;
use std::fmt::Debug;
use std::fs::File;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Error, Result};

/// Makes writes survive a power cut.
#[async_trait]
pub(crate) trait Barrier: Debug + Send + Sync {
    /// Makes the content of a file survive.
    async fn keep_content(&self, location: &Path) -> Result<()>;
    /// Makes the name of a file survive.
    async fn keep_name(&self, location: &Path) -> Result<()>;
}

/// The barrier of the local file system: `fsync` of files and folders.
#[derive(Debug)]
pub(super) struct LocalBarrier {
    files: Arc<LocalFileSystem>,
    folder: PathBuf,
    /// Folders whose own names are known to survive.
    settled: Arc<Mutex<HashSet<PathBuf>>>,
}

impl LocalBarrier {
    pub(super) fn new(files: Arc<LocalFileSystem>, folder: PathBuf) -> Self {
        Self { files, folder, settled: Arc::default() }
    }
}

#[async_trait]
impl Barrier for LocalBarrier {
    async fn keep_content(&self, location: &Path) -> Result<()> {
        let path = self.files.path_to_filesystem(location)?;
        blocking(move || File::open(&path)?.sync_all()).await
    }

    async fn keep_name(&self, location: &Path) -> Result<()> {
        let path = self.files.path_to_filesystem(location)?;
        let (folder, settled) = (self.folder.clone(), Arc::clone(&self.settled));
        blocking(move || sync_folders(&path, &folder, &settled)).await
    }
}

/// Syncs the folder of a file, and every folder on the way that may have been made for it.
fn sync_folders(path: &FilePath, root: &FilePath, settled: &Mutex<HashSet<PathBuf>>) -> std::io::Result<()> {
    let known = |folder: &FilePath| settled.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
    for (steps, folder) in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).enumerate() {
        // The file's own folder has a new entry, and a folder that is not settled is one in its parent.
        let was_settled = known(folder);
        if steps == 0 || !was_settled {
            File::open(folder)?.sync_all()?;
        }
        if was_settled {
            return Ok(());
        }
        if let Some(parent) = folder.parent().filter(|parent| parent.starts_with(root)) {
            File::open(parent)?.sync_all()?;
        }
        settled.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
    }
    Ok(())
}

async fn blocking(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<()> {
    let generic = |source: Box<dyn std::error::Error + Send + Sync>| Error::Generic { store: "durable", source };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|source| generic(Box::new(source)))?
        .map_err(|source| generic(Box::new(source)))
}
