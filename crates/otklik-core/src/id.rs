//! Dense keys and random identifiers, one type each so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! dense_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

dense_key! {
    /// A person as far as identity resolution knows: dense, from 1.
    CustomerKey
}
dense_key! {
    /// The number of one identifier (never the identifier itself), from 1; it never changes.
    IdentityKey
}
dense_key! {
    /// The number of one distinct (source, name, channel, detail), from 1.
    KindKey
}
dense_key! {
    /// The place of an event in the order in which the installation received it, from 1.
    Position
}
