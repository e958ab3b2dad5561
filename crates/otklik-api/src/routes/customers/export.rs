//! `/api/v1/customers/{key}/export`: everything that is known of a customer, for the customer.

use std::io::{Cursor, Write as _};

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use otklik_collect::spreadsheet_line;
use otklik_core::{CustomerKey, ErrorCode, Language, Timestamp};
use otklik_insight::{Timeline, TimelineRow};
use otklik_store::Consent;
use serde_json::json;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::app::App;
use crate::attend::Attended;
use crate::audit;
use crate::messages::say;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::customers::customer_key;
use crate::signed::Signed;

/// Sends everything that is known of a customer as an archive that a person can read.
#[utoipa::path(
    get, path = "/api/v1/customers/{key}/export", tag = "privacy", operation_id = "export_customer",
    params(("key" = i64, Path, description = "The customer's number.")), security(("session" = ["serve_privacy"])),
    responses(
        (status = 200, description = "A ZIP archive: README.txt, person.json, events.csv, events.jsonl, consents.csv.", content_type = "application/zip"),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn send(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let user = signed.user()?;
    let customer = customer_key(&key)?;
    let timeline = app.insight.timeline(&signed.reader(), customer, None, None, usize::MAX).await?;
    let customer = timeline.customer.customer;
    let consents = app.store.consents().of(CustomerKey(customer)).await?;
    let company = app.store.workspace().get().await?.map(|workspace| workspace.company).unwrap_or_default();
    let (language, now, by) = (attended.language(), app.clock.now(), user.name.clone());
    audit::note(&app, user, "customer_exported", &format!("customer {customer}"), json!({})).await?;
    let archive = Archive { timeline, consents, company, by, now, language };
    let written = tokio::task::spawn_blocking(move || archive.write()).await;
    let bytes = written.map_err(std::io::Error::other).and_then(|written| written.map_err(std::io::Error::other));
    let bytes = bytes.map_err(|error| Problem::caused_by(ErrorCode::Internal, error))?;
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"customer-{customer}.zip\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What goes into the archive.
struct Archive {
    timeline: Timeline,
    consents: Vec<Consent>,
    company: String,
    by: String,
    now: Timestamp,
    language: Language,
}

const EVENT_COLUMNS: [&str; 14] = [
    "time",
    "touchpoint",
    "name",
    "source",
    "channel",
    "unit",
    "order",
    "amount",
    "currency",
    "survey",
    "question",
    "mark",
    "text",
    "properties",
];
const CONSENT_COLUMNS: [&str; 7] = ["time", "purpose", "answer", "text-version", "way", "recorded-at", "recorded-by"];

impl Archive {
    fn write(&self) -> ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut file = |name: &str, contents: &str| -> ZipResult<()> {
            archive.start_file(name, SimpleFileOptions::default())?;
            Ok(archive.write_all(contents.as_bytes())?)
        };
        file("README.txt", &self.readme())?;
        file("person.json", &format!("{:#}\n", json!(self.timeline.customer)))?;
        file("events.csv", &self.events())?;
        let lines: String = self.timeline.rows.iter().map(|row| format!("{}\n", json!(row))).collect();
        file("events.jsonl", &lines)?;
        file("consents.csv", &self.consents())?;
        Ok(archive.finish()?.into_inner())
    }

    fn readme(&self) -> String {
        let arguments = [
            ("label", self.timeline.customer.label.clone()),
            ("company", self.company.clone()),
            ("by", self.by.clone()),
            ("at", self.now.to_string()),
            ("events", self.timeline.rows.len().to_string()),
            ("consents", self.consents.len().to_string()),
        ];
        // Windows' own editor wants both signs at the end of a line.
        self.said("privacy-export-readme", &arguments).replace('\n', "\r\n") + "\r\n"
    }

    fn events(&self) -> String {
        let mut text = self.heading(&EVENT_COLUMNS);
        for row in self.timeline.rows.iter().rev() {
            text.push_str(&self.event(row));
        }
        text
    }

    fn event(&self, row: &TimelineRow) -> String {
        let touchpoint = row.touchpoint.as_ref().map(|touchpoint| touchpoint.get(self.language).to_owned());
        let answer = row.answer.as_ref();
        let properties = match row.properties.as_object() {
            Some(properties) if !properties.is_empty() => row.properties.to_string(),
            _ => String::new(),
        };
        let fields = [
            row.time.to_string(),
            touchpoint.unwrap_or_default(),
            row.name.clone(),
            row.source.clone(),
            row.channel.clone().unwrap_or_default(),
            row.unit.clone().unwrap_or_default(),
            row.order.clone().unwrap_or_default(),
            row.amount.map(|amount| amount.to_string()).unwrap_or_default(),
            row.currency.map(|currency| currency.to_string()).unwrap_or_default(),
            answer.map(|answer| answer.survey.clone()).unwrap_or_default(),
            answer.map(|answer| answer.question.clone()).unwrap_or_default(),
            answer.and_then(|answer| answer.value).map(|value| value.to_string()).unwrap_or_default(),
            answer.and_then(|answer| answer.text.clone()).unwrap_or_default(),
            properties,
        ];
        spreadsheet_line(fields.iter().map(String::as_str))
    }

    fn consents(&self) -> String {
        let mut text = self.heading(&CONSENT_COLUMNS);
        for consent in self.consents.iter().rev() {
            let said = &consent.said;
            let answer = if said.is_given { "privacy-consent-given" } else { "privacy-consent-refused" };
            let fields = [
                said.decided_at.to_string(),
                self.said(&format!("privacy-purpose-{}", said.purpose.as_str()), &[]),
                self.said(answer, &[]),
                said.text_version.to_string(),
                said.way.clone(),
                consent.recorded_at.to_string(),
                consent.recorded_by.clone(),
            ];
            text.push_str(&spreadsheet_line(fields.iter().map(String::as_str)));
        }
        text
    }

    /// It begins with the mark by which spreadsheets know UTF-8.
    fn heading(&self, columns: &[&str]) -> String {
        let names: Vec<String> =
            columns.iter().map(|column| self.said(&format!("privacy-column-{column}"), &[])).collect();
        format!("\u{feff}{}", spreadsheet_line(names.iter().map(String::as_str)))
    }

    fn said(&self, key: &str, arguments: &[(&str, String)]) -> String {
        say(self.language, key, None, arguments).unwrap_or_else(|| key.to_owned())
    }
}
