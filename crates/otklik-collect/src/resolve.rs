//! Says of events of what kind they are, whose they are and where they happened, by the store's numbers.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use otklik_core::{Event, EventKind, KindKey, Position, UnitPath};
use otklik_lake::ResolvedEvent;
use otklik_store::{Batch, Mention, Store, StoreError, Whose};

/// Events whose people are looked up together: while that goes on, nobody else's are.
const EVENTS_AT_ONCE: usize = 25_000;

/// Gives events their numbers; the same events get the same numbers again.
///
/// Events of people who were erased are left out; their positions stay nobody's.
pub(crate) async fn resolve(store: &Store, batches: Vec<Batch>) -> Result<Vec<ResolvedEvent>, StoreError> {
    let events: Vec<&Event> = batches.iter().flat_map(|batch| &batch.events).collect();
    let Some(received_at) = batches.iter().map(|batch| batch.received_at).max() else { return Ok(Vec::new()) };
    let kinds = number_kinds(store, &events).await?;
    let mut people = Vec::with_capacity(events.len());
    for part in events.chunks(EVENTS_AT_ONCE) {
        let mentions: Vec<Mention<'_>> =
            part.iter().map(|event| Mention { identifiers: &event.identifiers, time: event.time }).collect();
        people.extend(store.people().resolve(&mentions, received_at).await?);
    }
    let units: HashSet<&UnitPath, RandomState> = events.iter().filter_map(|event| event.unit.as_ref()).collect();
    let mut units: Vec<UnitPath> = units.into_iter().cloned().collect();
    units.sort_unstable();
    store.units().ensure(&units).await?;
    let arrived = batches.into_iter().flat_map(|Batch { first_position, received_at, events }| {
        (first_position.0..).zip(events).map(move |(position, event)| (Position(position), received_at, event))
    });
    // Events are large: a vector that grew would copy them again and again.
    let mut resolved = Vec::with_capacity(people.len());
    let numbered = arrived.zip(kinds).zip(people);
    let kept = numbered.filter(|(_, whose)| *whose != Whose::Erased);
    resolved.extend(kept.map(|(((position, received_at, event), kind), whose)| ResolvedEvent {
        position,
        received_at,
        kind,
        person: whose.person().map(|person| (person.identity, person.customer)),
        event,
    }));
    Ok(resolved)
}

/// Source, name, channel and detail.
type KindParts<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// The kind of each event; kinds are few, so each of them is asked for once.
async fn number_kinds(store: &Store, events: &[&Event]) -> Result<Vec<KindKey>, StoreError> {
    let mut places: HashMap<KindParts<'_>, usize, RandomState> = HashMap::default();
    let mut kinds: Vec<EventKind> = Vec::new();
    let mut of_events = Vec::with_capacity(events.len());
    for event in events {
        let parts = (event.source.as_str(), event.name.as_str(), event.channel.as_deref(), event.detail.as_deref());
        of_events.push(*places.entry(parts).or_insert_with(|| {
            kinds.push(event.kind());
            kinds.len() - 1
        }));
    }
    let keys = store.kinds().assign(&kinds).await?;
    Ok(of_events.into_iter().map(|place| keys[place]).collect())
}
