//! The kinds of events that there are, and where the catalogue puts them.

use otklik_core::{Estimate, EventKind, Placement, Suggester, Suggestion, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Seen, coverage};
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::page::page;

/// Which kinds of events?
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct KindsQuestion {
    /// Only those that the catalogue does not place.
    pub unmapped: bool,
    /// Only those in whose source, name, channel, detail or touchpoint this stands.
    pub search: String,
}

/// Kinds of events: what the catalogue does not place comes first, then the most frequent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Kinds {
    /// When this was true.
    pub as_of: Timestamp,
    /// The version of the catalogue through which they were read; 0 before the first.
    pub version: i64,
    /// Events of kinds that the catalogue places, of all events.
    pub coverage: Estimate,
    /// How many kinds there are.
    pub kinds_total: u64,
    /// How many of them the catalogue does not place.
    pub unmapped: u64,
    /// How many of those have a suggestion.
    pub suggested: u64,
    /// How many kinds the question is about.
    pub total: u64,
    /// This page of them.
    pub kinds: Vec<KindRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A kind of events, and what is known of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindRow {
    /// The kind.
    pub kind: EventKind,
    /// How many events.
    pub events: u64,
    /// How many known people have them.
    pub people: u64,
    /// When the first one happened.
    pub first: Option<Timestamp>,
    /// When the last one happened.
    pub last: Option<Timestamp>,
    /// What the catalogue says of it.
    pub placement: Option<Placement>,
    /// The rule that says so, from 0.
    pub rule: Option<usize>,
    /// What it probably means, where the catalogue says nothing.
    pub suggestion: Option<Suggestion>,
}

impl KindRow {
    fn speaks_of(&self, words: &str) -> bool {
        let EventKind { source, name, channel, detail } = &self.kind;
        let touchpoint = self.placement.as_ref().map(|placement| &placement.touchpoint);
        let texts = [source, name, channel, detail].into_iter();
        texts
            .chain(touchpoint.into_iter().flat_map(|name| [&name.ru, &name.en]))
            .any(|text| text.to_lowercase().contains(words))
    }
}

impl Insight {
    /// Lists the kinds of events that the reader may see, `limit` at a time.
    pub async fn kinds(
        &self,
        reader: &Reader,
        question: &KindsQuestion,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Kinds, InsightError> {
        let view = self.view(reader).await?;
        let census = view.census().await?;
        let seen = view.seen(&census);
        let suggester = Suggester::new(&view.catalogue, seen.iter().map(|known| known.kind));
        let row = |kind: &Seen<'_>| {
            let rule = view.catalogue.rule_for(kind.kind);
            KindRow {
                kind: kind.kind.clone(),
                events: kind.tally.events,
                people: kind.tally.people.count(),
                first: kind.tally.first,
                last: kind.tally.last,
                placement: rule.map(|rule| view.catalogue.rules[rule].placement.clone()),
                rule,
                suggestion: if rule.is_none() { suggester.suggest(kind.kind) } else { None },
            }
        };
        let mut rows: Vec<KindRow> = seen.iter().map(row).collect();
        let coverage = coverage(&view.catalogue, &seen);
        let (kinds_total, unmapped) = (rows.len(), rows.iter().filter(|row| row.rule.is_none()).count());
        let suggested = rows.iter().filter(|row| row.suggestion.is_some()).count();
        let words = question.search.trim().to_lowercase();
        rows.retain(|row| !(question.unmapped && row.rule.is_some()) && row.speaks_of(&words));
        rows.sort_by_key(|row| row.rule.is_some());
        let (shown, next) = page(cursor, limit, rows.len());
        Ok(Kinds {
            as_of: view.now,
            version: view.catalogue_version,
            coverage,
            kinds_total: kinds_total as u64,
            unmapped: unmapped as u64,
            suggested: suggested as u64,
            total: rows.len() as u64,
            kinds: rows.drain(shown).collect(),
            next,
        })
    }
}
