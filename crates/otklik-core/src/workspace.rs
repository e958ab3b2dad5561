//! Words about the company's own installation: who may do what, and what people are called.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

/// A text that names none of a closed list.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not one of {expected}")]
pub struct WordError {
    /// The text as it was given.
    pub text: String,
    /// The words that are understood, separated by commas.
    pub expected: String,
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every word of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in storage and on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = WordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(WordError { text: text.to_owned(), expected: [$($word),*].join(", ") }),
                }
            }
        }
    };
}

closed_list! {
    /// What a signed-in person may do.
    UserRole {
        /// Everything, users and keys included.
        Administrator = "administrator",
        /// Asks every question and edits the catalogue.
        Analyst = "analyst",
        /// Runs units: reads, and leads cases.
        Manager = "manager",
        /// Works on cases.
        Agent = "agent",
        /// Reads.
        Viewer = "viewer",
    }
}

closed_list! {
    /// The level of a unit in the company's tree.
    UnitKind {
        /// The whole company.
        Company = "company",
        /// Several branches.
        Region = "region",
        /// A shop, an office.
        Branch = "branch",
        /// A till, a window, a team within a branch.
        Desk = "desk",
    }
}

closed_list! {
    /// The lines of business for which there is a catalogue to begin with.
    Business {
        /// Shops, on the street and online.
        Retail = "retail",
        /// Cafés and restaurants.
        FoodService = "food_service",
        /// Software by subscription.
        Saas = "saas",
        /// Banks.
        Bank = "bank",
    }
}

closed_list! {
    /// What the company calls the people it serves.
    PeopleWord {
        /// Customers.
        Customer = "customer",
        /// Guests.
        Guest = "guest",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_it_is_written() {
        for role in UserRole::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert!("owner".parse::<UserRole>().is_err());
    }
}
