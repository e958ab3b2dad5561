//! The event that a row may give.

use std::collections::BTreeMap;

use otklik_core::AgentKind;
use serde::Deserialize;

use super::Template;

/// An event with a value of type `T` for each of its fields: a template as it is written,
/// or the places where the template's columns are found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventSettings<T = Template> {
    pub(crate) from: String,
    pub(crate) name: T,
    pub(crate) id: T,
    pub(crate) time: T,
    /// All of them must hold.
    #[serde(default = "Vec::new")]
    pub(crate) when: Vec<Condition<T>>,
    pub(crate) customer: Option<CustomerSettings<T>>,
    pub(crate) channel: Option<T>,
    pub(crate) unit: Option<T>,
    pub(crate) session: Option<T>,
    pub(crate) order: Option<T>,
    pub(crate) ticket: Option<T>,
    pub(crate) item: Option<T>,
    pub(crate) amount: Option<T>,
    pub(crate) currency: Option<T>,
    pub(crate) quantity: Option<T>,
    pub(crate) duration: Option<DurationSettings<T>>,
    pub(crate) agent: Option<AgentSettings<T>>,
    pub(crate) detail: Option<T>,
    pub(crate) answer: Option<AnswerSettings<T>>,
    #[serde(default = "BTreeMap::new")]
    pub(crate) properties: BTreeMap<String, T>,
}

/// Whether a row gives the event: what is not said is not asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition<T = Template> {
    pub(crate) value: T,
    pub(crate) filled: Option<bool>,
    pub(crate) is: Option<Vec<String>>,
    pub(crate) is_not: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerSettings<T> {
    pub(crate) id: Option<T>,
    pub(crate) email: Option<T>,
    pub(crate) phone: Option<T>,
    pub(crate) messenger: Option<T>,
    pub(crate) anonymous: Option<T>,
}

/// How long it took: from one time to another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DurationSettings<T> {
    pub(crate) from: T,
    pub(crate) to: T,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgentSettings<T> {
    pub(crate) id: T,
    pub(crate) kind: AgentKind,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerSettings<T> {
    pub(crate) survey: T,
    pub(crate) question: T,
    pub(crate) metric: Option<String>,
    pub(crate) scale: Option<(f64, f64)>,
    pub(crate) value: Option<T>,
    /// Columns of one comment, put below each other.
    #[serde(default = "Vec::new")]
    pub(crate) text: Vec<T>,
    pub(crate) asked: Option<T>,
}

impl EventSettings {
    /// The same event with each template replaced.
    pub(crate) fn map<U>(&self, replace: &mut impl FnMut(&Template) -> U) -> EventSettings<U> {
        let condition = |one: &Condition, replace: &mut dyn FnMut(&Template) -> U| Condition {
            value: replace(&one.value),
            filled: one.filled,
            is: one.is.clone(),
            is_not: one.is_not.clone(),
        };
        EventSettings {
            from: self.from.clone(),
            name: replace(&self.name),
            id: replace(&self.id),
            time: replace(&self.time),
            when: self.when.iter().map(|one| condition(one, replace)).collect(),
            customer: self.customer.as_ref().map(|customer| CustomerSettings {
                id: customer.id.as_ref().map(&mut *replace),
                email: customer.email.as_ref().map(&mut *replace),
                phone: customer.phone.as_ref().map(&mut *replace),
                messenger: customer.messenger.as_ref().map(&mut *replace),
                anonymous: customer.anonymous.as_ref().map(&mut *replace),
            }),
            channel: self.channel.as_ref().map(&mut *replace),
            unit: self.unit.as_ref().map(&mut *replace),
            session: self.session.as_ref().map(&mut *replace),
            order: self.order.as_ref().map(&mut *replace),
            ticket: self.ticket.as_ref().map(&mut *replace),
            item: self.item.as_ref().map(&mut *replace),
            amount: self.amount.as_ref().map(&mut *replace),
            currency: self.currency.as_ref().map(&mut *replace),
            quantity: self.quantity.as_ref().map(&mut *replace),
            duration: self
                .duration
                .as_ref()
                .map(|duration| DurationSettings { from: replace(&duration.from), to: replace(&duration.to) }),
            agent: self.agent.as_ref().map(|agent| AgentSettings { id: replace(&agent.id), kind: agent.kind }),
            detail: self.detail.as_ref().map(&mut *replace),
            answer: self.answer.as_ref().map(|answer| answer.map(replace)),
            properties: self.properties.iter().map(|(name, value)| (name.clone(), replace(value))).collect(),
        }
    }
}

impl AnswerSettings<Template> {
    fn map<U>(&self, replace: &mut impl FnMut(&Template) -> U) -> AnswerSettings<U> {
        AnswerSettings {
            survey: replace(&self.survey),
            question: replace(&self.question),
            metric: self.metric.clone(),
            scale: self.scale,
            value: self.value.as_ref().map(&mut *replace),
            text: self.text.iter().map(&mut *replace).collect(),
            asked: self.asked.as_ref().map(&mut *replace),
        }
    }
}
