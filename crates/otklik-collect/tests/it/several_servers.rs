//! Servers that share a database and a folder: one works on an import, the others show it, stop it and take it over.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use otklik_collect::{DeskError, ImportDesk, ImportStage, Sink};
use otklik_core::{Clock, FixedClock};
use otklik_store::Store;
use tokio::runtime::{Builder, Runtime};

use crate::desk::{Memory, ROWS, mapped, until};
use crate::home::Home;
use crate::still_clock;

struct Server {
    runtime: Runtime,
    desk: Arc<ImportDesk>,
    sink: Arc<Memory>,
}

impl Server {
    fn start(home: &Home, clock: &Arc<FixedClock>, stops_after: Option<usize>) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let sink = Arc::new(Memory { stops_after, ..Memory::default() });
        let desk = runtime.block_on(async {
            let place = home.place();
            let folder = place.folder.clone();
            let store = Store::open_at(place).await.unwrap();
            let clock = Arc::clone(clock) as Arc<dyn Clock>;
            ImportDesk::new(&folder, store, Arc::clone(&sink) as Arc<dyn Sink>, clock)
        });
        Self { runtime, desk, sink }
    }
}

#[test]
fn an_import_is_one_servers_and_the_others_show_it_stop_it_and_take_it_over() {
    let beside = Builder::new_current_thread().enable_all().build().unwrap();
    let Some(home) = beside.block_on(Home::on_postgres()) else { return };
    let clock = still_clock();
    let one = Server::start(&home, &clock, Some(1));
    let id = one.runtime.block_on(async {
        let id = mapped(&one.desk).await.id;
        one.desk.run(&id).await.unwrap();
        until(&one.desk, &id, |state| state.progress.chunks == 1).await;
        id
    });
    let two = Server::start(&home, &clock, None);
    two.runtime.block_on(async {
        let shown = two.desk.show(&id).await.unwrap();
        assert_eq!((shown.stage, shown.progress.accepted), (ImportStage::Running, 20_000));
        two.desk.resume().await.unwrap();
        let refused = two.desk.run(&id).await.unwrap_err();
        assert!(matches!(refused, DeskError::WrongStage { stage: ImportStage::Running }), "{refused}");
        assert!(two.desk.cancel(&id).await.unwrap().is_stopping);
    });
    assert!(one.runtime.block_on(one.desk.show(&id)).unwrap().is_stopping, "the wish reaches the server that works");
    assert!(two.sink.taken.lock().unwrap().is_empty());
    // The one dies, and gives nothing back.
    let Server { runtime, sink, .. } = one;
    runtime.shutdown_background();
    clock.advance(Duration::from_secs(61));
    two.runtime.block_on(async {
        two.desk.resume().await.unwrap();
        until(&two.desk, &id, |state| state.stage == ImportStage::Cancelled).await;
        while two.desk.run(&id).await.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let done = until(&two.desk, &id, |state| state.stage == ImportStage::Done).await;
        assert_eq!((done.progress.accepted, done.progress.duplicates), (ROWS as u64, 0));
    });
    let mut ids = sink.taken.lock().unwrap().clone();
    ids.extend(two.sink.taken.lock().unwrap().iter().cloned());
    assert_eq!((ids.len(), ids.iter().collect::<HashSet<_>>().len()), (ROWS, ROWS));
    two.runtime.shutdown_background();
}
