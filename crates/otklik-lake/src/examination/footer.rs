//! The end of a Parquet file, which says how many rows it has and where they are.

use std::fs::File;
use std::path::Path;

use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;

/// Rows of a file as its footer says, or why the footer cannot be read.
pub(super) fn rows_of(file: &Path) -> Result<u64, String> {
    let opened = File::open(file).map_err(|error| error.to_string())?;
    let reader = SerializedFileReader::new(opened).map_err(|error| error.to_string())?;
    Ok(reader.metadata().file_metadata().num_rows().max(0) as u64)
}
