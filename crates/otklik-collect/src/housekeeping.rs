//! Keeping the lake tidy beside the intake.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use otklik_core::{Clock, Timestamp};
use otklik_lake::{Lake, LakeError, Tidied, TidyLimits};

/// After a step that did something the next one follows soon, but leaves room for what people wait for.
const BUSY_PAUSE: Duration = Duration::from_millis(50);
/// When nothing is due.
const IDLE_PAUSE: Duration = Duration::from_secs(1);
/// After a failure, and while somebody else has the lease.
const LONG_PAUSE: Duration = Duration::from_secs(15);

/// The right to tidy: of several servers on one lake one has it at a time.
pub trait Lease: Send + Sync {
    /// Takes the right, or keeps it; answers whether this process has it now.
    fn hold(&self, now: Timestamp) -> impl Future<Output = bool> + Send;
}

/// The lease of an installation with one server.
pub struct Alone;

impl Lease for Alone {
    async fn hold(&self, _: Timestamp) -> bool {
        true
    }
}

/// Puts the files of commits together, makes checkpoints and deletes what nobody needs, step by step.
pub struct Housekeeping<L> {
    lake: Arc<Lake>,
    clock: Arc<dyn Clock>,
    lease: L,
    limits: TidyLimits,
}

impl<L: Lease> Housekeeping<L> {
    /// Housekeeping for a lake, as long as the lease is held.
    pub fn new(lake: Arc<Lake>, clock: Arc<dyn Clock>, lease: L) -> Self {
        Self { lake, clock, lease, limits: TidyLimits::default() }
    }

    /// One step, or nothing when somebody else has the lease.
    pub async fn run_once(&self) -> Result<Option<Tidied>, LakeError> {
        let now = self.clock.now();
        if !self.lease.hold(now).await {
            return Ok(None);
        }
        self.lake.keep_tidy(&self.limits, now).await.map(Some)
    }

    /// Step by step for ever; what fails is said and tried again.
    pub async fn run(&self) {
        loop {
            let pause = match self.run_once().await {
                Ok(Some(Tidied { compacted: Some(done), .. })) => {
                    tracing::debug!(
                        before = done.files_before,
                        after = done.files_after,
                        rows = done.rows,
                        "compacted"
                    );
                    BUSY_PAUSE
                }
                Ok(Some(_)) => IDLE_PAUSE,
                Ok(None) => LONG_PAUSE,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the lake could not be tidied");
                    LONG_PAUSE
                }
            };
            tokio::time::sleep(pause).await;
        }
    }
}
