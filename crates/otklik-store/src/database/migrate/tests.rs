use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use super::*;
use crate::home::Home;
use crate::{Place, Store};

async fn connect(place: &Place) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = match &place.database {
        Some(url) => url.clone(),
        None => crate::database::sqlite::url_of(&place.folder.join("otklik.sqlite"), "rwc").unwrap(),
    };
    AnyConnection::connect(&url).await.unwrap()
}

fn is_shared(place: &Place) -> bool {
    place.database.is_some()
}

fn dialect(place: &Place) -> Dialect {
    if is_shared(place) { Dialect::Postgres } else { Dialect::Sqlite }
}

fn folder(place: &Place) -> Option<&Path> {
    place.database.is_none().then_some(place.folder.as_path())
}

async fn migrate_to(place: &Place, migrations: &[Migration]) -> Result<(), StoreError> {
    let mut connection = connect(place).await;
    let done = migrate_by(&mut connection, dialect(place), folder(place), migrations).await;
    connection.close().await.unwrap();
    done
}

async fn number(place: &Place, query: &'static str) -> Result<i64, sqlx::Error> {
    let mut connection = connect(place).await;
    let number = sqlx::query_scalar(query).fetch_one(&mut connection).await;
    connection.close().await.unwrap();
    number
}

fn migration(number: i64, sql: &'static str) -> Migration {
    Migration { number, name: "made for this test", sql }
}

async fn a_migration_that_fails_leaves_what_was_before_it_and_is_tried_again(home: Home) {
    let place = home.place();
    let good = || migration(1, "CREATE TABLE first (n BIGINT); INSERT INTO first VALUES (1);");
    let broken = migration(2, "INSERT INTO first VALUES (2); CREATE TABLE second (n BIGINT); SELECT nonsense;");
    migrate_to(&place, &[good(), broken]).await.unwrap_err();
    assert_eq!(number(&place, "SELECT count(*) FROM first").await.unwrap(), 1);
    assert!(number(&place, "SELECT count(*) FROM second").await.is_err(), "nothing of the second is left");
    let repaired = migration(2, "INSERT INTO first VALUES (2); CREATE TABLE second (n BIGINT);");
    migrate_to(&place, &[good(), repaired]).await.unwrap();
    assert_eq!(number(&place, "SELECT count(*) FROM first").await.unwrap(), 2);
    assert_eq!(number(&place, "SELECT count(*) FROM second").await.unwrap(), 0);
}

/// Lets work go on for so many steps and then drops it, as when the program ends.
async fn stop_after(steps: usize, work: impl Future<Output = Result<(), StoreError>>) -> bool {
    let mut work = pin!(work);
    let mut left = steps;
    std::future::poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => {
            done.unwrap();
            Poll::Ready(true)
        }
        Poll::Pending if left == 0 => Poll::Ready(false),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

async fn migrations_that_are_cut_off_anywhere_are_finished_later(home: Home) {
    let place = home.place();
    let mut steps = 0;
    loop {
        // A runtime of its own: when it ends it waits for what it does aside, which would else come in between later.
        let (tried, place_tried) = (steps, place.clone());
        let attempt = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = connect(&place_tried).await;
                let (dialect, folder) = (dialect(&place_tried), folder(&place_tried));
                stop_after(tried, migrate_by(&mut connection, dialect, folder, MIGRATIONS)).await
            })
        });
        if attempt.await.unwrap() {
            break;
        }
        if !is_shared(&place) {
            // A program that ends takes its threads with it; here the one that was cut off may be at work still.
            let mut connection = connect(&place).await;
            sqlx::raw_sql("BEGIN EXCLUSIVE; ROLLBACK;").execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        steps += 1;
    }
    assert!(steps > 3, "it was cut off {steps} times");
    assert_eq!(number(&place, "SELECT count(*) FROM migration").await.unwrap(), MIGRATIONS.len() as i64);
    let store = home.open().await;
    let event = otklik_core::Event::new("till", "1", "n", otklik_core::Timestamp(0));
    assert_eq!(store.inbox().append(&[event], otklik_core::Timestamp(0)).await.unwrap().accepted, 1);
}

async fn the_first_form_of_the_database_is_brought_to_the_newest_with_what_it_holds(home: Home) {
    let place = home.place();
    migrate_to(&place, &MIGRATIONS[..1]).await.unwrap();
    let mut connection = connect(&place).await;
    sqlx::raw_sql(
        "INSERT INTO unit (path, name_ru, name_en, kind) VALUES ('msk', 'Москва', 'Moscow', 'region'); \
         UPDATE inbox_state SET last_position = 41; \
         INSERT INTO customer (customer_key) VALUES (1);",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
    let store: Store = home.open().await;
    assert_eq!(store.units().all().await.unwrap()[0].name.ru, "Москва");
    assert_eq!(store.people().count().await.unwrap(), 1);
    let event = otklik_core::Event::new("till", "1", "n", otklik_core::Timestamp(0));
    let appended = store.inbox().append(&[event], otklik_core::Timestamp(0)).await.unwrap();
    assert_eq!(appended.last_position.0, 42);
}

on_each_database!(
    a_migration_that_fails_leaves_what_was_before_it_and_is_tried_again,
    migrations_that_are_cut_off_anywhere_are_finished_later,
    the_first_form_of_the_database_is_brought_to_the_newest_with_what_it_holds,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_holds_something_is_copied_before_it_is_changed() {
    let home = Home::on_sqlite();
    let place = home.place();
    migrate_to(&place, &MIGRATIONS[..1]).await.unwrap();
    let backups = place.folder.join("backups");
    assert!(!backups.exists(), "an empty database needs no copy");
    migrate_to(&place, MIGRATIONS).await.unwrap();
    let names: Vec<_> =
        std::fs::read_dir(&backups).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["before-2.sqlite"], "complete, and under its name");
    let restored = tempfile::tempdir().unwrap();
    std::fs::copy(backups.join("before-2.sqlite"), restored.path().join("otklik.sqlite")).unwrap();
    assert_eq!(number(&Place::folder(restored.path()), "SELECT count(*) FROM migration").await.unwrap(), 1);
    migrate_to(&place, MIGRATIONS).await.unwrap();
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 1, "nothing to do, nothing copied");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_is_not_migrated() {
    let home = Home::on_sqlite();
    let place = home.place();
    migrate_to(&place, &MIGRATIONS[..1]).await.unwrap();
    let mut connection = connect(&place).await;
    for _ in 0..200 {
        sqlx::raw_sql("INSERT INTO unit VALUES (hex(randomblob(40)), 'a', 'b', 'c')")
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let root: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let file = place.folder.join("otklik.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let start = (root as usize - 1) * 4_096;
    bytes[start + 8..start + 200].fill(0xff);
    std::fs::write(&file, bytes).unwrap();
    let refused = migrate_to(&place, MIGRATIONS).await.unwrap_err();
    assert!(matches!(refused, StoreError::DatabaseDamaged { .. }), "{refused:?}");
    assert!(refused.to_string().contains("restore a backup"));
}

#[test]
fn migrations_are_applied_in_their_order_without_a_gap() {
    let both = [migration(1, "a"), migration(2, "b")];
    let second = [(2, both[1].checksum())];
    assert!(matches!(missing(&second, &both), Err(StoreError::MigrationChanged { number: 1, .. })));
    assert_eq!(missing(&[(1, both[0].checksum())], &both).unwrap().len(), 1);
    let known: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
    assert_eq!(known, (1..=MIGRATIONS.len() as i64).collect::<Vec<_>>());
}
