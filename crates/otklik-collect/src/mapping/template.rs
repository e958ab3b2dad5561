//! Text with columns in braces.

use std::fmt;

use serde::Deserialize;

/// A text such as `br/{customers.state}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template {
    pub(crate) parts: Vec<Part>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Literal(String),
    Column(String),
    /// The number made of the row's contents, `{*}`.
    Contents,
}

impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Literal(text) => formatter.write_str(text),
            Part::Column(reference) => write!(formatter, "{{{reference}}}"),
            Part::Contents => formatter.write_str("{*}"),
        })
    }
}

impl Template {
    /// Whether rows can differ in it.
    pub(crate) fn varies(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Literal(_)))
    }

    /// A column alone.
    pub(crate) fn column(reference: &str) -> Self {
        Self { parts: vec![Part::Column(reference.to_owned())] }
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let refusal = || format!("{text:?} has a brace without its other half; write columns as {{column}}");
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find(['{', '}']) {
            let (literal, braced) = rest.split_at(open);
            if !literal.is_empty() {
                parts.push(Part::Literal(literal.to_owned()));
            }
            let (column, after) =
                braced.strip_prefix('{').and_then(|inside| inside.split_once('}')).ok_or_else(refusal)?;
            if column.trim().is_empty() || column.contains('{') {
                return Err(refusal());
            }
            parts.push(match column.trim() {
                "*" => Part::Contents,
                column => Part::Column(column.to_owned()),
            });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        if parts.is_empty() {
            return Err("a value cannot be empty; leave the line out".to_owned());
        }
        Ok(Self { parts })
    }
}
