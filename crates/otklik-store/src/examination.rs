//! Looks a SQLite database over without changing what it holds.

use std::collections::BTreeMap;
use std::path::Path;

use otklik_core::Position;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::database::{SQLITE_FILE, known_migrations, sqlite_url};
use crate::error::{During, StoreError};

const OPERATION: &str = "examine the database";
/// One broken page is told of many times; the first words say it all.
const SHOWN_DAMAGES: usize = 10;

/// What a look at a database found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateReport {
    /// What is wrong with it.
    pub problems: Vec<StateProblem>,
    /// The last position that was ever given; none when the database is too ill to say.
    pub last_position: Option<Position>,
    /// The positions of the first and the last event that wait for the lake, and how many wait.
    pub waiting: Option<(Position, Position, u64)>,
    /// Rows of each table, for comparing copies.
    pub rows: BTreeMap<String, u64>,
}

/// Something that is wrong with a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateProblem {
    /// SQLite says that the file is damaged.
    Damaged(String),
    /// Rows refer to rows that are not there.
    Dangling {
        /// The table of the rows.
        table: String,
        /// How many they are.
        rows: u64,
    },
    /// A newer program has written it.
    Newer {
        /// The newest migration in the database.
        found: i64,
        /// The newest one that this program knows.
        known: i64,
    },
    /// A migration was applied in another form than this program has.
    MigrationChanged(i64),
    /// Waiting events are not in one row after another.
    InboxGap(Position),
}

/// Looks over the database file in a folder.
pub async fn examine(folder: &Path) -> Result<StateReport, StoreError> {
    sqlx::any::install_default_drivers();
    let url = sqlite_url(&folder.join(SQLITE_FILE), "rw")?;
    let mut connection = AnyConnection::connect(&url).await.during(OPERATION)?;
    sqlx::raw_sql("PRAGMA query_only = ON; PRAGMA busy_timeout = 10000")
        .execute(&mut connection)
        .await
        .during(OPERATION)?;
    let mut report = StateReport::default();
    match integrity(&mut connection).await {
        Ok(problems) => report.problems.extend(problems),
        // A page that is needed even for looking is broken.
        Err(error) => report.problems.push(StateProblem::Damaged(told(&error))),
    }
    if report.problems.is_empty() {
        report.problems.extend(migrations(&mut connection).await?);
        inbox(&mut connection, &mut report).await?;
        report.rows = count_rows(&mut connection).await?;
    }
    connection.close().await.during(OPERATION)?;
    Ok(report)
}

fn told(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

async fn integrity(connection: &mut AnyConnection) -> Result<Vec<StateProblem>, StoreError> {
    let said: Vec<String> = sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check")
        .fetch_all(&mut *connection)
        .await
        .during(OPERATION)?;
    let damages = said.into_iter().filter(|word| word != "ok").take(SHOWN_DAMAGES);
    let mut problems: Vec<StateProblem> = damages.map(StateProblem::Damaged).collect();
    let dangling: Vec<(String, i64)> =
        sqlx::query_as("SELECT \"table\", COUNT(*) FROM pragma_foreign_key_check GROUP BY \"table\"")
            .fetch_all(&mut *connection)
            .await
            .during(OPERATION)?;
    let dangling = dangling.into_iter().map(|(table, rows)| StateProblem::Dangling { table, rows: natural(rows) });
    problems.extend(dangling);
    Ok(problems)
}

async fn migrations(connection: &mut AnyConnection) -> Result<Vec<StateProblem>, StoreError> {
    let applied: Vec<(i64, String)> = sqlx::query_as("SELECT number, checksum FROM migration ORDER BY number")
        .fetch_all(&mut *connection)
        .await
        .during(OPERATION)?;
    let known: BTreeMap<i64, String> = known_migrations();
    let newest = known.keys().copied().max().unwrap_or(0);
    let problem = |(number, checksum): &(i64, String)| match known.get(number) {
        Some(own) if own == checksum => None,
        Some(_) => Some(StateProblem::MigrationChanged(*number)),
        None => Some(StateProblem::Newer { found: *number, known: newest }),
    };
    Ok(applied.iter().filter_map(problem).collect())
}

async fn inbox(connection: &mut AnyConnection, report: &mut StateReport) -> Result<(), StoreError> {
    let last: i64 = sqlx::query_scalar("SELECT last_position FROM inbox_state")
        .fetch_one(&mut *connection)
        .await
        .during(OPERATION)?;
    report.last_position = Some(Position(last));
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("SELECT first_position, last_position FROM inbox ORDER BY last_position")
            .fetch_all(&mut *connection)
            .await
            .during(OPERATION)?;
    let events = rows.iter().map(|(first, last)| natural(last - first + 1)).sum();
    let ends = rows.first().zip(rows.last());
    report.waiting = ends.map(|((first, _), (_, last))| (Position(*first), Position(*last), events));
    // Positions that an import took for itself lie between rows, but no two rows overlap.
    let overlaps = rows.windows(2).filter(|pair| pair[1].0 <= pair[0].1).map(|pair| pair[1].0);
    let beyond = rows.last().map(|(_, waiting)| *waiting).filter(|waiting| *waiting > last);
    report.problems.extend(overlaps.chain(beyond).map(|position| StateProblem::InboxGap(Position(position))));
    Ok(())
}

async fn count_rows(connection: &mut AnyConnection) -> Result<BTreeMap<String, u64>, StoreError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await
    .during(OPERATION)?;
    let mut counts = BTreeMap::new();
    for table in tables {
        let count = format!("SELECT COUNT(*) FROM \"{}\"", table.replace('"', "\"\""));
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *connection).await.during(OPERATION)?;
        counts.insert(table, natural(rows));
    }
    Ok(counts)
}

fn natural(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
