//! A large file in parts.

use async_trait::async_trait;
use object_store::path::Path;
use object_store::{MultipartUpload, PutPayload, PutResult, RenameTargetMode, Result, UploadPart};

use super::DurableStore;

/// Parts of a file that gets its name when all are there and synced.
#[derive(Debug)]
pub(super) struct DurableUpload {
    store: DurableStore,
    parts: Box<dyn MultipartUpload>,
    passing: Path,
    location: Path,
}

impl DurableUpload {
    pub(super) fn new(store: DurableStore, parts: Box<dyn MultipartUpload>, passing: Path, location: Path) -> Self {
        Self { store, parts, passing, location }
    }
}

#[async_trait]
impl MultipartUpload for DurableUpload {
    fn put_part(&mut self, payload: PutPayload) -> UploadPart {
        self.parts.put_part(payload)
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let result = self.parts.complete().await?;
        self.store.settle_or_forget(&self.passing, &self.location, RenameTargetMode::Overwrite).await?;
        Ok(result)
    }

    async fn abort(&mut self) -> Result<()> {
        self.parts.abort().await
    }
}
