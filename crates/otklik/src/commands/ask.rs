//! `otklik ask`.

mod journeys;

use anyhow::{Context as _, Result, bail};
use otklik_core::{CustomerKey, Filter};
use otklik_insight::{
    By, Compare, ExpectationsQuestion, HurtsQuestion, OperationsQuestion, OverviewQuestion, Reader, ResponseQuestion,
    ScoresQuestion, TrendQuestion,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
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
            let split_by = scores.split_by.as_deref().map(division).transpose()?;
            let like_for_like = scores.like_for_like.iter().map(|by| division(by)).collect::<Result<_>>()?;
            let question = ScoresQuestion { metric: scores.metric, filter, by, compare, split_by, like_for_like };
            json(insight.scores(&reader, &question).await?)?
        }
        Question::Operations(slicing) => {
            let (filter, by, compare) = read(&slicing)?;
            json(insight.operations(&reader, &OperationsQuestion { filter, by, compare }).await?)?
        }
        Question::Trend(trend) => {
            let (filter, by, _) = read(&trend.slicing)?;
            let step = word(&trend.step).with_context(|| format!("cannot step by {:?}", trend.step))?;
            let by = by.first().copied();
            let question = TrendQuestion { metric: trend.metric, field: trend.field, filter, step, by };
            json(insight.trend(&reader, &question).await?)?
        }
        Question::Response(response) => {
            let (filter, by, compare) = read(&response.slicing)?;
            let question = ResponseQuestion { metric: response.metric, filter, by, compare };
            json(insight.response(&reader, &question).await?)?
        }
        Question::Expectations(scores) => {
            let (filter, by, _) = read(&scores.slicing)?;
            json(insight.expectations(&reader, &ExpectationsQuestion { metric: scores.metric, filter, by }).await?)?
        }
        Question::Hurts(hurts) => {
            let (filter, by, _) = read(&hurts.slicing)?;
            let usual =
                HurtsQuestion { filter, long_wait_seconds: hurts.long_wait_seconds, ..HurtsQuestion::default() };
            let question = HurtsQuestion { by: by.first().copied().unwrap_or(usual.by), ..usual };
            json(insight.hurts(&reader, &question).await?)?
        }
        Question::Funnel(funnel) => json(insight.funnel(&reader, &journeys::funnel(&funnel)?).await?)?,
        Question::Retention(retention) => json(insight.retention(&reader, &journeys::retention(&retention)?).await?)?,
        Question::Transitions(map) => json(insight.transitions(&reader, &journeys::map(&map)?).await?)?,
        Question::Paths(paths) => json(insight.paths(&reader, &journeys::paths(&paths)?).await?)?,
        Question::Variants(map) => json(insight.variants(&reader, &journeys::map(&map)?).await?)?,
        Question::Conformance(plan) => json(insight.conformance(&reader, &journeys::conformance(&plan)?).await?)?,
        Question::Lifecycle(lifecycle) => json(insight.lifecycle(&reader, &journeys::lifecycle(&lifecycle)?).await?)?,
        Question::Pains(pains) => json(insight.pains(&reader, &journeys::pains(&pains)?).await?)?,
        Question::Moments(moments) => json(insight.moments(&reader, &journeys::moments(&moments)?).await?)?,
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

/// A period joined with a filter as JSON.
pub(super) fn filter(period: &str, more: Option<&str>) -> Result<Filter> {
    let filter = Filter::Period(period.parse()?);
    match more {
        Some(more) => {
            Ok(filter.and(serde_json::from_str(more).with_context(|| format!("cannot read the filter {more}"))?))
        }
        None => Ok(filter),
    }
}

fn read(slicing: &Slicing) -> Result<(Filter, Vec<By>, Option<Compare>)> {
    let filter = filter(&slicing.period, slicing.filter.as_deref())?;
    let by = slicing.by.iter().map(|by| division(by));
    let compare = slicing.compare.as_deref().map(|with| {
        let compare = if with.starts_with('{') { serde_json::from_str(with).map_err(Into::into) } else { word(with) };
        compare.with_context(|| format!("cannot compare with {with}"))
    });
    Ok((filter, by.collect::<Result<_>>()?, compare.transpose()?))
}

fn division(by: &str) -> Result<By> {
    word(by).with_context(|| format!("cannot divide by {by:?}"))
}

/// A word that the question knows.
pub(super) fn word<T: DeserializeOwned>(word: &str) -> Result<T> {
    Ok(serde_json::from_value(Value::String(word.to_owned()))?)
}

/// A list of an answer; empty if it has none of this name.
fn list(answer: &Value, name: &str) -> Vec<Value> {
    answer.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn print(answer: &Value, format: Format) -> Result<()> {
    let mut all = answer.get("total").map(|total| vec![total.clone()]).unwrap_or_default();
    all.extend(list(answer, "rows"));
    all.extend(journeys::rows(answer));
    for series in list(answer, "series") {
        all.extend(list(&series, "points").into_iter().map(|mut point| {
            point["slice"] = series["slice"].clone();
            point
        }));
    }
    let table = Table::of_rows(&all);
    match format {
        Format::Csv if !all.is_empty() => table.print_csv(),
        Format::Table if !all.is_empty() => {
            table.print();
            let statuses = list(answer, "statuses");
            if !statuses.is_empty() {
                println!();
                Table::of_rows(&statuses).print();
            }
        }
        _ => println!("{}", serde_json::to_string_pretty(answer)?),
    }
    Ok(())
}
