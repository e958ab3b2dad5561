//! Looks after an installation: backups while it runs, restores, examinations of its data folder, and erasures of people.
//!
//! [`back_up`] copies one moment of store and lake into a folder of its own; [`verify`] restores such a copy for a look and
//! throws it away; [`restore`] makes a data folder of it; [`examine`] looks a data folder over and says what is wrong;
//! [`Erasing`] leaves nothing of whoever was erased, and [`Retention`] nothing that is too old.
//! Not here: what a person reads about it (the program), and who may ask for it.
//!
//! Invariants: a backup has its name only when all of it is safe from power loss; its lake never holds an event whose
//! numbers its store does not know; nothing is restored that differs from what was backed up; an examination changes nothing;
//! whoever was erased comes back with no backup that has the log of erasures beside it.

mod backup;
mod doctor;
mod erasing;
mod error;
mod manifest;
mod restore;
mod retention;
mod verify;

pub use backup::{BackupMade, BackupOrder, back_up};
pub use doctor::{Finding, FindingKind, Severity, examine, repair};
pub use erasing::{ERASURES, Erasing, Forgets, Forgotten};
pub use error::CareError;
pub use manifest::{BackedUpFile, LakeState, Manifest};
pub use restore::{Restored, UNFINISHED, restore};
pub use retention::{Expired, Retention, RetentionPeriods};
pub use verify::{Verified, verify};
