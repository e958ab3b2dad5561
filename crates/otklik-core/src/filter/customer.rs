//! Conditions on whoever an event happened to.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use super::Filter;
use crate::time::DAY_MICROS;
use crate::{IdentifierKind, Period, UnitPath};

/// What a customer must be like; an event that is nobody's meets none of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomerCondition {
    /// It is known who it is.
    Known,
    /// They are seen most in this unit or below it, as far as the reader may see.
    HomeUnit(UnitPath),
    /// Such an identifier of theirs is known.
    Has(IdentifierKind),
    /// They did this, or it happened to them.
    Done(Deed),
    /// They did not do this, and it did not happen to them.
    NotDone(Deed),
}

/// Something that a customer did or that happened to them: events of theirs, how many, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// Which events; conditions on customers have no place in it.
    #[schema(no_recursion)]
    pub event: Box<Filter>,
    /// When; ever, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// So many of them; once, if left out.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    #[schema(value_type = u32, minimum = 1, default = 1)]
    pub at_least: NonZeroU32,
}

/// When a deed must have been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// So many times 24 hours before the event or less; not at the same instant.
    DaysBefore(DayCount),
    /// So many times 24 hours after the event or less; not at the same instant.
    DaysAfter(DayCount),
    /// In this period, whenever the event itself was.
    Period(Period),
}

/// A number of days, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "u16", into = "u16")]
#[schema(value_type = u16, minimum = 1)]
pub struct DayCount(u16);

/// No days at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("there must be at least one day")]
pub struct NoDays;

impl DayCount {
    /// As microseconds.
    pub fn micros(self) -> i64 {
        i64::from(self.0) * DAY_MICROS
    }
}

impl TryFrom<u16> for DayCount {
    type Error = NoDays;

    fn try_from(days: u16) -> Result<Self, NoDays> {
        if days == 0 { Err(NoDays) } else { Ok(Self(days)) }
    }
}

impl From<DayCount> for u16 {
    fn from(days: DayCount) -> Self {
        days.0
    }
}

fn once() -> NonZeroU32 {
    NonZeroU32::MIN
}

fn is_once(times: &NonZeroU32) -> bool {
    *times == once()
}
