//! What people agreed to, purpose by purpose, and to which words.

use otklik_core::{CustomerKey, Purpose, Timestamp};

use super::People;
use crate::database::{Database, Turn, stored};
use crate::error::{During, Reading, StoreError};

/// The words to which people agree for a purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    /// For what.
    pub purpose: Purpose,
    /// Its number among the texts of this purpose, from 1.
    pub version: i64,
    /// The text in Russian.
    pub ru: String,
    /// The text in English.
    pub en: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Who wrote it.
    pub created_by: String,
}

/// A yes or a no that somebody writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// For what.
    pub purpose: Purpose,
    /// The version of the text.
    pub text_version: i64,
    /// Yes or no.
    pub is_given: bool,
    /// When the person said it.
    pub decided_at: Timestamp,
    /// How, such as `paper form`.
    pub way: String,
}

/// A yes or a no of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its number.
    pub id: i64,
    /// What was said.
    pub said: NewConsent,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// The consents of a store.
#[derive(Clone, Copy, Debug)]
pub struct Consents<'a> {
    database: &'a Database,
    people: People<'a>,
}

type TextRow = (String, i64, String, String, i64, String);
type ConsentRow = (i64, String, i64, i64, i64, String, i64, String);

const READING: &str = "read consents";
const WRITING: &str = "write a consent down";

impl<'a> Consents<'a> {
    pub(crate) fn new(database: &'a Database, people: People<'a>) -> Self {
        Self { database, people }
    }

    /// Puts a new text in force for a purpose; answers its version.
    pub async fn add_text(
        &self,
        purpose: Purpose,
        ru: &str,
        en: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::Consents).await?;
        let (version,): (i64,) =
            sqlx::query_as("SELECT coalesce(max(version), 0) + 1 FROM consent_text WHERE purpose = $1")
                .bind(purpose.as_str())
                .fetch_one(&mut *transaction)
                .await
                .during(READING)?;
        sqlx::query(
            "INSERT INTO consent_text (purpose, version, text_ru, text_en, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(purpose.as_str())
        .bind(version)
        .bind(stored(ru))
        .bind(stored(en))
        .bind(now.0)
        .bind(stored(by))
        .execute(&mut *transaction)
        .await
        .during(WRITING)?;
        transaction.commit().await.during(WRITING)?;
        Ok(version)
    }

    /// Every text of every purpose, the newest of each first.
    pub async fn texts(&self) -> Result<Vec<ConsentText>, StoreError> {
        let rows: Vec<TextRow> = sqlx::query_as(
            "SELECT purpose, version, text_ru, text_en, created_at, created_by FROM consent_text ORDER BY purpose, version DESC",
        )
        .fetch_all(&self.database.reader)
        .await
        .during(READING)?;
        rows.into_iter()
            .map(|(purpose, version, ru, en, created_at, created_by)| {
                let (purpose, created_at) = (read_purpose(&purpose)?, Timestamp(created_at));
                Ok(ConsentText { purpose, version, ru, en, created_at, created_by })
            })
            .collect()
    }

    /// Writes down what a customer said.
    pub async fn add(
        &self,
        customer: CustomerKey,
        said: &NewConsent,
        by: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let founder = self.people.founder(customer).await?;
        let text: Option<(i64,)> =
            sqlx::query_as("SELECT version FROM consent_text WHERE purpose = $1 AND version = $2")
                .bind(said.purpose.as_str())
                .bind(said.text_version)
                .fetch_optional(&self.database.reader)
                .await
                .during(READING)?;
        if text.is_none() {
            let (purpose, version) = (said.purpose.as_str(), said.text_version);
            return Err(StoreError::ConsentTextUnknown { purpose, version });
        }
        sqlx::query(
            "INSERT INTO consent (identity_key, purpose, text_version, is_given, decided_at, way, recorded_at, recorded_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(founder.0)
        .bind(said.purpose.as_str())
        .bind(said.text_version)
        .bind(i64::from(said.is_given))
        .bind(said.decided_at.0)
        .bind(stored(&said.way))
        .bind(now.0)
        .bind(stored(by))
        .execute(&self.database.writer)
        .await
        .during(WRITING)?;
        Ok(())
    }

    /// What a customer said, the newest first; the first of a purpose holds.
    pub async fn of(&self, customer: CustomerKey) -> Result<Vec<Consent>, StoreError> {
        let rows: Vec<ConsentRow> = sqlx::query_as(
            "SELECT c.id, c.purpose, c.text_version, c.is_given, c.decided_at, c.way, c.recorded_at, c.recorded_by \
             FROM consent c JOIN identity i ON i.identity_key = c.identity_key WHERE i.customer_key = $1 \
             ORDER BY c.decided_at DESC, c.id DESC",
        )
        .bind(customer.0)
        .fetch_all(&self.database.reader)
        .await
        .during(READING)?;
        rows.into_iter()
            .map(|(id, purpose, text_version, given, decided_at, way, recorded_at, recorded_by)| {
                let (purpose, decided_at) = (read_purpose(&purpose)?, Timestamp(decided_at));
                let said = NewConsent { purpose, text_version, is_given: given == 1, decided_at, way };
                Ok(Consent { id, said, recorded_at: Timestamp(recorded_at), recorded_by })
            })
            .collect()
    }
}

fn read_purpose(text: &str) -> Result<Purpose, StoreError> {
    let known = Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == text);
    known.ok_or_else(|| format!("{text:?} is not known")).reading("purpose of a consent")
}
