//! However events are divided into calls, everybody gets the same numbers.

use otklik_core::{Identifier, IdentifierKind};
use otklik_store::{Conflict, Resolved};
use proptest::prelude::*;

use crate::home::Home;

fn an_identifier() -> impl Strategy<Value = Identifier> {
    (0..5_usize, 0..4_u8)
        .prop_map(|(kind, value)| Identifier { kind: IdentifierKind::ALL[kind], value: value.to_string() })
}

async fn resolve_in(
    home: Home,
    calls: &[&[Vec<Identifier>]],
    restart: bool,
) -> (Vec<Option<Resolved>>, Vec<Conflict>, Vec<Vec<Identifier>>) {
    let mut store = home.open().await;
    let mut resolved = Vec::new();
    for call in calls {
        if restart {
            store.close().await;
            store = home.open().await;
        }
        let events: Vec<&[Identifier]> = call.iter().map(Vec::as_slice).collect();
        resolved.extend(store.people().resolve(&events).await.unwrap());
    }
    let hits = store.people().search("", 1_000, None).await.unwrap().hits;
    let people = hits.into_iter().map(|hit| hit.identifiers).collect();
    (resolved, store.people().conflicts().await.unwrap(), people)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_do_not_depend_on_how_events_are_divided(
        events in prop::collection::vec(prop::collection::vec(an_identifier(), 0..4), 1..24),
        size in 1_usize..6,
        restart in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let parts: Vec<&[Vec<Identifier>]> = events.chunks(size).collect();
        let divided = runtime.block_on(resolve_in(Home::on_sqlite(), &parts, restart));
        let whole = runtime.block_on(resolve_in(Home::on_sqlite(), &[&events], false));
        prop_assert_eq!(&divided, &whole);
        for (resolved, identifiers) in whole.0.iter().zip(&events) {
            prop_assert_eq!(resolved.is_none(), identifiers.is_empty());
        }
        let customers = whole.0.iter().flatten().map(|resolved| resolved.customer.0).max().unwrap_or(0);
        prop_assert_eq!(customers as usize, whole.2.len(), "customers are dense from 1");
    }
}
