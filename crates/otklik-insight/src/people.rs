//! The people behind a figure.

use std::collections::{BTreeMap, HashMap};

use otklik_core::{CustomerKey, Filter, Position, Role, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::delivery::promise;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::JourneyFigure;
use crate::operations::OPERATION_COLUMNS;
use crate::page::page;
use crate::response::ResponseQuestion;
use crate::row::Row;
use crate::slice::{By, Slice, SliceKey, Sliced, Slicer, divisions};
use crate::timeline::TimelineRow;
use crate::view::View;

/// Who is behind this figure?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleQuestion {
    /// Which question gave the figure.
    pub kind: PeopleKind,
    /// The metric, for scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The field of the row, for operations; without it the orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The filter of the question.
    #[serde(default)]
    pub filter: Filter,
    /// The slice of the row.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// The question and the figure, for journeys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<JourneyFigure>,
}

/// Which question gave the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PeopleKind {
    /// The scores.
    Scores,
    /// The operations.
    Operations,
    /// Who was asked; the field is `answered` or `unanswered`.
    Response,
    /// A question about journeys, which `journey` holds with the figure.
    Journey,
}

/// The people behind a figure, those with the newest event first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct People {
    /// When this was true.
    pub as_of: Timestamp,
    /// How many people are known by name; each appears once.
    pub total: u64,
    /// How many events are behind the figure.
    pub rows_total: u64,
    /// How many of them are nobody's.
    pub anonymous_rows: u64,
    /// This page.
    pub people: Vec<Person>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// Somebody behind a figure, with their newest event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    /// Their number; nothing for an event that is nobody's.
    pub customer: Option<i64>,
    /// What to call them.
    pub label: String,
    /// Their newest event behind the figure.
    pub row: TimelineRow,
}

impl PeopleQuestion {
    /// The question who is behind a row of a question.
    pub(crate) fn of(kind: PeopleKind, filter: &Filter, slice: Slice) -> Self {
        Self { kind, metric: None, field: None, filter: filter.clone(), slice, journey: None }
    }

    /// The same of the answers to a metric's surveys.
    pub(crate) fn with_metric(self, metric: Option<&str>) -> Self {
        Self { metric: metric.map(str::to_owned), ..self }
    }

    /// The same of one figure of the row.
    pub(crate) fn with_field(self, field: Option<&str>) -> Self {
        Self { field: field.map(str::to_owned), ..self }
    }

    /// The question who is behind a figure of a question about journeys.
    pub fn of_journeys(figure: JourneyFigure) -> Self {
        Self { journey: Some(figure), ..Self::of(PeopleKind::Journey, &Filter::default(), Slice::new()) }
    }

    /// The address at which the API answers this question.
    pub fn address(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut address = String::from("/api/v1/people?question=");
        for byte in json.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
        address
    }

    /// The roles of the events behind the figure.
    fn roles(&self) -> &'static [Role] {
        match (self.kind, self.field.as_deref().unwrap_or_default()) {
            (PeopleKind::Scores, _) => crate::answers::ANSWER_ROLES,
            (PeopleKind::Response, _) => &[Role::SurveyAsked],
            (PeopleKind::Journey, _) => &[],
            (_, "complaints_per_100") => &[Role::Complaint],
            (_, "returns_per_100") => &[Role::Returned],
            (_, "waiting_median" | "waiting_p90") => &[Role::WaitEnded],
            (_, field) if least_wait(field).is_some() => &[Role::WaitEnded],
            (_, "payment_failed") => &[Role::PaymentFailed],
            (_, "repeated_over_channels") => &[Role::Complaint, Role::TicketOpened],
            (_, "late_by_time" | "late_by_date" | "delivered" | "delivery_mean" | "delivery_median") => {
                &[Role::Delivered]
            }
            (_, "first_contact_resolution") => &[Role::Resolved, Role::Reopened],
            (_, "resolution_median" | "resolution_p90") => &[Role::Resolved],
            (_, "first_reply_median" | "first_reply_p90") => &[Role::FirstReply],
            (_, "items" | "goods") => &[Role::ItemSold],
            (_, "freight") => &[Role::FreightCharged],
            (_, "paid") => &[Role::Paid],
            _ => &[Role::OrderPlaced],
        }
    }
}

/// An event behind the figure, as far as sorting needs it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    time: Timestamp,
    position: Position,
}

#[derive(Default)]
struct Gathered {
    newest: HashMap<i64, Found>,
    nobodys: Vec<Found>,
    rows: u64,
}

impl Gathered {
    fn take(&mut self, person: Option<i64>, found: Found) {
        self.rows += 1;
        match person {
            Some(person) => {
                let newest = self.newest.entry(person).or_insert(found);
                *newest = (*newest).max(found);
            }
            None => self.nobodys.push(found),
        }
    }
}

impl Insight {
    /// Lists the people behind a figure, `limit` at a time; events that are nobody's come after those of people.
    pub async fn people(
        &self,
        reader: &Reader,
        question: &PeopleQuestion,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<People, InsightError> {
        let view = self.view(reader).await?;
        if let Some(figure) = &question.journey {
            return self.people_of_journey_figure(&view, figure, cursor, limit).await;
        }
        let gathered = match question.kind {
            // Without a figure nobody is behind it.
            PeopleKind::Journey => Gathered::default(),
            PeopleKind::Scores => view.people_of_scores(question).await?,
            PeopleKind::Operations => view.people_of_operations(question).await?,
            PeopleKind::Response => view.people_of_response(question).await?,
        };
        let mut known: Vec<(Found, Option<i64>)> =
            gathered.newest.iter().map(|(person, found)| (*found, Some(*person))).collect();
        let mut nobodys: Vec<(Found, Option<i64>)> = gathered.nobodys.iter().map(|found| (*found, None)).collect();
        known.sort_unstable_by(|one, other| other.cmp(one));
        nobodys.sort_unstable_by(|one, other| other.cmp(one));
        let total = known.len() as u64;
        known.append(&mut nobodys);
        let (shown, next) = page(cursor, limit, known.len());
        let page = &known[shown];
        let rows = view.rows_at(&page.iter().map(|(found, _)| found.position).collect::<Vec<_>>()).await?;
        let customers: Vec<CustomerKey> = page.iter().filter_map(|(_, person)| person.map(CustomerKey)).collect();
        let labels = self.store.people().labels(&customers).await.map_err(InsightError::Store)?;
        let people = page
            .iter()
            .filter_map(|(found, person)| {
                let row = rows.get(&found.position)?.clone();
                let label = person.and_then(|person| labels.get(&CustomerKey(person)).cloned()).unwrap_or_default();
                Some(Person { customer: *person, label, row })
            })
            .collect();
        Ok(People {
            as_of: view.now,
            total,
            rows_total: gathered.rows,
            anonymous_rows: gathered.nobodys.len() as u64,
            people,
            next,
        })
    }
}

/// The seconds of `wait_from_600_seconds`: waits that were as long or longer.
fn least_wait(field: &str) -> Option<f64> {
    let seconds: u32 = field.strip_prefix("wait_from_")?.strip_suffix("_seconds")?.parse().ok()?;
    Some(f64::from(seconds))
}

/// Says of events whether they belong to the slice of a question.
struct SliceTest<'a> {
    slicer: Slicer<'a>,
    wanted: &'a Slice,
    known: HashMap<SliceKey, bool>,
}

impl SliceTest<'_> {
    fn admits(&mut self, key: SliceKey) -> bool {
        let (slicer, wanted) = (&self.slicer, self.wanted);
        *self.known.entry(key).or_insert_with(|| slicer.slice(&key) == *wanted)
    }
}

/// The divisions that a slice belongs to.
fn divisions_of(slice: &Slice) -> Result<Vec<By>, InsightError> {
    let by: Vec<By> = slice
        .keys()
        .map(|name| {
            serde_json::from_value(serde_json::Value::String(name.clone()))
                .map_err(|_| InsightError::SliceUnsupported { by: name.clone() })
        })
        .collect::<Result<_, _>>()?;
    divisions(&by)?;
    Ok(by)
}

impl View<'_> {
    async fn people_of_scores(&self, question: &PeopleQuestion) -> Result<Gathered, InsightError> {
        let metric = self.metric(question.metric.as_deref().unwrap_or_default())?;
        let span = self.span(&question.filter);
        let condition = self.condition(&question.filter).await?;
        let answers = self.answers(metric, span, &condition).await?;
        let by = divisions_of(&question.slice)?;
        let deliveries = self.deliveries_for(&by).await?;
        let slicer = Slicer::new(&by, self, deliveries.as_deref());
        let mut test = SliceTest { slicer, wanted: &question.slice, known: HashMap::new() };
        let mut gathered = Gathered::default();
        for answer in answers.within(span, metric) {
            let key = answers.key(&mut test.slicer, answer);
            if test.admits(key) {
                gathered.take(answer.person, Found { time: answer.time, position: Position(answer.position) });
            }
        }
        Ok(gathered)
    }

    async fn people_of_response(&self, question: &PeopleQuestion) -> Result<Gathered, InsightError> {
        let by = divisions_of(&question.slice)?;
        let mut test =
            SliceTest { slicer: Slicer::new(&by, self, None), wanted: &question.slice, known: HashMap::new() };
        let (metric, filter) = (question.metric.clone(), question.filter.clone());
        let asked = ResponseQuestion { metric, filter, by, compare: None };
        let invited = self.invited(&asked, question.field.as_deref(), &mut test.slicer).await?;
        let mut gathered = Gathered::default();
        for invitation in invited.iter().filter(|invitation| test.admits(invitation.key)) {
            gathered.take(invitation.person, Found { time: invitation.time, position: invitation.position });
        }
        Ok(gathered)
    }

    async fn people_of_operations(&self, question: &PeopleQuestion) -> Result<Gathered, InsightError> {
        let span = self.span(&question.filter);
        let condition = self.condition(&question.filter).await?;
        let by = divisions_of(&question.slice)?;
        let deliveries = self.deliveries_for(&by).await?;
        let slicer = Slicer::new(&by, self, deliveries.as_deref());
        let mut test = SliceTest { slicer, wanted: &question.slice, known: HashMap::new() };
        let mut gathered = Gathered::default();
        self.each_admitted(question.roles(), span, OPERATION_COLUMNS, &condition, |row| {
            let key = test.slicer.key(&Sliced::of_operation(row));
            if self.is_behind(question, row) && test.admits(key) {
                gathered.take(row.person(), Found { time: row.time, position: row.position() });
            }
        })
        .await?;
        Ok(gathered)
    }

    /// Whether an event of the right role is one that the figure is about.
    fn is_behind(&self, question: &PeopleQuestion, row: &Row<'_>) -> bool {
        match question.field.as_deref() {
            Some("late_by_time") => promise(row, &self.zone).is_some_and(|promise| promise.late),
            Some("late_by_date") => promise(row, &self.zone).is_some_and(|promise| promise.late_by_date),
            Some(field) if least_wait(field).is_some() => row.duration_seconds() >= least_wait(field),
            _ => true,
        }
    }

    /// The events at these positions.
    pub(crate) async fn rows_at(
        &self,
        positions: &[Position],
    ) -> Result<BTreeMap<Position, TimelineRow>, InsightError> {
        let scan = otklik_lake::Scan {
            positions: Some(positions.to_vec()),
            ..otklik_lake::Scan::of(crate::timeline::TIMELINE_COLUMNS)
        };
        let mut rows = BTreeMap::new();
        self.each(scan, |row| {
            rows.insert(row.position(), TimelineRow::of(row));
        })
        .await?;
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_read_back() {
        let question = PeopleQuestion {
            kind: PeopleKind::Scores,
            metric: Some("nps_visit".into()),
            field: None,
            filter: serde_json::from_str(r#"{"all":[{"unit":"мск/арбат"}]}"#).unwrap(),
            slice: Slice::from([("week".to_owned(), "2026-05-04".to_owned())]),
            journey: None,
        };
        let address = question.address();
        let encoded = address.strip_prefix("/api/v1/people?question=").unwrap();
        assert!(encoded.is_ascii() && !encoded.contains(['"', '{', '&', ' ']));
        let mut bytes = Vec::new();
        let mut rest = encoded.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let hex = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(str::from_utf8(&hex).unwrap(), 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        assert_eq!(serde_json::from_slice::<PeopleQuestion>(&bytes).unwrap(), question);
    }
}
