//! Local storage that survives a power cut.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result,
};

/// The local file system, but a write returns only after file and folder are synced: the library's own does not sync.
///
/// Large objects in parts are refused: nothing here writes them, and their parts would not be synced.
#[derive(Debug)]
pub struct DurableStore {
    files: Arc<LocalFileSystem>,
}

impl DurableStore {
    /// A store whose `/` is the root of the file system.
    pub fn new() -> Self {
        Self { files: Arc::new(LocalFileSystem::new()) }
    }

    async fn sync(&self, location: &Path) -> Result<()> {
        let path = self.files.path_to_filesystem(location)?;
        tokio::task::spawn_blocking(move || sync_file_and_folder(path))
            .await
            .map_err(|source| Error::Generic { store: "durable", source: Box::new(source) })?
            .map_err(|source| Error::Generic { store: "durable", source: Box::new(source) })
    }
}

impl Default for DurableStore {
    fn default() -> Self {
        Self::new()
    }
}

fn sync_file_and_folder(path: PathBuf) -> std::io::Result<()> {
    File::open(&path)?.sync_all()?;
    // A folder made on the way is itself an entry of its parent.
    for folder in path.ancestors().skip(1).take(2) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

impl std::fmt::Display for DurableStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "durable {}", self.files)
    }
}

#[async_trait]
impl ObjectStore for DurableStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let result = self.files.put_opts(location, payload, options).await?;
        self.sync(location).await?;
        Ok(result)
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        Err(Error::NotSupported { source: "uploads in parts are not synced".into() })
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.files.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.files.copy_opts(from, to, options).await?;
        self.sync(to).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.files.rename_opts(from, to, options).await?;
        self.sync(to).await
    }
}
