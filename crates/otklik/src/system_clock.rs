//! The system's clock.

use otklik_core::{Clock, Timestamp};

/// Tells the time as the operating system does.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }
}
