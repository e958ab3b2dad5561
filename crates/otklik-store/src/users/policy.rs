//! Who has to have a second factor.

use otklik_core::SecondFactorFor;

use super::Users;
use crate::error::{During, Reading, StoreError};

impl Users<'_> {
    /// Who has to have a second factor.
    pub async fn second_factor_for(&self) -> Result<SecondFactorFor, StoreError> {
        let word: String = sqlx::query_scalar("SELECT second_factor_for FROM sign_in_policy WHERE id = 1")
            .fetch_one(&self.database.reader)
            .await
            .during("read the rules for signing in")?;
        word.parse().reading("rules for signing in")
    }

    /// Changes who has to have a second factor; it holds for open sessions too.
    pub async fn set_second_factor_for(&self, whom: SecondFactorFor) -> Result<(), StoreError> {
        sqlx::query("UPDATE sign_in_policy SET second_factor_for = $1 WHERE id = 1")
            .bind(whom.as_str())
            .execute(&self.database.writer)
            .await
            .during("change the rules for signing in")?;
        Ok(())
    }
}
