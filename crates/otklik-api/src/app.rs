//! What the routes share.

use std::sync::Arc;

use otklik_collect::{BatchLimits, ImportDesk};
use otklik_core::Clock;
use otklik_insight::Insight;
use otklik_store::Store;

/// Everything that the routes work with; the program puts it together.
#[derive(Clone)]
pub struct App {
    /// The state of the installation.
    pub store: Store,
    /// Who answers questions.
    pub insight: Arc<Insight>,
    /// Imports of files.
    pub imports: Arc<ImportDesk>,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// What is taken and how cookies are set.
    pub limits: Limits,
}

/// How much one request may bring, and what the way to the browser is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body, save for batches of events.
    pub body_bytes: usize,
    /// What one batch of events may hold.
    pub batch: BatchLimits,
    /// Bytes of a file that is imported.
    pub upload_bytes: u64,
    /// Whether cookies go over https only; set it when the installation is reached by https.
    pub secure_cookies: bool,
}

/// Sixteen gigabytes.
const UPLOAD_BYTES: u64 = 16 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            batch: BatchLimits::default(),
            upload_bytes: UPLOAD_BYTES,
            secure_cookies: false,
        }
    }
}
