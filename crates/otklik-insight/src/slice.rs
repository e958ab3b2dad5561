//! Dividing a figure into slices.

mod by;
mod slicer;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use otklik_core::filter::Delivery;
use otklik_core::period::CalendarUnit;
use otklik_core::{Experience, Filter, Stage, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use by::By;
pub(crate) use by::divisions;
pub(crate) use slicer::{Sliced, Slicer};
pub(crate) use table::SliceTable;

use crate::row::UnitId;
use crate::view::View;

/// What a figure is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The calendar's week, month, quarter or year before, else the period of equal length just before.
    PreviousPeriod,
    /// The same period 52 weeks before, so that weekdays meet the same weekdays.
    SamePeriodLastYear,
    /// Each slice with all the others together.
    Rest,
    /// Each slice with this one, written as in a row.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    Slice(Slice),
    /// What this filter admits instead, in its own period if it names one.
    Filter(Filter),
}

/// The part of the data that a row is about: empty for the whole.
pub type Slice = BTreeMap<String, String>;

/// What the company calls the values of a division that it names itself, by division and value.
pub type SliceNames = BTreeMap<String, BTreeMap<String, Text>>;

/// What a question could not count, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftOut {
    /// How many events.
    pub rows: u64,
    /// Why; nothing when nothing was left out.
    pub reason: Option<LeftOutReason>,
}

impl LeftOut {
    pub(crate) fn other_scale(rows: u64) -> Self {
        Self { rows, reason: (rows > 0).then_some(LeftOutReason::OtherScale) }
    }
}

/// Why events were left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// The question was asked on another scale than the metric's.
    OtherScale,
    /// They name no unit.
    NoUnit,
    /// There were more than the answer may list.
    Limit,
}

/// The value of one division, in the order in which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SliceValue {
    /// The place of a name among the division's names, which are sorted.
    Name(u32),
    Unit(Option<UnitId>),
    Stage(Option<Stage>),
    Experience(Option<Experience>),
    Day(Date),
    Week(Date),
    Month(Date),
    Weekday(i8),
    Hour(i8),
    Delivery(Option<Delivery>),
}

/// The values of the divisions of a question, in its order: nothing for the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SliceKey(pub(crate) [Option<SliceValue>; by::MOST_DIVISIONS]);

impl SliceKey {
    pub(crate) fn values(&self) -> impl Iterator<Item = SliceValue> {
        self.0.into_iter().flatten()
    }
}

impl View<'_> {
    /// Whether the day, week or month of a slice is not over.
    pub(crate) fn is_unfinished(&self, key: &SliceKey) -> bool {
        let today = self.zone.local(self.now).date();
        key.values().any(|value| match value {
            SliceValue::Day(day) => day == today,
            SliceValue::Week(monday) => monday == CalendarUnit::Week.first_day(today),
            SliceValue::Month(first) => first == CalendarUnit::Month.first_day(today),
            _ => false,
        })
    }

    /// The names of touchpoints and departments, where a question is divided by them.
    pub(crate) fn slice_names(&self, by: &[By]) -> SliceNames {
        let named = by.iter().filter(|by| matches!(by, By::Touchpoint | By::Department));
        named
            .map(|by| {
                let texts: BTreeSet<&Text> = self
                    .lens
                    .kinds()
                    .filter_map(|(_, meaning)| match by {
                        By::Touchpoint => meaning.touchpoint(),
                        _ => meaning.department(),
                    })
                    .collect();
                let names = texts.into_iter().map(|text| (text.en.clone(), text.clone())).collect();
                (by.as_str().to_owned(), names)
            })
            .collect()
    }
}
