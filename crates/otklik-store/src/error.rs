//! What can go wrong, by the operation that failed.

use std::path::PathBuf;
use std::sync::Arc;

use otklik_core::ErrorCode;
use thiserror::Error;

/// A failed operation on the state; sources are shared because one failed commit may answer many callers.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// The database refused.
    #[error("could not {operation}")]
    Database {
        /// What was being done.
        operation: &'static str,
        /// What the database said.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// The database's server does not answer or lets nobody in.
    #[error(
        "could not connect to the database {database}; check that it runs and that its address, user and password are right"
    )]
    DatabaseUnreachable {
        /// Its address without user and password.
        database: String,
        /// What the way there said.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// The database answers, but acknowledged events would not be safe in it, or it lets us do too little.
    #[error("the database {database} cannot be used: {remedy}")]
    DatabaseUnsuitable {
        /// Its address without user and password.
        database: String,
        /// What to do about it.
        remedy: String,
    },
    /// The data folder could not be read or written.
    #[error("could not {operation} {path}", path = path.display())]
    Folder {
        /// What was being done.
        operation: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: Arc<std::io::Error>,
    },
    /// Another program holds the data folder.
    #[error(
        "the data folder {folder} is in use by another otklik; stop that one first, or choose another folder",
        folder = folder.display()
    )]
    FolderInUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A newer program has written this database.
    #[error("the database has migration {found}, but this otklik knows only {known}; start the newer otklik")]
    DatabaseNewer {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration that this program knows.
        known: i64,
    },
    /// There is too little room for a migration and the backup before it.
    #[error(
        "the database needs {needed} free bytes to be brought to its newest form, and there are {free}; make room first"
    )]
    DiskTooSmall {
        /// Free bytes that are needed.
        needed: u64,
        /// Free bytes that there are.
        free: u64,
    },
    /// The database's file is damaged.
    #[error("the file {path} is damaged ({detail}); restore a backup", path = path.display())]
    DatabaseDamaged {
        /// The file.
        path: PathBuf,
        /// What the database says of it.
        detail: String,
    },
    /// The state is on a server, which is not backed up by copying a file.
    #[error("a PostgreSQL database is backed up by its own tools, such as pg_dump")]
    BackupElsewhere,
    /// A migration that was applied is not the one that this program has under that number.
    #[error("migration {number} ({name}) was applied in another form than this otklik has; restore a backup")]
    MigrationChanged {
        /// The migration's number.
        number: i64,
        /// The migration's name.
        name: String,
    },
    /// A stored value is not one that this program writes.
    #[error("the stored {what} cannot be read: {detail}")]
    ContentsMalformed {
        /// What was being read.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// A value could not be put into its stored form.
    #[error("the {what} cannot be stored: {detail}")]
    NotStorable {
        /// What was being written.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// More appends wait than there is room for, and none of them was done in time.
    #[error("too many events wait to be written; send them again a little later")]
    Busy,
    /// More events wait for the lake than may.
    #[error("{waiting} bytes of events wait for the lake, more than the {most} that may; see why the lake takes none")]
    Backlogged {
        /// The bytes that would wait.
        waiting: u64,
        /// The bytes that may.
        most: u64,
    },
    /// The task that writes the inbox is gone.
    #[error("the inbox takes no more events because it was closed")]
    InboxClosed,
    /// The system gave no random bytes.
    #[error("could not get random bytes from the system")]
    Randomness(#[source] getrandom::Error),
    /// The password could not be hashed.
    #[error("could not hash the password: {detail}")]
    PasswordHashing {
        /// What the hash function said.
        detail: String,
    },
    /// The password is shorter than [`crate::SHORTEST_PASSWORD`] characters.
    #[error("the password is shorter than {} characters", crate::SHORTEST_PASSWORD)]
    PasswordTooShort,
    /// The e-mail address has no @, or contains what no address contains.
    #[error("the e-mail address is malformed")]
    EmailMalformed,
    /// Another user has the e-mail address.
    #[error("another user has this e-mail address")]
    EmailTaken,
    /// There is no such customer.
    #[error("there is no customer {customer}")]
    CustomerUnknown {
        /// The number that was asked for.
        customer: i64,
    },
    /// There is no such text of a consent.
    #[error("there is no text {version} for consents to {purpose}")]
    ConsentTextUnknown {
        /// For what.
        purpose: &'static str,
        /// The version that was asked for.
        version: i64,
    },
    /// The name is empty.
    #[error("the name is empty")]
    NameMissing,
    /// The user is the last one who can manage users.
    #[error("the user is the last administrator of the whole company")]
    LastAdministrator,
    /// An API key without a scope.
    #[error("an API key needs a scope")]
    KeyScopesMissing,
    /// An API key that would have expired already.
    #[error("the end of the API key has passed")]
    KeyExpiryPast,
    /// The password is one of those that are guessed first.
    #[error("the password is one of the first that others would guess")]
    PasswordCommon,
    /// A pause after failed attempts to sign in.
    #[error("too many failed attempts to sign in; wait {wait_seconds} seconds")]
    TooManyAttempts {
        /// Seconds until the next attempt.
        wait_seconds: u64,
    },
    /// The set-up was done before.
    #[error("the set-up was done before")]
    AlreadySetUp,
}

impl StoreError {
    /// The code under which the error reaches a program or a reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Database { source, .. } => database_code(source),
            Self::Folder { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
            Self::DiskTooSmall { .. } => ErrorCode::DiskFull,
            Self::FolderInUse { .. }
            | Self::InboxClosed
            | Self::Busy
            | Self::Backlogged { .. }
            | Self::DatabaseUnreachable { .. } => ErrorCode::Busy,
            Self::PasswordTooShort => ErrorCode::PasswordTooShort,
            Self::PasswordCommon => ErrorCode::PasswordCommon,
            Self::EmailMalformed => ErrorCode::EmailMalformed,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::CustomerUnknown { .. } | Self::ConsentTextUnknown { .. } => ErrorCode::NotFound,
            Self::NameMissing => ErrorCode::NameMissing,
            Self::LastAdministrator => ErrorCode::LastAdministrator,
            Self::KeyScopesMissing => ErrorCode::KeyScopesMissing,
            Self::KeyExpiryPast => ErrorCode::KeyExpiryPast,
            Self::TooManyAttempts { .. } => ErrorCode::TooManyAttempts,
            Self::AlreadySetUp => ErrorCode::AlreadySetUp,
            Self::Folder { .. }
            | Self::DatabaseUnsuitable { .. }
            | Self::DatabaseNewer { .. }
            | Self::MigrationChanged { .. }
            | Self::DatabaseDamaged { .. }
            | Self::BackupElsewhere
            | Self::ContentsMalformed { .. }
            | Self::NotStorable { .. }
            | Self::Randomness(_)
            | Self::PasswordHashing { .. } => ErrorCode::Internal,
        }
    }
}

fn database_code(error: &sqlx::Error) -> ErrorCode {
    match error {
        // Only a server can be cut off; it may come back.
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => ErrorCode::Busy,
        sqlx::Error::Database(refusal) => refusal.code().map_or(ErrorCode::Internal, |code| refusal_code(&code)),
        _ => ErrorCode::Internal,
    }
}

/// The meaning of a database's own code: PostgreSQL's have five characters, SQLite's are smaller numbers.
fn refusal_code(code: &str) -> ErrorCode {
    const SQLITE_BUSY: i32 = 5;
    const SQLITE_LOCKED: i32 = 6;
    const SQLITE_FULL: i32 = 13;
    if code.len() == 5 {
        return match code {
            "53100" => ErrorCode::DiskFull,
            // Serialization failure, deadlock, no lock in time, too few resources, a server that starts or stops.
            "40001" | "40P01" | "55P03" | "53200" | "53300" | "57P01" | "57P02" | "57P03" => ErrorCode::Busy,
            _ => ErrorCode::Internal,
        };
    }
    // SQLite's extended codes keep the primary code in their lowest byte.
    match code.parse::<i32>().map(|code| code & 0xff) {
        Ok(SQLITE_FULL) => ErrorCode::DiskFull,
        Ok(SQLITE_BUSY | SQLITE_LOCKED) => ErrorCode::Busy,
        _ => ErrorCode::Internal,
    }
}

/// Names the operation in which a lower layer failed.
pub(crate) trait During<T> {
    fn during(self, operation: &'static str) -> Result<T, StoreError>;
}

impl<T> During<T> for Result<T, sqlx::Error> {
    fn during(self, operation: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::Database { operation, source: Arc::new(error) })
    }
}

/// Names the stored thing that could not be read.
pub(crate) trait Reading<T> {
    fn reading(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T, E: std::fmt::Display> Reading<T> for Result<T, E> {
    fn reading(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::ContentsMalformed { what, detail: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_busy_database_are_told_apart_on_both_databases() {
        assert_eq!(refusal_code("13"), ErrorCode::DiskFull);
        assert_eq!(refusal_code("53100"), ErrorCode::DiskFull);
        assert_eq!(refusal_code("517"), ErrorCode::Busy, "SQLITE_BUSY_SNAPSHOT");
        assert_eq!(refusal_code("40P01"), ErrorCode::Busy);
        assert_eq!(refusal_code("23505"), ErrorCode::Internal, "its lowest byte would be SQLite's 1");
        assert_eq!(refusal_code("2067"), ErrorCode::Internal);
    }
}
