//! Units as narrow numbers.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::NO_UNIT;

/// The units that occur, by the numbers under which columns know them. Numbers are only ever added.
#[derive(Debug, Default)]
pub struct UnitNames {
    known: RwLock<(Vec<String>, HashMap<String, u16>)>,
}

impl UnitNames {
    /// The number of a unit; beyond the narrow numbers a unit has the number of none.
    pub(super) fn number(&self, name: &str) -> u16 {
        let known = |names: &(Vec<String>, HashMap<String, u16>)| names.1.get(name).copied();
        if let Some(number) = known(&self.known.read().unwrap_or_else(PoisonError::into_inner)) {
            return number;
        }
        let mut names = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = known(&names) {
            return number;
        }
        let number = u16::try_from(names.0.len()).unwrap_or(NO_UNIT);
        if number < NO_UNIT {
            names.0.push(name.to_owned());
            names.1.insert(name.to_owned(), number);
        }
        number
    }

    /// The units in the order of their numbers.
    pub fn all(&self) -> Vec<String> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}
