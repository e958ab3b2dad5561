//! The first-run set-up: the company and its first administrator, both or neither.

use otklik_core::Timestamp;

use crate::error::{During, StoreError};
use crate::store::Store;
use crate::users::{self, NewUser, User};
use crate::workspace::{self, Before, Workspace};

impl Store {
    /// Keeps the company and its first administrator; of two set-ups at the same time one is refused with
    /// [`StoreError::AlreadySetUp`].
    pub async fn set_up(
        &self,
        workspace: &Workspace,
        administrator: &NewUser,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let prepared = users::prepare(self.hashing(), administrator, now).await?;
        let workspace = Workspace { set_up_done: true, ..workspace.clone() };
        let mut transaction = self.database().begin().await?;
        workspace::save(&mut transaction, &workspace, Before::NotSetUp).await?;
        users::insert(&mut transaction, &prepared).await?;
        transaction.commit().await.during("set the installation up")?;
        Ok(prepared.user)
    }
}
