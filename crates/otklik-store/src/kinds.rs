//! The numbers of distinct kinds of events.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use otklik_core::{EventKind, KindKey};

use crate::database::{Database, Turn, stored};
use crate::error::{During, StoreError};

/// Known kinds in memory: they are few, every event asks, and a number once given never changes.
#[derive(Debug)]
pub(crate) struct KindCache {
    keys: RwLock<HashMap<EventKind, KindKey>>,
}

impl KindCache {
    pub(crate) async fn load(database: &Database) -> Result<Self, StoreError> {
        let keys = all_kinds(database).await?.into_iter().map(|(key, kind)| (kind, key)).collect();
        Ok(Self { keys: RwLock::new(keys) })
    }

    fn look_up(&self, kinds: &[EventKind]) -> Vec<Option<KindKey>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        kinds.iter().map(|kind| keys.get(kind).copied()).collect()
    }

    fn learn(&self, found: impl IntoIterator<Item = (EventKind, KindKey)>) {
        self.keys.write().unwrap_or_else(PoisonError::into_inner).extend(found);
    }
}

/// The kinds of a store.
#[derive(Clone, Copy, Debug)]
pub struct Kinds<'a> {
    database: &'a Database,
    cache: &'a KindCache,
}

impl<'a> Kinds<'a> {
    pub(crate) fn new(database: &'a Database, cache: &'a KindCache) -> Self {
        Self { database, cache }
    }

    /// The number of each kind, in the order asked; a new kind gets the next number, durable before this returns.
    pub async fn assign(&self, kinds: &[EventKind]) -> Result<Vec<KindKey>, StoreError> {
        let known = self.cache.look_up(kinds);
        if let Some(keys) = known.iter().copied().collect() {
            return Ok(keys);
        }
        let mut unknown: Vec<&EventKind> =
            kinds.iter().zip(&known).filter(|(_, key)| key.is_none()).map(|(kind, _)| kind).collect();
        let mut named = std::collections::HashSet::new();
        unknown.retain(|kind| named.insert(*kind));
        let learnt = self.number(&unknown).await?;
        let keys =
            kinds.iter().zip(known).filter_map(|(kind, key)| key.or_else(|| learnt.get(kind).copied())).collect();
        self.cache.learn(learnt);
        Ok(keys)
    }

    async fn number(&self, unknown: &[&EventKind]) -> Result<HashMap<EventKind, KindKey>, StoreError> {
        const OPERATION: &str = "number kinds of events";
        let mut transaction = self.database.begin_turn(Turn::Kinds).await?;
        let mut learnt = HashMap::with_capacity(unknown.len());
        for kind in unknown {
            // Another task may have numbered it since the look-up; the update that changes nothing gives its number back.
            let (key,): (i64,) = sqlx::query_as(
                "INSERT INTO event_kind (kind_key, hash, source, name, channel, detail) \
                 SELECT coalesce(max(kind_key), 0) + 1, $1, $2, $3, $4, $5 FROM event_kind WHERE TRUE \
                 ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING kind_key",
            )
            .bind(hash_of(kind))
            .bind(stored(&kind.source))
            .bind(stored(&kind.name))
            .bind(stored(&kind.channel))
            .bind(stored(&kind.detail))
            .fetch_one(&mut *transaction)
            .await
            .during(OPERATION)?;
            learnt.insert((*kind).clone(), KindKey(key));
        }
        transaction.commit().await.during(OPERATION)?;
        Ok(learnt)
    }

    /// Every kind that was ever seen, by its number.
    pub async fn all(&self) -> Result<Vec<(KindKey, EventKind)>, StoreError> {
        all_kinds(self.database).await
    }
}

fn hash_of(kind: &EventKind) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    for text in [&kind.source, &kind.name, &kind.channel, &kind.detail] {
        // The length first, so that no two kinds run together to the same text.
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().as_bytes().to_vec()
}

async fn all_kinds(database: &Database) -> Result<Vec<(KindKey, EventKind)>, StoreError> {
    let rows: Vec<(i64, String, String, String, String)> =
        sqlx::query_as("SELECT kind_key, source, name, channel, detail FROM event_kind ORDER BY kind_key")
            .fetch_all(&database.reader)
            .await
            .during("read the kinds of events")?;
    Ok(rows
        .into_iter()
        .map(|(key, source, name, channel, detail)| (KindKey(key), EventKind { source, name, channel, detail }))
        .collect())
}
