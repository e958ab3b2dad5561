//! Units of the company and what a person may see of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

/// A unit's path from the root, such as `msk/arbat`: lower-case segments of letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "msk/arbat")]
pub struct UnitPath(String);

/// A text that is no unit path.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not a unit such as msk/arbat")]
pub struct UnitPathError {
    /// The text as it was given.
    pub text: String,
}

const LONGEST_PATH_BYTES: usize = 200;

impl UnitPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of this unit's ancestor, or of itself, with so many segments; none when it has fewer.
    pub fn ancestor(&self, segments: usize) -> Option<&str> {
        let mut ends = self.0.match_indices('/').map(|(end, _)| end).chain([self.0.len()]);
        ends.nth(segments.checked_sub(1)?).map(|end| &self.0[..end])
    }

    /// Whether this unit is `root` or lies below it.
    pub fn is_within(&self, root: &UnitPath) -> bool {
        self.0.strip_prefix(&root.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromStr for UnitPath {
    type Err = UnitPathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let segment_ok = |segment: &str| {
            !segment.is_empty()
                && segment
                    .chars()
                    .all(|letter| letter.is_alphanumeric() && !letter.is_uppercase() || letter == '-' || letter == '_')
        };
        if text.len() <= LONGEST_PATH_BYTES && text.split('/').all(segment_ok) {
            Ok(Self(text.to_owned()))
        } else {
            Err(UnitPathError { text: text.to_owned() })
        }
    }
}

impl TryFrom<String> for UnitPath {
    type Error = UnitPathError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<UnitPath> for String {
    fn from(path: UnitPath) -> Self {
        path.0
    }
}

impl fmt::Display for UnitPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The part of the company that a person may see.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything, events without a unit included.
    Company,
    /// These subtrees only.
    Units(Vec<UnitPath>),
}

impl Scope {
    /// Whether an event of this unit may be seen; an event without unit only by who sees the whole company.
    pub fn admits(&self, unit: Option<&UnitPath>) -> bool {
        match self {
            Self::Company => true,
            Self::Units(roots) => unit.is_some_and(|unit| roots.iter().any(|root| unit.is_within(root))),
        }
    }

    /// Whether it contains a unit or a part of it: what lies above one's own units is shown as the way to them.
    pub fn shows(&self, unit: &UnitPath) -> bool {
        match self {
            Self::Company => true,
            Self::Units(roots) => roots.iter().any(|root| unit.is_within(root) || root.is_within(unit)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> UnitPath {
        text.parse().unwrap()
    }

    #[test]
    fn a_subtree_ends_at_a_slash() {
        assert!(unit("msk/arbat").is_within(&unit("msk")));
        assert!(unit("msk").is_within(&unit("msk")));
        assert!(!unit("mskova").is_within(&unit("msk")));
    }

    #[test]
    fn an_ancestor_has_the_first_segments() {
        let till = unit("msk/arbat/till");
        assert_eq!([1, 2, 3].map(|level| till.ancestor(level).unwrap()), ["msk", "msk/arbat", "msk/arbat/till"]);
        assert_eq!((till.ancestor(0), till.ancestor(4)), (None, None));
    }

    #[test]
    fn odd_paths_are_refused() {
        for text in ["", "/msk", "msk/", "a//b", "Msk", "a b", "../etc"] {
            assert!(text.parse::<UnitPath>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_scope_hides_what_has_no_unit() {
        let scope = Scope::Units(vec![unit("msk")]);
        assert!(scope.admits(Some(&unit("msk/arbat"))));
        assert!(!scope.admits(Some(&unit("spb"))));
        assert!(!scope.admits(None));
        assert!(Scope::Company.admits(None));
    }
}
