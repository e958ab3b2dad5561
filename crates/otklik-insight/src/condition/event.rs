//! What a condition asks of an event.

use otklik_core::Timestamp;
use otklik_lake::Column;

use super::{AnswerTest, Codes, TextSet};
use crate::row::{Row, UnitId};

/// An event as far as it is known.
pub(crate) trait Event {
    fn time(&self) -> Timestamp;
    fn kind(&self) -> i64;
    fn person(&self) -> Option<i64>;
    fn unit(&self) -> Option<UnitId>;
    fn order(&self) -> Option<&str>;
    fn has_one_of(&self, texts: &TextSet) -> bool;
    fn answers(&self, test: &AnswerTest) -> bool;
}

/// An event in its batch, whose codes were looked up.
pub(crate) struct Coded<'a> {
    pub(crate) row: &'a Row<'a>,
    pub(crate) codes: &'a Codes,
}

impl Event for Coded<'_> {
    fn time(&self) -> Timestamp {
        self.row.time
    }

    fn kind(&self) -> i64 {
        self.row.kind()
    }

    fn person(&self) -> Option<i64> {
        self.row.person()
    }

    fn unit(&self) -> Option<UnitId> {
        self.row.unit
    }

    fn order(&self) -> Option<&str> {
        self.row.text(Column::OrderId)
    }

    fn has_one_of(&self, texts: &TextSet) -> bool {
        texts.admits(self.row, self.codes)
    }

    fn answers(&self, test: &AnswerTest) -> bool {
        test.admits(self.row, self.codes)
    }
}

/// An event of which only these are known; a condition that [needs more](super::Condition::needs_rows) must not be asked.
pub(crate) struct Fact {
    pub(crate) time: Timestamp,
    pub(crate) kind: i64,
    pub(crate) person: i64,
    pub(crate) unit: Option<UnitId>,
}

impl Event for Fact {
    fn time(&self) -> Timestamp {
        self.time
    }

    fn kind(&self) -> i64 {
        self.kind
    }

    fn person(&self) -> Option<i64> {
        Some(self.person)
    }

    fn unit(&self) -> Option<UnitId> {
        self.unit
    }

    fn order(&self) -> Option<&str> {
        None
    }

    fn has_one_of(&self, _texts: &TextSet) -> bool {
        false
    }

    fn answers(&self, _test: &AnswerTest) -> bool {
        false
    }
}
