use std::collections::HashSet;

use otklik_core::{Event, Position, Timestamp};
use otklik_store::{Batch, Store};

use crate::home::Home;
use crate::{HOSTILE, NOW, event, very_long};

fn ids(batches: &[Batch]) -> Vec<&str> {
    batches.iter().flat_map(|batch| &batch.events).map(|event| event.id.as_str()).collect()
}

async fn waiting(store: &Store) -> Vec<Batch> {
    store.inbox().pending(Position(0), usize::MAX).await.unwrap()
}

async fn positions_are_dense_and_follow_the_order_of_appends(home: Home) {
    let store = home.open().await;
    let first = store.inbox().append(&[event("1"), event("2")], NOW).await.unwrap();
    let second = store.inbox().append(&[event("3")], NOW.plus_micros(5)).await.unwrap();
    assert_eq!((first.accepted, first.last_position), (2, Position(2)));
    assert_eq!((second.accepted, second.last_position), (1, Position(3)));
    let batches = waiting(&store).await;
    assert_eq!(ids(&batches), ["1", "2", "3"]);
    assert_eq!(batches[1].first_position, Position(3));
    assert_eq!(batches[1].received_at, NOW.plus_micros(5));
    assert_eq!(batches[0].last_position(), Position(2));
}

async fn an_id_counts_once_within_a_batch_and_across_batches_but_per_source(home: Home) {
    let store = home.open().await;
    let first = store.inbox().append(&[event("1"), event("1"), event("2")], NOW).await.unwrap();
    assert_eq!((first.accepted, first.duplicates), (2, vec![1]));
    let other_source = Event::new("shop", "1", "order_placed", NOW);
    let second = store.inbox().append(&[event("2"), other_source, event("1")], NOW).await.unwrap();
    assert_eq!((second.accepted, second.duplicates, second.last_position), (1, vec![0, 2], Position(3)));
    let third = store.inbox().append(&[event("2")], NOW).await.unwrap();
    assert_eq!((third.accepted, third.duplicates, third.last_position), (0, vec![0], Position(3)));
    assert_eq!(waiting(&store).await.len(), 2);
    assert_eq!(store.inbox().append(&[], NOW).await.unwrap().accepted, 0);
}

async fn source_and_id_do_not_run_together(home: Home) {
    let store = home.open().await;
    let events = [Event::new("ab", "c", "n", NOW), Event::new("a", "bc", "n", NOW)];
    assert_eq!(store.inbox().append(&events, NOW).await.unwrap().accepted, 2);
}

async fn reading_on_from_within_a_batch_leaves_out_what_was_read(home: Home) {
    let store = home.open().await;
    store.inbox().append(&[event("1"), event("2"), event("3")], NOW).await.unwrap();
    store.inbox().append(&[event("4")], NOW).await.unwrap();
    let batches = store.inbox().pending(Position(2), usize::MAX).await.unwrap();
    assert_eq!(ids(&batches), ["3", "4"]);
    assert_eq!(batches[0].first_position, Position(3));
    assert_eq!(ids(&store.inbox().pending(Position(0), 1).await.unwrap()), ["1", "2", "3"]);
    assert_eq!(ids(&store.inbox().pending(Position(0), 4).await.unwrap()), ["1", "2", "3", "4"]);
    assert_eq!(ids(&store.inbox().pending(Position(2), 1).await.unwrap()), ["3"]);
    assert!(store.inbox().pending(Position(4), 10).await.unwrap().is_empty());
}

async fn trimmed_events_are_gone_but_their_ids_and_positions_are_not_given_again(home: Home) {
    let store = home.open().await;
    store.inbox().append(&[event("1"), event("2")], NOW).await.unwrap();
    store.inbox().append(&[event("3")], NOW).await.unwrap();
    store.inbox().trim(Position(1)).await.unwrap();
    assert_eq!(ids(&waiting(&store).await), ["1", "2", "3"], "a batch that is only partly covered stays");
    store.inbox().trim(Position(3)).await.unwrap();
    assert!(waiting(&store).await.is_empty());
    store.close().await;
    let store = home.open().await;
    assert_eq!(store.inbox().last_position(), Position(3));
    let again = store.inbox().append(&[event("3"), event("4")], NOW).await.unwrap();
    assert_eq!((again.duplicates, again.last_position), (vec![0], Position(4)));
}

async fn many_small_appends_at_once_lose_and_double_nothing(home: Home) {
    let store = home.open().await;
    let clients: Vec<_> = (0..2_000)
        .map(|number| {
            let store = store.clone();
            // Every id is sent by two clients.
            tokio::spawn(async move {
                let id = (number / 2).to_string();
                store.inbox().append(&[event(&id)], Timestamp(number)).await.unwrap()
            })
        })
        .collect();
    let mut accepted = 0;
    for client in clients {
        let appended = client.await.unwrap();
        assert_eq!(appended.accepted + appended.duplicates.len(), 1);
        accepted += appended.accepted;
    }
    assert_eq!(accepted, 1_000);
    let batches = waiting(&store).await;
    let mut next = 1;
    for batch in &batches {
        assert_eq!(batch.first_position, Position(next));
        next += batch.events.len() as i64;
    }
    assert_eq!(next, 1_001);
    assert_eq!(ids(&batches).into_iter().collect::<HashSet<_>>().len(), 1_000);
    assert_eq!(store.inbox().last_position(), Position(1_000));
}

async fn an_append_wakes_who_waits(home: Home) {
    let store = home.open().await;
    let mut newest = store.inbox().watch();
    store.inbox().append(&[event("1")], NOW).await.unwrap();
    newest.changed().await.unwrap();
    assert_eq!(*newest.borrow_and_update(), Position(1));
    store.inbox().append(&[event("1")], NOW).await.unwrap();
    assert!(!newest.has_changed().unwrap(), "a duplicate is nothing to wake for");
}

async fn a_batch_larger_than_a_statement_keeps_its_order(home: Home) {
    let store = home.open().await;
    let events: Vec<Event> = (0..2_503).map(|number| event(&number.to_string())).collect();
    assert_eq!(store.inbox().append(&events, NOW).await.unwrap().accepted, 2_503);
    let again = store.inbox().append(&events, NOW).await.unwrap();
    assert_eq!(again.duplicates, (0..2_503).collect::<Vec<_>>());
    assert_eq!(waiting(&store).await[0].events, events);
}

async fn hostile_texts_come_back_as_they_were(home: Home) {
    let store = home.open().await;
    let long = very_long();
    let events: Vec<Event> = HOSTILE
        .iter()
        .copied()
        .chain([long.as_str()])
        .map(|text| {
            let mut event = Event::new(text, text, text, NOW);
            event.detail = Some(text.to_owned());
            event.properties = text.to_owned();
            event
        })
        .collect();
    assert_eq!(store.inbox().append(&events, NOW).await.unwrap().accepted, events.len());
    assert_eq!(waiting(&store).await[0].events, events);
}

on_each_database!(
    positions_are_dense_and_follow_the_order_of_appends,
    an_id_counts_once_within_a_batch_and_across_batches_but_per_source,
    source_and_id_do_not_run_together,
    reading_on_from_within_a_batch_leaves_out_what_was_read,
    trimmed_events_are_gone_but_their_ids_and_positions_are_not_given_again,
    many_small_appends_at_once_lose_and_double_nothing,
    an_append_wakes_who_waits,
    a_batch_larger_than_a_statement_keeps_its_order,
    hostile_texts_come_back_as_they_were,
);

async fn reserved_positions_belong_to_nobody_else(home: Home) {
    let store = home.open().await;
    store.inbox().append(&[event("1")], NOW).await.unwrap();
    assert_eq!(store.inbox().reserve(1_000).await.unwrap(), Position(2)..=Position(1_001));
    let (inbox, event) = (store.inbox(), [event("2")]);
    let (first, second, appended) = tokio::join!(inbox.reserve(10), inbox.reserve(10), inbox.append(&event, NOW));
    let mut taken = vec![appended.unwrap().last_position.0];
    for range in [first.unwrap(), second.unwrap()] {
        taken.extend(range.start().0..=range.end().0);
    }
    taken.sort_unstable();
    assert_eq!(taken, (1_002..=1_022).collect::<Vec<_>>());
    assert_eq!(store.inbox().last_position(), Position(1_022));
    assert_eq!(ids(&waiting(&store).await), ["1", "2"]);
    store.close().await;
    assert_eq!(home.open().await.inbox().last_position(), Position(1_022));
}

async fn what_came_before_is_told_without_adding_anything(home: Home) {
    let store = home.open().await;
    store.inbox().append(&[event("1"), event("2")], NOW).await.unwrap();
    let asked = [("till", "2"), ("till", "3"), ("shop", "2"), ("till", "1"), ("till", "2")];
    assert_eq!(store.inbox().seen(&asked).await.unwrap(), [true, false, false, true, true]);
    assert!(store.inbox().seen(&[]).await.unwrap().is_empty());
    assert_eq!(store.inbox().last_position(), Position(2));
    assert_eq!(store.inbox().append(&[event("3")], NOW).await.unwrap().accepted, 1);
}

on_each_database!(reserved_positions_belong_to_nobody_else, what_came_before_is_told_without_adding_anything,);
