//! Storage that survives a power cut.

mod barrier;
#[cfg(test)]
pub(crate) mod power_cut;
mod upload;

use std::path::Path as FolderPath;
use std::sync::Arc;

use async_trait::async_trait;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions,
    RenameTargetMode, Result,
};
use uuid::Uuid;

use barrier::{Barrier, LocalBarrier};
use upload::DurableUpload;

/// The local file system, but a write returns only after it would survive a power cut: the library's own does not sync.
///
/// A new file is written under a passing name, synced, given its name, and the name is synced: so a file that has its
/// name is whole.
#[derive(Clone, Debug)]
pub struct DurableStore {
    files: Arc<dyn ObjectStore>,
    barrier: Arc<dyn Barrier>,
}

impl DurableStore {
    /// A store whose `/` is the root of the file system, for what lies in one folder.
    pub fn in_folder(folder: &FolderPath) -> Self {
        let files = Arc::new(LocalFileSystem::new());
        let barrier = Arc::new(LocalBarrier::new(Arc::clone(&files), folder.to_owned()));
        Self { files, barrier }
    }

    /// A name in the same folder that means nothing to a reader of the table.
    fn passing_name(location: &Path) -> Path {
        let parts: Vec<_> = location.parts().collect();
        let folder = parts.iter().take(parts.len().saturating_sub(1)).cloned();
        folder.chain([format!(".{}{PASSING}", Uuid::new_v4()).into()]).collect()
    }

    /// Gives a file that is written, but not synced, its name; then both survive.
    async fn settle(&self, passing: &Path, location: &Path, target_mode: RenameTargetMode) -> Result<()> {
        self.barrier.keep_content(passing).await?;
        let options = RenameOptions { target_mode, ..Default::default() };
        self.files.rename_opts(passing, location, options).await?;
        self.barrier.keep_name(location).await
    }

    async fn settle_or_forget(&self, passing: &Path, location: &Path, target_mode: RenameTargetMode) -> Result<()> {
        let settled = self.settle(passing, location, target_mode).await;
        if settled.is_err()
            && let Err(error) = self.files.delete(passing).await
        {
            tracing::debug!(%passing, error = &error as &dyn std::error::Error, "a passing file stays");
        }
        settled
    }
}

/// How the passing names end.
pub(crate) const PASSING: &str = ".writing";

impl std::fmt::Display for DurableStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "durable {}", self.files)
    }
}

#[async_trait]
impl ObjectStore for DurableStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let target_mode = match options.mode {
            PutMode::Overwrite => RenameTargetMode::Overwrite,
            PutMode::Create => RenameTargetMode::Create,
            PutMode::Update(_) => return Err(Error::NotSupported { source: "files are not updated in place".into() }),
        };
        let passing = Self::passing_name(location);
        let options = PutOptions { mode: PutMode::Create, ..options };
        let result = self.files.put_opts(&passing, payload, options).await?;
        self.settle_or_forget(&passing, location, target_mode).await?;
        Ok(result)
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let passing = Self::passing_name(location);
        let parts = self.files.put_multipart_opts(&passing, options).await?;
        Ok(Box::new(DurableUpload::new(self.clone(), parts, passing, location.clone())))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        let deleted = self.files.delete_stream(locations);
        // What was erased must not come back with the power.
        let settled = deleted.then(move |location| {
            let store = store.clone();
            async move {
                let location = location?;
                store.barrier.keep_name(&location).await?;
                Ok(location)
            }
        });
        settled.boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    fn list_with_offset(&self, prefix: Option<&Path>, offset: &Path) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list_with_offset(prefix, offset)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.files.copy_opts(from, to, options).await?;
        self.barrier.keep_content(to).await?;
        self.barrier.keep_name(to).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.files.rename_opts(from, to, options).await?;
        self.barrier.keep_name(to).await
    }
}
