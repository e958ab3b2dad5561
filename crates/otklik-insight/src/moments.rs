//! The question which touches go before a return: the moments of truth.

use std::sync::Arc;

use otklik_core::estimate::{DEFAULT_LEVEL, ENOUGH_PEOPLE};
use otklik_core::{Change, ErrorCode, Estimate, Filter, Measure, Method, Status, Timestamp};
use otklik_journey::{MomentCount, MomentCounts, MomentSample, MomentSampled, MomentTerms};
use otklik_stats::{Difference, clustered_difference, judge, student_interval};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, JourneyNode, MOST_NODES_SHOWN, TouchReading, count, refuse, share};
use crate::pains::{return_window, thirty_days};
use crate::people::PeopleQuestion;
use crate::scores::ERROR_RATE;
use crate::view::View;

/// Which touches go before a return?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MomentsQuestion {
    /// Of whom and when; orders before and after are seen as far as they say how often somebody comes and whether they came back.
    #[serde(default)]
    pub filter: Filter,
    /// Who orders within so many days after the week has returned.
    #[serde(default = "thirty_days")]
    #[schema(minimum = 1, maximum = 365, default = 30)]
    pub return_days: u16,
}

impl Default for MomentsQuestion {
    fn default() -> Self {
        Self { filter: Filter::default(), return_days: thirty_days() }
    }
}

/// A figure of moments that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MomentFigure {
    /// The touchpoint's English name.
    pub touchpoint: String,
}

/// Which touches go before a return, that after which certainly most more come back first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MomentsAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// People who ordered in a week.
    pub people: Estimate,
    /// The touchpoints.
    pub rows: Vec<MomentRow>,
}

/// A touchpoint and what came of weeks with it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MomentRow {
    /// Which.
    #[serde(flatten)]
    pub node: JourneyNode,
    /// The people who were there in a week in which they ordered.
    pub touched: Estimate,
    /// Their share of all who ordered.
    pub share: Estimate,
    /// The share of weeks with it after which the customer ordered again, of those that can be compared.
    pub returned_with: Estimate,
    /// The same of weeks without it that are alike in week, unit, how often the customer ordered in it and in the four before, and whether they are new.
    pub returned_without: Estimate,
    /// How the first differs from the second; all of an answer are corrected together. It need not be the touch's doing.
    pub change: Change,
    /// Weeks that those with it are compared with, and their people.
    pub comparable: Estimate,
    /// People with a week of which it is too early to tell what comes of it; that week is left out of the comparison.
    pub immature: Estimate,
    /// Weeks that are like none without it, and are left out of the comparison.
    pub uncompared: Estimate,
    /// The address of the people who were there.
    pub people: String,
}

/// Moments of a question, ready to be counted.
struct PreparedMoments {
    reading: Arc<TouchReading>,
    terms: MomentTerms,
    nodes: Vec<JourneyNode>,
}

impl MomentsQuestion {
    fn row(&self, node: &JourneyNode, counted: &MomentCount, sampled: &MomentSampled, people: u64) -> MomentRow {
        let figure = MomentFigure { touchpoint: node.node.clone() };
        let figure = JourneyFigure::Moments { question: Box::new(self.clone()), figure };
        let [with, without, _] = sampled.variances;
        MomentRow {
            node: node.clone(),
            touched: count(counted.people, counted.people),
            share: share((counted.people, people, people)),
            returned_with: returned(sampled.with, with, sampled.weeks_with, sampled.people_with, sampled),
            returned_without: returned(
                sampled.without,
                without,
                sampled.weeks_without,
                sampled.people_without,
                sampled,
            ),
            change: difference(sampled).change(DEFAULT_LEVEL),
            comparable: count(sampled.weeks_without, sampled.people_without),
            immature: count(counted.immature, counted.immature),
            uncompared: count(sampled.uncompared, 0),
            people: PeopleQuestion::of_journeys(figure).address(),
        }
    }
}

/// A share by Student's t on people; nothing where there is nobody to compare with, or too few.
fn returned(value: f64, variance: f64, weeks: u64, people: u64, sampled: &MomentSampled) -> Estimate {
    let withheld = Estimate::too_few(Measure::Share, weeks, people, Method::ClusteredT);
    if sampled.people_without == 0 {
        return Estimate { status: Status::NotIdentified, ..withheld };
    }
    if fewest(sampled) < ENOUGH_PEOPLE || !variance.is_finite() {
        return withheld;
    }
    let range = student_interval(value, variance.sqrt(), people as f64 - 1.0, DEFAULT_LEVEL).clipped(0.0, 1.0);
    Estimate { value: Some(value), low: Some(range.low), high: Some(range.high), status: Status::Ok, ..withheld }
}

/// The people on the side that has fewer of them.
fn fewest(sampled: &MomentSampled) -> u64 {
    sampled.people_with.min(sampled.people_without)
}

fn difference(sampled: &MomentSampled) -> Difference {
    let value = sampled.with - sampled.without;
    clustered_difference(value, sampled.variances[2].sqrt(), fewest(sampled), ENOUGH_PEOPLE)
}

/// How the weeks with each touchpoint differ from those without it, judged together.
pub(crate) fn changes(counted: &[MomentCount], sampled: &[MomentSampled]) -> Vec<Change> {
    let of = |count: &MomentCount| difference(&sampled[usize::from(count.node)]);
    judge(&counted.iter().map(of).collect::<Vec<Difference>>(), ERROR_RATE)
}

impl Insight {
    /// Answers which touches go before a return.
    pub async fn moments(&self, reader: &Reader, question: &MomentsQuestion) -> Result<MomentsAnswer, InsightError> {
        let view = self.view(reader).await?;
        let PreparedMoments { reading, terms, nodes } = view.prepare_moments(question).await?;
        let counted = view.fold_touches(&reading, MomentCounts::new(terms)).await?;
        let sampled = view.fold_touches(&reading, MomentSample::new(terms, counted.strata.into())).await?;
        let of = |count: &MomentCount| &sampled[usize::from(count.node)];
        let changes = changes(&counted.nodes, &sampled);
        let row = |(count, change): (&MomentCount, Change)| {
            let node = &nodes[usize::from(count.node)];
            MomentRow { change, ..question.row(node, count, of(count), counted.people) }
        };
        let mut rows: Vec<MomentRow> = counted.nodes.iter().zip(changes).map(row).collect();
        let least =
            |row: &MomentRow| row.change.low.filter(|_| row.change.value.is_some()).unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|one, other| least(other).total_cmp(&least(one)));
        Ok(MomentsAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            people: count(counted.people, counted.people),
            rows,
        })
    }
}

impl View<'_> {
    async fn prepare_moments(&self, question: &MomentsQuestion) -> Result<PreparedMoments, InsightError> {
        let return_window = return_window(question.return_days)?;
        let nodes = self.touchpoints()?;
        if nodes.len() > MOST_NODES_SHOWN {
            return Err(refuse(ErrorCode::TooManyParts, "/filter".to_owned(), Some(MOST_NODES_SHOWN)));
        }
        let reading = TouchReading::new(self, &question.filter, self.kinds_of_touches(&nodes), None, None).await?;
        let terms = MomentTerms { nodes: nodes.len(), return_window, now: self.now.0 };
        Ok(PreparedMoments { reading, terms, nodes })
    }

    /// The people who were at a touchpoint.
    pub(crate) async fn people_of_moments(
        &self,
        question: &MomentsQuestion,
        figure: &MomentFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let PreparedMoments { reading, terms, nodes } = self.prepare_moments(question).await?;
        let node = nodes.iter().position(|node| node.node == figure.touchpoint);
        let place = || refuse(ErrorCode::NodeUnknown, "/question/journey/moments/figure/touchpoint".to_owned(), None);
        let node = node.ok_or_else(place)? as u16;
        let counts = MomentCounts::new(terms);
        self.people_of_touches(&reading, counts, move |counts, touches| counts.was_at(node, touches)).await
    }
}
