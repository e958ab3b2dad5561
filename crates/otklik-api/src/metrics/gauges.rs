//! What is measured at the moment when somebody reads it.

use crate::app::App;
use crate::metrics::process;

const INBOX_EVENTS: &str = "otklik_inbox_events";
const INBOX_BYTES: &str = "otklik_inbox_bytes";
const INBOX_AGE: &str = "otklik_inbox_oldest_event_age_seconds";
const INBOX_POSITION: &str = "otklik_inbox_position";
const LAKE_VERSION: &str = "otklik_lake_version";
const LAKE_POSITION: &str = "otklik_lake_position";
const LAKE_FILES: &str = "otklik_lake_files";
const LAKE_BYTES: &str = "otklik_lake_bytes";
const LAKE_ROWS: &str = "otklik_lake_rows";
const DISK_FREE: &str = "otklik_disk_free_bytes";
const DISK_SIZE: &str = "otklik_disk_size_bytes";
const DATABASE: &str = "otklik_database_bytes";
const JOBS: &str = "otklik_jobs";
const READY: &str = "otklik_ready";
const BUILD: &str = "otklik_build_info";
const MEMORY: &str = "process_resident_memory_bytes";
const CPU: &str = "process_cpu_seconds_total";
const STARTED: &str = "process_start_time_seconds";
const DESCRIPTORS: &str = "process_open_fds";
const SECOND_MICROS: f64 = 1e6;

pub(super) fn describe() {
    metrics::describe_gauge!(INBOX_EVENTS, "Acknowledged events that wait for the lake.");
    metrics::describe_gauge!(INBOX_BYTES, "Bytes of the events that wait for the lake.");
    metrics::describe_gauge!(INBOX_AGE, "How long the oldest waiting event has waited.");
    metrics::describe_gauge!(INBOX_POSITION, "Position of the newest acknowledged event.");
    metrics::describe_gauge!(LAKE_VERSION, "Version of the events table.");
    metrics::describe_gauge!(LAKE_POSITION, "Position up to which events are in the lake.");
    metrics::describe_gauge!(
        LAKE_FILES,
        "Data files of the events table: sorted ones, and tails that wait for being sorted."
    );
    metrics::describe_gauge!(LAKE_BYTES, "Bytes of the data files.");
    metrics::describe_gauge!(LAKE_ROWS, "Events in the lake.");
    metrics::describe_gauge!(DISK_FREE, "Bytes that may still be written to the disk of the data folder.");
    metrics::describe_gauge!(DISK_SIZE, "Bytes of the disk of the data folder.");
    metrics::describe_gauge!(DATABASE, "Bytes of the database with its indexes and its log.");
    metrics::describe_gauge!(JOBS, "Jobs by state.");
    metrics::describe_gauge!(READY, "1 when /readyz says ready, else 0.");
    metrics::describe_gauge!(BUILD, "The program's version as a label; always 1.");
    metrics::describe_gauge!(MEMORY, "Resident memory in bytes.");
    metrics::describe_counter!(CPU, "User and system time in seconds.");
    metrics::describe_gauge!(STARTED, "When the process started, in seconds since 1970.");
    metrics::describe_gauge!(DESCRIPTORS, "Open file descriptors.");
}

/// Looks at everything that is not counted as it happens.
pub(crate) async fn refresh(app: &App) {
    metrics::gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    let ready = app.condition.readiness(app).await.is_ready();
    metrics::gauge!(READY).set(if ready { 1.0 } else { 0.0 });
    let snapshot = app.lake.snapshot();
    metrics::gauge!(LAKE_VERSION).set(snapshot.version as f64);
    metrics::gauge!(LAKE_POSITION).set(snapshot.through.0 as f64);
    let (sorted, tails) = snapshot.file_counts();
    metrics::gauge!(LAKE_FILES, "kind" => "sorted").set(sorted as f64);
    metrics::gauge!(LAKE_FILES, "kind" => "tail").set(tails as f64);
    metrics::gauge!(LAKE_BYTES).set(snapshot.bytes() as f64);
    metrics::gauge!(LAKE_ROWS).set(snapshot.rows as f64);
    metrics::gauge!(INBOX_POSITION).set(app.store.inbox().last_position().0 as f64);
    // What cannot be read now keeps its last value; that the database is ill is told by the readiness.
    if let Ok(waiting) = app.store.inbox().waiting(snapshot.through).await {
        let age = waiting.oldest.map_or(0.0, |oldest| (app.clock.now().0 - oldest.0) as f64 / SECOND_MICROS);
        metrics::gauge!(INBOX_EVENTS).set(waiting.events as f64);
        metrics::gauge!(INBOX_BYTES).set(waiting.bytes as f64);
        metrics::gauge!(INBOX_AGE).set(age.max(0.0));
    }
    if let Ok(counts) = app.store.jobs().counts().await {
        for (state, count) in counts {
            metrics::gauge!(JOBS, "state" => state.as_str()).set(count as f64);
        }
    }
    if let Ok(size) = app.store.size().await {
        metrics::gauge!(DATABASE).set(size.database_bytes as f64);
    }
    if let Some(space) = app.condition.disk.space() {
        metrics::gauge!(DISK_FREE).set(space.free as f64);
        metrics::gauge!(DISK_SIZE).set(space.size as f64);
    }
    if let Some(process) = process::read() {
        metrics::gauge!(MEMORY).set(process.resident_bytes as f64);
        metrics::counter!(CPU).absolute(process.cpu_seconds);
        metrics::gauge!(STARTED).set(process.started_seconds);
        metrics::gauge!(DESCRIPTORS).set(process.open_files as f64);
    }
}
