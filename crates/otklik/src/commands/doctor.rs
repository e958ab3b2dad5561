//! `otklik doctor`.

mod words;

use anyhow::{Result, bail};
use otklik_care::{Finding, Severity};
use otklik_core::Clock as _;
use serde_json::json;

use crate::arguments::{Doctor, Format};
use crate::speech::Speech;
use crate::system_clock::SystemClock;
use crate::table::Table;

pub async fn run(arguments: Doctor, speech: &Speech) -> Result<()> {
    let settled = arguments.data.settle(None).map_err(|error| error.told(speech))?;
    let data = settled.configuration.data;
    if arguments.repair {
        otklik_care::repair(&data.folder, SystemClock.now()).await?;
    }
    let findings = otklik_care::examine(&data.folder, data.database.is_some()).await?;
    show(&findings, arguments.format, speech)?;
    let wrong = findings.iter().filter(|finding| finding.severity() > Severity::Note).count();
    if wrong > 0 {
        let variables = [("count", wrong.to_string()), ("folder", data.folder.display().to_string())];
        bail!(speech.say_with("cli-doctor-found", &variables));
    }
    if arguments.format == Format::Table {
        println!("{}", speech.say_with("cli-doctor-well", &[("folder", data.folder.display().to_string())]));
    }
    Ok(())
}

fn show(findings: &[Finding], format: Format, speech: &Speech) -> Result<()> {
    if format == Format::Json {
        let rows: Vec<_> = findings
            .iter()
            .map(|finding| {
                let (what, remedy) = words::of(finding, speech);
                let severity = words::severity(finding.severity());
                json!({"severity": severity, "code": words::code(&finding.kind), "place": finding.place, "what": what, "remedy": remedy})
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    if format == Format::Csv {
        let heading = ["severity", "place", "what", "remedy"].map(str::to_owned).to_vec();
        let rows = findings.iter().map(|finding| {
            let (what, remedy) = words::of(finding, speech);
            vec![words::severity(finding.severity()).to_owned(), finding.place.clone(), what, remedy]
        });
        Table { heading, rows: rows.collect() }.print_csv();
        return Ok(());
    }
    for finding in findings {
        let (what, remedy) = words::of(finding, speech);
        let severity = speech.say(&format!("doctor-severity-{}", words::severity(finding.severity())));
        println!("{severity}: {}: {what}\n    {remedy}", finding.place);
    }
    Ok(())
}
