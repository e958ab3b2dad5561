//! A disk whose power is cut after so many operations; then what was not synced is gone.

use std::collections::HashMap;
use std::path::Path as FilePath;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result, UploadPart,
};

use super::DurableStore;
use super::barrier::Barrier;

/// The file system, and a book of what of it would survive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    files: Arc<LocalFileSystem>,
    book: Arc<Mutex<Book>>,
}

#[derive(Debug, Default)]
struct Book {
    /// Operations that were done, and after how many the power is cut.
    done: usize,
    cut_after: Option<usize>,
    /// The files by name as a running process sees them: each file has a number of its own.
    names: HashMap<Path, usize>,
    /// The names that survive.
    kept_names: HashMap<Path, usize>,
    /// The contents that survive.
    kept_contents: HashMap<usize, Vec<u8>>,
}

impl Disk {
    /// A disk whose power is cut after so many operations.
    pub(crate) fn cut_after(operations: usize) -> Self {
        let disk = Self::default();
        disk.book.lock().unwrap().cut_after = Some(operations);
        disk
    }

    /// Cuts the power after so many more operations.
    pub(crate) fn cut_in(&self, operations: usize) {
        let mut book = self.book.lock().unwrap();
        book.cut_after = Some(book.done + operations);
    }

    /// The store of the product over this disk.
    pub(crate) fn store(&self) -> Arc<dyn ObjectStore> {
        Arc::new(DurableStore { files: Arc::new(self.clone()), barrier: Arc::new(self.clone()) })
    }

    /// Operations that were done.
    pub(crate) fn done(&self) -> usize {
        self.book.lock().unwrap().done
    }

    /// Leaves in a folder what survived; a name that survived without its content is an empty file.
    pub(crate) fn restart(&self, folder: &FilePath) {
        std::fs::remove_dir_all(folder).unwrap();
        let book = self.book.lock().unwrap();
        for (name, file) in &book.kept_names {
            let path = self.files.path_to_filesystem(name).unwrap();
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, book.kept_contents.get(file).map(Vec::as_slice).unwrap_or_default()).unwrap();
        }
    }

    fn operate(&self) -> Result<()> {
        let mut book = self.book.lock().unwrap();
        if book.cut_after.is_some_and(|after| book.done >= after) {
            return Err(Error::Generic { store: "disk", source: "no power".into() });
        }
        book.done += 1;
        Ok(())
    }

    fn born(&self, location: &Path) {
        let mut book = self.book.lock().unwrap();
        let number = book.done;
        book.names.insert(location.clone(), number);
    }
}

#[async_trait]
impl Barrier for Disk {
    async fn keep_content(&self, location: &Path) -> Result<()> {
        self.operate()?;
        let content = std::fs::read(self.files.path_to_filesystem(location)?).unwrap();
        let mut book = self.book.lock().unwrap();
        let file = book.names[location];
        book.kept_contents.insert(file, content);
        Ok(())
    }

    async fn keep_name(&self, location: &Path) -> Result<()> {
        self.operate()?;
        let folder = |name: &Path| name.as_ref().rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let book = &mut *self.book.lock().unwrap();
        let here = folder(location);
        book.kept_names.retain(|name, _| folder(name) != here);
        book.kept_names.extend(
            book.names.iter().filter(|(name, _)| folder(name) == here).map(|(name, file)| (name.clone(), *file)),
        );
        Ok(())
    }
}

impl std::fmt::Display for Disk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "a disk")
    }
}

#[async_trait]
impl ObjectStore for Disk {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.operate()?;
        let result = self.files.put_opts(location, payload, options).await?;
        self.born(location);
        Ok(result)
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let parts = self.files.put_multipart_opts(location, options).await?;
        Ok(Box::new(Parts { disk: self.clone(), parts, location: location.clone() }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let disk = self.clone();
        let counted = locations.map(move |location| {
            let location = location?;
            disk.operate()?;
            disk.book.lock().unwrap().names.remove(&location);
            Ok(location)
        });
        self.files.delete_stream(counted.boxed())
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        Err(Error::NotSupported { source: "nothing here copies".into() })
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.operate()?;
        self.files.rename_opts(from, to, options).await?;
        let mut book = self.book.lock().unwrap();
        let file = book.names.remove(from).unwrap();
        book.names.insert(to.clone(), file);
        Ok(())
    }
}

#[derive(Debug)]
struct Parts {
    disk: Disk,
    parts: Box<dyn MultipartUpload>,
    location: Path,
}

#[async_trait]
impl MultipartUpload for Parts {
    fn put_part(&mut self, payload: PutPayload) -> UploadPart {
        match self.disk.operate() {
            Ok(()) => self.parts.put_part(payload),
            Err(error) => Box::pin(async move { Err(error) }),
        }
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.disk.operate()?;
        let result = self.parts.complete().await?;
        self.disk.born(&self.location);
        Ok(result)
    }

    async fn abort(&mut self) -> Result<()> {
        self.parts.abort().await
    }
}
