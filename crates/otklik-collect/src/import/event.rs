//! The events of one row.

use std::borrow::Cow;

use otklik_core::{Agent, AnswerGiven, ErrorCode, Event, Identifier, IdentifierKind, Money, Timestamp};
use serde_json::{Map, Value as Json};

use super::plan::{EventsPlan, Place, TablePlan, Value, ValuePart};
use super::rejected::rearmed;
use super::table::{FoundRow, Table};
use crate::batch::PROMISED_AT;
use crate::check;
use crate::fault::Fault;
use crate::limits;
use crate::mapping::{AnswerSettings, Condition, CustomerSettings, DurationSettings, EventSettings, Mapping};
use crate::number_format;
use crate::rows::Row;

/// A fault with its column, as the mapping reaches it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) column: String,
    pub(super) fault: Fault,
}

/// Room for a key and a word, so that few values are moved while they are put together.
const USUAL_VALUE_BYTES: usize = 64;

type Read<T> = Result<T, Refusal>;

/// Makes events of rows.
pub(super) struct Reader<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) now: Timestamp,
    pub(super) tables: &'a [Table],
    pub(super) table_plans: &'a [TablePlan],
    /// Whether the row's file was made harmless for spreadsheets.
    pub(super) is_repaired: bool,
}

/// A row with the rows of other files that belong to it.
struct Joined<'a> {
    row: Row<'a>,
    positions: &'a [usize],
    /// The number made of its contents; empty where none is needed.
    number: &'a str,
    /// Whether its file was made harmless for spreadsheets.
    is_repaired: bool,
    found: Vec<Found<'a>>,
}

enum Found<'a> {
    Row(FoundRow<'a>),
    /// The row names none, or the file may leave it out.
    Absent,
    /// It should be there.
    Missing {
        column: &'a str,
        key: &'a str,
    },
}

impl Reader<'_> {
    /// Adds the row's events, and what is wrong with those that it cannot give; the others survive.
    pub(super) fn read(
        &self,
        plan: &EventsPlan,
        row: Row<'_>,
        positions: &[usize],
        number: &str,
        events: &mut Vec<Event>,
        refused: &mut Vec<Refusal>,
    ) {
        let joined = self.join(plan, row, positions, number);
        let before = events.len();
        for settings in &plan.events {
            match self.event(settings, &joined) {
                Ok(Some(event)) => events.push(event),
                Ok(None) => {}
                // The same fault of several events is told once.
                Err(refusal) if refused.contains(&refusal) => {}
                Err(refusal) => refused.push(refusal),
            }
        }
        // Whoever repairs such a row changes its number: had one of its events been taken, it would come again.
        if plan.is_numbered && !refused.is_empty() {
            events.truncate(before);
        }
    }

    fn join<'a>(&'a self, plan: &'a EventsPlan, row: Row<'a>, positions: &'a [usize], number: &'a str) -> Joined<'a> {
        let is_repaired = self.is_repaired;
        let mut joined = Joined { row, positions, number, is_repaired, found: Vec::with_capacity(plan.lookups.len()) };
        for lookup in &plan.lookups {
            let found = match joined.field(lookup.key) {
                Err((column, key)) => Found::Missing { column, key },
                Ok(field) => {
                    let key = self.clean(field);
                    let optional = self.table_plans[lookup.table].optional;
                    match self.tables[lookup.table].find(key) {
                        Some(row) => Found::Row(row),
                        // Who names nobody, such as a guest without a card, does not name somebody wrong.
                        None if optional || key.is_empty() => Found::Absent,
                        None => Found::Missing { column: &lookup.column, key },
                    }
                }
            };
            joined.found.push(found);
        }
        joined
    }

    fn event(&self, settings: &EventSettings<Value>, row: &Joined<'_>) -> Read<Option<Event>> {
        for condition in &settings.when {
            if !self.holds(condition, row)? {
                return Ok(None);
            }
        }
        let id = self.required(&settings.id, row, limits::ID_CHARS, ErrorCode::IdMissing)?;
        let time = self.checked(Some(&settings.time), row, |text| {
            self.time(text).and_then(|instant| check::plausible(instant, self.now, text))
        })?;
        let time = self.present(time, &settings.time, row, ErrorCode::TimeMissing)?;
        let name = self.required(&settings.name, row, limits::NAME_CHARS, ErrorCode::EventNameMissing)?;
        let mut event = Event::new(self.mapping.source(), id, name, time);
        if let Some(customer) = &settings.customer {
            event.identifiers = self.identifiers(customer, row)?;
        }
        event.channel = self.optional(settings.channel.as_ref(), row, limits::NAME_CHARS)?;
        event.unit = self.checked(settings.unit.as_ref(), row, |text| {
            // Names of places in files are seldom written as paths are.
            check::unit(&text.to_lowercase().replace(' ', "-"))
        })?;
        event.session = self.optional(settings.session.as_ref(), row, limits::ID_CHARS)?;
        event.order = self.optional(settings.order.as_ref(), row, limits::ID_CHARS)?;
        event.ticket = self.optional(settings.ticket.as_ref(), row, limits::ID_CHARS)?;
        event.item = self.optional(settings.item.as_ref(), row, limits::ID_CHARS)?;
        event.money = self.money(settings, row)?;
        event.quantity = self.checked(settings.quantity.as_ref(), row, |text| check::number(&self.decimal(text)))?;
        if let Some(duration) = &settings.duration {
            event.duration_ms = self.duration(duration, row)?;
        }
        if let Some(agent) = &settings.agent {
            let id = self.optional(Some(&agent.id), row, limits::ID_CHARS)?;
            event.agent = id.map(|id| Agent { id, kind: agent.kind });
        }
        event.detail = self.optional(settings.detail.as_ref(), row, limits::DETAIL_CHARS)?;
        if let Some(answer) = &settings.answer {
            event.answer = self.answer(answer, row)?;
        }
        event.properties = self.properties(settings, row)?;
        Ok(Some(event))
    }

    fn holds(&self, condition: &Condition<Value>, row: &Joined<'_>) -> Read<bool> {
        let text = self.text(&condition.value, row)?;
        let text = text.as_deref().unwrap_or_default();
        let listed = |list: &Vec<String>| list.iter().any(|known| known == text);
        Ok(condition.filled.is_none_or(|filled| filled != text.is_empty())
            && condition.is.as_ref().is_none_or(listed)
            && !condition.is_not.as_ref().is_some_and(listed))
    }

    fn identifiers(&self, customer: &CustomerSettings<Value>, row: &Joined<'_>) -> Read<Vec<Identifier>> {
        let mut found = Vec::new();
        for kind in IdentifierKind::ALL {
            let value = match kind {
                IdentifierKind::External => self.optional(customer.id.as_ref(), row, limits::ID_CHARS)?,
                IdentifierKind::Email => self.checked(customer.email.as_ref(), row, check::email)?.flatten(),
                IdentifierKind::Phone => self.checked(customer.phone.as_ref(), row, check::phone)?.flatten(),
                IdentifierKind::Messenger => self.optional(customer.messenger.as_ref(), row, limits::ID_CHARS)?,
                IdentifierKind::Anonymous => self.optional(customer.anonymous.as_ref(), row, limits::ID_CHARS)?,
            };
            found.extend(value.map(|value| Identifier { kind, value }));
        }
        Ok(found)
    }

    fn money(&self, settings: &EventSettings<Value>, row: &Joined<'_>) -> Read<Option<Money>> {
        let Some(value) = &settings.amount else { return Ok(None) };
        let amount = self.checked(Some(value), row, |text| check::amount(&self.decimal(text)))?;
        let Some(amount) = amount else { return Ok(None) };
        let currency = self.checked(settings.currency.as_ref(), row, check::currency)?;
        let column = settings.currency.as_ref().unwrap_or(value);
        let currency = column.at(currency.ok_or_else(|| Fault::missing(ErrorCode::CurrencyMissing)))?;
        Ok(Some(Money { amount, currency }))
    }

    fn duration(&self, duration: &DurationSettings<Value>, row: &Joined<'_>) -> Read<Option<i64>> {
        let from = self.checked(Some(&duration.from), row, |text| self.time(text))?;
        let to = self.checked(Some(&duration.to), row, |text| self.time(text).map(|time| (time, text.to_owned())))?;
        let (Some(from), Some((to, given))) = (from, to) else { return Ok(None) };
        let milliseconds = (to.0 - from.0) / 1_000;
        let backwards = || Fault::new(ErrorCode::TimeImplausible, &given, format!("≥ {from}"));
        duration.to.at(if milliseconds < 0 { Err(backwards()) } else { Ok(Some(milliseconds)) })
    }

    /// The answer; absent when there is neither a value nor a text.
    fn answer(&self, settings: &AnswerSettings<Value>, row: &Joined<'_>) -> Read<Option<AnswerGiven>> {
        let value = self.checked(settings.value.as_ref(), row, |text| {
            check::within(check::number(&self.decimal(text))?, settings.scale, text)
        })?;
        let mut text = String::new();
        for part in &settings.text {
            // What a person wrote stays as it was written; only nothing is nothing.
            let Some(written) = self.raw(part, row)?.filter(|written| !written.is_empty()) else { continue };
            let separator = if text.is_empty() { "" } else { "\n" };
            text = format!("{text}{separator}{written}");
            part.at(check::fitting(&text, limits::TEXT_CHARS))?;
        }
        if value.is_none() && text.is_empty() {
            return Ok(None);
        }
        Ok(Some(AnswerGiven {
            survey: self.required(&settings.survey, row, limits::NAME_CHARS, ErrorCode::FieldMissing)?,
            question: self.required(&settings.question, row, limits::NAME_CHARS, ErrorCode::FieldMissing)?,
            metric: settings.metric.clone(),
            scale: settings.scale,
            value,
            text: (!text.is_empty()).then_some(text),
            asked: self.optional(settings.asked.as_ref(), row, limits::ID_CHARS)?,
        }))
    }

    fn properties(&self, settings: &EventSettings<Value>, row: &Joined<'_>) -> Read<String> {
        let mut object = Map::new();
        for (name, value) in &settings.properties {
            let text = if name == PROMISED_AT {
                self.checked(Some(value), row, |text| self.time(text).map(|time| time.to_string()))?
            } else {
                self.optional(Some(value), row, limits::PROPERTIES_BYTES)?
            };
            object.extend(text.map(|text| (name.clone(), Json::String(text))));
        }
        if object.is_empty() {
            return Ok(String::new());
        }
        let json = Json::Object(object).to_string();
        if json.len() > limits::PROPERTIES_BYTES {
            let fault = Fault::new(ErrorCode::TextTooLong, &json, limits::PROPERTIES_BYTES.to_string());
            return Err(Refusal { column: String::new(), fault });
        }
        Ok(json)
    }

    fn time(&self, text: &str) -> Result<Timestamp, Fault> {
        let mut formats = self.mapping.time_formats.iter();
        let time = formats.find_map(|format| format.read(text, &self.mapping.zone));
        time.ok_or_else(|| Fault::new(ErrorCode::TimeMalformed, text, self.mapping.settings.time_formats.join(", ")))
    }

    fn decimal<'t>(&self, text: &'t str) -> Cow<'t, str> {
        number_format::plain(text, self.mapping.settings.decimal_comma)
    }

    fn required(&self, value: &Value, row: &Joined<'_>, most_chars: usize, missing: ErrorCode) -> Read<String> {
        let text = self.optional(Some(value), row, most_chars)?;
        self.present(text, value, row, missing)
    }

    /// What must be there; the fault is the first empty column's.
    fn present<T>(&self, found: Option<T>, value: &Value, row: &Joined<'_>, missing: ErrorCode) -> Read<T> {
        found.ok_or_else(|| {
            let mut columns = value.columns.iter();
            let empty = columns.find(|(place, _)| row.value(*place).is_ok_and(|text| self.clean(text).is_empty()));
            let column = empty.map_or_else(|| value.column(), |(_, column)| column);
            Refusal { column: column.to_owned(), fault: Fault::missing(missing) }
        })
    }

    fn optional(&self, value: Option<&Value>, row: &Joined<'_>, most_chars: usize) -> Read<Option<String>> {
        let Some(value) = value else { return Ok(None) };
        let Some(text) = self.text(value, row)? else { return Ok(None) };
        value.at(check::fitting(&text, most_chars))?;
        Ok(Some(text.into_owned()))
    }

    fn checked<T>(
        &self,
        value: Option<&Value>,
        row: &Joined<'_>,
        check: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Read<Option<T>> {
        let Some(value) = value else { return Ok(None) };
        self.text(value, row)?.map(|text| value.at(check(&text))).transpose()
    }

    /// The value's text; absent when one of its columns is empty.
    fn text<'r>(&self, value: &'r Value, row: &'r Joined<'_>) -> Read<Option<Cow<'r, str>>> {
        if let [ValuePart::Column(place)] = value.parts[..] {
            let text = self.clean(row.value(place)?);
            return Ok((!text.is_empty()).then_some(Cow::Borrowed(text)));
        }
        let mut whole = String::with_capacity(USUAL_VALUE_BYTES);
        for part in &value.parts {
            let text = match part {
                ValuePart::Literal(text) => text.as_str(),
                ValuePart::Contents => row.number,
                ValuePart::Column(place) => match self.clean(row.value(*place)?) {
                    "" => return Ok(None),
                    text => text,
                },
            };
            whole.push_str(text);
        }
        Ok(Some(Cow::Owned(whole)))
    }

    /// The value's text with its spaces and line breaks.
    fn raw(&self, value: &Value, row: &Joined<'_>) -> Read<Option<String>> {
        match value.parts[..] {
            [ValuePart::Column(place)] => {
                let text = row.value(place)?;
                let nothing = self.mapping.settings.empty_values.iter().any(|nothing| nothing == text);
                Ok((!nothing).then(|| text.to_owned()))
            }
            _ => Ok(self.text(value, row)?.map(Cow::into_owned)),
        }
    }

    /// The text without spaces around it, or nothing if that is how the files write nothing.
    fn clean<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim();
        if self.mapping.settings.empty_values.iter().any(|nothing| nothing == text) { "" } else { text }
    }
}

impl Value {
    fn at<T>(&self, checked: Result<T, Fault>) -> Read<T> {
        checked.map_err(|fault| Refusal { column: self.column().to_owned(), fault })
    }
}

impl<'a> Joined<'a> {
    fn value(&self, place: Place) -> Read<&'a str> {
        self.field(place).map_err(|(column, key)| {
            let fault = Fault::new(ErrorCode::JoinMissing, key, "");
            Refusal { column: column.to_owned(), fault }
        })
    }

    /// A field, or the column and key of the look-up that failed.
    fn field(&self, place: Place) -> Result<&'a str, (&'a str, &'a str)> {
        match place {
            Place::Nowhere => Ok(""),
            Place::Row(column) => {
                let field = self.row.field(self.positions[column]);
                Ok(if self.is_repaired { rearmed(field) } else { field })
            }
            Place::Lookup(lookup, column) => match &self.found[lookup] {
                Found::Row(found) => Ok(found.field(column)),
                Found::Absent => Ok(""),
                Found::Missing { column, key } => Err((column, key)),
            },
        }
    }
}
