//! What is to be compacted: a function of the files there are.

use std::collections::BTreeMap;

use crate::cell::Cell;
use crate::data_file::DataFile;

/// From which sizes on files are put together or cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompactionLimits {
    /// So many tails of commits are put into sorted files.
    pub tails: usize,
    /// Or so many rows in tails.
    pub tail_rows: u64,
    /// One job takes so many rows of tails, and no more than fits.
    pub job_rows: u64,
    /// One job takes so many tails.
    pub job_tails: usize,
    /// A cell with more rows is cut.
    pub cell_rows: u64,
}

impl Default for CompactionLimits {
    fn default() -> Self {
        Self { tails: 32, tail_rows: 500_000, job_rows: 4_000_000, job_tails: 256, cell_rows: 4_000_000 }
    }
}

/// Newer files of a cell are merged with an older one when they have this part of its rows together.
///
/// So each file of a cell has more than four times the rows of all smaller ones together: a cell of n rows
/// has at most 2 + log₅ n files, eleven at four million rows.
const NEWER_PART: u64 = 4;

/// Files that are rewritten together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) inputs: Vec<String>,
    /// A cell that is cut by it.
    pub(crate) split: Option<Cell>,
}

/// A cell with so many files is put in order before more tails are put away.
const CROWDED: usize = 13;
/// Unless so many times the tails wait that are usually put away at once.
const TAILS_CAN_WAIT: usize = 4;

/// The jobs that are due, the most urgent first; each can be done alone.
pub(crate) fn plan_compaction(files: &[DataFile], limits: &CompactionLimits) -> Vec<Job> {
    let mut cells: BTreeMap<Cell, Vec<&DataFile>> = BTreeMap::new();
    for file in files {
        if let Some(cell) = file.cell {
            cells.entry(cell).or_default().push(file);
        }
    }
    let mut jobs = Vec::new();
    for (cell, files) in cells {
        let rows: u64 = files.iter().map(|file| file.extent.rows).sum();
        if rows > limits.cell_rows && !cell.parts().is_empty() {
            jobs.push(Job { inputs: names(&files), split: Some(cell) });
        } else {
            jobs.extend(merge_newer(files));
        }
    }
    jobs.sort_by_key(|job| std::cmp::Reverse(job.inputs.len()));
    if let Some(tails) = put_tails_away(files, limits) {
        let waiting = files.iter().filter(|file| file.cell.is_none()).count();
        let crowded = jobs.first().is_some_and(|job| job.inputs.len() >= CROWDED);
        let place = usize::from(crowded && waiting < TAILS_CAN_WAIT * limits.tails);
        jobs.insert(place, tails);
    }
    jobs
}

fn put_tails_away(files: &[DataFile], limits: &CompactionLimits) -> Option<Job> {
    let mut tails: Vec<&DataFile> = files.iter().filter(|file| file.cell.is_none()).collect();
    let waiting: u64 = tails.iter().map(|tail| tail.extent.rows).sum();
    if tails.len() < limits.tails && waiting < limits.tail_rows {
        return None;
    }
    // The oldest first, so that what is late is what came last.
    tails.sort_by_key(|tail| (tail.extent.positions, tail.path.clone()));
    let mut rows = 0;
    tails.truncate(limits.job_tails);
    let fitting = tails.iter().take_while(|tail| {
        rows += tail.extent.rows;
        rows <= limits.job_rows
    });
    let count = fitting.count().max(1);
    Some(Job { inputs: names(&tails[..count]), split: None })
}

fn merge_newer(mut files: Vec<&DataFile>) -> Option<Job> {
    files.sort_by_key(|file| (std::cmp::Reverse(file.extent.rows), file.path.clone()));
    let mut smaller: u64 = files.iter().map(|file| file.extent.rows).sum();
    for (place, file) in files.iter().enumerate().take(files.len().saturating_sub(1)) {
        smaller -= file.extent.rows;
        if smaller * NEWER_PART >= file.extent.rows {
            return Some(Job { inputs: names(&files[place..]), split: None });
        }
    }
    None
}

fn names(files: &[&DataFile]) -> Vec<String> {
    files.iter().map(|file| file.path.clone()).collect()
}
