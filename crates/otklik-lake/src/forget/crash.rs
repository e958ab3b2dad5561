use super::tests::{MARK, events_with_person, files_that_say, now};
use super::*;
use crate::compaction::tests::{EAGER, rows, rows_of};
use crate::durable_store::power_cut::Disk;

/// An erasure whose power is cut at every third operation, and that is then asked for again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_that_was_cut_off_comes_to_the_same_end_when_it_is_asked_for_again() {
    let person = IdentityKey(1_007);
    let all = events_with_person(person, 120);
    let others: Vec<_> =
        all.iter().filter(|resolved| resolved.person.is_none_or(|owner| owner.0 != person)).cloned().collect();
    for place in (0..).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::default();
        let lake = Lake::open_over(folder.path(), |_| disk.store()).await.unwrap();
        for part in all.chunks(40) {
            lake.append(part.to_vec(), part.last().unwrap().position, now()).await.unwrap();
        }
        lake.compact_once(&EAGER, now()).await.unwrap();
        disk.cut_in(place);
        let erased = lake.erase(&HashSet::from([person]), now()).await;
        drop(lake);
        if erased.is_ok() {
            assert!(place > 20, "only {place} operations were cut");
            return;
        }
        disk.restart(folder.path());
        let lake = Lake::open(folder.path()).await.unwrap();
        lake.erase(&HashSet::from([person]), now()).await.unwrap();
        assert_eq!(rows(&lake).await, rows_of(&others), "cut at {place}");
        assert_eq!(files_that_say(folder.path(), MARK), Vec::<String>::new(), "cut at {place}");
    }
}
