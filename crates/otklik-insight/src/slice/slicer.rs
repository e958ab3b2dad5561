//! Says for each event to which slice it belongs.

use std::collections::{BTreeSet, HashMap};

use otklik_core::Timestamp;
use otklik_core::filter::Delivery;
use otklik_lake::Column;

use super::{By, Slice, SliceKey, SliceValue};
use crate::calendar::LocalCalendar;
use crate::delivery::Deliveries;
use crate::lens::Meaning;
use crate::row::{Row, UnitId};
use crate::view::View;

/// What slicing needs to know of an event.
pub(crate) struct Sliced<'a> {
    pub(crate) time: Timestamp,
    pub(crate) unit: Option<UnitId>,
    pub(crate) kind: i64,
    pub(crate) survey: &'a str,
    pub(crate) order: Option<&'a str>,
}

impl<'a> Sliced<'a> {
    /// An event that is no answer.
    pub(crate) fn of_operation(row: &Row<'a>) -> Self {
        let order = row.text(Column::OrderId);
        Self { time: row.time, unit: row.unit, kind: row.kind(), survey: "", order }
    }
}

/// The divisions of a question; what a kind or a unit decides is looked up before the first event.
pub(crate) struct Slicer<'a> {
    view: &'a View<'a>,
    divisions: Vec<Division<'a>>,
    deliveries: Option<&'a Deliveries>,
}

struct Division<'a> {
    by: By,
    calendar: LocalCalendar<'a>,
    /// Hours of the day in units, each in its own time zone.
    hours: HashMap<Option<UnitId>, LocalCalendar<'a>>,
    /// Sorted; the first one is that of whatever has none.
    names: Vec<String>,
    by_kind: HashMap<i64, SliceValue>,
    by_unit: Vec<SliceValue>,
}

/// The name of whatever has none.
const NAMELESS: SliceValue = SliceValue::Name(0);

impl<'a> Slicer<'a> {
    pub(crate) fn new(by: &[By], view: &'a View<'_>, deliveries: Option<&'a Deliveries>) -> Self {
        Self { view, divisions: by.iter().map(|by| Division::new(*by, view)).collect(), deliveries }
    }

    pub(crate) fn key(&mut self, event: &Sliced<'_>) -> SliceKey {
        let mut key = SliceKey::default();
        for (slot, division) in key.0.iter_mut().zip(&mut self.divisions) {
            *slot = Some(division.value(event, self.view, self.deliveries));
        }
        key
    }

    /// The slice as it stands on the wire.
    pub(crate) fn slice(&self, key: &SliceKey) -> Slice {
        let written = key.values().zip(&self.divisions);
        written.map(|(value, division)| (division.by.as_str().to_owned(), division.written(value, self.view))).collect()
    }

    /// Whether a slice holds what belongs to no unit of the level.
    pub(crate) fn is_nowhere(&self, key: &SliceKey) -> bool {
        key.values()
            .zip(&self.divisions)
            .any(|(value, division)| division.by.is_of_units() && matches!(value, NAMELESS | SliceValue::Unit(None)))
    }
}

impl<'a> Division<'a> {
    fn new(by: By, view: &'a View<'_>) -> Self {
        let mut division = Self {
            by,
            calendar: LocalCalendar::new(&view.zone),
            hours: HashMap::new(),
            names: vec![String::new()],
            by_kind: HashMap::new(),
            by_unit: Vec::new(),
        };
        match by {
            By::Stage => division.decide_kinds(view, |meaning| SliceValue::Stage(meaning.stage())),
            By::Experience => division.decide_kinds(view, |meaning| SliceValue::Experience(meaning.experience())),
            By::Channel => division.name_kinds(view, |meaning| Some(meaning.channel())),
            By::Touchpoint => division.name_kinds(view, |meaning| Some(meaning.touchpoint()?.en.as_str())),
            By::Department => division.name_kinds(view, |meaning| Some(meaning.department()?.en.as_str())),
            By::Survey => {
                let surveys = view.catalogue.metrics.iter().flat_map(|metric| metric.surveys.iter());
                let asked = view.lens.kinds().filter_map(|(_, meaning)| meaning.asked_survey());
                division.set_names(surveys.map(String::as_str).chain(asked));
            }
            _ => {
                if let Some(level) = by.unit_level() {
                    division.set_names(view.units().iter().filter_map(|unit| unit.ancestor(level)));
                    let value = |name: Option<&str>| name.map_or(NAMELESS, |name| division.named(name));
                    division.by_unit = view.units().iter().map(|unit| value(unit.ancestor(level))).collect();
                }
            }
        }
        division
    }

    fn set_names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
        self.names.extend(names.into_iter().map(str::to_owned));
    }

    fn named(&self, name: &str) -> SliceValue {
        let place = self.names.binary_search_by(|known| known.as_str().cmp(name));
        SliceValue::Name(place.unwrap_or_default() as u32)
    }

    fn name_kinds(&mut self, view: &View<'_>, name: impl Fn(&Meaning) -> Option<&str>) {
        self.set_names(view.lens.kinds().filter_map(|(_, meaning)| name(meaning)));
        let value = |meaning: &Meaning| self.named(name(meaning).unwrap_or_default());
        self.by_kind = view.lens.kinds().map(|(kind, meaning)| (kind, value(meaning))).collect();
    }

    fn decide_kinds(&mut self, view: &View<'_>, value: impl Fn(&Meaning) -> SliceValue) {
        self.by_kind = view.lens.kinds().map(|(kind, meaning)| (kind, value(meaning))).collect();
    }

    fn value(&mut self, event: &Sliced<'_>, view: &'a View<'_>, deliveries: Option<&Deliveries>) -> SliceValue {
        match self.by {
            By::Unit => SliceValue::Unit(event.unit),
            By::UnitLevel1 | By::UnitLevel2 | By::UnitLevel3 | By::UnitLevel4 => {
                event.unit.map_or(NAMELESS, |unit| self.by_unit[unit.0 as usize])
            }
            By::Stage => self.of_kind(event, SliceValue::Stage(None)),
            By::Experience => self.of_kind(event, SliceValue::Experience(None)),
            By::Channel | By::Touchpoint | By::Department => self.of_kind(event, NAMELESS),
            By::Survey => self.named(event.survey),
            By::Day => SliceValue::Day(self.calendar.quarter(event.time).date),
            By::Week => SliceValue::Week(self.calendar.quarter(event.time).monday),
            By::Month => SliceValue::Month(self.calendar.quarter(event.time).month),
            By::Weekday => SliceValue::Weekday(self.calendar.quarter(event.time).date.weekday().to_monday_one_offset()),
            By::Hour => {
                let calendar =
                    self.hours.entry(event.unit).or_insert_with(|| LocalCalendar::new(view.zone_of(event.unit)));
                SliceValue::Hour(calendar.quarter(event.time).hour)
            }
            By::Delivery => SliceValue::Delivery(deliveries.and_then(|deliveries| deliveries.of(event.order))),
        }
    }

    fn of_kind(&self, event: &Sliced<'_>, otherwise: SliceValue) -> SliceValue {
        self.by_kind.get(&event.kind).copied().unwrap_or(otherwise)
    }

    fn written(&self, value: SliceValue, view: &View<'_>) -> String {
        match value {
            SliceValue::Name(name) => self.names[name as usize].clone(),
            SliceValue::Unit(unit) => unit.map(|unit| view.unit(unit).to_string()).unwrap_or_default(),
            SliceValue::Stage(stage) => stage.map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
            SliceValue::Experience(experience) => {
                experience.map(|experience| experience.as_str().to_owned()).unwrap_or_default()
            }
            SliceValue::Day(date) | SliceValue::Week(date) => date.to_string(),
            SliceValue::Month(date) => date.strftime("%Y-%m").to_string(),
            SliceValue::Weekday(day) => day.to_string(),
            SliceValue::Hour(hour) => hour.to_string(),
            SliceValue::Delivery(delivery) => match delivery {
                Some(Delivery::InTime) => "in_time".to_owned(),
                Some(Delivery::Late) => "late".to_owned(),
                None => String::new(),
            },
        }
    }
}
