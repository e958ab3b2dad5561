//! The question how the company serves: orders, promises, waits, complaints, help.

mod contacts;
mod ledger;
mod money;
mod row;
mod table;
mod tickets;

use std::collections::BTreeMap;

use otklik_core::{Change, Estimate, Filter, Role, Span, Timestamp};
use otklik_lake::Column;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use ledger::Ledgers;
pub use row::FIGURES;
pub(crate) use row::Whole;
use table::{Against, OperationsTable};

use crate::condition::Condition;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::slice::{By, Compare, LeftOut, Slice, SliceNames, Sliced, Slicer, divisions};
use crate::view::View;

/// How does the company serve?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OperationsQuestion {
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
    /// Divided by what; at most two divisions.
    #[serde(default)]
    pub by: Vec<By>,
    /// Compared with what.
    #[serde(default)]
    pub compare: Option<Compare>,
}

/// How the company serves.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Operations {
    /// When this was true.
    pub as_of: Timestamp,
    /// Everything together.
    pub total: OperationsRow,
    /// One row for each slice.
    pub rows: Vec<OperationsRow>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
    /// Orders by the status that they had last, most first; empty when no order tells one.
    pub statuses: Vec<StatusCount>,
    /// What could not be counted.
    pub left_out: LeftOut,
}

/// How many orders have a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusCount {
    /// The status as the source calls it.
    pub status: String,
    /// How many orders.
    pub orders: u64,
}

/// How the company serves in one slice; a field is absent when there are no such events at all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OperationsRow {
    /// The slice; empty for the whole.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// Whether the week or month is not over.
    pub unfinished: bool,
    /// Orders.
    pub orders: Estimate,
    /// People who ordered.
    pub customers: Estimate,
    /// People who ordered more than once.
    pub repeat_customers: Estimate,
    /// The share of people who ordered more than once.
    pub repeat_rate: Option<Estimate>,
    /// The share of all orders of the question.
    pub orders_share: Option<Estimate>,
    /// The share of orders of which nobody knows whose they are.
    pub anonymous_share: Option<Estimate>,
    /// Complaints per hundred orders.
    pub complaints_per_100: Option<Estimate>,
    /// Returns per hundred orders.
    pub returns_per_100: Option<Estimate>,
    /// The wait that half of the waits stay below.
    pub waiting_median: Option<Estimate>,
    /// The wait that nine of ten waits stay below.
    pub waiting_p90: Option<Estimate>,
    /// Articles sold.
    pub items: Option<Estimate>,
    /// What the articles cost.
    pub goods: Option<Estimate>,
    /// What bringing them cost.
    pub freight: Option<Estimate>,
    /// What was paid.
    pub paid: Option<Estimate>,
    /// What the orders amount to, or, where they do not tell it, what was paid.
    pub revenue: Option<Estimate>,
    /// The share of all revenue of the question.
    pub revenue_share: Option<Estimate>,
    /// The average amount of an order that tells its amount.
    pub average_order: Option<Estimate>,
    /// When the first order was placed.
    pub first_order: Option<Timestamp>,
    /// When the last order was placed.
    pub last_order: Option<Timestamp>,
    /// Orders that were delivered.
    pub delivered: Option<Estimate>,
    /// The share of promised deliveries that came after the promised instant.
    pub late_by_time: Option<Estimate>,
    /// The share of promised deliveries that came after the promised day.
    pub late_by_date: Option<Estimate>,
    /// How many came after the promised instant.
    pub late_by_time_count: u64,
    /// How many came after the promised day.
    pub late_by_date_count: u64,
    /// The mean time from order to delivery, in seconds.
    pub delivery_mean: Option<Estimate>,
    /// The median time from order to delivery, in seconds.
    pub delivery_median: Option<Estimate>,
    /// The share of settled requests for help that did not come back.
    pub first_contact_resolution: Option<Estimate>,
    /// The median time to the first reply.
    pub first_reply_median: Option<Estimate>,
    /// The time to the first reply that nine of ten requests stay below.
    pub first_reply_p90: Option<Estimate>,
    /// The median time until a request was settled for good.
    pub resolution_median: Option<Estimate>,
    /// The time until a request was settled that nine of ten stay below.
    pub resolution_p90: Option<Estimate>,
    /// The share of complaints and requests of known people that repeat one of the last two weeks by another channel.
    pub repeated_over_channels: Option<Estimate>,
    /// Changes by the name of the field.
    #[schema(value_type = std::collections::HashMap<String, Change>)]
    pub changes: BTreeMap<String, Change>,
    /// The address of the people behind it.
    pub people: String,
}

/// Every role that operations count.
pub(crate) const OPERATION_ROLES: &[Role] = &[
    Role::OrderPlaced,
    Role::Paid,
    Role::ItemSold,
    Role::FreightCharged,
    Role::Delivered,
    Role::Returned,
    Role::Complaint,
    Role::TicketOpened,
    Role::FirstReply,
    Role::Resolved,
    Role::Reopened,
    Role::WaitEnded,
];

/// The columns that operations need, besides those of every scan.
pub(crate) const OPERATION_COLUMNS: &[Column] = &[
    Column::Quantity,
    Column::Amount,
    Column::Currency,
    Column::DurationMs,
    Column::Ticket,
    Column::OrderId,
    Column::Properties,
];

impl Insight {
    /// Answers how the company serves.
    pub async fn operations(&self, reader: &Reader, question: &OperationsQuestion) -> Result<Operations, InsightError> {
        let view = self.view(reader).await?;
        let by = divisions(&question.by)?;
        if by.contains(&By::Survey) {
            return Err(InsightError::SliceUnsupported { by: By::Survey.as_str().to_owned() });
        }
        let deliveries = view.deliveries_for(by).await?;
        let mut slicer = Slicer::new(by, &view, deliveries.as_deref());
        let mut table = OperationsTable::default();
        view.fill(&mut table, question, &mut slicer).await?;
        let present = Present::of(&view);
        let statuses = table.total.now.statuses();
        let slice_wanted = |wanted: &Slice| table.slices.keys().find(|key| slicer.slice(key) == *wanted).copied();
        let against = match &question.compare {
            Some(Compare::Rest) => Against::Rest,
            Some(Compare::Slice(wanted)) => Against::Slice(slice_wanted(wanted)),
            Some(_) => Against::Before,
            None => Against::Nothing,
        };
        let (total, rows) = table.finish(&present, &against);
        let whole = Whole::of(&total.0);
        let total = total.0.row(&present, question, &whole, Slice::new(), false, total.1);
        let rows = rows
            .into_iter()
            .map(|(key, (finished, changes))| {
                let unfinished = view.is_unfinished(&key);
                finished.row(&present, question, &whole, slicer.slice(&key), unfinished, changes)
            })
            .collect();
        let names = view.slice_names(by);
        Ok(Operations { as_of: view.now, total, rows, names, statuses, left_out: LeftOut::default() })
    }
}

impl View<'_> {
    /// Counts what a question is about, and what it is compared with.
    async fn fill(
        &self,
        table: &mut OperationsTable,
        question: &OperationsQuestion,
        slicer: &mut Slicer<'_>,
    ) -> Result<(), InsightError> {
        let span = self.span(&question.filter);
        let earlier = self.earlier_span(&question.filter, question.compare.as_ref());
        let condition = self.condition(&question.filter).await?;
        self.each_operation(span, earlier, &condition, |row| {
            let key = slicer.key(&Sliced::of_operation(row));
            table.count(key, |ledgers| ledgers.take(row, &self.zone, span, earlier));
        })
        .await?;
        if let Some(Compare::Filter(filter)) = &question.compare {
            let span = if filter.periods().is_empty() { span } else { self.span(filter) };
            let condition = self.condition(filter).await.map_err(InsightError::within_compare)?;
            self.each_operation(span, None, &condition, |row| {
                let key = slicer.key(&Sliced::of_operation(row));
                table.count(key, |ledgers| ledgers.before.take(row, &self.zone));
            })
            .await?;
        }
        Ok(())
    }

    /// Reads what operations count in a span and in an earlier one.
    pub(crate) async fn each_operation(
        &self,
        span: Span,
        earlier: Option<Span>,
        condition: &Condition,
        mut visit: impl FnMut(&crate::row::Row<'_>),
    ) -> Result<(), InsightError> {
        let read = earlier.map_or(span, |earlier| span.hull(&earlier));
        self.each_admitted(OPERATION_ROLES, read, OPERATION_COLUMNS, condition, &mut visit).await
    }
}

/// Which kinds of events the installation has at all: what it never had is absent, not zero.
pub(crate) struct Present {
    roles: Vec<Role>,
}

impl Present {
    pub(crate) fn of(view: &View<'_>) -> Self {
        Self { roles: OPERATION_ROLES.iter().copied().filter(|role| view.lens.has_role(*role)).collect() }
    }

    pub(crate) fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl OperationsQuestion {
    /// The question for the people behind a slice, of one figure or of all orders.
    pub(crate) fn people(&self, field: Option<&str>, slice: Slice) -> PeopleQuestion {
        PeopleQuestion::of(PeopleKind::Operations, &self.filter, slice).with_field(field)
    }
}
