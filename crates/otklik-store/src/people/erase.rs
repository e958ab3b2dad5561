//! Erasing people: from that instant on nobody knows them; what else is to be done is remembered until it is done.

mod remove;

use std::path::Path;

use otklik_core::{CustomerKey, ErasureBasis, Identifier, IdentityKey, Position, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::erased::{self, ErasedHash};
use super::mentions::Mentions;
use super::{PeopleState, read_kind};
use crate::database::{Database, Dialect, Transaction, Turn, stored};
use crate::error::{During, Reading, StoreError};

/// Who wants somebody erased, and why.
#[derive(Clone, Copy, Debug)]
pub struct ErasureRequest<'a> {
    /// The name of the user.
    pub by: &'a str,
    /// Why.
    pub basis: ErasureBasis,
    /// Where the reason is filed, such as the number of a letter.
    pub reference: &'a str,
}

/// An identifier of somebody who was erased, so far as an act may show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaskedIdentifier {
    /// What sort of identifier.
    pub kind: otklik_core::IdentifierKind,
    /// Its first characters; of an e-mail address the domain too.
    pub masked: String,
}

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Erased {
    /// Identifiers.
    pub identifiers: u64,
    /// Records of who was merged with whom.
    pub merges: u64,
    /// Records of consents.
    pub consents: u64,
    /// Events.
    pub events: u64,
    /// Data files of the lake that were rewritten.
    pub files: u64,
    /// Refused events and rows.
    pub refused: u64,
    /// Imports whose files were deleted.
    pub imports: u64,
}

/// An erasure: the act of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The number of the act.
    pub number: i64,
    /// The customer that was.
    pub customer: CustomerKey,
    /// Since when nobody knows them.
    pub requested_at: Timestamp,
    /// Who wanted it.
    pub requested_by: String,
    /// Why.
    pub basis: ErasureBasis,
    /// Where the reason is filed.
    pub reference: String,
    /// By what they were known.
    pub identifiers: Vec<MaskedIdentifier>,
    /// What was erased so far.
    pub erased: Erased,
    /// When it was last looked for what is left.
    pub looked_at: Option<Timestamp>,
    /// When nothing was left.
    pub finished_at: Option<Timestamp>,
}

/// An erasure that is not done.
#[derive(Clone, Debug)]
pub struct OpenErasure {
    /// The act as it stands.
    pub erasure: Erasure,
    /// The numbers under which the lake has their events.
    pub identities: Vec<IdentityKey>,
    /// Texts that name them.
    pub mentions: Mentions,
    /// Events up to here may have been given to them before they were erased.
    pub after: Position,
}

/// What is kept until an erasure is done, and then overwritten.
#[derive(Serialize, Deserialize)]
struct Sought {
    identities: Vec<i64>,
    identifiers: Vec<Identifier>,
    after: i64,
}

/// The erasures of a store.
#[derive(Clone, Copy, Debug)]
pub struct Erasures<'a> {
    database: &'a Database,
    people: &'a PeopleState,
    folder: &'a Path,
}

type ErasureRow = (i64, i64, i64, String, String, String, String, String, Option<i64>, Option<i64>, Option<String>);

const COLUMNS: &str = "number, customer_key, requested_at, requested_by, basis, reference, identifiers, erased, looked_at, \
     finished_at, sought";

impl<'a> Erasures<'a> {
    pub(crate) fn new(database: &'a Database, people: &'a PeopleState, folder: &'a Path) -> Self {
        Self { database, people, folder }
    }

    /// Erases who a customer is, and begins to erase the rest; none when nobody is known by this number.
    ///
    /// When this returns, the customer is found by nothing any more, and what happened to them up to `now` is not taken in again.
    pub async fn begin(
        &self,
        customer: CustomerKey,
        request: ErasureRequest<'_>,
        now: Timestamp,
    ) -> Result<Option<Erasure>, StoreError> {
        // Held so that no event is resolved by what was true before.
        let mut resolving = self.people.resolving.lock().await;
        let mut transaction = self.database.begin_turn(Turn::People).await?;
        let found = identifiers_of(&mut transaction, customer).await?;
        if found.is_empty() {
            return Ok(None);
        }
        let number = erase(&mut transaction, customer, found, request, now).await?;
        resolving.forget_erased(&mut transaction).await?;
        transaction.commit().await.during(OPERATION)?;
        drop(resolving);
        self.find(number).await
    }

    /// Erases again whoever was erased under these hashes at that time, after an older state was restored.
    ///
    /// Answers the customers' new acts; the hashes are on the list afterwards, whether somebody had them or not.
    pub async fn repeat(
        &self,
        hashes: &[[u8; 16]],
        erased_at: Timestamp,
        request: ErasureRequest<'_>,
    ) -> Result<Vec<Erasure>, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::People).await?;
        put_on_the_list(&mut transaction, hashes, erased_at).await?;
        let key = erased::key(&mut transaction).await?;
        transaction.commit().await.during(OPERATION)?;
        let mut acts = Vec::new();
        for customer in self.owners_of(hashes, &key).await? {
            acts.extend(self.begin(customer, request, erased_at).await?);
        }
        Ok(acts)
    }

    /// The customers that have identifiers with these hashes; goes through all identifiers.
    async fn owners_of(&self, hashes: &[ErasedHash], key: &erased::ErasureKey) -> Result<Vec<CustomerKey>, StoreError> {
        const PAGE: i64 = 10_000;
        let wanted: std::collections::HashSet<&ErasedHash> = hashes.iter().collect();
        let (mut owners, mut after) = (Vec::new(), 0);
        loop {
            let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
                "SELECT identity_key, kind, value, customer_key FROM identity WHERE identity_key > $1 ORDER BY identity_key LIMIT $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.database.reader)
            .await
            .during("look for erased identifiers")?;
            let Some((last, ..)) = rows.last() else { break };
            after = *last;
            for (_, kind, value, customer) in rows {
                let identifier = Identifier { kind: read_kind(&kind)?, value };
                if wanted.contains(&erased::erased_hash(key, &identifier)) {
                    owners.push(CustomerKey(customer));
                }
            }
        }
        owners.sort_unstable();
        owners.dedup();
        Ok(owners)
    }

    /// The erasures, the newest first; `before` is the last one of the page before.
    pub async fn list(&self, limit: usize, before: Option<i64>) -> Result<Vec<Erasure>, StoreError> {
        let text = format!("SELECT {COLUMNS} FROM erasure WHERE number < $1 ORDER BY number DESC LIMIT $2");
        let rows: Vec<ErasureRow> = sqlx::query_as(AssertSqlSafe(text))
            .bind(before.unwrap_or(i64::MAX))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.database.reader)
            .await
            .during(READING)?;
        rows.into_iter().map(|row| Ok(read(row)?.0)).collect()
    }

    /// One erasure.
    pub async fn find(&self, number: i64) -> Result<Option<Erasure>, StoreError> {
        let text = format!("SELECT {COLUMNS} FROM erasure WHERE number = $1");
        let row: Option<ErasureRow> = sqlx::query_as(AssertSqlSafe(text))
            .bind(number)
            .fetch_optional(&self.database.reader)
            .await
            .during(READING)?;
        row.map(|row| Ok(read(row)?.0)).transpose()
    }

    /// Those that are not done, the oldest first.
    pub async fn open(&self) -> Result<Vec<OpenErasure>, StoreError> {
        let text = format!("SELECT {COLUMNS} FROM erasure WHERE finished_at IS NULL ORDER BY number");
        let rows: Vec<ErasureRow> =
            sqlx::query_as(AssertSqlSafe(text)).fetch_all(&self.database.reader).await.during(READING)?;
        rows.into_iter()
            .map(|row| {
                let (erasure, sought) = read(row)?;
                let sought = sought.ok_or("it is missing").reading("what is still to be erased")?;
                let mentions = Mentions::of(&sought.identifiers);
                let identities = sought.identities.into_iter().map(IdentityKey).collect();
                Ok(OpenErasure { erasure, identities, mentions, after: Position(sought.after) })
            })
            .collect()
    }

    /// The hashes under which the identifiers of an act are known, for the log that restores are made with.
    pub async fn hashes(&self, number: i64) -> Result<Vec<[u8; 16]>, StoreError> {
        let (bytes,): (Vec<u8>,) = sqlx::query_as("SELECT hashes FROM erasure WHERE number = $1")
            .bind(number)
            .fetch_one(&self.database.reader)
            .await
            .during(READING)?;
        Ok(bytes.chunks_exact(16).filter_map(|hash| ErasedHash::try_from(hash).ok()).collect())
    }

    /// A short name of the key that the hashes are made with: hashes of another key say nothing here.
    pub async fn key_name(&self) -> Result<String, StoreError> {
        let mut connection = self.database.reader.acquire().await.during(READING)?;
        let key = erased::key(&mut connection).await?;
        Ok(blake3::hash(&key).to_hex()[..16].to_owned())
    }

    /// Adds to what was erased.
    pub async fn report(&self, number: i64, more: Erased, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_turn(Turn::People).await?;
        let (erased,): (String,) = sqlx::query_as("SELECT erased FROM erasure WHERE number = $1")
            .bind(number)
            .fetch_one(&mut *transaction)
            .await
            .during(READING)?;
        let erased: Erased = serde_json::from_str(&erased).reading("what was erased")?;
        sqlx::query("UPDATE erasure SET erased = $1, looked_at = $2 WHERE number = $3")
            .bind(json!(erased.and(more)).to_string())
            .bind(now.0)
            .bind(number)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)
    }

    /// Ends an erasure: what was looked for is forgotten too.
    pub async fn finish(&self, number: i64, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE erasure SET sought = NULL, finished_at = $1 WHERE number = $2")
            .bind(now.0)
            .bind(number)
            .execute(&self.database.writer)
            .await
            .during(OPERATION)?;
        Ok(())
    }

    /// Takes what was deleted off the disk: older copies of the file, its log, and on PostgreSQL the dead rows.
    ///
    /// Says whether nothing of it is left; while somebody reads an older state, something is. PostgreSQL's own log and backups
    /// are its administrator's.
    pub async fn wipe(&self) -> Result<bool, StoreError> {
        match self.database.dialect {
            Dialect::Sqlite => {
                crate::database::remove_copies(self.folder)?;
                let (busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
                    .fetch_one(&self.database.writer)
                    .await
                    .during("empty the database's log")?;
                Ok(busy == 0)
            }
            Dialect::Postgres => {
                for table in ["inbox", "identity", "reject", "erasure", "consent", "customer_merge"] {
                    sqlx::raw_sql(AssertSqlSafe(format!("VACUUM {table}")))
                        .execute(&self.database.writer)
                        .await
                        .during("vacuum the database")?;
                }
                Ok(true)
            }
        }
    }
}

impl Erased {
    /// Both together.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self {
            identifiers: self.identifiers + more.identifiers,
            merges: self.merges + more.merges,
            consents: self.consents + more.consents,
            events: self.events + more.events,
            files: self.files + more.files,
            refused: self.refused + more.refused,
            imports: self.imports + more.imports,
        }
    }
}

const OPERATION: &str = "erase a person";
const READING: &str = "read erasures";

async fn identifiers_of(
    transaction: &mut Transaction,
    customer: CustomerKey,
) -> Result<Vec<(i64, Identifier)>, StoreError> {
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as("SELECT identity_key, kind, value FROM identity WHERE customer_key = $1 ORDER BY identity_key")
            .bind(customer.0)
            .fetch_all(&mut **transaction)
            .await
            .during(READING)?;
    rows.into_iter().map(|(key, kind, value)| Ok((key, Identifier { kind: read_kind(&kind)?, value }))).collect()
}

async fn erase(
    transaction: &mut Transaction,
    customer: CustomerKey,
    found: Vec<(i64, Identifier)>,
    request: ErasureRequest<'_>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let key = erased::key(transaction).await?;
    let hashes: Vec<ErasedHash> = found.iter().map(|(_, identifier)| erased::erased_hash(&key, identifier)).collect();
    put_on_the_list(transaction, &hashes, now).await?;
    let (after,): (i64,) =
        sqlx::query_as("SELECT last_position FROM inbox_state").fetch_one(&mut **transaction).await.during(READING)?;
    let mut masked: Vec<MaskedIdentifier> = found
        .iter()
        .map(|(_, identifier)| MaskedIdentifier { kind: identifier.kind, masked: identifier.masked() })
        .collect();
    masked.sort_by_key(|identifier| identifier.kind);
    let (identities, identifiers): (Vec<i64>, Vec<Identifier>) = found.into_iter().unzip();
    let mut erased = remove::remove(transaction, &identities).await?;
    erased.identifiers = identities.len() as u64;
    sqlx::query("UPDATE customer SET erased_at = $1, founder = NULL WHERE customer_key = $2 OR merged_into = $2")
        .bind(now.0)
        .bind(customer.0)
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    let sought = Sought { identities, identifiers, after };
    let (number,): (i64,) = sqlx::query_as(
        "INSERT INTO erasure (customer_key, requested_at, requested_by, basis, reference, identifiers, hashes, sought, erased) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING number",
    )
    .bind(customer.0)
    .bind(now.0)
    .bind(stored(request.by))
    .bind(request.basis.as_str())
    .bind(stored(request.reference))
    .bind(stored(&json!(masked).to_string()))
    .bind(hashes.concat())
    .bind(stored(&json!(sought).to_string()))
    .bind(json!(erased).to_string())
    .fetch_one(&mut **transaction)
    .await
    .during(OPERATION)?;
    Ok(number)
}

async fn put_on_the_list(
    transaction: &mut Transaction,
    hashes: &[ErasedHash],
    now: Timestamp,
) -> Result<(), StoreError> {
    for hash in hashes {
        sqlx::query(
            "INSERT INTO erased_identifier (hash, erased_at) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET \
             erased_at = excluded.erased_at WHERE erased_identifier.erased_at < excluded.erased_at",
        )
        .bind(hash.as_slice())
        .bind(now.0)
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    }
    sqlx::query("UPDATE identity_state SET erasures = erasures + 1")
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    Ok(())
}

fn read(row: ErasureRow) -> Result<(Erasure, Option<Sought>), StoreError> {
    let (
        number,
        customer,
        requested_at,
        requested_by,
        basis,
        reference,
        identifiers,
        erased,
        looked_at,
        finished_at,
        sought,
    ) = row;
    let known = ErasureBasis::ALL.into_iter().find(|known| known.as_str() == basis);
    let erasure = Erasure {
        number,
        customer: CustomerKey(customer),
        requested_at: Timestamp(requested_at),
        requested_by,
        basis: known.ok_or_else(|| format!("{basis:?} is not known")).reading("erasure's basis")?,
        reference,
        identifiers: serde_json::from_str(&identifiers).reading("erased identifiers")?,
        erased: serde_json::from_str(&erased).reading("what was erased")?,
        looked_at: looked_at.map(Timestamp),
        finished_at: finished_at.map(Timestamp),
    };
    let sought = sought.map(|text| serde_json::from_str(&text)).transpose().reading("what is still to be erased")?;
    Ok((erasure, sought))
}
