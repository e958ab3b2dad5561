//! Devices that too many people used to say who somebody is.

use std::collections::BTreeMap;

use otklik_core::{CustomerKey, Identifier, IdentifierKind, IdentityKey};

use super::People;
use crate::error::{During, StoreError};

/// A device that joins nobody, and who used it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDevice {
    /// The device's number among the identifiers.
    pub identity: IdentityKey,
    /// The device.
    pub device: Identifier,
    /// The present customers of what came together with it, in the order of their numbers, each once.
    pub customers: Vec<CustomerKey>,
}

impl People<'_> {
    /// Devices that were recognised as shared, in the order of their numbers.
    pub async fn shared_devices(&self) -> Result<Vec<SharedDevice>, StoreError> {
        let used_with = |device: &str, other: &str| {
            format!(
                "SELECT d.identity_key, d.value, o.customer_key FROM identity d JOIN identity_link l ON l.{device} = d.identity_key \
                 JOIN identity o ON o.identity_key = l.{other} WHERE d.shared = 1 AND d.kind = $1 AND o.kind <> $1"
            )
        };
        let sql = format!("{} UNION {} ORDER BY 1, 3", used_with("low", "high"), used_with("high", "low"));
        let rows: Vec<(i64, String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(IdentifierKind::Anonymous.as_str())
            .fetch_all(&self.database.reader)
            .await
            .during("read shared devices")?;
        let mut devices: BTreeMap<i64, SharedDevice> = BTreeMap::new();
        for (identity, value, customer) in rows {
            let device = devices.entry(identity).or_insert_with(|| SharedDevice {
                identity: IdentityKey(identity),
                device: Identifier { kind: IdentifierKind::Anonymous, value },
                customers: Vec::new(),
            });
            device.customers.push(CustomerKey(customer));
        }
        Ok(devices.into_values().collect())
    }
}
