use otklik_core::Position;

use super::*;
use crate::compaction::tests::{EAGER, NOON, events};

fn reference(resolved: &ResolvedEvent) -> EventRef {
    EventRef { source: resolved.event.source.clone(), id: resolved.event.id.clone(), time: resolved.event.time }
}

#[tokio::test]
async fn exactly_the_ids_that_are_there_are_known_in_tails_and_in_sorted_files() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=600);
    for part in all[..400].chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
        lake.compact_once(&EAGER, NOON).await.unwrap();
    }
    lake.append(all[400..500].to_vec(), Position(500), NOON).await.unwrap();
    let (sorted, tails) = lake.snapshot().file_counts();
    assert!(sorted > 2 && tails > 0, "{sorted} sorted files and {tails} tails");
    for _ in 0..2 {
        let asked: Vec<_> = all.iter().map(reference).collect();
        let known = lake.known_ids(&lake.snapshot(), asked).await.unwrap();
        assert_eq!(known, (1..=600).map(|position| position <= 500).collect::<Vec<_>>());
        let of_another = all.iter().map(|resolved| EventRef { source: "shop".to_owned(), ..reference(resolved) });
        let known = lake.known_ids(&lake.snapshot(), of_another.collect()).await.unwrap();
        assert!(known.iter().all(|known| !known), "the same id from another source is another event");
    }
}

#[tokio::test]
async fn what_is_known_is_left_out_of_a_commit_even_when_another_process_committed_it_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (Lake::open(folder.path()).await.unwrap(), Lake::open(folder.path()).await.unwrap());
    let all = events(1..=300);
    // The one does not know of the commit that the other made.
    two.append(all[..100].to_vec(), Position(100), NOON).await.unwrap();
    let again = |resolved: &ResolvedEvent| ResolvedEvent {
        position: Position(resolved.position.0 + 1_000),
        ..resolved.clone()
    };
    let repeated: Vec<_> = all[50..300].iter().map(again).collect();
    let left_out = one.append_unknown(repeated.clone(), |_| true, Position(1_300), NOON).await.unwrap();
    assert_eq!((left_out, one.snapshot().rows), (50, 300));
    let left_out = one.append_unknown(repeated, |_| true, Position(1_301), NOON).await.unwrap();
    assert_eq!((left_out, one.snapshot().rows), (0, 300), "positions that are covered are not looked at again");
    let third: Vec<_> = all
        .iter()
        .map(|resolved| ResolvedEvent { position: Position(resolved.position.0 + 5_000), ..resolved.clone() })
        .collect();
    let left_out =
        two.append_unknown(third, |resolved| resolved.position.0 % 2 == 0, Position(6_000), NOON).await.unwrap();
    assert_eq!((left_out, two.snapshot().rows), (150, 450), "only the doubtful are looked up");
}
