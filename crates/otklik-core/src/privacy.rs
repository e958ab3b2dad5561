//! What people may decide about their data.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why somebody is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureBasis {
    /// The person asked for it.
    Request,
    /// The person took their consent back.
    ConsentWithdrawn,
    /// What the data were kept for has come to its end.
    PurposeReached,
    /// They should not have been kept.
    Unlawful,
}

impl ErasureBasis {
    /// Every basis.
    pub const ALL: [Self; 4] = [Self::Request, Self::ConsentWithdrawn, Self::PurposeReached, Self::Unlawful];

    /// Its name in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::PurposeReached => "purpose_reached",
            Self::Unlawful => "unlawful",
        }
    }
}

/// What data are used for; a yes to one says nothing of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Keeping and studying a person's data at all.
    Processing,
    /// Inviting them to surveys.
    Survey,
    /// Offers and news.
    Advertising,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Processing, Self::Survey, Self::Advertising];

    /// Its name in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Survey => "survey",
            Self::Advertising => "advertising",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_storage_are_those_on_the_wire() {
        for basis in ErasureBasis::ALL {
            assert_eq!(serde_json::to_value(basis).unwrap(), basis.as_str());
        }
        for purpose in Purpose::ALL {
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.as_str());
        }
    }
}
