//! Whether the database takes writes.

use crate::error::{During, StoreError};
use crate::store::Store;

impl Store {
    /// Writes something and takes it back: nothing changes, but whoever cannot write finds out.
    pub async fn check_writable(&self) -> Result<(), StoreError> {
        const OPERATION: &str = "write to the database";
        let mut transaction = self.database().begin().await?;
        sqlx::query("UPDATE inbox_state SET last_position = last_position")
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.rollback().await.during(OPERATION)
    }
}
