//! "Did you mean": the known name that is nearest to a misspelt one.

/// The known name nearest to the given one, when it is near enough to be meant.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: Vec<char> = given.to_lowercase().chars().take(LONGEST_CHARS).collect();
    let farthest = given.len().div_ceil(3);
    known
        .into_iter()
        .map(|name| (distance(&given, &name.to_lowercase().chars().take(LONGEST_CHARS).collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= farthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

// Longer names come from broken input only; the bound keeps the work small.
const LONGEST_CHARS: usize = 64;

/// Counts the insertions, deletions and replacements between two texts (Levenshtein 1966).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other_letter) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other_letter);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_name() {
        let known = ["time", "customer", "channel"];
        assert_eq!(nearest("tiem", known), Some("time"));
        assert_eq!(nearest("Customer", known), Some("customer"));
        assert_eq!(nearest("chanel", known), Some("channel"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("", known), None);
    }
}
