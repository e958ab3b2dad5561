//! An answer in SQL on its way out: written while it is worked out, so that its length costs no memory.

use std::io;

use axum::body::Bytes;
use futures::Stream;
use futures::stream::try_unfold;
use otklik_collect::spreadsheet_line;
use otklik_core::Timestamp;
use otklik_insight::InsightError;
use otklik_lake::{SqlAnswer, SqlError, SqlParquet, SqlRows};
use serde_json::{Value, json};

use super::SqlColumnShown;
use crate::attend::Attended;
use crate::problem::Problem;

/// An answer that is being written.
pub(crate) struct Writing {
    answer: SqlAnswer,
    form: Form,
    /// How many rows may come still; nothing is without end.
    left: Option<usize>,
    sent: u64,
    stage: Stage,
}

enum Form {
    Json { as_of: Timestamp, most: usize, attended: Attended },
    Csv,
    Parquet(Option<Box<SqlParquet>>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Beginning,
    Rows,
    Over,
}

/// How the rows ended.
enum End {
    All,
    Cut,
    Failed(SqlError),
}

impl Writing {
    pub(super) fn json(answer: SqlAnswer, as_of: Timestamp, most: usize, attended: Attended) -> Self {
        Self::new(answer, Form::Json { as_of, most, attended }, Some(most))
    }

    pub(super) fn csv(answer: SqlAnswer, most: Option<usize>) -> Self {
        Self::new(answer, Form::Csv, most)
    }

    pub(super) fn parquet(
        answer: SqlAnswer,
        most: Option<usize>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let file = answer.parquet()?;
        Ok(Self::new(answer, Form::Parquet(Some(Box::new(file))), most))
    }

    fn new(answer: SqlAnswer, form: Form, left: Option<usize>) -> Self {
        Self { answer, form, left, sent: 0, stage: Stage::Beginning }
    }

    /// The body, block by block; a file that fails on the way breaks off, so that nobody takes a part for the whole.
    pub(super) fn blocks(self) -> impl Stream<Item = io::Result<Bytes>> + Send {
        try_unfold(self, |writing| async move {
            let mut writing = writing;
            Ok(writing.block().await?.map(|block| (Bytes::from(block), writing)))
        })
    }

    async fn block(&mut self) -> io::Result<Option<Vec<u8>>> {
        match self.stage {
            Stage::Over => Ok(None),
            Stage::Beginning => {
                self.stage = Stage::Rows;
                Ok(Some(self.heading()))
            }
            Stage::Rows => match self.answer.next().await {
                Ok(Some(_)) if self.left == Some(0) => self.end(End::Cut).map(Some),
                Ok(Some(rows)) => {
                    let fits = self.left.unwrap_or(usize::MAX);
                    let (is_cut, rows) = (rows.len() > fits, rows.first(fits));
                    let mut block = self.rows(&rows)?;
                    self.left = self.left.map(|left| left - rows.len());
                    if is_cut {
                        block.extend(self.end(End::Cut)?);
                    }
                    Ok(Some(block))
                }
                Ok(None) => self.end(End::All).map(Some),
                Err(error) => self.end(End::Failed(error)).map(Some),
            },
        }
    }

    fn heading(&self) -> Vec<u8> {
        let columns = &self.answer.columns;
        match &self.form {
            Form::Json { as_of, .. } => {
                let columns = columns
                    .iter()
                    .map(|column| SqlColumnShown { name: column.name.clone(), kind: column.kind.as_str() })
                    .collect::<Vec<_>>();
                format!("{{\"as_of\":{},\"columns\":{},\"rows\":[", json!(as_of), json!(columns)).into_bytes()
            }
            // It begins with the mark by which spreadsheets know UTF-8.
            Form::Csv => {
                let names = columns.iter().map(|column| column.name.as_str());
                format!("\u{feff}{}", spreadsheet_line(names)).into_bytes()
            }
            Form::Parquet(_) => Vec::new(),
        }
    }

    fn rows(&mut self, rows: &SqlRows) -> io::Result<Vec<u8>> {
        let mut block = String::new();
        match &mut self.form {
            Form::Json { .. } => rows.each_json(|cells| {
                if self.sent > 0 {
                    block.push(',');
                }
                self.sent += 1;
                block.push_str(&Value::from(cells).to_string());
            }),
            Form::Csv => rows.each_text(|cells| {
                self.sent += 1;
                block.push_str(&spreadsheet_line(cells.iter().map(|cell| cell.as_deref().unwrap_or_default())));
            }),
            Form::Parquet(file) => {
                self.sent += rows.len() as u64;
                return match file {
                    Some(file) => file.add(rows).map_err(io::Error::other),
                    None => Ok(Vec::new()),
                };
            }
        }
        Ok(block.into_bytes())
    }

    fn end(&mut self, end: End) -> io::Result<Vec<u8>> {
        self.stage = Stage::Over;
        match (&mut self.form, end) {
            (Form::Json { most, attended, .. }, end) => {
                let (is_cut, failed) = match end {
                    End::All => (false, None),
                    End::Cut => (true, None),
                    End::Failed(error) => (
                        false,
                        Some(
                            Problem::from(InsightError::Sql(error)).details(attended.language(), attended.request_id()),
                        ),
                    ),
                };
                let tail = format!(
                    "],\"row_count\":{},\"row_limit\":{most},\"cut\":{is_cut},\"failed\":{}}}",
                    self.sent,
                    json!(failed),
                );
                Ok(tail.into_bytes())
            }
            (_, End::Failed(error)) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a file of an answer in SQL broke off");
                Err(io::Error::other(error))
            }
            (Form::Csv, End::All | End::Cut) => Ok(Vec::new()),
            (Form::Parquet(file), End::All | End::Cut) => match file.take() {
                Some(file) => file.end().map_err(io::Error::other),
                None => Ok(Vec::new()),
            },
        }
    }
}
