//! Ids of what the company keeps: UUIDs of version 7, one type each.

use otklik_core::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Reading, StoreError};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            pub(crate) fn new(now: Timestamp) -> Result<Self, StoreError> {
                new_uuid(now).map(Self)
            }

            pub(crate) fn read(text: &str) -> Result<Self, StoreError> {
                Uuid::parse_str(text).map(Self).reading($what)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id! {
    /// A user.
    UserId, "user's id"
}
id! {
    /// A session of a signed-in user; not the secret that opens it.
    SessionId, "session's id"
}
id! {
    /// An API key; not the key itself.
    KeyId, "key's id"
}
id! {
    /// One import of a file.
    ImportId, "import's id"
}

id! {
    /// A saved view, a board or a map.
    SavedId, "id of what is kept"
}
id! {
    /// A job.
    JobId, "job's id"
}

pub(crate) fn new_uuid(now: Timestamp) -> Result<Uuid, StoreError> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(StoreError::Randomness)?;
    let millis = u64::try_from(now.0 / 1_000).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
