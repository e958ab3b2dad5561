//! Whether inbox and lake fit together: every number that was given is in one of them.

use otklik_core::Position;
use otklik_store::StateReport;

use super::FindingKind;

/// Compares the state with the position that the lake has reached, and with the highest of any event in it.
pub(super) fn compare(state: &StateReport, reached: Position, held: Position) -> Vec<FindingKind> {
    // The database could not be read; that is told already.
    let Some(given) = state.last_position else { return Vec::new() };
    if reached.max(held) > given {
        return vec![FindingKind::DatabaseBehind { given, reached: reached.max(held) }];
    }
    let natural = |count: i64| u64::try_from(count).unwrap_or(0);
    let mut findings = Vec::new();
    // An import takes numbers for itself, so the highest event may lie beyond what the intake has reached.
    let missing = match state.waiting.filter(|(_, last, _)| *last > reached) {
        Some((first, ..)) => first.0 - reached.0 - 1,
        None => given.0 - held.0,
    };
    if missing > 0 {
        findings.push(FindingKind::EventsMissing { count: natural(missing), reached });
    }
    if let Some((first, last, _)) = state.waiting.filter(|(_, last, _)| *last > reached) {
        findings.push(FindingKind::EventsWaiting(natural(last.0 - first.0.max(reached.0 + 1) + 1)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(given: i64, waiting: Option<(i64, i64)>) -> StateReport {
        StateReport {
            last_position: Some(Position(given)),
            waiting: waiting.map(|(first, last)| (Position(first), Position(last), (last - first + 1) as u64)),
            ..StateReport::default()
        }
    }

    #[test]
    fn what_is_in_the_lake_or_waits_is_well() {
        assert!(compare(&state(10, None), Position(10), Position(10)).is_empty());
        assert_eq!(compare(&state(10, Some((8, 10))), Position(7), Position(7)), [FindingKind::EventsWaiting(3)]);
        assert!(compare(&state(10, None), Position(4), Position(10)).is_empty(), "an import brought the last ones");
        // A crash came between the commit and the trim.
        assert!(compare(&state(10, Some((8, 10))), Position(10), Position(10)).is_empty());
        assert_eq!(compare(&state(10, Some((8, 10))), Position(9), Position(9)), [FindingKind::EventsWaiting(1)]);
    }

    #[test]
    fn what_is_in_neither_is_missing_and_an_older_database_is_told() {
        let found = compare(&state(10, Some((8, 10))), Position(5), Position(5));
        assert!(found.contains(&FindingKind::EventsMissing { count: 2, reached: Position(5) }), "{found:?}");
        let lost = FindingKind::EventsMissing { count: 3, reached: Position(7) };
        assert_eq!(compare(&state(10, None), Position(7), Position(7)), [lost]);
        let behind = FindingKind::DatabaseBehind { given: Position(10), reached: Position(12) };
        assert_eq!(compare(&state(10, None), Position(12), Position(12)), [behind]);
    }
}
