//! The hashes by which the log of imports knows files.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use tokio::task::JoinHandle;

/// Hashes files aside (BLAKE3, hexadecimal digits), in their order.
pub(super) fn begin(files: Vec<PathBuf>) -> JoinHandle<io::Result<Vec<String>>> {
    tokio::task::spawn_blocking(move || files.into_iter().map(|file| hash(File::open(file)?)).collect())
}

fn hash(file: File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(hasher.finalize().to_hex().to_string())
}
