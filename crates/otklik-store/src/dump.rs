//! Copies of a PostgreSQL database, by PostgreSQL's own programs.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use sqlx::{AnyConnection, Connection as _};
use tokio::process::Command;

use crate::error::{During, StoreError};
use crate::store::Store;

const OPERATION: &str = "copy the database";

/// A state of a PostgreSQL database that stays to be copied, whatever is written meanwhile.
#[derive(Debug)]
pub struct Moment {
    connection: AnyConnection,
    name: String,
    address: String,
}

impl Store {
    /// Holds the present state of a PostgreSQL database; a file in the folder is copied by [`Store::backup_to`].
    pub async fn hold_moment(&self) -> Result<Moment, StoreError> {
        let address = self.address().to_owned();
        let mut connection = AnyConnection::connect(&address).await.during(OPERATION)?;
        sqlx::raw_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .execute(&mut connection)
            .await
            .during(OPERATION)?;
        let name =
            sqlx::query_scalar("SELECT pg_export_snapshot()").fetch_one(&mut connection).await.during(OPERATION)?;
        Ok(Moment { connection, name, address })
    }
}

impl Moment {
    /// Copies the moment into a file that does not exist yet, and returns when it is safe from power loss.
    pub async fn dump_to(self, file: &Path) -> Result<(), StoreError> {
        let dumped = pg_dump(&self.address, &self.name, file).await;
        self.let_go().await?;
        dumped?;
        let synced = std::fs::File::open(file).and_then(|copy| copy.sync_all());
        synced.map_err(|source| failure("make durable", file, source))
    }

    /// Lets the moment pass.
    pub async fn let_go(self) -> Result<(), StoreError> {
        self.connection.close().await.during(OPERATION)
    }
}

fn failure(operation: &'static str, path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Folder { operation, path: path.to_owned(), source: Arc::new(source) }
}

async fn pg_dump(url: &str, snapshot: &str, file: &Path) -> Result<(), StoreError> {
    let mut command = client("pg_dump", url);
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--snapshot", snapshot, "--file"]).arg(file);
    run("pg_dump", command, file).await
}

/// Loads a dump into a database in which there is nothing yet; all of it or nothing.
pub async fn load_dump(url: &str, file: &Path) -> Result<(), StoreError> {
    let mut command = client("pg_restore", url);
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]).arg(file);
    run("pg_restore", command, file).await
}

/// Reads a dump's table of contents, which shows that it is one.
pub async fn list_dump(file: &Path) -> Result<(), StoreError> {
    let mut command = Command::new("pg_restore");
    command.arg("--list").arg(file);
    run("pg_restore", command, file).await
}

/// A program of PostgreSQL that connects to a database.
fn client(program: &str, url: &str) -> Command {
    let (url, password) = without_password(url);
    let mut command = Command::new(program);
    command.args(["--dbname", &url]);
    if let Some(password) = password {
        // A password on a command line is seen by everybody on the machine; this variable is not.
        command.env("PGPASSWORD", password);
    }
    command
}

/// A URL without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        // A password may contain an @; what follows the last one before the path is the host.
        let end = rest.find('/').unwrap_or(rest.len());
        let at = rest[..end].rfind('@')?;
        let (user, password) = rest[..at].split_once(':')?;
        Some((format!("{scheme}://{user}{}", &rest[at..]), decoded(password)))
    });
    parts.map_or_else(|| (url.to_owned(), None), |(url, password)| (url, Some(password)))
}

/// A text in which `%41` stands for A.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn run(program: &'static str, mut command: Command, file: &Path) -> Result<(), StoreError> {
    let output = command.stdin(Stdio::null()).output().await;
    let output = output.map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => {
            let missing = format!("there is no program {program}; install the client programs of PostgreSQL");
            failure("find what reads and writes", file, std::io::Error::new(source.kind(), missing))
        }
        _ => failure("run a program of PostgreSQL for", file, source),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(failure("use a program of PostgreSQL for", file, std::io::Error::other(format!("{program}: {said}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_stay_in_the_url() {
        let (url, password) = without_password("postgres://anna:p%40ss%3Aword@db.example:5432/otklik?sslmode=require");
        assert_eq!(url, "postgres://anna@db.example:5432/otklik?sslmode=require");
        assert_eq!(password.as_deref(), Some("p@ss:word"));
        let plain = "postgres://anna@db.example/otklik";
        assert_eq!(without_password(plain), (plain.to_owned(), None));
        assert_eq!(without_password("postgres:///otklik?user=a"), ("postgres:///otklik?user=a".to_owned(), None));
    }
}
