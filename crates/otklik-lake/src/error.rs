//! What can fail in the lake.

use std::path::PathBuf;

use datafusion::error::DataFusionError;
use deltalake_core::DeltaTableError;
use otklik_core::ErrorCode;
use parquet::errors::ParquetError;
use thiserror::Error;

/// A failed operation of the lake.
#[derive(Debug, Error)]
pub enum LakeError {
    /// The folder cannot be made or reached.
    #[error("cannot use the folder {}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The table's log cannot be read or written.
    #[error("cannot {operation} the events table")]
    Table {
        /// What was tried.
        operation: &'static str,
        /// Why.
        #[source]
        source: Box<DeltaTableError>,
    },
    /// A data file cannot be written.
    #[error("cannot write events to {path}")]
    Write {
        /// The file, relative to the table.
        path: String,
        /// Why.
        #[source]
        source: WriteFailure,
    },
    /// A scan failed.
    #[error("cannot read events")]
    Read(#[source] Box<DataFusionError>),
    /// A data file lacks a column or holds it in another type.
    #[error("the column {column} of the events table is not what this program wrote")]
    Column {
        /// The column's name.
        column: &'static str,
    },
    /// A data file cannot be read.
    #[error("cannot read {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ParquetError,
    },
    /// A data file is not in the order in which this program writes.
    #[error("the rows of {} are not in order", path.display())]
    Unsorted {
        /// The file.
        path: PathBuf,
    },
    /// A rewrite would have changed how many rows there are; it was not committed.
    #[error("a rewrite read {read} rows and wrote {written}")]
    RowsDiffer {
        /// Rows of the files that were to be replaced.
        read: u64,
        /// Rows of what was to replace them, and rows left out on purpose.
        written: u64,
    },
    /// An entry in the middle of the table's log is damaged.
    #[error("{} is damaged; restore this file from a backup, later entries depend on it", path.display())]
    LogDamaged {
        /// The entry.
        path: PathBuf,
    },
    /// A file of the state that is read was deleted meanwhile, because another process erased somebody; the newest state is whole.
    #[error("{} was erased while it was read; read the newest state", path.display())]
    Erased {
        /// The file.
        path: PathBuf,
    },
    /// There are more events in one bucket of customers than can be numbered.
    #[error("{rows} events are too many for one bucket of customers")]
    TooManyEvents {
        /// Events of the bucket.
        rows: usize,
    },
    /// Nobody waits for the outcome any more.
    #[error("the work was given up")]
    Abandoned,
    /// Work on a thread of its own did not come to its end.
    #[error("the work was interrupted")]
    Interrupted(#[source] tokio::task::JoinError),
    /// Other writers kept coming first.
    #[error("the events table was changed {attempts} times while committing")]
    Contended {
        /// How often the commit was tried.
        attempts: usize,
    },
}

/// Why a data file could not be written.
#[derive(Debug, Error)]
pub enum WriteFailure {
    /// The rows could not be put into columns.
    #[error("cannot encode the rows")]
    Encode(#[source] arrow::error::ArrowError),
    /// The Parquet writer failed.
    #[error("cannot write Parquet")]
    Parquet(#[source] ParquetError),
    /// The storage failed.
    #[error("cannot store the file")]
    Store(#[source] object_store::Error),
}

impl LakeError {
    pub(crate) fn table(operation: &'static str) -> impl Fn(DeltaTableError) -> Self {
        move |source| Self::Table { operation, source: Box::new(source) }
    }

    pub(crate) fn read(source: DataFusionError) -> Self {
        Self::Read(Box::new(source))
    }

    /// The same failure to read some files, or the reason for it when one of them is not there any more.
    pub(crate) fn of_files(self, files: impl IntoIterator<Item = PathBuf>) -> Self {
        Self::erased(files).unwrap_or(self)
    }

    /// That one of these files is not there any more, if so.
    pub(crate) fn erased(files: impl IntoIterator<Item = PathBuf>) -> Option<Self> {
        files.into_iter().find(|path| !path.exists()).map(|path| Self::Erased { path })
    }

    /// The code under which the failure reaches a reader.
    pub fn code(&self) -> ErrorCode {
        let mut cause: Option<&dyn std::error::Error> = Some(self);
        while let Some(error) = cause {
            if let Some(io) = error.downcast_ref::<std::io::Error>()
                && io.kind() == std::io::ErrorKind::StorageFull
            {
                return ErrorCode::DiskFull;
            }
            cause = error.source();
        }
        match self {
            Self::Contended { .. } | Self::Erased { .. } => ErrorCode::Busy,
            _ => ErrorCode::Internal,
        }
    }
}
