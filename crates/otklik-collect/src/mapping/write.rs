//! A mapping as text, always in the same order, so that two of them can be compared line by line.

use std::fmt::Write as _;

use otklik_core::AgentKind;
use toml::Value;

use super::{AnswerSettings, EventSettings, FileSettings, Mapping, Settings, Template};
use crate::message::Message;

/// Puts a message into the reader's words.
pub type Say<'a> = &'a (dyn Fn(&Message) -> String + Sync);

impl Mapping {
    /// The mapping as TOML, with comments in the reader's words; [`Mapping::parse`] reads it back.
    pub fn to_toml(&self, say: Say<'_>) -> String {
        let mut writer = Writer { text: String::new(), say };
        writer.settings(&self.settings);
        writer.text
    }
}

struct Writer<'a> {
    text: String,
    say: Say<'a>,
}

impl Writer<'_> {
    fn settings(&mut self, settings: &Settings) {
        self.comment("import-toml-head");
        self.text.push('\n');
        self.value("source", &settings.source);
        self.comment("import-toml-zone");
        self.value("time_zone", &settings.time_zone);
        self.list("time_formats", &settings.time_formats);
        if let Some(order) = settings.date_order {
            self.comment("import-toml-date-order");
            self.value("date_order", order.as_str());
        }
        if settings.decimal_comma {
            self.text.push_str("decimal_comma = true\n");
        }
        if !settings.empty_values.is_empty() {
            self.list("empty_values", &settings.empty_values);
        }
        self.template("currency", settings.currency.as_ref());
        self.template("channel", settings.channel.as_ref());
        for (entry, file) in &settings.files {
            self.text.push('\n');
            self.file(entry, file);
        }
        for event in &settings.events {
            self.text.push('\n');
            self.event(event);
        }
        self.rest(settings);
    }

    /// What the company is like is written as the TOML writer has it.
    fn rest(&mut self, settings: &Settings) {
        let tables = [
            ("catalogue", settings.catalogue.as_ref().map(Value::try_from)),
            ("workspace", settings.workspace.as_ref().map(Value::try_from)),
        ];
        for (name, table) in tables {
            let Some(Ok(table)) = table else { continue };
            let whole = toml::Table::from_iter([(name.to_owned(), table)]);
            if let Ok(text) = toml::to_string(&whole) {
                self.text.push('\n');
                if name == "catalogue" {
                    self.comment("import-toml-catalogue");
                }
                self.text.push_str(&text);
            }
        }
    }

    fn file(&mut self, entry: &str, file: &FileSettings) {
        self.line(format_args!("[files.{}]", key(entry)));
        self.value("name", &file.name);
        let said =
            [("encoding", &file.encoding), ("separator", &file.separator), ("sheet", &file.sheet), ("key", &file.key)];
        for (name, value) in said {
            if let Some(value) = value {
                self.value(name, value);
            }
        }
        if let Some(heading) = file.heading {
            self.line(format_args!("heading = {heading}"));
        }
        if !file.join.is_empty() {
            let joins: Vec<_> =
                file.join.iter().map(|(to, column)| format!("{} = {}", key(to), quoted(column))).collect();
            self.line(format_args!("join = {{ {} }}", joins.join(", ")));
        }
        if file.optional {
            self.text.push_str("optional = true\n");
        }
    }

    fn event(&mut self, event: &EventSettings) {
        self.text.push_str("[[events]]\n");
        self.value("from", &event.from);
        self.template("name", Some(&event.name));
        if event.id.parts.contains(&super::Part::Contents) {
            self.comment("import-toml-contents");
        }
        self.template("id", Some(&event.id));
        self.template("time", Some(&event.time));
        if !event.when.is_empty() {
            let conditions: Vec<String> = event.when.iter().map(condition).collect();
            self.line(format_args!("when = [{}]", conditions.join(", ")));
        }
        if let Some(customer) = &event.customer {
            let values = [
                ("id", customer.id.as_ref()),
                ("email", customer.email.as_ref()),
                ("phone", customer.phone.as_ref()),
                ("messenger", customer.messenger.as_ref()),
                ("anonymous", customer.anonymous.as_ref()),
            ];
            self.inline("customer", values);
        }
        self.template("channel", event.channel.as_ref());
        self.template("unit", event.unit.as_ref());
        self.template("session", event.session.as_ref());
        self.template("order", event.order.as_ref());
        self.template("ticket", event.ticket.as_ref());
        self.template("item", event.item.as_ref());
        self.template("amount", event.amount.as_ref());
        self.template("currency", event.currency.as_ref());
        self.template("quantity", event.quantity.as_ref());
        if let Some(duration) = &event.duration {
            self.inline("duration", [("from", Some(&duration.from)), ("to", Some(&duration.to))]);
        }
        if let Some(agent) = &event.agent {
            let kind = match agent.kind {
                AgentKind::Human => "human",
                AgentKind::Bot => "bot",
            };
            self.line(format_args!("agent = {{ id = {}, kind = {} }}", quoted(&agent.id.to_string()), quoted(kind)));
        }
        self.template("detail", event.detail.as_ref());
        if !event.properties.is_empty() {
            let values = event.properties.iter().map(|(name, value)| (name.as_str(), Some(value)));
            self.inline("properties", values);
        }
        if let Some(answer) = &event.answer {
            self.answer(answer);
        }
    }

    fn answer(&mut self, answer: &AnswerSettings<Template>) {
        self.text.push_str("\n[events.answer]\n");
        self.template("survey", Some(&answer.survey));
        self.template("question", Some(&answer.question));
        if let Some(metric) = &answer.metric {
            self.value("metric", metric);
        }
        if let Some((lowest, highest)) = answer.scale {
            self.line(format_args!("scale = [{lowest:?}, {highest:?}]"));
        }
        self.template("value", answer.value.as_ref());
        if !answer.text.is_empty() {
            self.list("text", &answer.text.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        self.template("asked", answer.asked.as_ref());
    }

    fn comment(&mut self, message: &str) {
        let said = (self.say)(&Message::new(message, []));
        for line in said.lines() {
            self.line(format_args!("# {line}"));
        }
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn value(&mut self, name: &str, value: &str) {
        self.line(format_args!("{name} = {}", quoted(value)));
    }

    fn list(&mut self, name: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.line(format_args!("{name} = [{}]", values.join(", ")));
    }

    fn template(&mut self, name: &str, template: Option<&Template>) {
        if let Some(template) = template {
            self.value(name, &template.to_string());
        }
    }

    fn inline<'t>(&mut self, name: &str, values: impl IntoIterator<Item = (&'t str, Option<&'t Template>)>) {
        let values: Vec<String> = values
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!("{} = {}", key(name), quoted(&value.to_string()))))
            .collect();
        self.line(format_args!("{name} = {{ {} }}", values.join(", ")));
    }
}

fn condition(condition: &super::Condition) -> String {
    let listed = |values: &Vec<String>| values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ");
    let mut parts = vec![format!("value = {}", quoted(&condition.value.to_string()))];
    parts.extend(condition.filled.map(|filled| format!("filled = {filled}")));
    parts.extend(condition.is.as_ref().map(|values| format!("is = [{}]", listed(values))));
    parts.extend(condition.is_not.as_ref().map(|values| format!("is_not = [{}]", listed(values))));
    format!("{{ {} }}", parts.join(", "))
}

/// A text in one line, whatever is in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if is_bare { name.to_owned() } else { quoted(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::SHIPPED;

    fn written(mapping: &Mapping) -> String {
        mapping.to_toml(&|message| message.key.clone())
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        for (name, text) in SHIPPED {
            let first = written(&Mapping::parse(text).unwrap());
            let again = Mapping::parse(&first).unwrap_or_else(|error| panic!("{name}: {error}\n{first}"));
            assert_eq!(written(&again), first, "{name}");
            assert_eq!(format!("{:?}", again.settings), format!("{:?}", Mapping::parse(text).unwrap().settings));
        }
    }

    #[test]
    fn odd_names_survive() {
        let text = "source = \"a \\\"b\\\"\\n\"\ntime_zone = \"UTC\"\n[files.\"чеки №1\"]\nname = \"*.csv\"\nseparator = \"\\t\"\nheading = false\n\
            [[events]]\nfrom = \"чеки №1\"\nname = \"{#1}\"\nid = \"{*}\"\ntime = \"2026-05-01\"\n\
            when = [{ value = \"{#2}\", is_not = [\"\\\\\"] }]\nproperties = { \"Цвет, тон\" = \"{#3}\" }\n";
        let mapping = Mapping::parse(text).unwrap();
        let again = Mapping::parse(&written(&mapping)).unwrap();
        assert_eq!(format!("{:?}", again.settings), format!("{:?}", mapping.settings));
    }
}
