//! Imports in the background: they go on after a restart, stop when they are told to, and never take an event twice.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use otklik_collect::{DoubtAbout, ImportDesk, ImportStage, ImportState, Known, Piece, Settled, Sink, SinkError, Taken};
use otklik_core::Event;
use otklik_store::Store;

use crate::still_clock;

pub(crate) const ROWS: usize = 70_000;

/// Remembers what it took, and after so many pieces never answers again, as a program that was killed.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) taken: Mutex<Vec<String>>,
    pub(crate) pieces: AtomicUsize,
    pub(crate) stops_after: Option<usize>,
}

const EVENTS_PER_PIECE: usize = 20_000;

#[async_trait::async_trait]
impl Sink for Memory {
    fn events_per_piece(&self) -> usize {
        EVENTS_PER_PIECE
    }

    async fn prepare(&self, events: Vec<Event>, before: Option<Settled>) -> Result<Piece, SinkError> {
        assert!(events.len() <= EVENTS_PER_PIECE, "a piece is no larger than was asked for");
        let settled = Settled { now: super::now(), first_position: 1, young_new: events.len() as u64 };
        let all = events.len() as u64;
        Ok(Piece { settled, is_again: before.is_some(), young: events, old: Vec::new(), positions: 0, events: all })
    }

    async fn settle(&self, _piece: &mut Piece) -> Result<(), SinkError> {
        Ok(())
    }

    async fn take(&self, _import: &str, _number: u64, piece: Piece) -> Result<Taken, SinkError> {
        if self.stops_after.is_some_and(|pieces| self.pieces.fetch_add(1, Ordering::SeqCst) >= pieces) {
            std::future::pending::<()>().await;
        }
        let accepted = piece.young.len() as u64;
        self.taken.lock().unwrap().extend(piece.young.into_iter().map(|event| event.id));
        Ok(Taken { accepted, duplicates: 0 })
    }
}

async fn desk(folder: &Path, store: &Store, sink: &Arc<Memory>) -> Arc<ImportDesk> {
    let sink: Arc<dyn Sink> = Arc::clone(sink) as Arc<dyn Sink>;
    ImportDesk::new(folder, store.clone(), sink, still_clock())
}

fn visits() -> String {
    let mut text = String::from("visit_id,customer,time\n");
    (0..ROWS).for_each(|row| text.push_str(&format!("v{row},c{},2026-05-0{} 10:00\n", row % 900, row % 9 + 1)));
    text.push_str("bad,c1,yesterday\n");
    text
}

pub(crate) async fn mapped(desk: &Arc<ImportDesk>) -> ImportState {
    let id = desk.begin("anna@example.com").await.unwrap().id;
    let mut receiving = desk.receive(&id, "visits.csv", 1 << 30).await.unwrap();
    receiving.write(visits().as_bytes()).unwrap();
    receiving.finish().unwrap();
    desk.guess(&id, Known::default()).await.unwrap()
}

pub(crate) async fn until(desk: &Arc<ImportDesk>, id: &str, is: impl Fn(&ImportState) -> bool) -> ImportState {
    for _ in 0..1_000 {
        let state = desk.show(id).await.unwrap();
        if is(&state) {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{:?}", desk.show(id).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let killed = Arc::new(Memory { stops_after: Some(2), ..Memory::default() });
    let first = desk(folder.path(), &store, &killed).await;
    let id = mapped(&first).await.id;
    first.run(&id).await.unwrap();
    until(&first, &id, |state| state.progress.chunks == 2).await;
    let before = killed.taken.lock().unwrap().clone();
    assert!(!before.is_empty() && before.len() < ROWS);

    let whole = Arc::new(Memory::default());
    let second = desk(folder.path(), &store, &whole).await;
    second.resume().await.unwrap();
    let done = until(&second, &id, |state| state.stage == ImportStage::Done).await;
    assert_eq!((done.progress.rows, done.progress.refused), (ROWS as u64 + 1, 1));
    assert_eq!((done.progress.accepted, done.progress.duplicates), (ROWS as u64, 0));
    let (_, noted) = store.imports().list(1).await.unwrap().remove(0);
    assert_eq!(noted.file_hash, blake3::hash(visits().as_bytes()).to_hex().as_str());
    let mut ids = before;
    ids.extend(whole.taken.lock().unwrap().iter().cloned());
    assert_eq!(ids.len(), ROWS, "every event once");
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ROWS);
    let mut refused = second.refused(&id, "visits.csv").await.unwrap();
    let row = refused.next_row().unwrap().unwrap();
    assert_eq!((row.line, row.fields[2].as_str()), (ROWS as u64 + 2, "yesterday"));
    assert_eq!(refused.next_row().unwrap(), None);
}

#[tokio::test]
async fn two_questions_are_settled_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let desk = desk(folder.path(), &store, &Arc::default()).await;
    let id = desk.begin("anna@example.com").await.unwrap().id;
    let mut receiving = desk.receive(&id, "subscribers.csv", 1 << 20).await.unwrap();
    receiving.write(b"customer_id,gender,total_charges\nc1,Male,29.85\nc2,Female,10.50\nc3,Male,7.25\n").unwrap();
    receiving.finish().unwrap();
    let asked = |state: &ImportState| -> Vec<DoubtAbout> {
        state.guess.iter().flat_map(|guess| &guess.doubts).map(|doubt| doubt.about).collect()
    };
    let guessed = desk.guess(&id, Known::default()).await.unwrap();
    assert_eq!(asked(&guessed), [DoubtAbout::Time, DoubtAbout::Currency]);

    let mut draft = guessed.guess.unwrap().draft;
    draft.currency = "USD".parse().ok();
    let priced = desk.set_draft(&id, draft.clone()).await.unwrap();
    assert_eq!(asked(&priced), [DoubtAbout::Time]);
    assert!(priced.mapping().is_err() && desk.run(&id).await.is_err(), "nothing runs before all is said");
    draft.at = Some("2026-05-01".to_owned());
    let dated = desk.set_draft(&id, draft.clone()).await.unwrap();
    assert_eq!(asked(&dated), []);
    assert!(dated.mapping().is_ok());

    draft.time_zone = "Nowhere/Town".to_owned();
    assert!(desk.set_draft(&id, draft).await.is_err(), "a draft that is wrong without any question is refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_stops_when_it_is_told_to_and_can_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let memory = Arc::new(Memory::default());
    let desk = desk(folder.path(), &store, &memory).await;
    let id = mapped(&desk).await.id;
    desk.run(&id).await.unwrap();
    desk.cancel(&id).await.unwrap();
    until(&desk, &id, |state| state.stage == ImportStage::Cancelled).await;
    assert!(memory.taken.lock().unwrap().len() < ROWS);
    // The work itself ends a moment after its last word.
    tokio::time::sleep(Duration::from_millis(100)).await;
    desk.run(&id).await.unwrap();
    until(&desk, &id, |state| state.stage == ImportStage::Done).await;
    assert_eq!(memory.taken.lock().unwrap().len(), ROWS);
}
