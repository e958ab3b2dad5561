//! Customers of whom some sort of identifier is known.

use otklik_core::{CustomerKey, IdentifierKind};

use super::People;
use crate::error::{During, StoreError};

impl People<'_> {
    /// The customers with an identifier of a kind, each once, in no particular order.
    pub async fn with_identifier(&self, kind: IdentifierKind) -> Result<Vec<CustomerKey>, StoreError> {
        let customers: Vec<(i64,)> = sqlx::query_as("SELECT DISTINCT customer_key FROM identity WHERE kind = $1")
            .bind(kind.as_str())
            .fetch_all(&self.database.reader)
            .await
            .during("find customers by the kind of their identifiers")?;
        Ok(customers.into_iter().map(|(customer,)| CustomerKey(customer)).collect())
    }
}
