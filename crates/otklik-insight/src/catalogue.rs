//! What kinds of events there are, where the catalogue puts them, and what another catalogue would change.

mod kinds;
mod preview;

pub use kinds::{KindRow, Kinds, KindsQuestion};
pub use preview::{CataloguePreview, KindMoved};

use otklik_core::{Catalogue, Estimate, EventKind, Measure};

use crate::census::{Census, Tally};
use crate::error::InsightError;
use crate::view::View;

/// Events of kinds that a catalogue places, of all events.
fn coverage(catalogue: &Catalogue, seen: &[Seen<'_>]) -> Estimate {
    let mut placed = 0;
    let mut all = Tally::default();
    for kind in seen {
        all.join(kind.tally);
        placed += if catalogue.place(kind.kind).is_some() { kind.tally.events } else { 0 };
    }
    let share = if all.events == 0 { 0.0 } else { placed as f64 / all.events as f64 };
    Estimate::counted(share, Measure::Share, all.events, all.people_or_nobodys())
}

/// A kind of which there are events that the reader may see.
struct Seen<'a> {
    kind: &'a EventKind,
    tally: &'a Tally,
}

impl View<'_> {
    /// The kinds of which there are events, the most frequent first.
    fn seen<'a>(&'a self, census: &'a Census) -> Vec<Seen<'a>> {
        let mut seen: Vec<Seen<'a>> = census
            .by_kind
            .iter()
            .filter_map(|(key, tally)| Some(Seen { kind: &self.lens.meaning(otklik_core::KindKey(*key))?.kind, tally }))
            .collect();
        seen.sort_unstable_by(|one, other| {
            other.tally.events.cmp(&one.tally.events).then_with(|| one.kind.cmp(other.kind))
        });
        seen
    }
}

impl crate::Insight {
    /// The current catalogue and its version; 0 before the first.
    pub async fn catalogue(&self) -> Result<(i64, Catalogue), InsightError> {
        let current = self.store.catalogue().current().await.map_err(InsightError::Store)?;
        Ok(current.unwrap_or_default())
    }
}
