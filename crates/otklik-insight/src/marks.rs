//! The question what to mark on the map: what costs money, after what people come back, how long they wait and who complains.
//!
//! It says of pains and moments only what is certain, and in the same figures as the questions about them. The touches are read twice
//! for all of it, once to count and once to compare, and the bootstrap is left to pains that put anything at risk at all.

mod prepare;

use std::collections::BTreeMap;
use std::sync::Arc;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, Currency, Estimate, Filter, Timestamp, Verdict};
use otklik_journey::{
    Aftermath, AftermathFigure, MomentCounts, MomentSample, NodeAftermath, Pain, PainCount, PainCounts, PainSample,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, JourneyNode, seconds, share};
use crate::moments::changes;
use crate::pains::{PainKind, PainVerdict, PainsQuestion, REPLICATES, SEED, most_affecting, ten_minutes, thirty_days};
use crate::people::PeopleQuestion;
use crate::view::View;
use prepare::PreparedMarks;

/// What is to be marked on the map?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksQuestion {
    /// Of whom and when.
    #[serde(default)]
    pub filter: Filter,
    /// A wait is long from so many seconds on.
    #[serde(default = "ten_minutes")]
    #[schema(minimum = 1, default = 600)]
    pub long_wait_seconds: u32,
    /// Who orders again within so many days has returned.
    #[serde(default = "thirty_days")]
    #[schema(minimum = 1, maximum = 365, default = 30)]
    pub return_days: u16,
    /// A complaint within so many days after a touch belongs to it.
    #[serde(default = "seven_days")]
    #[schema(minimum = 1, maximum = 365, default = 7)]
    pub complaint_days: u16,
    /// The currency in which money is told; without it that of the company. Amounts in others count as nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
}

fn seven_days() -> u16 {
    7
}

/// A figure of a touchpoint that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkFigure {
    /// Which figure.
    pub part: MarkPart,
    /// The touchpoint's English name.
    pub touchpoint: String,
}

/// Which figure of a touchpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkPart {
    /// Who complained after it.
    Complained,
    /// Who waited there.
    Waited,
}

/// What is to be marked on the map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MarksAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The touchpoints at which anybody was.
    pub nodes: Vec<NodeMarks>,
}

/// The marks of a touchpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NodeMarks {
    /// Which.
    #[serde(flatten)]
    pub node: JourneyNode,
    /// What certainly puts money at risk there.
    pub pains: Vec<PainMark>,
    /// How many more come back after it, if that is certain: then it is a moment of truth.
    pub moment: Option<Change>,
    /// The share of people who complained within the days after it, of those for whom they are over.
    pub complaints: Estimate,
    /// The address of those who complained.
    pub complaints_people: String,
    /// Half of the waits that ended there took longer.
    pub wait_median: Option<Estimate>,
    /// One of ten took longer.
    pub wait_p90: Option<Estimate>,
    /// The address of those who waited.
    pub waits_people: String,
}

/// A pain with the money that is certainly at risk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PainMark {
    /// What.
    pub kind: PainKind,
    /// What it may cost.
    pub money: Estimate,
}

impl MarksQuestion {
    fn of_pains(&self) -> PainsQuestion {
        let Self { filter, long_wait_seconds, return_days, currency, .. } = self.clone();
        PainsQuestion { filter, long_wait_seconds, return_days, currency, ..PainsQuestion::default() }
    }

    fn people(&self, part: MarkPart, node: &JourneyNode) -> String {
        let figure = MarkFigure { part, touchpoint: node.node.clone() };
        PeopleQuestion::of_journeys(JourneyFigure::Marks { question: Box::new(self.clone()), figure }).address()
    }

    fn node(&self, node: &JourneyNode, found: &NodeAftermath) -> NodeMarks {
        let times = seconds(found.times.as_ref(), found.micros, found.waits, found.waited);
        let (wait_median, wait_p90) = times.map(|times| (times.median, times.p90)).unzip();
        NodeMarks {
            node: node.clone(),
            pains: Vec::new(),
            moment: None,
            complaints: share((found.complained, found.reached, found.reached)),
            complaints_people: self.people(MarkPart::Complained, node),
            wait_median,
            wait_p90,
            waits_people: self.people(MarkPart::Waited, node),
        }
    }
}

impl Insight {
    /// Answers what is to be marked on the map.
    pub async fn marks(&self, reader: &Reader, question: &MarksQuestion) -> Result<MarksAnswer, InsightError> {
        let view = self.view(reader).await?;
        let PreparedMarks { pains, moments, aftermath } = view.prepare_marks(question).await?;
        let reading = &pains.reading;
        let counting =
            (PainCounts::new(pains.terms.clone()), (moments.map(MomentCounts::new), Aftermath::new(aftermath)));
        let (hurt, (returned, met)) = view.fold_touches(reading, counting).await?;
        // Whoever was hurt and went on all the same puts nothing at risk: only the others are drawn again and again.
        let hurting: Vec<PainCount> = most_affecting(hurt.pains).into_iter().filter(|count| count.is_hurting).collect();
        let compared: Vec<Pain> = hurting.iter().map(|count| count.pain).collect();
        let sample = PainSample::new(pains.terms.clone(), hurt.strata.into(), &compared, REPLICATES, SEED);
        let strata = returned.as_ref().map(|returned| Arc::new(returned.strata.clone()));
        let of_moments = moments.zip(strata).map(|(terms, strata)| MomentSample::new(terms, strata));
        let (sampled, returned_sampled) = view.fold_touches(reading, (sample, of_moments)).await?;
        let mut marked = Marked { question, nodes: &pains.nodes, of: BTreeMap::new() };
        met.iter().for_each(|found| marked.add(found));
        let of_pains = question.of_pains();
        for (count, sampled) in hurting.iter().zip(&sampled) {
            let row = pains.row(&of_pains, count, sampled);
            if row.verdict == PainVerdict::AtRisk {
                marked.at(count.pain.node).pains.push(PainMark { kind: row.kind, money: row.money });
            }
        }
        if let Some((counted, sampled)) = returned.zip(returned_sampled) {
            let changes = counted.nodes.iter().zip(changes(&counted.nodes, &sampled));
            for (count, change) in changes.filter(|(_, change)| change.verdict == Verdict::Higher) {
                marked.at(count.node).moment = Some(change);
            }
        }
        Ok(MarksAnswer { as_of: view.now, minimum_people: ENOUGH_PEOPLE, nodes: marked.finish() })
    }
}

/// The marks of touchpoints on their way into an answer.
struct Marked<'a> {
    question: &'a MarksQuestion,
    nodes: &'a [JourneyNode],
    of: BTreeMap<u16, NodeMarks>,
}

impl Marked<'_> {
    fn add(&mut self, found: &NodeAftermath) {
        self.of.insert(found.node, self.question.node(&self.nodes[usize::from(found.node)], found));
    }

    /// The marks of a node; of one after which it is too early to tell who complains there are some, too.
    fn at(&mut self, node: u16) -> &mut NodeMarks {
        let Self { question, nodes, of } = self;
        let nothing = NodeAftermath { node, ..NodeAftermath::default() };
        of.entry(node).or_insert_with(|| question.node(&nodes[usize::from(node)], &nothing))
    }

    fn finish(self) -> Vec<NodeMarks> {
        let certain = |mark: &PainMark| mark.money.low.unwrap_or_default();
        let sorted = |mut node: NodeMarks| {
            node.pains.sort_by(|one, other| certain(other).total_cmp(&certain(one)));
            node
        };
        self.of.into_values().map(sorted).collect()
    }
}

impl View<'_> {
    /// The people behind a figure of a touchpoint.
    pub(crate) async fn people_of_marks(
        &self,
        question: &MarksQuestion,
        figure: &MarkFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let PreparedMarks { pains, aftermath, .. } = self.prepare_marks(question).await?;
        let node = pains.node(&figure.touchpoint, "/question/journey/marks/figure/touchpoint")?;
        let counted = match figure.part {
            MarkPart::Complained => AftermathFigure::Complained,
            MarkPart::Waited => AftermathFigure::Waited,
        };
        let fold = Aftermath::new(aftermath);
        self.people_of_touches(&pains.reading, fold, move |fold, touches| fold.counts(counted, node, touches)).await
    }
}
