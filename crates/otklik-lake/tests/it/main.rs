//! The lake on real folders.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use otklik_core::{
    Agent, AgentKind, Amount, AnswerGiven, CustomerKey, Event, IdentityKey, KindKey, Money, Position, Span, Timestamp,
};
use otklik_lake::{Column, Lake, ResolvedEvent, Scan};

const NOON: Timestamp = Timestamp(1_780_000_000_000_000);

fn event(position: i64, customer: Option<i64>) -> ResolvedEvent {
    let mut event = Event::new("till", format!("e-{position}"), "order_placed", NOON.plus_micros(position * 1_000_001));
    event.unit = Some("msk/arbat".parse().unwrap());
    event.money = Some(Money { amount: Amount(4_500_000), currency: "RUB".parse().unwrap() });
    ResolvedEvent {
        position: Position(position),
        received_at: NOON,
        kind: KindKey(position % 3 + 1),
        person: customer.map(|customer| (IdentityKey(customer * 10), CustomerKey(customer))),
        event,
    }
}

async fn positions(lake: &Lake, scan: &Scan) -> Vec<i64> {
    let mut found = Vec::new();
    lake.scan(&lake.snapshot(), scan, |batch| found.extend_from_slice(batch.positions())).await.unwrap();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn every_field_of_an_event_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let mut full = event(1, Some(7));
    full.event.channel = Some("app".into());
    full.event.detail = Some("меню".into());
    full.event.quantity = Some(2.5);
    full.event.duration_ms = Some(540_000);
    full.event.agent = Some(Agent { id: "e-4".into(), kind: AgentKind::Human });
    full.event.properties = r#"{"promised_at":"2026-05-03T10:15:00Z"}"#.into();
    full.event.answer = Some(AnswerGiven {
        survey: "after_visit".into(),
        question: "q1".into(),
        metric: Some("nps".into()),
        scale: Some((0.0, 10.0)),
        value: Some(9.0),
        text: Some("Отличный кофе ☕".into()),
        asked: Some("a-1".into()),
    });
    lake.append(vec![full.clone()], Position(1), NOON).await.unwrap();
    let mut seen = 0;
    lake.scan(&lake.snapshot(), &Scan::of(Column::ALL), |batch| {
        seen += batch.len();
        assert_eq!(batch.position(0), Some(Position(1)));
        assert_eq!(batch.occurred_at(), [full.event.time.0]);
        assert_eq!(batch.received_at(0), Some(NOON));
        assert_eq!((batch.customer(0), batch.identity(0)), (Some(CustomerKey(7)), Some(IdentityKey(70))));
        assert_eq!(batch.amount(0), Some(Amount(4_500_000)));
        assert_eq!(batch.float(Column::Score, 0), Some(9.0));
        assert_eq!(batch.float(Column::ScaleHigh, 0), Some(10.0));
        assert_eq!(batch.integer(Column::DurationMs, 0), Some(540_000));
        for (column, text) in [
            (Column::Unit, "msk/arbat"),
            (Column::Channel, "app"),
            (Column::Detail, "меню"),
            (Column::Survey, "after_visit"),
            (Column::Text, "Отличный кофе ☕"),
            (Column::EventId, "e-1"),
            (Column::Properties, r#"{"promised_at":"2026-05-03T10:15:00Z"}"#),
        ] {
            assert_eq!(batch.text(column, 0), Some(text), "{}", column.name());
        }
        assert_eq!(batch.text(Column::Session, 0), None);
    })
    .await
    .unwrap();
    assert_eq!(seen, 1);
}

#[tokio::test]
async fn a_repeated_commit_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let events: Vec<_> = (1..=100).map(|position| event(position, Some(position % 7))).collect();
    let lake = Lake::open(folder.path()).await.unwrap();
    lake.append(events.clone(), Position(100), NOON).await.unwrap();
    lake.append(events.clone(), Position(100), NOON).await.unwrap();
    drop(lake);
    let reopened = Lake::open(folder.path()).await.unwrap();
    assert_eq!((reopened.snapshot().through, reopened.snapshot().rows), (Position(100), 100));
    let (first, last) = reopened.snapshot().occurred.unwrap();
    assert!(first <= events[0].event.time && events[0].event.time.0 - first.0 < 1_000);
    assert!(last >= events[99].event.time && last.0 - events[99].event.time.0 < 1_000);
    // A replay that reaches further than the commit that survived adds only what is new.
    let further: Vec<_> = (51..=130).map(|position| event(position, None)).collect();
    reopened.append(further, Position(130), NOON).await.unwrap();
    assert_eq!(positions(&reopened, &Scan::of(&[Column::Position])).await, (1..=130).collect::<Vec<_>>());
}

#[tokio::test]
async fn two_writers_on_one_folder_never_double() {
    let folder = tempfile::tempdir().unwrap();
    let first = Lake::open(folder.path()).await.unwrap();
    let second = Lake::open(folder.path()).await.unwrap();
    let events: Vec<_> = (1..=50).map(|position| event(position, Some(1))).collect();
    let (one, two) = tokio::join!(
        first.append(events.clone(), Position(50), NOON),
        second.append(events.clone(), Position(50), NOON)
    );
    one.unwrap();
    two.unwrap();
    let reopened = Lake::open(folder.path()).await.unwrap();
    assert_eq!(reopened.snapshot().rows, 50);
}

#[tokio::test]
async fn a_scan_admits_what_its_conditions_say() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all: Vec<_> =
        (1..=1_000).map(|position| event(position, (position % 5 != 0).then_some(position % 11))).collect();
    for part in all.chunks(300) {
        let through = part.last().unwrap().position;
        lake.append(part.to_vec(), through, NOON).await.unwrap();
    }
    let span = Span { start: all[99].event.time, end: all[500].event.time };
    let scan = Scan {
        span,
        kinds: Some(vec![KindKey(1), KindKey(2)]),
        customers: Some(vec![CustomerKey(3)]),
        ..Scan::of(&[Column::Position])
    };
    let expected: Vec<_> = all
        .iter()
        .filter(|resolved| span.contains(resolved.event.time))
        .filter(|resolved| resolved.kind != KindKey(3))
        .filter(|resolved| resolved.person.is_some_and(|(_, customer)| customer == CustomerKey(3)))
        .map(|resolved| resolved.position.0)
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(positions(&lake, &scan).await, expected);
    let none = Scan { kinds: Some(Vec::new()), ..Scan::of(&[Column::Position]) };
    assert!(positions(&lake, &none).await.is_empty());
    let two = Scan { positions: Some(vec![Position(4), Position(900)]), ..Scan::of(&[Column::Position]) };
    assert_eq!(positions(&lake, &two).await, [4, 900]);
}

#[tokio::test]
async fn a_folder_with_a_space_and_cyrillic_letters_works() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("мои данные 100%");
    let lake = Lake::open(&odd).await.unwrap();
    lake.append(vec![event(1, Some(1))], Position(1), NOON).await.unwrap();
    drop(lake);
    let lake = Lake::open(&odd).await.unwrap();
    assert_eq!(positions(&lake, &Scan::of(&[Column::Position])).await, [1]);
}

#[tokio::test]
async fn a_half_written_file_is_no_part_of_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    lake.append(vec![event(1, Some(1))], Position(1), NOON).await.unwrap();
    drop(lake);
    std::fs::write(folder.path().join("events/tail-torn.parquet"), b"PAR1torn").unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    assert_eq!(positions(&lake, &Scan::of(&[Column::Position])).await, [1]);
}
