//! The question who was asked, who answered, and who did not.

mod asked;

use std::collections::BTreeMap;

use otklik_core::{Change, Estimate, Filter, Measure, MetricDefinition, Timestamp};
use otklik_stats::{Accumulator, Difference, Sample, Terms, share, share_difference};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use asked::sample;
pub(crate) use asked::{Asked, Invitation};

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::scores::ERROR_RATE;
use crate::slice::{By, Compare, Slice, SliceKey, SliceNames, SliceTable, Slicer, divisions};
use crate::view::View;

/// Who was asked, who answered, and who did not?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseQuestion {
    /// Only the surveys of this metric; without it those of all metrics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Which invitations; what only an answer can meet is passed over.
    #[serde(default)]
    pub filter: Filter,
    /// Divided by what; at most two divisions.
    #[serde(default)]
    pub by: Vec<By>,
    /// Compared with what: a period before, or the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
}

/// Who was asked, who answered, and who did not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResponseAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// Everything together.
    pub total: ResponseRow,
    /// One row for each slice.
    pub rows: Vec<ResponseRow>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
}

/// Who answered in one slice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResponseRow {
    /// The slice; empty for the whole.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// Invitations.
    pub asked: Estimate,
    /// Invitations that were answered, whenever.
    pub answered: Estimate,
    /// The share that was answered.
    pub rate: Estimate,
    /// How the share differs from what it is compared with.
    pub change: Option<Change>,
    /// Whether the day, week or month is not over.
    pub unfinished: bool,
    /// The address of those who have not answered.
    pub unanswered: String,
}

type Samples = BTreeMap<SliceKey, Sample>;

impl Insight {
    /// Answers who was asked, who answered, and who did not.
    pub async fn response(&self, reader: &Reader, question: &ResponseQuestion) -> Result<ResponseAnswer, InsightError> {
        let view = self.view(reader).await?;
        let by = divisions(&question.by)?;
        if by.contains(&By::Delivery) {
            return Err(InsightError::SliceUnsupported { by: By::Delivery.as_str().to_owned() });
        }
        if matches!(question.compare, Some(Compare::Slice(_) | Compare::Filter(_))) {
            return Err(InsightError::CompareUnsupported);
        }
        let mut slicer = Slicer::new(by, &view, None);
        let span = view.span(&question.filter);
        let earlier = view.earlier_span(&question.filter, question.compare.as_ref());
        let asked = view.asked_for(question, &mut slicer).await?;
        let samples = |span| samples(asked.invitations(span));
        let (total, now) = samples(span);
        let (total_before, before) = earlier.map(samples).unzip();
        let total_difference = total_before.map(|before| difference(&total, &before));
        let total_change = total_difference.and_then(|difference| otklik_stats::judge(&[difference], ERROR_RATE).pop());
        let nothing = Accumulator::new().finish();
        let differences: Vec<Difference> = match (&question.compare, &before) {
            (Some(Compare::Rest), _) => {
                now.keys().map(|key| difference(&now[key], &rest(asked.invitations(span), key))).collect()
            }
            (_, Some(before)) => {
                now.iter().map(|(key, now)| difference(now, before.get(key).unwrap_or(&nothing))).collect()
            }
            _ => Vec::new(),
        };
        let mut changes = otklik_stats::judge(&differences, ERROR_RATE).into_iter();
        let rows = now
            .iter()
            .map(|(key, sample)| question.row(slicer.slice(key), sample, changes.next(), view.is_unfinished(key)))
            .collect();
        let total = question.row(Slice::new(), &total, total_change, false);
        Ok(ResponseAnswer { as_of: view.now, total, rows, names: view.slice_names(by) })
    }
}

impl View<'_> {
    /// Everybody whom the surveys of a question asked, also in the span that it is compared with.
    async fn asked_for(&self, question: &ResponseQuestion, slicer: &mut Slicer<'_>) -> Result<Asked, InsightError> {
        let metrics: Vec<&MetricDefinition> = match &question.metric {
            Some(metric) => vec![self.metric(metric)?],
            None => self.catalogue.metrics.iter().collect(),
        };
        let span = self.span(&question.filter);
        let earlier = self.earlier_span(&question.filter, question.compare.as_ref());
        let read = earlier.map_or(span, |earlier| span.hull(&earlier));
        let condition = self.condition(&question.filter.without_answers()).await?;
        self.asked_in_slices(&metrics, read, &condition, Some(slicer)).await
    }

    /// Those whom a question's figure is about: who was asked, or only who has or has not answered.
    pub(crate) async fn invited(
        &self,
        question: &ResponseQuestion,
        field: Option<&str>,
        slicer: &mut Slicer<'_>,
    ) -> Result<Vec<Invitation>, InsightError> {
        let asked = self.asked_for(question, slicer).await?;
        let wanted = |answered: bool| match field {
            Some("answered") => answered,
            Some("unanswered") => !answered,
            _ => true,
        };
        let invitations = asked.invitations(self.span(&question.filter));
        Ok(invitations.filter(|(_, answered)| wanted(*answered)).map(|(invitation, _)| *invitation).collect())
    }
}

/// Who answered among all invitations, and in each slice.
fn samples<'a>(invitations: impl Iterator<Item = (&'a Invitation, bool)>) -> (Sample, Samples) {
    let mut table = SliceTable::<Accumulator>::default();
    for (invitation, answered) in invitations {
        table.count(invitation.key, |accumulator| invitation.count(answered, accumulator));
    }
    (table.total.finish(), table.slices.into_iter().map(|(key, slice)| (key, slice.finish())).collect())
}

/// Who answered in all slices but one.
fn rest<'a>(invitations: impl Iterator<Item = (&'a Invitation, bool)>, own: &SliceKey) -> Sample {
    sample(invitations.filter(|(invitation, _)| invitation.key != *own))
}

fn difference(now: &Sample, before: &Sample) -> Difference {
    share_difference(now, before, Terms::default().minimum_people)
}

impl ResponseQuestion {
    fn row(&self, slice: Slice, sample: &Sample, change: Option<Change>, unfinished: bool) -> ResponseRow {
        let counted = |value: f64| Estimate::counted(value, Measure::Count, sample.n(), sample.people());
        let answered = if sample.n() > 0 { (sample.mean() * sample.n() as f64).round() } else { 0.0 };
        let people = PeopleQuestion::of(PeopleKind::Response, &self.filter, slice.clone())
            .with_metric(self.metric.as_deref())
            .with_field(Some("unanswered"));
        ResponseRow {
            slice,
            asked: counted(sample.n() as f64),
            answered: counted(answered),
            rate: share(sample, &Terms::default()),
            change,
            unfinished,
            unanswered: people.address(),
        }
    }
}
