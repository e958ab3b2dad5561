//! Where the time comes from.

use crate::Timestamp;

/// Tells the present instant; the program implements it with the system's clock, tests with a fixed one.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}
