//! What became of the rows from one state of the table to the next.

use crate::data_file::DataFile;
use crate::snapshot::Snapshot;

/// Commits that are remembered one by one; who is further behind reads everything anew.
const MOST_ARRIVALS: usize = 4_096;

/// Where a state stands in what this process saw of the table.
///
/// Within one age rows only come: sorting them anew changes nothing. A new age begins when rows went, or when that cannot be ruled out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) age: u64,
    /// Files with new rows that came in this age.
    pub(crate) arrivals: u64,
}

/// The present age and the files that came in it.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    standing: Standing,
    files: Vec<DataFile>,
}

impl Lineage {
    /// Takes the step from one state to the next, and says where the next one stands.
    pub(crate) fn step(&mut self, before: &Snapshot, after: &Snapshot) -> Standing {
        let (gone, mut come) = difference(&before.files, &after.files);
        let rows = |files: &[DataFile]| files.iter().map(|file| file.extent.rows).sum::<u64>();
        let is_sorted_anew = after.version == before.version + 1 && rows(&gone) == rows(&come);
        if gone.is_empty() {
            self.standing.arrivals += come.len() as u64;
            self.files.append(&mut come);
            if self.files.len() > MOST_ARRIVALS {
                self.files.drain(..self.files.len() - MOST_ARRIVALS / 2);
            }
        } else if !is_sorted_anew {
            self.standing = Standing { age: self.standing.age + 1, arrivals: 0 };
            self.files.clear();
        }
        self.standing
    }

    pub(crate) fn standing(&self) -> Standing {
        self.standing
    }

    /// The files with the rows that came between two states; nothing if that is not known.
    pub(crate) fn between(&self, before: Standing, after: Standing) -> Option<Vec<DataFile>> {
        let first = self.standing.arrivals - self.files.len() as u64;
        let is_known = before.age == self.standing.age && after.age == before.age && before.arrivals >= first;
        let range = (before.arrivals.checked_sub(first)? as usize)..(after.arrivals.checked_sub(first)? as usize);
        if is_known { self.files.get(range).map(<[DataFile]>::to_vec) } else { None }
    }
}

/// The files that only the one list has, and those that only the other has; both are sorted by path.
fn difference(before: &[DataFile], after: &[DataFile]) -> (Vec<DataFile>, Vec<DataFile>) {
    let only = |own: &[DataFile], others: &[DataFile]| {
        let is_there = |file: &&DataFile| others.binary_search_by(|other| other.path.cmp(&file.path)).is_ok();
        own.iter().filter(|file| !is_there(file)).cloned().collect()
    };
    (only(before, after), only(after, before))
}
