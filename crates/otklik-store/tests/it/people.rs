use otklik_core::IdentifierKind::{Anonymous, Email, External, Messenger, Phone};
use otklik_core::{CustomerKey, Identifier, IdentityKey};
use otklik_store::{Resolved, Store, Whose};

use crate::home::Home;
use crate::{HOSTILE, NOW, identifier, minutes_later, stored, very_long, whose};

async fn resolve(store: &Store, identifiers: &[Identifier]) -> Option<Resolved> {
    whose(store, &[identifiers]).await[0].person()
}

fn resolved(identity: i64, customer: i64) -> Option<Resolved> {
    Some(Resolved { identity: IdentityKey(identity), customer: CustomerKey(customer) })
}

async fn nobody_known_makes_a_new_customer_with_all_identifiers(home: Home) {
    let store = home.open().await;
    let anna = [identifier(Email, "anna@example.com"), identifier(External, "c-1")];
    assert_eq!(resolve(&store, &anna).await, resolved(1, 1), "the strongest identifier comes first");
    assert_eq!(resolve(&store, &[]).await, None);
    assert_eq!(resolve(&store, &[identifier(Email, "anna@example.com")]).await, resolved(2, 1));
    assert_eq!(resolve(&store, &[identifier(Anonymous, "device")]).await, resolved(3, 2));
    assert_eq!(store.people().count().await.unwrap(), 2);
}

async fn new_identifiers_go_to_the_one_customer_who_is_known(home: Home) {
    let store = home.open().await;
    resolve(&store, &[identifier(Phone, "+79160000001")]).await;
    let more = [identifier(External, "c-1"), identifier(Phone, "+79160000001")];
    assert_eq!(resolve(&store, &more).await, resolved(2, 1));
    let kinds: Vec<_> =
        store.people().identifiers_of(CustomerKey(1)).await.unwrap().into_iter().map(|each| each.kind).collect();
    assert_eq!(kinds, [External, Phone]);
    assert!(store.people().merges(None, 10, None).await.unwrap().is_empty());
}

async fn identifiers_that_come_together_make_one_customer_of_two(home: Home) {
    let store = home.open().await;
    let (email, phone) = (identifier(Email, "a@b.ru"), identifier(Phone, "+79160000001"));
    resolve(&store, std::slice::from_ref(&phone)).await;
    resolve(&store, std::slice::from_ref(&email)).await;
    assert_eq!(store.people().count().await.unwrap(), 2);
    let both = [phone.clone(), email.clone(), identifier(External, "c-1")];
    for _ in 0..2 {
        assert_eq!(resolve(&store, &both).await, resolved(3, 1));
    }
    assert_eq!(resolve(&store, std::slice::from_ref(&email)).await, resolved(2, 1), "the older customer stays");
    assert_eq!(*store.people().moves().await.unwrap().owners, [(IdentityKey(2), CustomerKey(1))].into());
    assert_eq!(store.people().count().await.unwrap(), 1);
    assert_eq!(store.people().current(CustomerKey(2)).await.unwrap(), Some(CustomerKey(1)));
    assert_eq!(store.people().current(CustomerKey(9)).await.unwrap(), None);
    assert_eq!(found(&store, "").await, [1]);
    let merges = store.people().merges(None, 10, None).await.unwrap();
    assert_eq!(merges.len(), 1);
    assert_eq!((merges[0].kept, merges[0].absorbed), (CustomerKey(1), CustomerKey(2)));
    assert_eq!((merges[0].merged_at, &merges[0].merged_by), (NOW, &None));
    assert_eq!(merges[0].identifiers, [phone, email]);
}

async fn a_wrong_merge_is_undone_and_does_not_come_again(home: Home) {
    let store = home.open().await;
    let (anna, boris) = (identifier(External, "anna"), identifier(External, "boris"));
    let phone = identifier(Phone, "+79160000001");
    resolve(&store, &[anna.clone(), identifier(Email, "anna@example.com")]).await;
    resolve(&store, &[boris.clone(), identifier(Email, "boris@example.com")]).await;
    resolve(&store, &[anna.clone(), phone.clone()]).await;
    resolve(&store, &[boris.clone(), phone.clone()]).await;
    assert_eq!(store.people().count().await.unwrap(), 1);
    let merge = store.people().merges(Some(CustomerKey(2)), 10, None).await.unwrap().remove(0);
    let people = store.people();
    assert!(people.undo_merge(merge.id, "Мария", minutes_later(1)).await.unwrap());
    assert!(!people.undo_merge(merge.id, "Мария", minutes_later(2)).await.unwrap(), "it is undone already");
    let owners = store.people().moves().await.unwrap();
    assert_eq!(owners.owners[&IdentityKey(3)], CustomerKey(2));
    assert_eq!(owners.owners[&IdentityKey(4)], CustomerKey(2));
    assert_eq!(store.people().current(CustomerKey(2)).await.unwrap(), Some(CustomerKey(2)));
    let undone = store.people().merges(None, 10, None).await.unwrap().remove(0).undone;
    assert_eq!(undone, Some((minutes_later(1), "Мария".to_owned())));
    // The telephone comes with both again, and so does a new device: nobody is joined, and the refusal is shown.
    store.close().await;
    let store = home.open().await;
    let device = identifier(Anonymous, "kiosk");
    resolve(&store, &[anna.clone(), device.clone()]).await;
    assert_eq!(resolve(&store, &[boris.clone(), phone, device]).await.unwrap().customer, CustomerKey(2));
    assert_eq!(resolve(&store, std::slice::from_ref(&anna)).await.unwrap().customer, CustomerKey(1));
    let refused = store.people().refused_links(10).await.unwrap();
    assert!(refused.iter().all(|link| link.reason == "apart"));
    assert!(refused.iter().any(|link| link.customers == [CustomerKey(2), CustomerKey(1)]), "{refused:?}");
    // A person changes their mind.
    let kept = store.people().merge(CustomerKey(2), CustomerKey(1), "Мария", minutes_later(3)).await.unwrap();
    assert_eq!(kept, CustomerKey(1));
    assert_eq!(resolve(&store, &[boris]).await.unwrap().customer, CustomerKey(1));
    let unknown = store.people().merge(CustomerKey(1), CustomerKey(77), "Мария", NOW).await.unwrap_err();
    assert_eq!(unknown.code(), otklik_core::ErrorCode::NotFound);
}

async fn a_shop_telephone_fuses_nobody(home: Home) {
    let store = home.open().await;
    let shop = identifier(Phone, "+74950000000");
    let guests: Vec<[Identifier; 2]> =
        (0..300).map(|number| [identifier(External, &format!("c-{number}")), shop.clone()]).collect();
    let events: Vec<&[Identifier]> = guests.iter().map(<[Identifier; 2]>::as_slice).collect();
    for part in events.chunks(7) {
        whose(&store, part).await;
    }
    assert_eq!(store.people().count().await.unwrap(), 301, "the guests, and the telephone by itself");
    let shared = store.people().shared_identifiers(10, None).await.unwrap();
    assert_eq!(shared.len(), 1);
    assert_eq!((&shared[0].identifier, shared[0].neighbours), (&shop, 300));
    let owners: std::collections::HashSet<CustomerKey> =
        whose(&store, &events).await.into_iter().filter_map(Whose::person).map(|each| each.customer).collect();
    assert_eq!(owners.len(), 300);
}

async fn a_device_of_many_people_is_told_with_them(home: Home) {
    let store = home.open().await;
    let tablet = identifier(Anonymous, "tablet");
    let guests: Vec<[Identifier; 2]> =
        (0..6).map(|number| [identifier(External, &format!("c-{number}")), tablet.clone()]).collect();
    for guest in &guests[..4] {
        resolve(&store, guest).await;
    }
    assert_eq!(store.people().shared_devices().await.unwrap(), [], "a family's");
    // A phone of its owner's is nobody's sign.
    resolve(&store, &[identifier(External, "c-0"), identifier(Anonymous, "phone")]).await;
    for guest in &guests {
        resolve(&store, guest).await;
    }
    // Recognised late, it takes back what it had joined.
    let mut customers = Vec::new();
    for guest in &guests {
        customers.push(resolve(&store, guest).await.unwrap().customer);
    }
    customers.sort_unstable();
    let devices = store.people().shared_devices().await.unwrap();
    assert_eq!((devices.len(), &devices[0].device, &devices[0].customers), (1, &tablet, &customers));
}

async fn a_restart_changes_no_number(home: Home) {
    let store = home.open().await;
    let people: Vec<[Identifier; 1]> =
        (0..2_500).map(|number| [identifier(External, &format!("c-{number}"))]).collect();
    let events: Vec<&[Identifier]> = people.iter().map(<[Identifier; 1]>::as_slice).collect();
    let before = whose(&store, &events).await;
    store.close().await;
    let store = home.open().await;
    assert_eq!(whose(&store, &events).await, before);
    assert_eq!(resolve(&store, &[identifier(External, "new")]).await, resolved(2_501, 2_501));
}

async fn found(store: &Store, text: &str) -> Vec<i64> {
    let hits = store.people().search(text, 10, None).await.unwrap();
    assert_eq!(hits.total, hits.hits.len() as u64);
    hits.hits.iter().map(|hit| hit.customer.0).collect()
}

async fn a_customer_is_found_by_any_identifier_however_it_is_typed(home: Home) {
    let store = home.open().await;
    resolve(&store, &[identifier(External, "C-812"), identifier(Phone, "+79161234567")]).await;
    resolve(&store, &[identifier(Email, "анна@пример.рф"), identifier(Messenger, "tg:5")]).await;
    resolve(&store, &[identifier(Phone, "+79161239999")]).await;
    for text in ["c-812", "C-8", "+7 (916) 123-45-67", "8 916 123-45-67", "89161234567", "79161234567", "916 123 45"] {
        assert_eq!(found(&store, text).await, [1], "{text:?}");
    }
    assert_eq!(found(&store, "8 916 123").await, [1, 3]);
    assert_eq!(found(&store, " АННА").await, [2]);
    assert_eq!(found(&store, "").await, [1, 2, 3]);
    for text in ["nobody", "%", "_", "'", "a\0b", "tg:5%"] {
        assert!(found(&store, text).await.is_empty(), "{text:?}");
    }
}

async fn pages_of_a_search_join_without_gap_or_repetition(home: Home) {
    let store = home.open().await;
    for number in 0..7 {
        resolve(
            &store,
            &[identifier(External, &format!("c-{number}")), identifier(Anonymous, &format!("c-d{number}"))],
        )
        .await;
    }
    for text in ["", "c-"] {
        let (mut after, mut all) = (None, Vec::new());
        loop {
            let page = store.people().search(text, 3, after).await.unwrap();
            assert_eq!(page.total, 7);
            all.extend(page.hits.iter().map(|hit| hit.customer.0));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(all, (1..=7).collect::<Vec<_>>());
    }
}

async fn labels_hide_how_to_reach_a_person(home: Home) {
    let store = home.open().await;
    resolve(&store, &[identifier(External, "c-1"), identifier(Email, "anna@example.com")]).await;
    resolve(&store, &[identifier(Email, "anna@other.com")]).await;
    resolve(&store, &[identifier(Anonymous, "device")]).await;
    let keys = [CustomerKey(1), CustomerKey(2), CustomerKey(3), CustomerKey(99)];
    let labels = store.people().labels(&keys).await.unwrap();
    assert_eq!(labels[&keys[0]], "c-1");
    assert_eq!(labels[&keys[1]], "a***@other.com");
    assert_eq!(labels[&keys[2]], "#3");
    assert_eq!(labels.len(), 3);
    assert_eq!(store.people().label(keys[1]).await.unwrap().as_deref(), Some("a***@other.com"));
    assert_eq!(store.people().label(keys[3]).await.unwrap(), None);
}

async fn hostile_identifiers_stay_apart_and_come_back(home: Home) {
    let store = home.open().await;
    let long = very_long();
    for (index, text) in HOSTILE.iter().copied().chain([long.as_str()]).enumerate() {
        for kind in [External, Anonymous] {
            resolve(&store, &[identifier(kind, text)]).await;
        }
        let customer = CustomerKey(index as i64 * 2 + 1);
        assert_eq!(store.people().identifiers_of(customer).await.unwrap(), [identifier(External, &stored(text))]);
    }
}

on_each_database!(
    nobody_known_makes_a_new_customer_with_all_identifiers,
    new_identifiers_go_to_the_one_customer_who_is_known,
    identifiers_that_come_together_make_one_customer_of_two,
    a_wrong_merge_is_undone_and_does_not_come_again,
    a_shop_telephone_fuses_nobody,
    a_device_of_many_people_is_told_with_them,
    a_restart_changes_no_number,
    a_customer_is_found_by_any_identifier_however_it_is_typed,
    pages_of_a_search_join_without_gap_or_repetition,
    labels_hide_how_to_reach_a_person,
    hostile_identifiers_stay_apart_and_come_back,
);
