//! Values by which a question about journeys is broken down.

use std::collections::{BTreeSet, HashMap};

use otklik_core::Timestamp;
use otklik_journey::MOST_VALUES;
use otklik_lake::{JourneyBucket, NO_UNIT};

use crate::error::InsightError;
use crate::row::UnitId;
use crate::slice::{By, Sliced, Slicer};
use crate::view::View;

/// The values by their numbers, as they stand on the wire; the empty one stands for whatever has none.
pub(crate) type ValueNames = Vec<String>;

/// Numbers of values for kinds or for units.
pub(crate) struct Breakdown {
    pub(crate) names: ValueNames,
    /// By code; empty where units decide.
    of_code: Vec<u16>,
    of_unit: HashMap<String, u16>,
    of_no_unit: u16,
}

impl Breakdown {
    /// Prepares a division, which has to be one of kinds or units.
    pub(crate) fn new(by: By, view: &View<'_>) -> Result<Self, InsightError> {
        let divisions = [by];
        let mut slicer = Slicer::new(&divisions, view, None);
        let mut value = |kind: i64, unit: Option<UnitId>| {
            let key = slicer.key(&Sliced { time: Timestamp(0), unit, kind, survey: "", order: None });
            slicer.slice(&key).remove(by.as_str()).unwrap_or_default()
        };
        let is_of_kinds = matches!(by, By::Channel | By::Touchpoint | By::Stage | By::Department | By::Experience);
        if !is_of_kinds && !by.is_of_units() {
            return Err(InsightError::SliceUnsupported { by: by.as_str().to_owned() });
        }
        let kinds: Vec<(i64, String)> = match is_of_kinds {
            true => view.lens.kinds().map(|(kind, _)| (kind, value(kind, None))).collect(),
            false => Vec::new(),
        };
        let units: Vec<(String, String)> = match is_of_kinds {
            true => Vec::new(),
            false => view
                .units()
                .iter()
                .enumerate()
                .map(|(id, unit)| (unit.to_string(), value(0, Some(UnitId(id as u32)))))
                .collect(),
        };
        let nowhere = value(0, None);
        let all = kinds.iter().map(|(_, name)| name).chain(units.iter().map(|(_, name)| name)).chain([&nowhere]);
        let names: ValueNames = all.collect::<BTreeSet<_>>().into_iter().take(MOST_VALUES).cloned().collect();
        let number = |name: &String| names.binary_search(name).map_or(u16::MAX, |number| number as u16);
        let mut of_code = Vec::new();
        for (kind, name) in &kinds {
            let place = usize::try_from(*kind).unwrap_or_default();
            if place < usize::from(u16::MAX) {
                of_code.resize(of_code.len().max(place + 1), u16::MAX);
                of_code[place] = number(name);
            }
        }
        let of_unit = units.iter().map(|(unit, name)| (unit.clone(), number(name))).collect();
        Ok(Self { of_no_unit: number(&nowhere), of_code, of_unit, names })
    }

    pub(crate) fn is_of_units(&self) -> bool {
        self.of_code.is_empty()
    }

    /// The number of a unit's value; nothing for what belongs nowhere.
    pub(crate) fn of_unit(&self, unit: &str) -> Option<u16> {
        let number = self.of_unit.get(unit).copied().filter(|number| *number != u16::MAX)?;
        (!self.names[usize::from(number)].is_empty()).then_some(number)
    }

    /// The value of each event of a bucket.
    pub(crate) fn values(&self, bucket: &JourneyBucket, values: &mut Vec<u16>) {
        values.clear();
        if !self.is_of_units() {
            let value = |code: &u16| self.of_code.get(usize::from(*code)).copied().unwrap_or(u16::MAX);
            values.extend(bucket.codes().iter().map(value));
            return;
        }
        let of_unit = |name: &String| self.of_unit.get(name).copied().unwrap_or(u16::MAX);
        let units: Vec<u16> = bucket.unit_names().all().iter().map(of_unit).collect();
        let value = |unit: &u16| if *unit == NO_UNIT { self.of_no_unit } else { units[usize::from(*unit)] };
        values.extend(bucket.units().iter().map(value));
    }
}
