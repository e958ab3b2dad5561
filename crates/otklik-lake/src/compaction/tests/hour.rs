use std::collections::BTreeMap;

use super::*;
use crate::cell::Cell;
use crate::data_file::{DataFile, Extent};

/// The cells and rows of files, without the files.
struct Table {
    files: Vec<DataFile>,
    written: u64,
    rewritten_rows: u64,
}

impl Table {
    fn add(&mut self, path: String, rows: u64, position: i64) {
        self.written += 1;
        let extent = Extent { rows, positions: Some((position, position)), ..Extent::default() };
        let mut file = DataFile::new(&path, rows * 60, None);
        file.extent = extent;
        self.files.push(file);
    }

    /// Does a job: rows of tails go into the given cells evenly, those of sorted files stay or are cut evenly.
    fn perform(&mut self, job: &plan::Job, late: &[Cell]) {
        let (inputs, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.files).into_iter().partition(|file| job.inputs.contains(&file.path));
        assert_eq!(inputs.len(), job.inputs.len());
        self.files = others;
        let rows: u64 = inputs.iter().map(|file| file.extent.rows).sum();
        self.rewritten_rows += rows;
        let cells = match (job.split, inputs[0].cell) {
            (Some(cell), _) => cell.parts(),
            (None, Some(cell)) => vec![cell],
            (None, None) => late.to_vec(),
        };
        for (number, cell) in cells.iter().enumerate() {
            let share = rows / cells.len() as u64 + u64::from((number as u64) < rows % cells.len() as u64);
            if share > 0 {
                self.add(format!("{}/{}.parquet", cell.folder(), self.written), share, 0);
            }
        }
    }

    fn most_files_of_a_cell(&self) -> usize {
        let mut counts: BTreeMap<Cell, usize> = BTreeMap::new();
        for cell in self.files.iter().filter_map(|file| file.cell) {
            *counts.entry(cell).or_default() += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }
}

/// How fast files are rewritten, to be on the safe side: rows a second, and seconds a job and a file.
const ROWS_PER_SECOND: f64 = 300_000.0;
const SECONDS_PER_JOB: f64 = 0.2;
const SECONDS_PER_FILE: f64 = 0.01;

/// Where the rows of tails go: late ones to every cell in use for these years.
fn targets(table: &Table, years: &[Cell]) -> Vec<Cell> {
    let mut routes = Routes::new(table.files.iter().filter_map(|file| file.cell));
    for month in years.iter().flat_map(|year| year.months()) {
        for spread in 0..16 {
            routes.find(month.start().0, Some(spread), 0);
        }
    }
    routes.found().to_vec()
}

/// Commits every half second for an hour; one compactor that takes its time. Answers the most tails and files of a cell.
fn an_hour(table: &mut Table, rows: u64, years: &[Cell]) -> (usize, usize) {
    let limits = CompactionLimits::default();
    let (mut job, mut busy_until) = (None, 0.0);
    let (mut most_tails, mut most_in_cell) = (0, 0);
    for step in 0..7_200 {
        let now = f64::from(step) / 2.0;
        table.add(format!("tail-{step}.parquet"), rows, i64::from(step));
        while now >= busy_until {
            if let Some(done) = job.take() {
                let cells = targets(table, years);
                table.perform(&done, &cells);
            }
            job = plan_compaction(&table.files, &limits).into_iter().next();
            let Some(job) = &job else { break };
            let taken = table.files.iter().filter(|file| job.inputs.contains(&file.path));
            let taken = taken.map(|file| file.extent.rows).sum::<u64>() as f64;
            let files = (job.inputs.len() + targets(table, years).len()) as f64;
            busy_until =
                f64::max(busy_until, now - 0.5) + SECONDS_PER_JOB + files * SECONDS_PER_FILE + taken / ROWS_PER_SECOND;
        }
        most_tails = most_tails.max(table.files.iter().filter(|file| file.cell.is_none()).count());
        most_in_cell = most_in_cell.max(table.most_files_of_a_cell());
    }
    (most_tails, most_in_cell)
}

/// From one row a commit to forty thousand a second, of this year, of two years, or scattered over thirty.
#[test]
fn the_number_of_files_stays_bounded_over_an_hour_of_commits() {
    let mut routes = Routes::new([]);
    for back in 0..30 {
        routes.find(NOON.0 - back * 365 * 86_400_000_000, None, 0);
    }
    let years = routes.found().to_vec();
    for (rows, years) in [(1, &years[..1]), (500, &years[..2]), (3_000, &years[..]), (20_000, &years[..1])] {
        let mut table = Table { files: Vec::new(), written: 0, rewritten_rows: 0 };
        let (tails, in_cell) = an_hour(&mut table, rows, years);
        assert!(tails <= 200, "{rows} rows a commit: {tails} tails");
        assert!(in_cell <= 20, "{rows} rows a commit: {in_cell} files of a cell");
        while let Some(job) = plan_compaction(&table.files, &CompactionLimits::default()).first() {
            let cells = targets(&table, years);
            table.perform(job, &cells);
        }
        let total: u64 = table.files.iter().map(|file| file.extent.rows).sum();
        assert_eq!(total, 7_200 * rows);
        // At rest the sizes of a cell's files grow fivefold: eleven are enough for four million rows.
        assert!(table.most_files_of_a_cell() <= 11, "{rows} rows a commit");
        // Every row is rewritten as often as files have sizes, not as often as there are commits.
        assert!(table.rewritten_rows <= 10 * total, "{rows}: {} rows rewritten for {total}", table.rewritten_rows);
        println!(
            "{rows} rows a commit: {tails} tails, {in_cell} files of a cell, {} times rewritten",
            table.rewritten_rows / total
        );
    }
}
