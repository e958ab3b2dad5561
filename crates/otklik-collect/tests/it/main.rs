//! Whole files and bodies through the crate's front door.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod any_input;
mod damage;
mod damaged_files;
mod desk;
mod formats;
mod given_files;
#[path = "../../../otklik-store/tests/it/home.rs"]
#[expect(dead_code, unused_macros, reason = "the store's tests use more of it")]
mod home;
mod hostile_files;
mod locales;
mod nasty_file;
mod olist;
mod parquet_files;
mod roads;
mod several_servers;

use std::path::PathBuf;
use std::sync::Arc;

use otklik_collect::{Chunk, Import, ImportError, Mapping};
use otklik_core::{FixedClock, Timestamp};

fn now() -> Timestamp {
    Timestamp::parse("2026-06-01T00:00:00Z").unwrap()
}

fn still_clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at(now()))
}

/// A file of the test's own in a folder of the test's own.
fn written(folder: &str, name: &str, content: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Everything that the files give, put together from small chunks.
fn import(mapping: &str, files: &[PathBuf]) -> Result<Chunk, ImportError> {
    let mut import = Import::open(Mapping::parse(mapping).unwrap(), files, now())?;
    let mut whole = Chunk::default();
    while let Some(chunk) = import.next_chunk(500)? {
        assert!(chunk.events.len() <= 500);
        assert!(chunk.bytes_done >= whole.bytes_done && chunk.rows_done >= whole.rows_done);
        whole.events.extend(chunk.events);
        whole.rejected.extend(chunk.rejected);
        (whole.rows_done, whole.bytes_done) = (chunk.rows_done, chunk.bytes_done);
    }
    assert_eq!(whole.bytes_done, import.bytes_total(), "progress ends at the end");
    assert_eq!(import.next_chunk(500)?, None);
    Ok(whole)
}
