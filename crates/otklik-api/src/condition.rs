//! How the server is doing: whether it may be sent requests, and how full its disk is.

mod disk;
mod readiness;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use otklik_core::ErrorCode;
use tokio::sync::Mutex;

use crate::app::App;
use crate::attend::is_api;
use crate::limits::Limits;
use crate::problem::Problem;

pub(crate) use disk::{Disk, DiskState};
pub(crate) use readiness::Readiness;

/// Anybody may ask whether the server is ready, so it looks only so often.
const LOOKED_EVERY: Duration = Duration::from_millis(500);
/// What may be asked for, though nothing can be kept: questions, and coming in to look after it.
const KEEPS_NOTHING: [&str; 2] = ["/api/v1/questions/", "/api/v1/session"];

/// How one server is doing; requests and the program share it.
#[derive(Debug)]
pub struct Condition {
    draining: AtomicBool,
    pub(crate) disk: Disk,
    pub(crate) metrics_token: Option<String>,
    last: Mutex<Option<(Instant, Arc<Readiness>)>>,
}

impl Condition {
    pub(crate) fn new(folder: PathBuf, limits: &Limits, metrics_token: Option<String>) -> Self {
        let disk = Disk::new(folder, limits.disk_low_bytes, limits.disk_reserve_bytes);
        Self { draining: AtomicBool::new(false), disk, metrics_token, last: Mutex::new(None) }
    }

    /// Says from now on that the server is about to end, so that it is sent no more requests.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
    }

    /// Looks anew at the next question, whenever that comes.
    pub async fn forget(&self) {
        *self.last.lock().await = None;
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }

    /// Whether the server may be sent requests, as of half a second ago at most.
    pub(crate) async fn readiness(&self, app: &App) -> Arc<Readiness> {
        // The lock is held while looking: whoever asks meanwhile gets the same answer.
        let mut last = self.last.lock().await;
        let fresh = last
            .as_ref()
            .filter(|(at, known)| at.elapsed() < LOOKED_EVERY && known.is_draining() == self.is_draining());
        if let Some((_, known)) = fresh {
            return Arc::clone(known);
        }
        let looked = Arc::new(readiness::look(app).await);
        *last = Some((Instant::now(), Arc::clone(&looked)));
        looked
    }
}

/// Refuses what would be kept when hardly any disk is left, before the database runs out of it in the middle.
pub(crate) async fn spare_disk(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let keeps = is_api(request.uri())
        && !request.method().is_safe()
        && !KEEPS_NOTHING.iter().any(|free| path.starts_with(free));
    if keeps && app.condition.disk.state() == DiskState::Full {
        return Problem::new(ErrorCode::DiskFull).into_response();
    }
    next.run(request).await
}
