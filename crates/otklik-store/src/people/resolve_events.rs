//! Says for each event whose it is.

use std::collections::{BTreeSet, HashMap};

use otklik_core::{Identifier, IdentityKey, Timestamp};

use super::assign_customers::Assignment;
use super::graph::Graph;
use super::known_identities::{self, IdentityHash, Named};
use super::save_changes::{self, By};
use super::{People, Resolved, Resolving, load_graph};
use crate::database::Turn;
use crate::error::{During, StoreError};

pub(super) async fn resolve(
    people: &People<'_>,
    events: &[&[Identifier]],
    received_at: Timestamp,
) -> Result<Vec<Option<Resolved>>, StoreError> {
    let events: Vec<Vec<Named<'_>>> = events.iter().map(|identifiers| Named::strongest_first(identifiers)).collect();
    let mut resolving = people.state.resolving.lock().await;
    let (mut known, missing) = resolving.known.recall(events.iter().flatten());
    if !missing.is_empty() {
        let mut reader = people.database.reader.acquire().await.during("look identifiers up")?;
        known.extend(known_identities::look_up(&mut reader, &missing).await?);
    }
    let unsettled: Vec<&Vec<Named<'_>>> =
        events.iter().filter(|event| !is_settled(event, &known, &resolving)).collect();
    if !unsettled.is_empty() {
        settle(people, &unsettled, &mut known, &missing, received_at).await?;
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
    let resolved = events.iter().map(|event| known.get(&event.first()?.hash).copied()).collect();
    resolving.known.learn(known);
    Ok(resolved)
}

/// Whether nothing new follows from an event: all its identifiers are known, and that they belong together too.
fn is_settled(event: &[Named<'_>], known: &HashMap<IdentityHash, Resolved>, resolving: &Resolving) -> bool {
    let identities: Option<Vec<IdentityKey>> =
        event.iter().map(|named| known.get(&named.hash).map(|resolved| resolved.identity)).collect();
    identities.is_some_and(|identities| resolving.links.join_all(&identities))
}

/// Takes the events in, in their order, and stores what follows.
async fn settle<'a>(
    people: &People<'_>,
    events: &[&Vec<Named<'a>>],
    known: &mut HashMap<IdentityHash, Resolved>,
    missing: &[IdentityHash],
    received_at: Timestamp,
) -> Result<(), StoreError> {
    let mut transaction = people.database.begin_turn(Turn::People).await?;
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
    Ok(())
}
