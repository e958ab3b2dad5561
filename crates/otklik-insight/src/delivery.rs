//! Whether orders came as promised.

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::filter::Delivery;
use otklik_core::time::SECOND_MICROS;
use otklik_core::{Role, Span, Timestamp, Zone};
use otklik_lake::Column;
use serde::Deserialize;

use crate::error::InsightError;
use crate::row::Row;
use crate::view::View;

/// Each delivered order with a promise, and whether it was kept.
#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    by_order: HashMap<String, Delivery>,
}

impl Deliveries {
    pub(crate) fn of(&self, order: Option<&str>) -> Option<Delivery> {
        self.by_order.get(order?).copied()
    }
}

/// A delivery against its promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Promise {
    /// Later than the promised instant.
    pub(crate) late: bool,
    /// On a later local day than the promised one.
    pub(crate) late_by_date: bool,
    /// How much later than promised; below zero for earlier.
    pub(crate) delay_seconds: f64,
}

#[derive(Deserialize)]
struct Promised {
    promised_at: Option<Timestamp>,
}

/// The promise of a delivered order, if its event tells one.
pub(crate) fn promise(row: &Row<'_>, zone: &Zone) -> Option<Promise> {
    let promised: Promised = serde_json::from_str(row.text(Column::Properties)?).ok()?;
    let promised = promised.promised_at?;
    Some(Promise {
        late: row.time > promised,
        late_by_date: zone.local(row.time).date() > zone.local(promised).date(),
        delay_seconds: (row.time.0 - promised.0) as f64 / SECOND_MICROS as f64,
    })
}

impl View<'_> {
    /// All orders with a kept or broken promise; found once per state of lake and catalogue.
    pub(crate) async fn deliveries(&self) -> Result<Arc<Deliveries>, InsightError> {
        let state = self.state();
        if let Some(known) = self.insight.remember(state, |memory| memory.deliveries.clone())
            && self.scope == otklik_core::Scope::Company
        {
            return Ok(known);
        }
        let mut by_order = HashMap::new();
        self.each_with_role(&[Role::Delivered], Span::ALL, &[Column::OrderId, Column::Properties], |row| {
            if let (Some(order), Some(promise)) = (row.text(Column::OrderId), promise(row, &self.zone)) {
                let delivery = if promise.late { Delivery::Late } else { Delivery::InTime };
                by_order.insert(order.to_owned(), delivery);
            }
        })
        .await?;
        let found = Arc::new(Deliveries { by_order });
        // A reader of some units saw only some orders, which must not become another reader's answer.
        if self.scope == otklik_core::Scope::Company {
            self.insight.remember(state, |memory| memory.deliveries = Some(Arc::clone(&found)));
        }
        Ok(found)
    }
}
