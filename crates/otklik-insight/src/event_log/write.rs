//! From the columns to the text of a log, whatever its format.

use otklik_core::Timestamp;
use otklik_lake::{JourneyBucket, NO_UNIT};

use super::activities::Activity;
use super::cases::each_case;
use super::outlet::Outlet;
use super::{EventLogFormat, ocel, xes};
use crate::journeys::{JourneyOf, JourneysAsked, ReadingPlan, TAKES_PART};

/// A block is handed over once it is so long.
const BLOCK_BYTES: usize = 64 * 1024;

/// What is written, and how.
pub(super) struct Writing {
    pub(super) plan: ReadingPlan,
    pub(super) format: EventLogFormat,
    /// By code.
    pub(super) activities: Vec<Option<Activity>>,
    pub(super) journeys: JourneysAsked,
}

/// A part of a log.
pub(super) enum Part {
    Text(String),
    Each(Each),
}

/// What is written of all customers, one after the other.
#[derive(Clone, Copy)]
pub(super) enum Each {
    Trace,
    Object,
    Event,
}

/// What one thread needs while it writes.
#[derive(Default)]
pub(super) struct Buffers {
    bits: Vec<u32>,
    places: Vec<usize>,
    groups: Vec<u64>,
    block: String,
}

/// An event as it is written.
pub(super) struct Logged<'a> {
    pub(super) customer: i64,
    pub(super) time: Timestamp,
    /// Which of the customer's events of this instant it is.
    pub(super) turn: usize,
    pub(super) activity: &'a Activity,
    pub(super) unit: Option<&'a str>,
    /// What it belongs to; 0 is nothing.
    pub(super) group: u64,
}

impl Logged<'_> {
    /// What is known of it besides name and time.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let known = self.activity.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        known.chain(self.unit.map(|unit| ("unit", unit)))
    }
}

/// A bucket with what is needed to tell its events.
struct Told<'a> {
    bucket: &'a JourneyBucket,
    units: &'a [String],
    activities: &'a [Option<Activity>],
}

impl Told<'_> {
    /// The event of a row; nothing where it has no name in the log.
    fn event(&self, customer: i64, first: usize, row: usize) -> Option<Logged<'_>> {
        let bucket = self.bucket;
        let activity = self.activities.get(usize::from(bucket.codes()[row]))?.as_ref()?;
        let time = bucket.times()[row];
        let turn = bucket.times()[first..row].iter().rev().take_while(|before| **before == time).count();
        let unit = bucket.units().get(row).filter(|unit| **unit != NO_UNIT);
        let unit = unit.and_then(|unit| self.units.get(usize::from(*unit))).map(String::as_str);
        let group = bucket.groups().get(row).copied().unwrap_or_default();
        Some(Logged { customer, time: Timestamp(time), turn, activity, unit, group })
    }
}

impl Writing {
    /// What an event belongs to besides its customer, as a log calls it.
    pub(super) fn object_type(&self) -> &'static str {
        match self.journeys.of {
            JourneyOf::Session => "session",
            JourneyOf::Ticket => "ticket",
            JourneyOf::Order | JourneyOf::Customer | JourneyOf::Pause => "order",
        }
    }

    /// The parts of the log, in their order.
    pub(super) fn parts(&self, occurring: &[usize]) -> Vec<Part> {
        let names = || {
            let occur = occurring.iter().filter_map(|code| self.activities.get(*code)?.as_ref());
            let mut names: Vec<&str> = occur.map(|activity| activity.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        match self.format {
            EventLogFormat::Xes => xes::parts(),
            EventLogFormat::OcelJson => ocel::json::parts(&names(), self.object_type()),
            EventLogFormat::OcelXml => ocel::xml::parts(&names(), self.object_type()),
        }
    }

    /// What stands between the members of a list.
    pub(super) fn separator(&self) -> &'static str {
        if self.format == EventLogFormat::OcelJson { ",\n" } else { "" }
    }

    /// Notes the codes whose events take part.
    pub(super) fn occurring(&self, bucket: &JourneyBucket, buffers: &mut Buffers, occurs: &mut Vec<bool>) {
        self.plan.look(bucket, &mut buffers.bits);
        for (code, _) in bucket.codes().iter().zip(&buffers.bits).filter(|(_, bits)| **bits & TAKES_PART > 0) {
            let code = usize::from(*code);
            if code >= occurs.len() {
                occurs.resize(code + 1, false);
            }
            occurs[code] = true;
        }
    }

    /// Writes a bucket's part and hands it over, whole customers at a time.
    pub(super) fn bucket(&self, each: Each, bucket: &JourneyBucket, buffers: &mut Buffers, outlet: &Outlet) {
        let Buffers { bits, places, groups, block } = buffers;
        self.plan.look(bucket, bits);
        let units = bucket.unit_names().all();
        let told = Told { bucket, units: &units, activities: &self.activities };
        for (run, customer) in bucket.customers().iter().enumerate() {
            if outlet.is_closed() {
                return;
            }
            let rows = bucket.starts()[run] as usize..bucket.starts()[run + 1] as usize;
            let first = rows.start;
            places.clear();
            places.extend(rows.filter(|row| bits[*row] & TAKES_PART > 0));
            match each {
                Each::Trace => self.traces(&told, *customer, first, places, block),
                Each::Object => self.objects(&told, *customer, first, places, groups, block),
                Each::Event => {
                    let events = places.iter().filter_map(|row| told.event(*customer, first, *row));
                    events.for_each(|event| self.add(block, |block| self.event(&event, block)));
                }
            }
            if block.len() >= BLOCK_BYTES && !outlet.add(block) {
                return;
            }
        }
        if !block.is_empty() {
            outlet.add(block);
        }
    }

    fn traces(&self, told: &Told<'_>, customer: i64, first: usize, places: &mut Vec<usize>, block: &mut String) {
        let bucket = told.bucket;
        let group = |row: usize| bucket.groups().get(row).copied().unwrap_or_default();
        each_case(
            customer,
            self.journeys.rule(),
            places,
            |row| bucket.times()[row],
            group,
            |case| {
                let mut events = case.places.iter().filter_map(|row| told.event(customer, first, *row)).peekable();
                if events.peek().is_none() {
                    return;
                }
                xes::begin_trace(&case, block);
                let mut before: Option<&Activity> = None;
                for event in events {
                    let repeats = before.is_some_and(|before| before.name == event.activity.name);
                    if !(repeats && self.journeys.collapse_repeats) {
                        xes::event(&event, block);
                    }
                    before = Some(event.activity);
                }
                xes::end_trace(block);
            },
        );
    }

    /// The customer, and whatever their events belong to.
    fn objects(
        &self,
        told: &Told<'_>,
        customer: i64,
        first: usize,
        places: &[usize],
        groups: &mut Vec<u64>,
        block: &mut String,
    ) {
        let events = places.iter().filter_map(|row| told.event(customer, first, *row));
        groups.clear();
        groups.extend(events.map(|event| event.group));
        if groups.is_empty() {
            return;
        }
        groups.sort_unstable();
        groups.dedup();
        let of_type = self.object_type();
        self.add(block, |block| self.object(ocel::Object::Customer(customer), block));
        for group in groups.iter().filter(|group| **group != 0) {
            self.add(block, |block| self.object(ocel::Object::Group { of_type, customer, group: *group }, block));
        }
    }

    /// Adds a member of a list to a block.
    fn add(&self, block: &mut String, write: impl FnOnce(&mut String)) {
        if !block.is_empty() {
            block.push_str(self.separator());
        }
        write(block);
    }

    fn object(&self, object: ocel::Object, block: &mut String) {
        match self.format {
            EventLogFormat::OcelXml => ocel::xml::object(&object, block),
            EventLogFormat::OcelJson | EventLogFormat::Xes => ocel::json::object(&object, block),
        }
    }

    fn event(&self, event: &Logged<'_>, block: &mut String) {
        match self.format {
            EventLogFormat::OcelXml => ocel::xml::event(event, self.object_type(), block),
            EventLogFormat::OcelJson | EventLogFormat::Xes => ocel::json::event(event, self.object_type(), block),
        }
    }
}
