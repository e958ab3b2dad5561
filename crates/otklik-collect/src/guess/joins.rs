//! Which files' rows belong to which: by the names of columns and by the values that they share.

use std::collections::BTreeSet;

use super::Becomes;
use super::files::Sampled;
use super::names::words;

/// A column of one file that holds the key of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Join {
    pub(super) from: usize,
    pub(super) column: usize,
    pub(super) to: usize,
    pub(super) key: usize,
}

pub(super) type Joins = Vec<Join>;

/// The share of sampled values that must be found in the other file when its sample is a beginning only.
const LEAST_OVERLAP: f64 = 0.02;

/// Finds joins; never one that leads back to where it began.
pub(super) fn find(sampled: &[Sampled], entries: &[String]) -> Joins {
    let mut possible: Vec<(f64, Join)> = Vec::new();
    for (from, file) in sampled.iter().enumerate() {
        for (to, other) in sampled.iter().enumerate().filter(|(to, _)| *to != from) {
            for (column, own) in file.columns.iter().enumerate() {
                for (key, theirs) in other.columns.iter().enumerate() {
                    let is_key =
                        theirs.profile.is_unique() && !theirs.profile.is_time() && theirs.profile.distinct() > 1;
                    if !is_key || !are_named_alike(&own.name, &theirs.name, &entries[to]) {
                        continue;
                    }
                    let overlap = own.profile.overlap(&theirs.profile);
                    if overlap >= LEAST_OVERLAP {
                        possible.push((overlap, Join { from, column, to, key }));
                    }
                }
            }
        }
    }
    // A file without a time of its own is looked up rather than looking up; then the closer kinship counts.
    let is_dimension = |join: &Join| !sampled[join.to].has(Becomes::Time);
    possible.sort_by(|one, other| {
        is_dimension(&other.1)
            .cmp(&is_dimension(&one.1))
            .then(other.0.total_cmp(&one.0))
            .then(one.1.from.cmp(&other.1.from))
    });
    let mut joins = Joins::new();
    for (_, join) in possible {
        let is_new = !joins.iter().any(|known| known.from == join.from && known.to == join.to);
        // Other files find a row of this one by one column only.
        let is_one_key = joins.iter().all(|known| known.to != join.to || known.key == join.key);
        let own = &sampled[join.from];
        let is_useful = is_dimension(&join) || reaches(&joins, join.to, |other| gains(own, &sampled[other]));
        if is_new && is_one_key && is_useful && !reaches(&joins, join.to, |other| other == join.from) {
            joins.push(join);
        }
    }
    joins
}

/// Whether the other file knows what this one lacks.
fn gains(own: &Sampled, other: &Sampled) -> bool {
    let lacking = [Becomes::Time, Becomes::Customer, Becomes::Email, Becomes::Phone, Becomes::Unit];
    lacking.iter().any(|becomes| other.has(*becomes) && !own.has(*becomes))
        || other.columns.iter().filter(|column| column.role.becomes == Becomes::Customer).count() > 1
        || other.columns.iter().any(|column| column.role.becomes == Becomes::Customer && !column.profile.is_unique())
            && own.columns.iter().any(|column| column.role.becomes == Becomes::Customer && column.profile.is_unique())
}

fn are_named_alike(own: &str, theirs: &str, entry: &str) -> bool {
    let (own, theirs) = (words(own), words(theirs));
    if own == theirs {
        return true;
    }
    // `customer` here and `id` in `customers`.
    let is_bare = matches!(&theirs[..], [one] if ["id", "key", "code", "код", "номер", "№"].contains(&one.as_str()));
    let stem: String = entry.chars().take(entry.chars().count().saturating_sub(1).max(3)).collect();
    is_bare
        && own.iter().any(|word| word.starts_with(&stem) || stem.starts_with(word.as_str()) && word.chars().count() > 3)
}

/// Whether a file, or one that it refers to at however many steps, is of some sort.
pub(super) fn reaches(joins: &Joins, from: usize, is: impl Fn(usize) -> bool) -> bool {
    let (mut waiting, mut seen) = (vec![from], BTreeSet::from([from]));
    while let Some(file) = waiting.pop() {
        if is(file) {
            return true;
        }
        waiting.extend(joins.iter().filter(|join| join.from == file).map(|join| join.to).filter(|to| seen.insert(*to)));
    }
    false
}

/// Whose rows are events: those with a time, of their own or of a file that they refer to; and, where nobody has one, those that nobody looks up.
pub(super) fn gives_events(sampled: &[Sampled], joins: &Joins) -> Vec<bool> {
    let gives = |file: usize| {
        let is_timed = reaches(joins, file, |other| sampled[other].has(Becomes::Time));
        is_timed || !joins.iter().any(|join| join.to == file)
    };
    (0..sampled.len()).map(gives).collect()
}
