//! `otklik ask`.

use anyhow::{Context as _, Result, bail};
use otklik_core::{CustomerKey, Filter};
use otklik_insight::{By, Compare, OperationsQuestion, OverviewQuestion, Reader, ScoresQuestion};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::{Ask, Format, Question, Slicing};
use crate::installation::Installation;
use crate::speech::Speech;
use crate::table::Table;

/// Events of a timeline that are printed.
const TIMELINE_ROWS: usize = 1_000;

pub async fn run(arguments: Ask, speech: &Speech) -> Result<()> {
    let installation = Installation::open_for(&arguments.data, speech).await?;
    installation.intake.run_once().await?;
    let answer = answer(&installation, arguments.question).await?;
    installation.store.close().await;
    print(&answer, arguments.format)
}

async fn answer(installation: &Installation, question: Question) -> Result<Value> {
    let (insight, reader) = (&installation.insight, Reader::of_company());
    Ok(match question {
        Question::Scores(scores) => {
            let (filter, by, compare) = read(&scores.slicing)?;
            let question = ScoresQuestion { metric: scores.metric, filter, by, compare };
            json(insight.scores(&reader, &question).await?)?
        }
        Question::Operations(slicing) => {
            let (filter, by, compare) = read(&slicing)?;
            json(insight.operations(&reader, &OperationsQuestion { filter, by, compare }).await?)?
        }
        Question::Overview(slicing) => {
            let (filter, _, _) = read(&slicing)?;
            json(insight.overview(&reader, None, &OverviewQuestion { filter }).await?)?
        }
        Question::Timeline { customer } => {
            let found = insight.customers(&reader, &customer, None, 2).await?;
            let [one] = found.customers.as_slice() else {
                bail!("{customer:?} fits {} customers; type more of the identifier", found.total);
            };
            let customer = CustomerKey(one.customer);
            json(insight.timeline(&reader, customer, None, None, TIMELINE_ROWS).await?)?
        }
    })
}

fn json(answer: impl Serialize) -> Result<Value> {
    Ok(serde_json::to_value(answer)?)
}

fn read(slicing: &Slicing) -> Result<(Filter, Vec<By>, Option<Compare>)> {
    let mut filter = Filter::Period(slicing.period.parse()?);
    if let Some(more) = &slicing.filter {
        filter = filter.and(serde_json::from_str(more).with_context(|| format!("cannot read the filter {more}"))?);
    }
    let by = match &slicing.by {
        Some(by) => vec![
            serde_json::from_value(Value::String(by.clone())).with_context(|| format!("cannot divide by {by:?}"))?,
        ],
        None => Vec::new(),
    };
    Ok((filter, by, slicing.compare.then_some(Compare::PreviousPeriod)))
}

fn print(answer: &Value, format: Format) -> Result<()> {
    let rows = |name: &str| answer.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut all = answer.get("total").map(|total| vec![total.clone()]).unwrap_or_default();
    all.extend(rows("rows"));
    let table = Table::of_rows(&all);
    match format {
        Format::Csv if !all.is_empty() => table.print_csv(),
        Format::Table if !all.is_empty() => {
            table.print();
            let statuses = rows("statuses");
            if !statuses.is_empty() {
                println!();
                Table::of_rows(&statuses).print();
            }
        }
        _ => println!("{}", serde_json::to_string_pretty(answer)?),
    }
    Ok(())
}
