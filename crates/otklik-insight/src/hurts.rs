//! The question what hurts most: long waits, complaints, failed payments and low marks, by how many people they reach.

use std::collections::BTreeMap;

use otklik_core::filter::{AnswerCondition, ScoreGroup};
use otklik_core::{Estimate, Filter, Measure, Role, Timestamp};
use otklik_lake::Column;
use otklik_stats::{Terms, share_of_people};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::answers::{ANSWER_COLUMNS, Answers};
use crate::condition::score_group;
use crate::distinct::Distinct;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::slice::{By, LeftOut, LeftOutReason, Slice, SliceKey, SliceNames, Sliced, Slicer};

/// What hurts most?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HurtsQuestion {
    /// Of whom and when.
    #[serde(default)]
    pub filter: Filter,
    /// Told apart by what.
    #[serde(default = "touchpoint")]
    pub by: By,
    /// A wait is long from so many seconds on.
    #[serde(default = "ten_minutes")]
    #[schema(minimum = 1, default = 600)]
    pub long_wait_seconds: u32,
}

fn touchpoint() -> By {
    By::Touchpoint
}

fn ten_minutes() -> u32 {
    600
}

impl Default for HurtsQuestion {
    fn default() -> Self {
        Self { filter: Filter::default(), by: touchpoint(), long_wait_seconds: ten_minutes() }
    }
}

/// What hurts most, the most people first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hurts {
    /// When this was true.
    pub as_of: Timestamp,
    /// Known people of whom anything was counted at all.
    pub people: Estimate,
    /// What hurts.
    pub rows: Vec<Hurt>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
    /// Rows that are not listed.
    pub left_out: LeftOut,
}

/// Something that hurts in one slice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hurt {
    /// What it is.
    pub kind: HurtKind,
    /// The metric's id, for low marks.
    pub metric: Option<String>,
    /// Where.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// People whom it reached; what is nobody's counts as somebody each time.
    pub affected: Estimate,
    /// How often it happened.
    pub events: u64,
    /// The share of the known people of the question whom it reached.
    pub share: Estimate,
    /// The address of the people.
    pub people: String,
}

/// What can hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HurtKind {
    /// A long wait.
    LongWait,
    /// A complaint.
    Complaint,
    /// A payment that did not go through.
    PaymentFailed,
    /// One of the lowest marks of a metric.
    LowScore,
}

/// What is counted, by its kind, the metric's place in the catalogue, and the slice.
type Key = (HurtKind, Option<usize>, SliceKey);

#[derive(Default)]
struct Affected {
    people: Distinct,
    nobodys: u64,
    events: u64,
}

impl Affected {
    fn take(&mut self, person: Option<i64>) {
        self.events += 1;
        match person {
            Some(person) => self.people.insert(person),
            None => self.nobodys += 1,
        }
    }
}

/// Rows that are listed at most.
const MOST_ROWS: usize = 50;

const ROLES: &[Role] =
    &[Role::OrderPlaced, Role::WaitEnded, Role::Complaint, Role::PaymentFailed, Role::Answered, Role::Review];

impl Insight {
    /// Answers what hurts most people.
    pub async fn hurts(&self, reader: &Reader, question: &HurtsQuestion) -> Result<Hurts, InsightError> {
        let view = self.view(reader).await?;
        let by = [question.by];
        let deliveries = view.deliveries_for(&by).await?;
        let mut slicer = Slicer::new(&by, &view, deliveries.as_deref());
        let span = view.span(&question.filter);
        let condition = view.condition(&question.filter).await?;
        let metrics = &view.catalogue.metrics;
        let mut answers: Vec<Answers> = metrics.iter().map(|_| Answers::default()).collect();
        let mut everybody = Distinct::default();
        let mut affected: BTreeMap<Key, Affected> = BTreeMap::new();
        let long = f64::from(question.long_wait_seconds);
        let columns = [ANSWER_COLUMNS, &[Column::DurationMs]].concat();
        view.each_admitted(ROLES, span, &columns, &condition, |row| {
            if let Some(person) = row.person() {
                everybody.insert(person);
            }
            let kind = match row.role() {
                Some(Role::WaitEnded) if row.duration_seconds().is_some_and(|wait| wait >= long) => HurtKind::LongWait,
                Some(Role::Complaint) => HurtKind::Complaint,
                Some(Role::PaymentFailed) => HurtKind::PaymentFailed,
                Some(Role::Answered | Role::Review) => {
                    metrics.iter().zip(&mut answers).for_each(|(metric, answers)| answers.collect(metric, row));
                    return;
                }
                _ => return,
            };
            let key = slicer.key(&Sliced::of_operation(row));
            affected.entry((kind, None, key)).or_default().take(row.person());
        })
        .await?;
        for (place, (metric, answers)) in metrics.iter().zip(&answers).enumerate() {
            let low = answers.within(span, metric).into_iter();
            for answer in low.filter(|answer| score_group(metric.kind, answer.mark) == ScoreGroup::Bottom) {
                let key = (HurtKind::LowScore, Some(place), answers.key(&mut slicer, answer));
                affected.entry(key).or_default().take(answer.person);
            }
        }
        let people = everybody.count();
        let mut rows: Vec<Hurt> = affected
            .into_iter()
            .map(|((kind, metric, key), affected)| {
                let metric = metric.map(|place| metrics[place].id.clone());
                question.hurt(kind, metric, slicer.slice(&key), &affected, people)
            })
            .collect();
        // Of equals the order of kinds and slices stays.
        rows.sort_by(|one, other| {
            other.affected.value.partial_cmp(&one.affected.value).unwrap_or(std::cmp::Ordering::Equal)
        });
        let surplus = rows.len().saturating_sub(MOST_ROWS) as u64;
        rows.truncate(MOST_ROWS);
        Ok(Hurts {
            as_of: view.now,
            people: Estimate::counted(people as f64, Measure::Count, people, people),
            rows,
            names: view.slice_names(&by),
            left_out: LeftOut { rows: surplus, reason: (surplus > 0).then_some(LeftOutReason::Limit) },
        })
    }
}

impl HurtsQuestion {
    fn hurt(&self, kind: HurtKind, metric: Option<String>, slice: Slice, affected: &Affected, everybody: u64) -> Hurt {
        let known = affected.people.count();
        let all = known + affected.nobodys;
        Hurt {
            kind,
            affected: Estimate::counted(all as f64, Measure::Count, affected.events, all),
            events: affected.events,
            share: share_of_people(known, everybody, &Terms::default()),
            people: self.people(kind, metric.as_deref(), &slice).address(),
            metric,
            slice,
        }
    }

    /// The question for the people whom it reached.
    fn people(&self, kind: HurtKind, metric: Option<&str>, slice: &Slice) -> PeopleQuestion {
        let of_operations = |field: &str| {
            PeopleQuestion::of(PeopleKind::Operations, &self.filter, slice.clone()).with_field(Some(field))
        };
        let question = match kind {
            HurtKind::LongWait => of_operations(&format!("wait_from_{}_seconds", self.long_wait_seconds)),
            HurtKind::Complaint => of_operations("complaints_per_100"),
            HurtKind::PaymentFailed => of_operations("payment_failed"),
            HurtKind::LowScore => {
                let low = AnswerCondition { group: Some(ScoreGroup::Bottom), ..AnswerCondition::default() };
                let filter = self.filter.clone().and(Filter::Answer(low));
                PeopleQuestion::of(PeopleKind::Scores, &filter, slice.clone())
            }
        };
        question.with_metric(metric)
    }
}
