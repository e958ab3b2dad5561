//! Several programs on one PostgreSQL database.

use std::collections::HashSet;
use std::time::Duration;

use otklik_core::{
    Catalogue, ErasureBasis, ErrorCode, Event, EventKind, Identifier, IdentifierKind, KindKey, Position, Scope,
};
use otklik_store::{Batch, ErasureRequest, Store, Whose};

use crate::home::Home;
use crate::{NOW, PASSWORD, event, identifier, new_user, verify};

const PROGRAMS: usize = 3;

/// Opens the same database for several programs; none where there is no PostgreSQL.
async fn open_all() -> Option<(Home, Vec<Store>)> {
    let home = Home::on_postgres().await?;
    // All at once: the tables are made by one of them.
    let (first, second, third) = tokio::join!(home.open(), home.open(), home.open());
    Some((home, vec![first, second, third]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_that_several_programs_append_at_once_is_accepted_once_and_positions_stay_dense() {
    const IDS: usize = 3_000;
    let Some((_home, stores)) = open_all().await else { return };
    // Every program sends every id, each in another order and in batches of another size.
    let senders: Vec<_> = stores
        .iter()
        .enumerate()
        .map(|(program, store)| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut ids: Vec<usize> = (0..IDS).collect();
                ids.rotate_left(program * IDS / PROGRAMS);
                let mut accepted = 0;
                for some in ids.chunks(7 + program * 6) {
                    let events: Vec<Event> = some.iter().map(|id| event(&id.to_string())).collect();
                    accepted += store.inbox().append(&events, NOW).await.unwrap().accepted;
                }
                accepted
            })
        })
        .collect();
    // Meanwhile somebody reads: positions never appear behind what was read.
    let reader = tokio::spawn(read_until(stores[0].clone(), IDS as i64));
    let mut accepted = 0;
    for sender in senders {
        accepted += sender.await.unwrap();
    }
    assert_eq!(accepted, IDS);
    let read = reader.await.unwrap();
    assert_eq!(read.len(), IDS);
    assert_eq!(read.iter().collect::<HashSet<_>>().len(), IDS, "every id once");
    for store in &stores {
        let again = store.inbox().append(&[event("0"), event("2999")], NOW).await.unwrap();
        assert_eq!(again.duplicates, [0, 1]);
    }
}

async fn read_until(store: Store, last: i64) -> Vec<String> {
    let (mut reached, mut ids) = (0, Vec::new());
    while reached < last {
        let batches: Vec<Batch> = store.inbox().pending(Position(reached), 500).await.unwrap();
        for batch in batches {
            assert_eq!(batch.first_position, Position(reached + 1), "no position is skipped");
            reached = batch.last_position().0;
            ids.extend(batch.events.into_iter().map(|event| event.id));
        }
        tokio::task::yield_now().await;
    }
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_program_appends_wakes_the_others() {
    let Some((_home, stores)) = open_all().await else { return };
    let mut newest = stores[1].inbox().watch();
    stores[0].inbox().append(&[event("1")], NOW).await.unwrap();
    tokio::time::timeout(Duration::from_secs(2), newest.changed()).await.unwrap().unwrap();
    assert_eq!(stores[1].inbox().last_position(), Position(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kinds_and_people_get_the_same_numbers_from_every_program() {
    let Some((_home, stores)) = open_all().await else { return };
    let kinds: Vec<EventKind> = (0..40)
        .map(|number| EventKind {
            source: "app".to_owned(),
            name: format!("page {number}"),
            channel: String::new(),
            detail: String::new(),
        })
        .collect();
    let people: Vec<[Identifier; 1]> =
        (0..500).map(|number| [identifier(IdentifierKind::External, &format!("c-{number}"))]).collect();
    let askers: Vec<_> = stores
        .iter()
        .enumerate()
        .map(|(program, store)| {
            let (store, mut kinds, mut people) = (store.clone(), kinds.clone(), people.clone());
            kinds.rotate_left(program * 7);
            people.rotate_left(program * 111);
            tokio::spawn(async move {
                let mut keys = Vec::new();
                for some in kinds.chunks(3) {
                    keys.extend(store.kinds().assign(some).await.unwrap());
                }
                let mut customers = Vec::new();
                for some in people.chunks(20) {
                    let events: Vec<&[Identifier]> = some.iter().map(<[Identifier; 1]>::as_slice).collect();
                    customers.extend(crate::whose(&store, &events).await);
                }
                keys.rotate_right(program * 7);
                customers.rotate_right(program * 111);
                (keys, customers)
            })
        })
        .collect();
    let mut answers = Vec::new();
    for asker in askers {
        answers.push(asker.await.unwrap());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let keys: HashSet<KindKey> = answers[0].0.iter().copied().collect();
    assert_eq!(keys, (1..=40).map(KindKey).collect());
    let customers: HashSet<i64> =
        answers[0].1.iter().filter_map(|whose| whose.person()).map(|resolved| resolved.customer.0).collect();
    assert_eq!(customers, (1..=500).collect(), "dense from 1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn versions_and_attempts_count_over_all_programs() {
    let Some((_home, stores)) = open_all().await else { return };
    let tasks: Vec<_> = stores
        .iter()
        .map(|store| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut refused = 0;
                for _ in 0..5 {
                    refused += usize::from(verify(&store, "anna@example.com", "wrong one", NOW).await.is_err());
                }
                (store.catalogue().put(&Catalogue::default(), NOW).await.unwrap(), refused)
            })
        })
        .collect();
    let mut refused = 0;
    for task in tasks {
        let (version, some_refused) = task.await.unwrap();
        assert_eq!(version, 1, "the same catalogue has one version");
        refused += some_refused;
    }
    assert_eq!(refused, 10, "five of fifteen attempts were let through");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_made_by_one_program_signs_in_at_another() {
    let Some((_home, stores)) = open_all().await else { return };
    let anna = stores[0].users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    assert_eq!(anna.scope, Scope::Units(vec!["msk".parse().unwrap()]));
    assert_eq!(verify(&stores[1], "anna@example.com", PASSWORD, NOW).await.unwrap(), Some(anna));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_break_off_lose_and_double_nothing_that_was_acknowledged() {
    const APPENDS: usize = 300;
    let Some((home, stores)) = open_all().await else { return };
    let breaking = tokio::spawn(async move {
        for _ in 0..8 {
            tokio::time::sleep(Duration::from_millis(60)).await;
            home.tamper(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await;
        }
        home
    });
    let senders: Vec<_> = stores
        .iter()
        .map(|store| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut broken = 0;
                for number in 0..APPENDS {
                    // As a client does: again, until it is acknowledged.
                    while let Err(error) = store.inbox().append(&[event(&number.to_string())], NOW).await {
                        assert_eq!(error.code(), ErrorCode::Busy, "{error:?}");
                        broken += 1;
                    }
                }
                broken
            })
        })
        .collect();
    let mut broken = 0;
    for sender in senders {
        broken += sender.await.unwrap();
    }
    let _home = breaking.await.unwrap();
    assert!(broken > 0, "some append met a broken connection");
    let read = read_until(stores[2].clone(), APPENDS as i64).await;
    assert_eq!(read.iter().collect::<HashSet<_>>().len(), APPENDS);
    assert_eq!(stores[0].inbox().reserve(1).await.unwrap(), Position(301)..=Position(301), "each of them once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_erased_by_one_program_is_unknown_to_the_others_at_once() {
    let Some((_home, stores)) = open_all().await else { return };
    let anna = [identifier(IdentifierKind::External, "c-1077")];
    let mut customers = Vec::new();
    for store in &stores {
        customers.push(crate::whose(store, &[&anna]).await[0].person().unwrap().customer);
    }
    let request = ErasureRequest { by: "Мария", basis: ErasureBasis::Request, reference: "" };
    stores[0].erasures().begin(customers[1], request, NOW).await.unwrap().unwrap();
    for store in &stores {
        assert_eq!(crate::whose(store, &[&anna]).await, [Whose::Erased]);
    }
}
