//! The question what hurts customers on their way, and what that may cost.

mod prepare;
mod table;

pub(crate) use prepare::{PreparedPains, return_window, window_of_days};

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Currency, CustomerKey, Estimate, Filter, Timestamp};
use otklik_journey::{Pain, PainCount, PainCounts, PainSample};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::JourneyNode;
use crate::slice::{By, LeftOut, LeftOutReason};
use crate::view::View;

/// What hurts customers on their way, and what may it cost?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PainsQuestion {
    /// Of whom and when; what happened before and after is seen as far as it says what became of it.
    #[serde(default)]
    pub filter: Filter,
    /// Parts of the company that are told apart: a division of units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// A wait is long from so many seconds on.
    #[serde(default = "ten_minutes")]
    #[schema(minimum = 1, default = 600)]
    pub long_wait_seconds: u32,
    /// Who orders again within so many days has returned.
    #[serde(default = "thirty_days")]
    #[schema(minimum = 1, maximum = 365, default = 30)]
    pub return_days: u16,
    /// The currency in which money is told; without it that of the company. Amounts in others count as nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// How many are listed.
    #[serde(default = "usual_rows")]
    pub most: usize,
}

pub(crate) fn ten_minutes() -> u32 {
    600
}

pub(crate) fn thirty_days() -> u16 {
    30
}

fn usual_rows() -> usize {
    20
}

impl Default for PainsQuestion {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            by: None,
            long_wait_seconds: ten_minutes(),
            return_days: thirty_days(),
            currency: None,
            most: usual_rows(),
        }
    }
}

/// What can hurt at a touchpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PainKind {
    /// Who was here before buying did not order within a day, by whatever channel.
    Lost,
    /// A payment did not go through.
    PaymentFailed,
    /// A wait was long.
    LongWait,
    /// Somebody was seen to leave a queue: their wait began and nobody served them.
    LeftQueue,
    /// The same was done again within a week, without an order in between.
    Repeated,
    /// The customer went on over another channel within a day.
    ChannelSwitched,
    /// The mark after it was lower than the same customer's mark before.
    ScoreDropped,
}

/// A figure of pains that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PainFigure {
    /// What.
    pub kind: PainKind,
    /// The touchpoint's English name.
    pub touchpoint: String,
    /// The part of the company, where parts are told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// What hurts, that which certainly costs most first.
///
/// Money at risk of several pains is never added up: the same customers may have met more than one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PainsAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The currency of the money.
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// Those of which money is certainly at risk by the least of it, then the others by the people whom they affect.
    pub rows: Vec<PainRow>,
    /// Rows that are not listed.
    pub left_out: LeftOut,
}

/// Something that hurts at a touchpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PainRow {
    /// What.
    pub kind: PainKind,
    /// Where.
    #[serde(flatten)]
    pub node: JourneyNode,
    /// The part of the company, where parts are told apart.
    pub unit: Option<String>,
    /// The people whom it affected.
    pub affected: Estimate,
    /// Their share of those whom it could have affected.
    pub share: Estimate,
    /// What it is measured by.
    pub sequel: PainSequel,
    /// The share of journeys with it that were followed by an order, of those that can be compared.
    pub followed_with: Estimate,
    /// The same of journeys without it, alike in week, hour, unit, channel and whether the customer is new.
    pub followed_without: Estimate,
    /// How much smaller the first is than the second.
    pub difference: Estimate,
    /// What is associated with it: people, times the difference, times what such an order comes to. It need not be its cause.
    pub money: Estimate,
    /// What can be said.
    pub verdict: PainVerdict,
    /// Journeys that those with it are compared with, and their people.
    pub comparable: Estimate,
    /// People with a journey of which it is too early to tell what becomes of it; that journey is left out of the comparison.
    pub immature: Estimate,
    /// Journeys that are like none without it, and are left out of the comparison.
    pub uncompared: Estimate,
    /// One customer whom it affected.
    pub example: Option<PainExample>,
    /// The address of the people whom it affected.
    pub people: String,
}

/// By what those whom a pain affected are compared with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PainSequel {
    /// An order within a day, by whatever channel.
    Ordered,
    /// Another order within the days of returning.
    Returned,
}

/// What can be said of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PainVerdict {
    /// Some of it is certainly at risk.
    AtRisk,
    /// It cannot be told from chance.
    Unclear,
    /// Too few people can be compared.
    TooFew,
    /// There is nothing to compare with, or no money to reckon with.
    NotComparable,
}

/// A customer whom a pain affected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PainExample {
    /// The customer's number.
    pub customer: i64,
    /// What to call them.
    pub label: String,
    /// When it happened to them.
    pub time: Timestamp,
}

/// Replicates of the bootstrap.
pub(crate) const REPLICATES: usize = 400;
/// Where its chance begins: the same question about the same data has the same answer.
pub(crate) const SEED: u64 = 0x004F_746B_6C69_6B05;
/// Pains that are compared with journeys without them: those that affect most people.
const MOST_COMPARED: usize = 200;

/// Those that are compared, the ones that affect most people first.
pub(crate) fn most_affecting(mut pains: Vec<PainCount>) -> Vec<PainCount> {
    pains.sort_by_key(|count| (std::cmp::Reverse(count.affected), count.pain));
    pains.truncate(MOST_COMPARED);
    pains
}

impl Insight {
    /// Answers what hurts customers on their way.
    pub async fn pains(&self, reader: &Reader, question: &PainsQuestion) -> Result<PainsAnswer, InsightError> {
        let view = self.view(reader).await?;
        let prepared = view.prepare_pains(question).await?;
        let counted = view.fold_touches(&prepared.reading, PainCounts::new(prepared.terms.clone())).await?;
        let found = counted.pains.len();
        let pains = most_affecting(counted.pains);
        let compared: Vec<Pain> = pains.iter().map(|count| count.pain).collect();
        let sample = PainSample::new(prepared.terms.clone(), counted.strata.into(), &compared, REPLICATES, SEED);
        let sampled = view.fold_touches(&prepared.reading, sample).await?;
        let mut ranked: Vec<(PainCount, PainRow)> = pains
            .into_iter()
            .zip(sampled)
            .map(|(count, sampled)| (count, prepared.row(question, &count, &sampled)))
            .collect();
        ranked.sort_by(|(_, one), (_, other)| table::rank(one, other));
        ranked.truncate(question.most);
        let examples: Vec<CustomerKey> =
            ranked.iter().filter_map(|(count, ..)| count.example).map(|(customer, _)| CustomerKey(customer)).collect();
        let labels = self.store.people().labels(&examples).await.map_err(InsightError::Store)?;
        let rows: Vec<PainRow> = ranked
            .into_iter()
            .map(|(count, row)| PainRow {
                example: count.example.map(|(customer, time)| PainExample {
                    customer,
                    label: labels.get(&CustomerKey(customer)).cloned().unwrap_or_default(),
                    time: Timestamp(time),
                }),
                ..row
            })
            .collect();
        let surplus = found.saturating_sub(rows.len()) as u64;
        Ok(PainsAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            currency: prepared.currency,
            rows,
            left_out: LeftOut { rows: surplus, reason: (surplus > 0).then_some(LeftOutReason::Limit) },
        })
    }
}

impl View<'_> {
    /// The people whom a pain affected.
    pub(crate) async fn people_of_pains(
        &self,
        question: &PainsQuestion,
        figure: &PainFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let prepared = self.prepare_pains(question).await?;
        let pain = prepared.pain(figure)?;
        let counts = PainCounts::new(prepared.terms);
        self.people_of_touches(&prepared.reading, counts, move |counts, touches| counts.affects(pain, touches)).await
    }
}
