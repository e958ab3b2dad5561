//! From a filter to a condition.

use std::sync::Arc;

use otklik_core::filter::{AnswerCondition, CustomerCondition, Filter};
use otklik_lake::Column;

use super::{AnswerTest, Condition, KindSet, TextSet};
use crate::delivery::Deliveries;
use crate::error::InsightError;
use crate::lens::Meaning;
use crate::view::View;

/// What preparing needs that had to be read.
struct Material {
    deliveries: Option<Arc<Deliveries>>,
    /// Of each condition on customers, in the order of the filter.
    customers: std::vec::IntoIter<Condition>,
    /// Sets of texts so far.
    texts: usize,
}

impl View<'_> {
    /// Prepares a filter without its top-level periods, which bound the scan instead.
    pub(crate) async fn condition(&self, filter: &Filter) -> Result<Condition, InsightError> {
        let known_metric = |id: &str| self.catalogue.metric(id).is_some();
        filter.check(&known_metric).map_err(|fault| InsightError::Filter { fault, place: "/filter".to_owned() })?;
        let filter = filter.without_period();
        let deliveries = if needs_deliveries(&filter) { Some(self.deliveries().await?) } else { None };
        let mut wanted = Vec::new();
        collect_customers(&filter, &mut wanted);
        let mut customers = Vec::with_capacity(wanted.len());
        for condition in wanted {
            customers.push(self.customer_condition(condition, deliveries.as_ref()).await?);
        }
        let mut material = Material { deliveries, customers: customers.into_iter(), texts: 0 };
        Ok(self.prepare(&filter, &mut material))
    }

    /// Prepares a filter that has no conditions on customers.
    pub(super) fn condition_on_events(&self, filter: &Filter, deliveries: Option<&Arc<Deliveries>>) -> Condition {
        let deliveries = deliveries.map(Arc::clone);
        self.prepare(filter, &mut Material { deliveries, customers: Vec::new().into_iter(), texts: 0 })
    }

    fn prepare(&self, filter: &Filter, material: &mut Material) -> Condition {
        match filter {
            Filter::All(parts) => Condition::All(parts.iter().map(|part| self.prepare(part, material)).collect()),
            Filter::Any(parts) => Condition::Any(parts.iter().map(|part| self.prepare(part, material)).collect()),
            Filter::Not(part) => Condition::Not(Box::new(self.prepare(part, material))),
            Filter::Period(period) => Condition::Span(period.span(self.now, &self.zone)),
            Filter::Unit(root) => Condition::Units(self.units().iter().map(|unit| unit.is_within(root)).collect()),
            Filter::Channel(channel) => self.kinds_where(|meaning| meaning.channel() == channel),
            Filter::Touchpoint(name) => {
                self.kinds_where(|meaning| meaning.touchpoint().is_some_and(|touchpoint| touchpoint.is_called(name)))
            }
            Filter::Stage(stage) => self.kinds_where(|meaning| meaning.stage() == Some(*stage)),
            Filter::Department(name) => {
                self.kinds_where(|meaning| meaning.department().is_some_and(|department| department.is_called(name)))
            }
            Filter::Experience(experience) => self.kinds_where(|meaning| meaning.experience() == Some(*experience)),
            Filter::Role(role) => self.kinds_where(|meaning| meaning.role() == Some(*role)),
            Filter::Event(name) => self.kinds_where(|meaning| meaning.kind.name == *name),
            Filter::Survey(survey) => {
                let answers = Condition::Texts(material.texts(Column::Survey, vec![survey.clone()]));
                let asks = |meaning: &Meaning| meaning.asked_survey() == Some(survey.as_str());
                Condition::Any(vec![answers, self.kinds_where(asks)])
            }
            Filter::Score(group) => {
                let test = AnswerTest { metric: None, group: Some(*group), from: None, to: None };
                Condition::Answer(Box::new(test))
            }
            Filter::Answer(wanted) => Condition::Answer(Box::new(self.answer_test(wanted, material))),
            Filter::Delivery(delivery) => {
                Condition::Delivery(*delivery, material.deliveries.as_ref().map(Arc::clone).unwrap_or_default())
            }
            Filter::Customer(_) => material.customers.next().unwrap_or(Condition::Any(Vec::new())),
        }
    }

    fn kinds_where(&self, holds: impl Fn(&Meaning) -> bool) -> Condition {
        let mut kinds = KindSet::default();
        self.lens.kinds().filter(|(_, meaning)| holds(meaning)).for_each(|(kind, _)| kinds.insert(kind));
        Condition::Kinds(kinds)
    }

    fn answer_test(&self, wanted: &AnswerCondition, material: &mut Material) -> AnswerTest {
        // That the catalogue defines the metric was checked with the filter.
        let metric = wanted.metric.as_deref().and_then(|id| self.catalogue.metric(id)).map(|metric| {
            let surveys = material.texts(Column::Survey, metric.surveys.clone());
            (metric.clone(), surveys)
        });
        AnswerTest { metric, group: wanted.group, from: wanted.from.map(f64::from), to: wanted.to.map(f64::from) }
    }
}

impl Material {
    fn texts(&mut self, column: Column, texts: Vec<String>) -> TextSet {
        self.texts += 1;
        TextSet { column, texts, place: self.texts - 1 }
    }
}

/// The conditions on customers in the order in which preparing meets them.
fn collect_customers<'a>(filter: &'a Filter, found: &mut Vec<&'a CustomerCondition>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| collect_customers(part, found)),
        Filter::Not(part) => collect_customers(part, found),
        Filter::Customer(condition) => found.push(condition),
        _ => {}
    }
}

fn needs_deliveries(filter: &Filter) -> bool {
    filter.mentions(&|part| match part {
        Filter::Delivery(_) => true,
        Filter::Customer(CustomerCondition::Done(deed) | CustomerCondition::NotDone(deed)) => {
            needs_deliveries(&deed.event)
        }
        _ => false,
    })
}
