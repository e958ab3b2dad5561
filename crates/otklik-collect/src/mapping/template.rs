//! Text with columns in braces.

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
}

impl Template {
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Column(reference) => Some(reference.as_str()),
            Part::Literal(_) => None,
        })
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
            parts.push(Part::Column(column.trim().to_owned()));
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
