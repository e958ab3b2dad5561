//! What events mean: the lens through which raw events are read.
//!
//! Raw events never change. A [`Rule`] says which kinds of events it is about and what they mean;
//! since a kind, not an event, is looked up, a changed rule re-reads all history at once.

mod change;
mod check;
mod conflict;
mod suggest;
mod target;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use change::CatalogueChanges;
pub use check::{CatalogueFault, LONGEST_NAME, MOST_CHANNELS, MOST_METRICS, MOST_RULES};
pub use conflict::{RuleConflict, RuleConflictKind};
pub use suggest::{Suggester, Suggestion};
pub use target::Target;

use crate::{MetricDefinition, Text, UnitPath};

/// What the catalogue looks up: events that agree in these four mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct EventKind {
    /// Which system told it.
    pub source: String,
    /// What happened.
    pub name: String,
    /// The channel; empty when the event has none.
    pub channel: String,
    /// Page path, screen or topic; empty when the event has none.
    pub detail: String,
}

/// A stage of the customer journey, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Learns that the company exists.
    Awareness,
    /// Compares and chooses.
    Consideration,
    /// Orders and pays.
    Purchase,
    /// Receives what was ordered.
    Delivery,
    /// Uses it.
    Use,
    /// Asks for help.
    Service,
    /// Comes back.
    Loyalty,
    /// Recommends.
    Advocacy,
}

impl Stage {
    /// Every stage in the order of the journey.
    pub const ALL: [Self; 8] = [
        Self::Awareness,
        Self::Consideration,
        Self::Purchase,
        Self::Delivery,
        Self::Use,
        Self::Service,
        Self::Loyalty,
        Self::Advocacy,
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Awareness => "awareness",
            Self::Consideration => "consideration",
            Self::Purchase => "purchase",
            Self::Delivery => "delivery",
            Self::Use => "use",
            Self::Service => "service",
            Self::Loyalty => "loyalty",
            Self::Advocacy => "advocacy",
        }
    }
}

/// The kind of experience that a touchpoint gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Experience {
    /// Whether it works.
    Functional,
    /// How it feels.
    Emotional,
    /// Place, smell, noise.
    Physical,
    /// Other people.
    Social,
    /// Speed and order.
    Operational,
    /// Screen and page.
    Digital,
}

impl Experience {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Functional => "functional",
            Self::Emotional => "emotional",
            Self::Physical => "physical",
            Self::Social => "social",
            Self::Operational => "operational",
            Self::Digital => "digital",
        }
    }
}

/// The part that an event plays in the figures; metrics read roles, not names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An order or a receipt; `quantity` counts several in one event.
    OrderPlaced,
    /// A payment for an order; `amount` is what was paid.
    Paid,
    /// An article of an order; `amount` is its price.
    ItemSold,
    /// The charge for bringing an order; `amount` is the charge.
    FreightCharged,
    /// The company accepted the order.
    OrderApproved,
    /// The order was given to the carrier.
    HandedOver,
    /// The customer has the order; the property `promised_at` says when it was promised.
    Delivered,
    /// An order ended without delivery.
    Cancelled,
    /// The customer gave something back.
    Returned,
    /// The customer complained.
    Complaint,
    /// The customer asked for help.
    TicketOpened,
    /// The first answer to a request for help.
    FirstReply,
    /// The request was settled.
    Resolved,
    /// A settled request came back.
    Reopened,
    /// The customer began to wait.
    WaitStarted,
    /// The wait ended; `duration_ms` says how long it was.
    WaitEnded,
    /// A payment did not go through.
    PaymentFailed,
    /// A survey was sent or shown.
    SurveyAsked,
    /// A question was answered.
    Answered,
    /// A public review.
    Review,
    /// Something else that is part of the journey.
    Contact,
    /// No part of the journey: a heartbeat, an export, a step of staff.
    Technical,
}

/// What the catalogue says of a kind of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// The touchpoint, as the company calls it.
    pub touchpoint: Text,
    /// The part in the figures.
    pub role: Role,
    /// The journey stage.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// The responsible department.
    #[serde(default)]
    pub department: Option<Text>,
    /// The kind of experience.
    #[serde(default)]
    pub experience: Option<Experience>,
    /// The channel that they count as; without it, the one that they name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

impl Placement {
    /// A touchpoint and a part in the figures, and nothing else.
    pub fn new(touchpoint: Text, role: Role) -> Self {
        Self { touchpoint, role, stage: None, department: None, experience: None, channel: None }
    }
}

/// A rule of the catalogue: which kinds, and what they mean.
///
/// A pattern is the exact text, a text with one trailing `*`, or `*` for anything; the first rule that fits counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Pattern of the source.
    #[serde(default = "anything")]
    pub source: String,
    /// Pattern of the event's name.
    pub name: String,
    /// Pattern of the channel.
    #[serde(default = "anything")]
    pub channel: String,
    /// Pattern of the detail.
    #[serde(default = "anything")]
    pub detail: String,
    /// What these events mean.
    pub placement: Placement,
}

fn anything() -> String {
    "*".to_owned()
}

fn fits(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => text.starts_with(prefix),
        None => pattern == text,
    }
}

impl Rule {
    /// A rule for one name, whatever the source, channel and detail.
    pub fn for_name(name: impl Into<String>, placement: Placement) -> Self {
        Self { source: anything(), name: name.into(), channel: anything(), detail: anything(), placement }
    }

    /// Whether the rule is about this kind.
    pub fn fits(&self, kind: &EventKind) -> bool {
        fits(&self.name, &kind.name)
            && fits(&self.source, &kind.source)
            && fits(&self.channel, &kind.channel)
            && fits(&self.detail, &kind.detail)
    }
}

/// The company's rules and metric definitions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Rules in their order; the first that fits counts.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// The metrics that are measured, in the order of the overview.
    #[serde(default)]
    pub metrics: Vec<MetricDefinition>,
    /// Names of channels in both languages.
    #[serde(default)]
    pub channels: std::collections::BTreeMap<String, Text>,
    /// What the metrics are to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
}

impl Catalogue {
    /// What a kind of events means, or nothing when no rule fits.
    pub fn place(&self, kind: &EventKind) -> Option<&Placement> {
        self.rule_for(kind).map(|rule| &self.rules[rule].placement)
    }

    /// The place of the rule that counts for a kind, from 0.
    pub fn rule_for(&self, kind: &EventKind) -> Option<usize> {
        self.rules.iter().position(|rule| rule.fits(kind))
    }

    /// What a metric is to reach in a unit, or in the company.
    pub fn target(&self, metric: &str, unit: Option<&UnitPath>) -> Option<&Target> {
        self.targets.iter().find(|target| target.metric == metric && target.unit.as_ref() == unit)
    }

    /// The definition of a metric by its id.
    pub fn metric(&self, id: &str) -> Option<&MetricDefinition> {
        self.metrics.iter().find(|metric| metric.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement(role: Role) -> Placement {
        Placement::new(Text::new("Касса", "Till"), role)
    }

    fn kind(name: &str, channel: &str) -> EventKind {
        EventKind { name: name.to_owned(), channel: channel.to_owned(), ..EventKind::default() }
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let mut in_app = Rule::for_name("order_*", placement(Role::Contact));
        in_app.channel = "app".to_owned();
        let rules = vec![in_app, Rule::for_name("order_placed", placement(Role::OrderPlaced))];
        let catalogue = Catalogue { rules, ..Catalogue::default() };
        let role = |name, channel| catalogue.place(&kind(name, channel)).map(|placement| placement.role);
        assert_eq!(role("order_placed", "app"), Some(Role::Contact));
        assert_eq!(role("order_placed", "counter"), Some(Role::OrderPlaced));
        assert_eq!(role("order_cancelled", "counter"), None);
    }
}
