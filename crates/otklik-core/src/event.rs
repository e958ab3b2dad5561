//! What happened at a touchpoint.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{EventKind, Money, Timestamp, UnitPath};

/// One thing that happened, as its source told it: checked and normalised, not yet interpreted.
///
/// The form that is kept until the lake has it is binary, so no field may depend on a self-describing format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique within its source; (source, id) is counted once.
    pub id: String,
    /// Which system told it.
    pub source: String,
    /// What happened, such as `order_delivered`.
    pub name: String,
    /// When it happened.
    pub time: Timestamp,
    /// Who it was, strongest first; empty for an event without a customer.
    pub identifiers: Vec<Identifier>,
    /// The channel, such as `app` or `courier`.
    pub channel: Option<String>,
    /// The unit where it happened.
    pub unit: Option<UnitPath>,
    /// The visit or browsing session it belongs to.
    pub session: Option<String>,
    /// The order it belongs to.
    pub order: Option<String>,
    /// The support ticket it belongs to.
    pub ticket: Option<String>,
    /// The article it is about.
    pub item: Option<String>,
    /// The money it moved.
    pub money: Option<Money>,
    /// How many; an event without quantity counts once.
    pub quantity: Option<f64>,
    /// How long it took, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Who served.
    pub agent: Option<Agent>,
    /// Normalised page path, screen or topic.
    pub detail: Option<String>,
    /// The answer that it carries.
    pub answer: Option<AnswerGiven>,
    /// Everything else, as the text of a JSON object; empty when there is nothing.
    pub properties: String,
}

impl Event {
    /// An event with nothing but what every event has.
    pub fn new(source: impl Into<String>, id: impl Into<String>, name: impl Into<String>, time: Timestamp) -> Self {
        Self {
            id: id.into(),
            source: source.into(),
            name: name.into(),
            time,
            identifiers: Vec::new(),
            channel: None,
            unit: None,
            session: None,
            order: None,
            ticket: None,
            item: None,
            money: None,
            quantity: None,
            duration_ms: None,
            agent: None,
            detail: None,
            answer: None,
            properties: String::new(),
        }
    }

    /// The kind by which the catalogue knows this event.
    pub fn kind(&self) -> EventKind {
        EventKind {
            source: self.source.clone(),
            name: self.name.clone(),
            channel: self.channel.clone().unwrap_or_default(),
            detail: self.detail.clone().unwrap_or_default(),
        }
    }
}

/// One identifier of a person, normalised by whoever read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier {
    /// What sort of identifier.
    pub kind: IdentifierKind,
    /// Its normalised value.
    pub value: String,
}

/// A telephone number with fewer characters would be shown whole by its first and last two.
const SHORT_NUMBER: usize = 4;

impl Identifier {
    /// So much of it that a person recognises their own and nobody else reaches them by it.
    pub fn masked(&self) -> String {
        let beginning =
            |text: &str, characters: usize| -> String { text.chars().take(characters).chain("***".chars()).collect() };
        match (self.kind, self.value.split_once('@')) {
            (IdentifierKind::Email, Some((name, domain))) => format!("{}@{domain}", beginning(name, 1)),
            (IdentifierKind::Phone, _) => {
                let last = self.value.char_indices().rev().nth(1).map_or("", |(start, _)| &self.value[start..]);
                // Of a number of four digits everything would be shown.
                if self.value.len() > SHORT_NUMBER { beginning(&self.value, 2) + last } else { beginning("", 0) }
            }
            _ => beginning(&self.value, 1),
        }
    }
}

/// The sorts of identifiers, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// The company's own customer number.
    External,
    /// E-mail address in lower case.
    Email,
    /// Telephone number, E.164.
    Phone,
    /// Messenger account.
    Messenger,
    /// Device or browser, not yet a person.
    Anonymous,
}

impl IdentifierKind {
    /// Every kind, strongest first.
    pub const ALL: [Self; 5] = [Self::External, Self::Email, Self::Phone, Self::Messenger, Self::Anonymous];

    /// The name in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Messenger => "messenger",
            Self::Anonymous => "anonymous",
        }
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Who served the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// The employee's or bot's number.
    pub id: String,
    /// Person or program.
    pub kind: AgentKind,
}

/// Whether a person or a program served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentKind {
    /// A person.
    Human,
    /// A program.
    Bot,
}

impl AgentKind {
    /// The name in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Bot => "bot",
        }
    }
}

/// An answer to one question of a survey, or a rating in a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerGiven {
    /// The survey, such as `after_visit`.
    pub survey: String,
    /// The question within the survey.
    pub question: String,
    /// What the question measures, such as `nps`; none for an open question.
    pub metric: Option<String>,
    /// Lowest and highest possible value.
    pub scale: Option<(f64, f64)>,
    /// The value chosen.
    pub value: Option<f64>,
    /// What the person wrote.
    pub text: Option<String>,
    /// The id of the event that asked.
    pub asked: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_identifier_reaches_nobody() {
        let masked = |kind, value: &str| Identifier { kind, value: value.to_owned() }.masked();
        assert_eq!(masked(IdentifierKind::Email, "анна@example.com"), "а***@example.com");
        assert_eq!(masked(IdentifierKind::Email, "broken"), "b***");
        assert_eq!(masked(IdentifierKind::Phone, "+79161234567"), "+7***67");
        assert_eq!(masked(IdentifierKind::Phone, "123"), "***");
        assert_eq!(masked(IdentifierKind::Messenger, "@anna"), "@***");
        assert_eq!(masked(IdentifierKind::Anonymous, "device"), "d***");
        assert_eq!(masked(IdentifierKind::External, "c-812"), "c***");
    }
}
