//! Who is one customer does not depend on the order of events, nor on how they were divided into calls.

use std::collections::BTreeSet;

use otklik_core::{Identifier, IdentifierKind};
use otklik_store::{Resolved, Whose};
use proptest::prelude::*;

use crate::home::Home;
use crate::whose;

fn an_identifier() -> impl Strategy<Value = Identifier> {
    (0..5_usize, 0..7_u8)
        .prop_map(|(kind, value)| Identifier { kind: IdentifierKind::ALL[kind], value: value.to_string() })
}

fn some_events() -> impl Strategy<Value = Vec<Vec<Identifier>>> {
    prop::collection::vec(prop::collection::vec(an_identifier(), 0..4), 1..40)
}

/// Whose each event is in the end, and the identifiers of each customer.
async fn resolve_in(
    home: Home,
    calls: &[&[Vec<Identifier>]],
    restart: bool,
) -> (Vec<Option<Resolved>>, Vec<Vec<Identifier>>) {
    let mut store = home.open().await;
    for call in calls {
        if restart {
            store.close().await;
            store = home.open().await;
        }
        let events: Vec<&[Identifier]> = call.iter().map(Vec::as_slice).collect();
        whose(&store, &events).await;
    }
    let events: Vec<&[Identifier]> = calls.iter().copied().flatten().map(Vec::as_slice).collect();
    let resolved = whose(&store, &events).await.into_iter().map(Whose::person).collect();
    let hits = store.people().search("", 1_000, None).await.unwrap().hits;
    assert_eq!(hits.len() as u64, store.people().count().await.unwrap());
    (resolved, hits.into_iter().map(|hit| hit.identifiers).collect())
}

fn partition(people: &[Vec<Identifier>]) -> BTreeSet<BTreeSet<String>> {
    let named = |identifier: &Identifier| format!("{} {}", identifier.kind, identifier.value);
    people.iter().map(|identifiers| identifiers.iter().map(named).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_do_not_depend_on_how_events_are_divided(
        events in some_events(), size in 1_usize..6, restart in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let parts: Vec<&[Vec<Identifier>]> = events.chunks(size).collect();
        let divided = runtime.block_on(resolve_in(Home::on_sqlite(), &parts, restart));
        let whole = runtime.block_on(resolve_in(Home::on_sqlite(), &[&events], false));
        prop_assert_eq!(&divided, &whole);
        for (resolved, identifiers) in whole.0.iter().zip(&events) {
            prop_assert_eq!(resolved.is_none(), identifiers.is_empty());
        }
    }

    #[test]
    fn customers_do_not_depend_on_the_order_of_events(
        events in some_events(), shuffled in some_events().prop_shuffle(), size in 1_usize..6,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let all = [events.as_slice(), shuffled.as_slice()].concat();
        let backwards: Vec<Vec<Identifier>> = all.iter().rev().cloned().collect();
        let parts: Vec<&[Vec<Identifier>]> = backwards.chunks(size).collect();
        let one = runtime.block_on(resolve_in(Home::on_sqlite(), &[&all], false));
        let other = runtime.block_on(resolve_in(Home::on_sqlite(), &parts, true));
        prop_assert_eq!(partition(&one.1), partition(&other.1));
    }
}
