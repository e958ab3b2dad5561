//! Dividing a figure into slices.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use otklik_core::filter::Delivery;
use otklik_core::{Stage, Timestamp, period};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::calendar::LocalCalendar;
use crate::delivery::Deliveries;
use crate::lens::Meaning;
use crate::row::UnitId;
use crate::view::View;

/// What a figure is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The unit where it happened.
    Unit,
    /// The channel.
    Channel,
    /// The journey stage.
    Stage,
    /// The survey that was answered.
    Survey,
    /// The week, Monday to Sunday.
    Week,
    /// The calendar month.
    Month,
    /// The hour of the day in the time zone of the unit where it happened.
    Hour,
    /// Whether the order came as promised.
    Delivery,
}

impl By {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Channel => "channel",
            Self::Stage => "stage",
            Self::Survey => "survey",
            Self::Week => "week",
            Self::Month => "month",
            Self::Hour => "hour",
            Self::Delivery => "delivery",
        }
    }
}

/// What a figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The period of equal length just before.
    PreviousPeriod,
}

/// The part of the data that a row is about: empty for the whole.
pub type Slice = BTreeMap<String, String>;

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

/// The value of a slice, in the order in which rows are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SliceValue {
    Text(String),
    Unit(Option<UnitId>),
    Stage(Option<Stage>),
    Date(Date),
    Month(Date),
    Hour(i8),
    Delivery(Option<Delivery>),
}

/// What slicing needs to know of an event.
pub(crate) struct Sliced<'a> {
    pub(crate) time: Timestamp,
    pub(crate) unit: Option<UnitId>,
    pub(crate) meaning: Option<&'a Meaning>,
    pub(crate) survey: &'a str,
    pub(crate) order: Option<&'a str>,
}

/// Says for each event to which slice it belongs.
pub(crate) struct Slicer<'a> {
    by: By,
    calendar: LocalCalendar<'a>,
    /// Hours of the day in units, each in its own time zone.
    hours: HashMap<Option<UnitId>, LocalCalendar<'a>>,
    view: &'a View<'a>,
    deliveries: Option<&'a Deliveries>,
}

impl<'a> Slicer<'a> {
    pub(crate) fn new(by: By, view: &'a View<'_>, deliveries: Option<&'a Deliveries>) -> Self {
        Self { by, calendar: LocalCalendar::new(&view.zone), hours: HashMap::new(), view, deliveries }
    }

    pub(crate) fn value(&mut self, event: &Sliced<'_>) -> SliceValue {
        match self.by {
            By::Unit => SliceValue::Unit(event.unit),
            By::Channel => {
                SliceValue::Text(event.meaning.map(|meaning| meaning.channel().to_owned()).unwrap_or_default())
            }
            By::Stage => SliceValue::Stage(event.meaning.and_then(Meaning::stage)),
            By::Survey => SliceValue::Text(event.survey.to_owned()),
            By::Week => SliceValue::Date(self.calendar.quarter(event.time).monday),
            By::Month => SliceValue::Month(self.calendar.quarter(event.time).month),
            By::Hour => {
                let view = self.view;
                let calendar =
                    self.hours.entry(event.unit).or_insert_with(|| LocalCalendar::new(view.zone_of(event.unit)));
                SliceValue::Hour(calendar.quarter(event.time).hour)
            }
            By::Delivery => SliceValue::Delivery(self.deliveries.and_then(|deliveries| deliveries.of(event.order))),
        }
    }
}

impl View<'_> {
    /// The slice as it stands on the wire.
    pub(crate) fn slice(&self, by: By, value: &SliceValue) -> Slice {
        let text = match value {
            SliceValue::Text(text) => text.clone(),
            SliceValue::Unit(unit) => unit.map(|unit| self.unit(unit).to_string()).unwrap_or_default(),
            SliceValue::Stage(stage) => stage.map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
            SliceValue::Date(date) => date.to_string(),
            SliceValue::Month(date) => date.strftime("%Y-%m").to_string(),
            SliceValue::Hour(hour) => hour.to_string(),
            SliceValue::Delivery(delivery) => match delivery {
                Some(Delivery::InTime) => "in_time".to_owned(),
                Some(Delivery::Late) => "late".to_owned(),
                None => String::new(),
            },
        };
        Slice::from([(by.as_str().to_owned(), text)])
    }

    /// Whether the week or month of a slice is not over.
    pub(crate) fn is_unfinished(&self, value: &SliceValue) -> bool {
        let today = self.zone.local(self.now).date();
        match value {
            SliceValue::Date(monday) => *monday == period::monday_of(today),
            SliceValue::Month(first) => *first == today.first_of_month(),
            _ => false,
        }
    }
}
