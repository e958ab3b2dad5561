//! `/api/v1/sql/tables`: what SQL can ask about.

use axum::Extension;
use axum::extract::State;
use otklik_core::Language;
use otklik_lake::sql_tables;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::attend::Attended;
use crate::messages::say;
use crate::problem::{Problem, SignedProblems};
use crate::signed::Signed;

/// The tables and views, and how much a question may take.
#[derive(Serialize, ToSchema)]
pub(crate) struct SqlTables {
    /// The tables and views.
    tables: Vec<SqlTableShown>,
    /// The rows that an answer as JSON has at most.
    row_limit: u64,
    /// The seconds that a question may take.
    seconds: u64,
    /// The bytes of memory that sorting, grouping and joining may take.
    memory_bytes: u64,
}

/// A table or view.
#[derive(Serialize, ToSchema)]
pub(crate) struct SqlTableShown {
    /// What it is called in SQL.
    name: &'static str,
    /// What a row is, in the reader's language.
    about: String,
    /// Its columns.
    columns: Vec<SqlColumnDescribed>,
}

/// A column of a table.
#[derive(Serialize, ToSchema)]
pub(crate) struct SqlColumnDescribed {
    /// What it is called in SQL.
    name: &'static str,
    /// What it holds.
    kind: &'static str,
    /// What it means, in the reader's language.
    about: String,
}

/// Tells the tables and columns that SQL knows.
#[utoipa::path(
    get, path = "/api/v1/sql/tables", tag = "questions", operation_id = "list_sql_tables",
    security(("session" = ["run_sql"]), ("key" = ["run_sql"])),
    responses((status = 200, body = SqlTables), SignedProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
) -> Result<axum::Json<SqlTables>, Problem> {
    let limits = &app.limits;
    Ok(axum::Json(SqlTables {
        tables: described(attended.language()),
        row_limit: limits.sql_rows as u64,
        seconds: limits.sql.time.as_secs(),
        memory_bytes: limits.sql.memory_bytes as u64,
    }))
}

/// Every table in the words of a language.
fn described(language: Language) -> Vec<SqlTableShown> {
    let about = |key: String| say(language, &key, None, &[]).unwrap_or_default();
    let columns = |table: &otklik_lake::SqlTable| {
        let described = table.columns.iter().map(|(name, kind)| {
            // A column means the same wherever it stands, unless its table says otherwise.
            let own = about(format!("sql-column-{}-{name}", table.name));
            let about = if own.is_empty() { about(format!("sql-column-{name}")) } else { own };
            SqlColumnDescribed { name, kind: kind.as_str(), about }
        });
        described.collect()
    };
    let tables = sql_tables();
    let shown = tables.iter().map(|table| SqlTableShown {
        name: table.name,
        about: about(format!("sql-table-{}", table.name)),
        columns: columns(table),
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;

    use super::*;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sql.md");
    const MARK: &str =
        "<!-- The rest is made by the test `the_document_describes_every_table` with OTKLIK_UPDATE=1. -->\n";

    #[test]
    fn every_table_and_column_is_described_in_both_languages() {
        for language in [Language::Ru, Language::En] {
            for table in described(language) {
                assert_ne!(table.about, "", "{}", table.name);
                for column in table.columns {
                    assert_ne!(column.about, "", "{}.{}", table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn the_document_describes_every_table() {
        let mut made = String::new();
        for table in described(Language::En) {
            write!(made, "\n## {}\n\n{}.\n\n| column | holds | means |\n|---|---|---|\n", table.name, table.about)
                .unwrap();
            for column in table.columns {
                writeln!(made, "| `{}` | {} | {} |", column.name, column.kind, column.about).unwrap();
            }
        }
        let document = fs::read_to_string(COMMITTED).unwrap();
        let (head, written) = document.split_once(MARK).unwrap();
        if std::env::var_os("OTKLIK_UPDATE").is_some() {
            fs::write(COMMITTED, format!("{head}{MARK}{made}")).unwrap();
            return;
        }
        assert!(written == made, "docs/sql.md is not what the program says; run this test with OTKLIK_UPDATE=1");
    }
}
