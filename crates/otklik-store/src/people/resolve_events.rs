//! Says for each event whose it is.

use std::collections::BTreeSet;

use otklik_core::{IdentityKey, Timestamp};

use super::assign_customers::Assignment;
use super::erased::ErasedIdentifiers;
use super::graph::Graph;
use super::known_identities::{self, IdentityHash, Known, Named};
use super::save_changes::{self, By};
use super::{Mention, People, Resolved, Resolving, Whose, load_graph};
use crate::database::Turn;
use crate::error::{During, StoreError};

pub(super) async fn resolve(
    people: &People<'_>,
    mentions: &[Mention<'_>],
    received_at: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    let mut resolving = people.state.resolving.lock().await;
    loop {
        // What was known of somebody may have been erased since, by this program or another.
        let mut reader = people.database.reader.acquire().await.during("look identifiers up")?;
        resolving.forget_erased(&mut reader).await?;
        drop(reader);
        if let Some(resolved) = resolve_as_known(people, &mut resolving, mentions, received_at).await? {
            return Ok(resolved);
        }
    }
}

/// Resolves by the list of erasures as it is known; none when it has grown meanwhile.
async fn resolve_as_known(
    people: &People<'_>,
    resolving: &mut Resolving,
    mentions: &[Mention<'_>],
    received_at: Timestamp,
) -> Result<Option<Vec<Whose>>, StoreError> {
    let events: Vec<Option<Vec<Named<'_>>>> = mentions
        .iter()
        .map(|mention| {
            let is_erased = resolving.erased.hold(mention.identifiers, mention.time);
            (!is_erased).then(|| Named::strongest_first(mention.identifiers))
        })
        .collect();
    let (mut known, missing) = resolving.known.recall(events.iter().flatten().flatten());
    if !missing.is_empty() {
        let mut reader = people.database.reader.acquire().await.during("look identifiers up")?;
        known.extend(known_identities::look_up(&mut reader, &missing).await?);
    }
    let unsettled: Vec<&Vec<Named<'_>>> =
        events.iter().flatten().filter(|event| !is_settled(event, &known, resolving)).collect();
    if !unsettled.is_empty()
        && !settle(people, &resolving.erased, &unsettled, &mut known, &missing, received_at).await?
    {
        return Ok(None);
    }
    let moves = people.state.moves.now();
    for resolved in known.values_mut() {
        if let Some(owner) = moves.owners.get(&resolved.identity) {
            resolved.customer = *owner;
        }
    }
    for event in &unsettled {
        let identities: Vec<IdentityKey> =
            event.iter().filter_map(|named| known.get(&named.hash)).map(|resolved| resolved.identity).collect();
        resolving.links.learn(&identities);
    }
    let whose = |event: &Option<Vec<Named<'_>>>| match event {
        None => Whose::Erased,
        Some(event) => {
            event.first().and_then(|named| known.get(&named.hash)).map_or(Whose::Nobody, |it| Whose::Person(*it))
        }
    };
    let resolved = events.iter().map(whose).collect();
    resolving.known.learn(known);
    Ok(Some(resolved))
}

/// Whether nothing new follows from an event: all its identifiers are known, and that they belong together too.
fn is_settled(event: &[Named<'_>], known: &Known, resolving: &Resolving) -> bool {
    let identities: Option<Vec<IdentityKey>> =
        event.iter().map(|named| known.get(&named.hash).map(|resolved| resolved.identity)).collect();
    identities.is_some_and(|identities| resolving.links.join_all(&identities))
}

/// Takes the events in, in their order, and stores what follows; not if somebody was erased since the list was read.
async fn settle<'a>(
    people: &People<'_>,
    erased: &ErasedIdentifiers,
    events: &[&Vec<Named<'a>>],
    known: &mut Known,
    missing: &[IdentityHash],
    received_at: Timestamp,
) -> Result<bool, StoreError> {
    let mut transaction = people.database.begin_turn(Turn::People).await?;
    if !erased.is_of(ErasedIdentifiers::version(&mut transaction).await?) {
        return Ok(false);
    }
    // Another program may have numbered some of them meanwhile.
    known.extend(known_identities::look_up(&mut transaction, missing).await?);
    let (last_identity, last_customer) = save_changes::last_numbers(&mut transaction).await?;
    let mut graph = Graph::new(load_graph::load_apart(&mut transaction).await?, last_customer);
    let touched: BTreeSet<IdentityKey> = events
        .iter()
        .copied()
        .flatten()
        .filter_map(|named| known.get(&named.hash))
        .map(|resolved| resolved.identity)
        .collect();
    load_graph::load(&mut transaction, &mut graph, touched).await?;
    let numbers = known.iter().map(|(hash, resolved)| (*hash, resolved.identity)).collect();
    let mut assignment = Assignment::new(graph, numbers, last_identity);
    for event in events {
        assignment.take_in(event);
    }
    let by = By { at: received_at, who: None };
    let moved = save_changes::save(&mut transaction, &assignment.graph, &assignment.new_identities, by).await?;
    transaction.commit().await.during("save customers' identifiers")?;
    if moved.is_some() {
        people.state.moves.refresh(people.database).await?;
    }
    for new in &assignment.new_identities {
        if let Some(customer) = assignment.customer(new.identity) {
            known.insert(new.hash, Resolved { identity: new.identity, customer });
        }
    }
    Ok(true)
}
