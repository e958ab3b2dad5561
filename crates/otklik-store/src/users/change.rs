//! Changes of users by an administrator; somebody has to stay who can make them.

use otklik_core::{Scope, Timestamp, UserRole};
use sqlx::AssertSqlSafe;

use super::{USER_COLUMNS, User, Users, checked_name, read_user, scope_text};
use crate::database::{Transaction, Turn};
use crate::error::{During, StoreError};
use crate::id::UserId;

const OPERATION: &str = "change a user";

/// What is to be another way with a user; nothing where it stays.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Their name.
    pub name: Option<String>,
    /// What they may do.
    pub role: Option<UserRole>,
    /// What they may see.
    pub scope: Option<Scope>,
    /// Whether they are kept out; their sessions end.
    pub blocked: Option<bool>,
}

impl Users<'_> {
    /// Changes a user and gives them as they are then; none when there is no such user.
    ///
    /// Refuses an empty name, and to take the last administrator away.
    pub async fn change(&self, user: UserId, change: &UserChange, now: Timestamp) -> Result<Option<User>, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::Users).await?;
        let Some(before) = find(&mut transaction, user).await? else { return Ok(None) };
        let mut after = before.clone();
        if let Some(name) = &change.name {
            after.name = checked_name(name)?;
        }
        after.role = change.role.unwrap_or(before.role);
        after.scope = change.scope.clone().unwrap_or(after.scope);
        if let Some(blocked) = change.blocked {
            after.blocked_at = blocked.then(|| before.blocked_at.unwrap_or(now));
        }
        if administers(&before) && !administers(&after) {
            refuse_last(&mut transaction, user).await?;
        }
        write(&mut transaction, &after).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok(Some(after))
    }

    /// Removes a user with their sessions and reading marks; says whether there was one.
    ///
    /// Refuses to take the last administrator away.
    pub async fn remove(&self, user: UserId) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::Users).await?;
        let Some(known) = find(&mut transaction, user).await? else { return Ok(false) };
        if administers(&known) {
            refuse_last(&mut transaction, user).await?;
        }
        // What they share stays for the others.
        sqlx::query("DELETE FROM saved_item WHERE owner_id = $1 AND shared = 0")
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await
            .during("remove what a user kept")?;
        sqlx::query("DELETE FROM account WHERE id = $1")
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await
            .during("remove a user")?;
        transaction.commit().await.during("remove a user")?;
        Ok(true)
    }
}

/// Whether a user can sign in and manage users.
fn administers(user: &User) -> bool {
    user.role == UserRole::Administrator
        && user.scope == Scope::Company
        && user.blocked_at.is_none()
        && user.password_set_at.is_some()
}

async fn find(transaction: &mut Transaction, user: UserId) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {USER_COLUMNS} FROM account a WHERE a.id = $1");
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(user.to_string())
        .fetch_optional(&mut **transaction)
        .await
        .during(OPERATION)?;
    row.map(|row| read_user(&row, 0)).transpose()
}

async fn refuse_last(transaction: &mut Transaction, user: UserId) -> Result<(), StoreError> {
    let sql = format!("SELECT {USER_COLUMNS} FROM account a WHERE a.role = $1 AND a.id <> $2");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(UserRole::Administrator.as_str())
        .bind(user.to_string())
        .fetch_all(&mut **transaction)
        .await
        .during(OPERATION)?;
    for row in &rows {
        if administers(&read_user(row, 0)?) {
            return Ok(());
        }
    }
    Err(StoreError::LastAdministrator)
}

async fn write(transaction: &mut Transaction, user: &User) -> Result<(), StoreError> {
    sqlx::query("UPDATE account SET name = $1, role = $2, scope = $3, blocked_at = $4 WHERE id = $5")
        .bind(&user.name)
        .bind(user.role.as_str())
        .bind(scope_text(&user.scope)?)
        .bind(user.blocked_at.map(|at| at.0))
        .bind(user.id.to_string())
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    if user.blocked_at.is_some() {
        sqlx::query("DELETE FROM session WHERE account_id = $1")
            .bind(user.id.to_string())
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
    }
    Ok(())
}
