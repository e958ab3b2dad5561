//! Answers that must agree with each other, on a small simulated company.

use otklik_core::{Filter, Scope};
use otklik_insight::{By, OperationsQuestion, PeopleKind, PeopleQuestion, Reader, ScoresQuestion, Slice};

use crate::small_company::small_company;

fn scores(filter: Filter, by: &[By]) -> ScoresQuestion {
    ScoresQuestion { filter, by: by.to_vec(), ..ScoresQuestion::of("nps_visit") }
}

fn filter(json: &str) -> Filter {
    serde_json::from_str(json).unwrap()
}

#[tokio::test]
async fn answers_agree_with_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let insight = small_company(folder.path()).await.insight;
    let everybody = Reader::of_company();
    let whole = insight.scores(&everybody, &scores(Filter::default(), &[])).await.unwrap();
    assert!(whole.total.estimate.n > 100, "{:?}", whole.total.estimate);

    let mut divisions: Vec<Vec<By>> = By::ALL.iter().map(|by| vec![*by]).collect();
    divisions
        .extend([[By::Touchpoint, By::Week], [By::Hour, By::Weekday], [By::UnitLevel1, By::Channel]].map(Vec::from));
    for by in divisions {
        let sliced = insight.scores(&everybody, &scores(Filter::default(), &by)).await.unwrap();
        let n: u64 = sliced.rows.iter().map(|row| row.estimate.n).sum();
        assert_eq!(n, whole.total.estimate.n, "slices by {by:?} do not add up");
        // A few rows of each, since a day has one.
        for row in sliced.rows.iter().step_by(1 + sliced.rows.len() / 8) {
            let question = PeopleQuestion {
                kind: PeopleKind::Scores,
                metric: Some("nps_visit".into()),
                field: None,
                filter: Filter::default(),
                slice: row.slice.clone(),
                journey: None,
            };
            let people = insight.people(&everybody, &question, None, 10).await.unwrap();
            assert_eq!(people.rows_total, row.estimate.n, "{:?}", row.slice);
            assert_eq!(people.total + people.anonymous_rows, row.estimate.people, "{:?}", row.slice);
        }
    }

    let one = filter(r#"{"all":[{"channel":"push"},{"score":"bottom"}]}"#);
    let other = filter(r#"{"all":[{"score":"bottom"},{"channel":"push"}]}"#);
    let one = insight.scores(&everybody, &scores(one, &[])).await.unwrap();
    let other = insight.scores(&everybody, &scores(other, &[])).await.unwrap();
    assert!(one.total.estimate.n > 0 && one.total.estimate.n < whole.total.estimate.n);
    assert_eq!(one.total.estimate, other.total.estimate);

    let not = filter(r#"{"not":{"score":"bottom"}}"#);
    let bottom = insight.scores(&everybody, &scores(filter(r#"{"score":"bottom"}"#), &[])).await.unwrap();
    let rest = insight.scores(&everybody, &scores(not, &[])).await.unwrap();
    assert_eq!(bottom.total.estimate.n + rest.total.estimate.n, whole.total.estimate.n);
}

#[tokio::test]
async fn a_reader_of_one_unit_sees_what_a_filter_on_it_shows_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let insight = small_company(folder.path()).await.insight;
    let everybody = Reader::of_company();
    let by_unit = insight.scores(&everybody, &scores(Filter::default(), &[By::Unit])).await.unwrap();
    let unit = by_unit.rows.iter().find_map(|row| row.slice.get("unit").filter(|unit| !unit.is_empty())).unwrap();
    let scoped = Reader { scope: Scope::Units(vec![unit.parse().unwrap()]) };
    let seen = insight.scores(&scoped, &scores(Filter::default(), &[])).await.unwrap();
    let filtered = insight.scores(&everybody, &scores(Filter::Unit(unit.parse().unwrap()), &[])).await.unwrap();
    assert_eq!(seen.total.estimate, filtered.total.estimate);
    assert!(seen.total.estimate.n < by_unit.total.estimate.n);

    let operations = OperationsQuestion { by: vec![By::Unit], ..OperationsQuestion::default() };
    let seen = insight.operations(&scoped, &operations).await.unwrap();
    assert!(seen.rows.iter().all(|row| row.slice.get("unit") == Some(unit)));
    assert!(!seen.rows.is_empty());
}

#[tokio::test]
async fn a_complaint_rate_opens_exactly_its_complaints() {
    let folder = tempfile::tempdir().unwrap();
    let insight = small_company(folder.path()).await.insight;
    let everybody = Reader::of_company();
    let operations = insight.operations(&everybody, &OperationsQuestion::default()).await.unwrap();
    let rate = operations.total.complaints_per_100.unwrap();
    let orders = operations.total.orders.value.unwrap();
    let question = PeopleQuestion {
        kind: PeopleKind::Operations,
        metric: None,
        field: Some("complaints_per_100".into()),
        filter: Filter::default(),
        slice: Slice::new(),
        journey: None,
    };
    let people = insight.people(&everybody, &question, None, 500).await.unwrap();
    assert!(people.rows_total > 0);
    let expected = 100.0 * people.rows_total as f64 / orders;
    assert!((rate.value.unwrap() - expected).abs() < 1e-9, "{rate:?} is not {expected}");
}
