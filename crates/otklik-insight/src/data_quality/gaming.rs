//! Signs that somebody helps the figures along. They are shown; what to make of them is for a person to say.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use otklik_core::time::SECOND_MICROS;
use otklik_core::{Change, Estimate, MetricKind, Role, Span, Timestamp, Verdict};
use otklik_lake::Column;
use otklik_stats::{Accumulator, Sample, Terms, judge, share, share_difference};
use otklik_store::SharedDevice;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::ANSWER_ROLES;
use crate::calendar::LocalCalendar;
use crate::condition::Condition;
use crate::error::InsightError;
use crate::row::{Row, UnitId};
use crate::view::View;

const HOUR_MICROS: i64 = 3_600 * SECOND_MICROS;
/// Fewer answers in an hour are no burst, however quiet the unit is otherwise.
const FEWEST_IN_BURST: u64 = 8;
/// A burst is an hour that would come about by chance less than once in a million (Poisson).
const BURST_CHANCE: f64 = 1e-6;
/// So many answers of one customer on one day are many.
const MANY_ANSWERS: u64 = 5;
/// So many purchases of one customer on one day are many.
const MANY_PURCHASES: u64 = 6;
/// A card is used by others when it has many purchases on so many days.
const FEWEST_DAYS: usize = 2;
/// Fewer customers with answers on one device are a family.
const FEWEST_ON_A_DEVICE: usize = 5;
/// The differences between units are judged with so many false ones among those found.
const ERROR_RATE: f64 = 0.01;
/// Signs of each sort that are listed at most.
const MOST_LISTED: usize = 50;

/// Signs that somebody helps the figures along.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Gaming {
    /// Hours in which a unit got far more answers than it usually gets at that hour.
    pub bursts: Vec<AnswerBurst>,
    /// Customers who answered often on one day.
    pub many_answers: Vec<ManyAnswers>,
    /// Devices from which many customers came who answered.
    pub one_device: Vec<OneDevice>,
    /// Cards with more purchases a day than one person makes.
    pub own_cards: Vec<OwnCard>,
    /// Units whose promoters give the highest mark more often than elsewhere.
    pub straight_tens: Vec<StraightTens>,
}

/// An hour with far more answers than usual.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerBurst {
    /// The unit.
    pub unit: Option<String>,
    /// When the hour began.
    pub hour: Timestamp,
    /// How many answers.
    pub answers: u64,
    /// Answers that the unit gets in this hour of the day.
    pub usual: f64,
    /// How many people gave them.
    pub people: u64,
}

/// A customer who answered often on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ManyAnswers {
    /// The customer's number.
    pub customer: i64,
    /// The unit of the last answer.
    pub unit: Option<String>,
    /// The day.
    pub day: String,
    /// How many answers.
    pub answers: u64,
}

/// A device from which many customers came who answered; a kiosk's tablet looks the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OneDevice {
    /// The device's number among the identifiers.
    pub identity: i64,
    /// The device, masked.
    pub device: String,
    /// How many of its customers answered.
    pub people: u64,
    /// How many answers they gave.
    pub answers: u64,
    /// The unit of an answer of theirs.
    pub unit: Option<String>,
    /// The numbers of those who answered most, the first of them first.
    pub customers: Vec<i64>,
}

/// A card with more purchases a day than one person makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnCard {
    /// The customer's number.
    pub customer: i64,
    /// The unit of the last purchase.
    pub unit: Option<String>,
    /// On how many days.
    pub days: u64,
    /// Purchases on the busiest of them.
    pub most: u64,
    /// The last such day.
    pub last_day: String,
}

/// A unit whose promoters give the highest mark more often than elsewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StraightTens {
    /// The unit.
    pub unit: String,
    /// Tens among the nines and tens.
    pub tens: Estimate,
    /// The same in the other units.
    pub elsewhere: Estimate,
    /// How the two differ.
    pub change: Change,
}

impl View<'_> {
    pub(super) async fn gaming(&self, span: Span, condition: &Condition) -> Result<Gaming, InsightError> {
        let mut answers =
            Answers { local: Local::new(self), hours: HashMap::new(), by_day: HashMap::new(), tens: BTreeMap::new() };
        let columns = [Column::Metric, Column::Score];
        self.each_admitted(ANSWER_ROLES, span, &columns, condition, |row| answers.take(row)).await?;
        let mut purchases = Purchases { local: Local::new(self), by_day: HashMap::new() };
        self.each_admitted(&[Role::OrderPlaced], span, &[], condition, |row| purchases.take(row)).await?;
        let devices = self.insight.store.people().shared_devices().await.map_err(InsightError::Store)?;
        Ok(Gaming {
            one_device: answers.one_device(self, &devices),
            bursts: answers.bursts(self),
            many_answers: answers.many(self),
            own_cards: purchases.own_cards(self),
            straight_tens: answers.straight_tens(self),
        })
    }

    fn unit_name(&self, unit: Option<UnitId>) -> Option<String> {
        unit.map(|unit| self.unit(unit).to_string())
    }
}

/// Local days and hours, each in its unit's time zone.
struct Local<'a> {
    view: &'a View<'a>,
    calendars: HashMap<Option<UnitId>, LocalCalendar<'a>>,
}

impl<'a> Local<'a> {
    fn new(view: &'a View<'a>) -> Self {
        Self { view, calendars: HashMap::new() }
    }

    fn day_and_hour(&mut self, row: &Row<'_>) -> (Date, i8) {
        let view = self.view;
        let calendar = self.calendars.entry(row.unit).or_insert_with(|| LocalCalendar::new(view.zone_of(row.unit)));
        let local = calendar.quarter(row.time);
        (local.date, local.hour)
    }
}

/// Of one customer: how many on each day, and where last.
type ByDay = HashMap<i64, (BTreeMap<Date, u64>, Option<UnitId>)>;

fn count(by_day: &mut ByDay, row: &Row<'_>, date: Date) {
    if let Some(person) = row.person() {
        let (days, unit) = by_day.entry(person).or_default();
        *days.entry(date).or_default() += 1;
        *unit = row.unit;
    }
}

#[derive(Default)]
struct HourOfAnswers {
    answers: u64,
    people: std::collections::HashSet<Option<i64>>,
    hour_of_day: i8,
}

struct Answers<'a> {
    local: Local<'a>,
    hours: HashMap<(Option<UnitId>, i64), HourOfAnswers>,
    by_day: ByDay,
    /// Nines and tens of each unit: one for a ten.
    tens: BTreeMap<UnitId, Accumulator>,
}

impl Answers<'_> {
    fn take(&mut self, row: &Row<'_>) {
        let (date, hour_of_day) = self.local.day_and_hour(row);
        let hour = self.hours.entry((row.unit, row.time.0.div_euclid(HOUR_MICROS))).or_default();
        hour.answers += 1;
        hour.hour_of_day = hour_of_day;
        hour.people.insert(row.person());
        count(&mut self.by_day, row, date);
        let (Some(unit), Some(score)) = (row.unit, row.float(Column::Score)) else { return };
        let is_nps = row.text(Column::Metric) == Some(MetricKind::Nps.as_str());
        if is_nps && score >= MetricKind::Nps.top_box() {
            let ten = f64::from(u8::from(score >= MetricKind::Nps.scale().1));
            // A mark that is no number does not count; there is none.
            let _ = self.tens.entry(unit).or_default().add(row.person(), ten);
        }
    }

    fn bursts(&self, view: &View<'_>) -> Vec<AnswerBurst> {
        let mut usual: HashMap<(Option<UnitId>, i8), u64> = HashMap::new();
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        for ((unit, hour), found) in &self.hours {
            *usual.entry((*unit, found.hour_of_day)).or_default() += found.answers;
            (first, last) = (first.min(*hour), last.max(*hour));
        }
        let days = (last.saturating_sub(first) / 24 + 1) as f64;
        let mut bursts: Vec<AnswerBurst> = self
            .hours
            .iter()
            .filter(|(_, found)| found.answers >= FEWEST_IN_BURST)
            .filter_map(|((unit, hour), found)| {
                // Without the hour itself, which would make its own burst usual.
                let others = usual.get(&(*unit, found.hour_of_day)).copied().unwrap_or_default() - found.answers;
                let usual = (others as f64 + 1.0) / days;
                (poisson_tail(found.answers, usual) < BURST_CHANCE).then(|| AnswerBurst {
                    unit: view.unit_name(*unit),
                    hour: Timestamp(hour * HOUR_MICROS),
                    answers: found.answers,
                    usual,
                    people: found.people.len() as u64,
                })
            })
            .collect();
        bursts.sort_by_key(|burst| std::cmp::Reverse((burst.answers, burst.hour)));
        bursts.truncate(MOST_LISTED);
        bursts
    }

    fn many(&self, view: &View<'_>) -> Vec<ManyAnswers> {
        let mut many: Vec<ManyAnswers> = self
            .by_day
            .iter()
            .flat_map(|(customer, (days, unit))| {
                days.iter().filter(|(_, answers)| **answers >= MANY_ANSWERS).map(|(day, answers)| ManyAnswers {
                    customer: *customer,
                    unit: view.unit_name(*unit),
                    day: day.to_string(),
                    answers: *answers,
                })
            })
            .collect();
        many.sort_by(|one, other| {
            (other.answers, &other.day, one.customer).cmp(&(one.answers, &one.day, other.customer))
        });
        many.truncate(MOST_LISTED);
        many
    }

    fn one_device(&self, view: &View<'_>, devices: &[SharedDevice]) -> Vec<OneDevice> {
        let mut found: Vec<OneDevice> = devices
            .iter()
            .filter_map(|SharedDevice { identity, device, customers }| {
                let answered = customers.iter().filter_map(|customer| {
                    let (days, unit) = self.by_day.get(&customer.0)?;
                    Some((days.values().sum::<u64>(), customer.0, *unit))
                });
                let mut answered: Vec<_> = answered.collect();
                answered.sort_by_key(|(answers, customer, _)| (std::cmp::Reverse(*answers), *customer));
                let (_, _, unit) = *answered.first().filter(|_| answered.len() >= FEWEST_ON_A_DEVICE)?;
                Some(OneDevice {
                    identity: identity.0,
                    device: device.masked(),
                    people: answered.len() as u64,
                    answers: answered.iter().map(|(answers, ..)| answers).sum(),
                    unit: view.unit_name(unit),
                    customers: answered.iter().take(MOST_LISTED).map(|(_, customer, _)| *customer).collect(),
                })
            })
            .collect();
        found.sort_by_key(|device| (std::cmp::Reverse(device.answers), device.identity));
        found.truncate(MOST_LISTED);
        found
    }

    fn straight_tens(self, view: &View<'_>) -> Vec<StraightTens> {
        let terms = Terms::default();
        let samples: Vec<(UnitId, Sample, Sample)> = self
            .tens
            .keys()
            .map(|unit| {
                let mut elsewhere = Accumulator::default();
                self.tens.iter().filter(|(other, _)| *other != unit).for_each(|(_, other)| elsewhere.merge(other));
                (*unit, self.tens[unit].clone().finish(), elsewhere.finish())
            })
            .collect();
        let differences: Vec<_> =
            samples.iter().map(|(_, own, rest)| share_difference(own, rest, terms.minimum_people)).collect();
        let changes = judge(&differences, ERROR_RATE);
        let found = samples.iter().zip(changes).filter(|(_, change)| change.verdict == Verdict::Higher);
        let mut found: Vec<StraightTens> = found
            .map(|((unit, own, rest), change)| StraightTens {
                unit: view.unit(*unit).to_string(),
                tens: share(own, &terms),
                elsewhere: share(rest, &terms),
                change,
            })
            .collect();
        found.sort_by(|one, other| {
            other.change.value.unwrap_or_default().total_cmp(&one.change.value.unwrap_or_default())
        });
        found
    }
}

struct Purchases<'a> {
    local: Local<'a>,
    by_day: ByDay,
}

impl Purchases<'_> {
    fn take(&mut self, row: &Row<'_>) {
        let (date, _) = self.local.day_and_hour(row);
        count(&mut self.by_day, row, date);
    }

    fn own_cards(&self, view: &View<'_>) -> Vec<OwnCard> {
        let mut cards: Vec<OwnCard> = self
            .by_day
            .iter()
            .filter_map(|(customer, (days, unit))| {
                let busy: Vec<_> = days.iter().filter(|(_, count)| **count >= MANY_PURCHASES).collect();
                let (last_day, _) = busy.last().filter(|_| busy.len() >= FEWEST_DAYS)?;
                Some(OwnCard {
                    customer: *customer,
                    unit: view.unit_name(*unit),
                    days: busy.len() as u64,
                    most: busy.iter().map(|(_, count)| **count).max().unwrap_or_default(),
                    last_day: last_day.to_string(),
                })
            })
            .collect();
        cards.sort_by(|one, other| (other.days, other.most, one.customer).cmp(&(one.days, one.most, other.customer)));
        cards.truncate(MOST_LISTED);
        cards
    }
}

/// The chance of at least `least` where `mean` are expected (Poisson).
fn poisson_tail(least: u64, mean: f64) -> f64 {
    // Summed upwards from `least`, so that a tiny chance is not lost in a difference from one.
    let mut term = (1..=least).fold(-mean, |sum, count| sum + mean.ln() - (count as f64).ln()).exp();
    let mut tail = term;
    for count in least + 1..least + 1_000 {
        term *= mean / count as f64;
        tail += term;
        if term < tail * f64::EPSILON {
            break;
        }
    }
    tail.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poisson_tail_is_that_of_the_tables() {
        // scipy.stats.poisson.sf(k - 1, mean)
        for (least, mean, tail) in
            [(1, 1.0, 0.632_120_558_8), (8, 2.0, 1.096_719e-3), (12, 0.5, 3.214_697e-13), (3, 10.0, 0.997_230_6)]
        {
            let found = poisson_tail(least, mean);
            assert!((found / tail - 1.0).abs() < 1e-3, "{least} {mean}: {found}");
        }
    }
}
