//! `otklik config`.

use anyhow::Result;
use serde_json::json;

use crate::arguments::{Config, Format};
use crate::configuration::Setting;
use crate::speech::Speech;
use crate::table::Table;

const HIDDEN: &str = "********";

pub fn run(arguments: Config, speech: &Speech) -> Result<()> {
    let Config::Show { format, data, listen } = arguments;
    let settled = data.settle(Some(&listen)).map_err(|error| error.told(speech))?;
    if format == Format::Json {
        let rows: Vec<_> = settled.settings.iter().map(|setting| as_json(setting, speech)).collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let heading = ["key", "value", "origin"].map(|column| speech.say(&format!("config-column-{column}"))).to_vec();
    let rows = settled.settings.iter().map(|setting| {
        vec![setting.key.name.to_owned(), shown(setting).unwrap_or_default(), setting.origin.told(speech)]
    });
    let table = Table { heading, rows: rows.collect() };
    match format {
        Format::Csv => table.print_csv(),
        Format::Table | Format::Json => table.print(),
    }
    Ok(())
}

fn as_json(setting: &Setting, speech: &Speech) -> serde_json::Value {
    let value = match (&setting.value, setting.key.secret) {
        (Some(_), true) => json!(HIDDEN),
        (Some(value), false) => serde_json::to_value(value).unwrap_or_default(),
        (None, _) => serde_json::Value::Null,
    };
    json!({
        "key": setting.key.name,
        "value": value,
        "origin": setting.origin.told(speech),
        "variable": setting.key.variable(),
    })
}

/// The value as text; a secret is hidden, and what is unset is nothing.
fn shown(setting: &Setting) -> Option<String> {
    let value = setting.value.as_ref()?;
    if setting.key.secret {
        return Some(HIDDEN.to_owned());
    }
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
