//! Slices, comparisons and series that must agree with each other, on a small simulated company.

use otklik_core::{Change, Filter, Target, Verdict};
use otklik_insight::{
    By, Compare, HurtsQuestion, OperationsQuestion, Reader, ResponseQuestion, ScoreRow, Scores, ScoresQuestion, Slice,
    Step, TargetVerdict, TrendQuestion,
};

use crate::small_company::{SmallCompany, behind, small_company};

fn filter(json: &str) -> Filter {
    serde_json::from_str(json).unwrap()
}

async fn asked(company: &SmallCompany, by: &[By], filter: Filter, compare: Option<Compare>) -> Scores {
    let question = ScoresQuestion { filter, by: by.to_vec(), compare, ..ScoresQuestion::of("nps_visit") };
    company.insight.scores(&Reader::of_company(), &question).await.unwrap()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

async fn rows_behind(company: &SmallCompany, address: &str) -> u64 {
    company.insight.people(&Reader::of_company(), &behind(address), None, 1).await.unwrap().rows_total
}

#[tokio::test]
async fn a_slice_is_what_the_filter_of_its_name_admits() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let fields =
        [By::Unit, By::UnitLevel1, By::Channel, By::Touchpoint, By::Stage, By::Department, By::Experience, By::Survey];
    let mut told = 0;
    for by in fields {
        let sliced = asked(&company, &[by], Filter::default(), None).await;
        for row in &sliced.rows {
            let value = &row.slice[by.as_str()];
            if value.is_empty() {
                continue;
            }
            let field = if by == By::UnitLevel1 { "unit" } else { by.as_str() };
            let alone = asked(&company, &[], filter(&serde_json::json!({ field: value }).to_string()), None).await;
            assert_eq!(alone.total.estimate, row.estimate, "{by:?} {value}");
            told += 1;
            if by == By::Touchpoint {
                assert_eq!(sliced.names["touchpoint"][value].en, *value);
            }
        }
    }
    assert!(told > 10, "{told}");
}

#[tokio::test]
async fn what_is_compared_differs_by_the_difference_of_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let value = |row: &ScoreRow| row.estimate.value;
    let by = [By::Channel];

    let rest = asked(&company, &by, Filter::default(), Some(Compare::Rest)).await;
    assert!(rest.total.change.is_none());
    let mut compared = 0;
    for row in rest.rows.iter().filter(|row| row.estimate.value.is_some()) {
        let others = format!(r#"{{"not":{{"channel":{:?}}}}}"#, row.slice["channel"]);
        let others = asked(&company, &[], filter(&others), None).await;
        let change = row.change.as_ref().unwrap();
        assert!(close(change.value.unwrap(), value(row).unwrap() - value(&others.total).unwrap()), "{change:?}");
        assert!(change.p_adjusted.unwrap() >= change.p.unwrap());
        compared += 1;
    }
    assert!(compared >= 2, "{compared}");

    let push = Slice::from([("channel".to_owned(), "push".to_owned())]);
    let against_push = asked(&company, &by, Filter::default(), Some(Compare::Slice(push.clone()))).await;
    let reference = against_push.rows.iter().find(|row| row.slice == push).unwrap();
    assert!(reference.change.is_none());
    for row in against_push.rows.iter().filter(|row| row.slice != push) {
        let change = row.change.as_ref().unwrap();
        match value(row) {
            Some(own) => assert!(close(change.value.unwrap(), own - value(reference).unwrap())),
            None => assert_eq!(change.verdict, Verdict::TooFew),
        }
    }

    let (may, june) = (r#"{"period":"2026-05"}"#, r#"{"period":"2026-06"}"#);
    let other_filter = asked(&company, &by, filter(june), Some(Compare::Filter(filter(may)))).await;
    let previous = asked(&company, &by, filter(june), Some(Compare::PreviousPeriod)).await;
    let told = |scores: &Scores| serde_json::to_value((&scores.total.change, &scores.rows)).unwrap();
    assert!(previous.total.change.as_ref().unwrap().value.is_some());
    assert_eq!(told(&other_filter), told(&previous));
}

#[tokio::test]
async fn operations_are_compared_like_scores() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    let by = vec![By::Unit];
    let whole = OperationsQuestion { by: by.clone(), ..OperationsQuestion::default() };
    let plain = company.insight.operations(&everybody, &whole).await.unwrap();
    let units: Vec<&Slice> =
        plain.rows.iter().map(|row| &row.slice).filter(|slice| !slice["unit"].is_empty()).collect();
    let (one, other) = (units[0], units[1]);
    let wait = |operations: &otklik_insight::Operations, slice: &Slice| {
        operations.rows.iter().find(|row| row.slice == *slice).unwrap().waiting_median.clone().unwrap().value.unwrap()
    };
    let change = |operations: &otklik_insight::Operations, slice: &Slice| -> Change {
        operations.rows.iter().find(|row| row.slice == *slice).unwrap().changes["waiting_median"].clone()
    };
    let ask = |compare| OperationsQuestion { by: by.clone(), compare: Some(compare), ..OperationsQuestion::default() };
    let against_other = company.insight.operations(&everybody, &ask(Compare::Slice(other.clone()))).await.unwrap();
    let expected = wait(&plain, one) - wait(&plain, other);
    assert!(close(change(&against_other, one).value.unwrap(), expected));
    assert!(against_other.rows.iter().find(|row| row.slice == *other).unwrap().changes.is_empty());
    // Everything but one unit's waits is the other unit's, where only two have waits.
    let with_waits = plain.rows.iter().filter(|row| row.waiting_median.as_ref().is_some_and(|wait| wait.n > 0)).count();
    assert_eq!(with_waits, 2);
    let against_rest = company.insight.operations(&everybody, &ask(Compare::Rest)).await.unwrap();
    assert!(close(change(&against_rest, one).value.unwrap(), expected));

    let shares: f64 = plain.rows.iter().map(|row| row.orders_share.clone().unwrap().value.unwrap()).sum();
    let revenue: f64 = plain.rows.iter().map(|row| row.revenue_share.clone().unwrap().value.unwrap()).sum();
    assert!(close(shares, 1.0) && (revenue - 1.0).abs() < 1e-6, "{shares} {revenue}");
    let total = &plain.total;
    let repeat = total.repeat_rate.clone().unwrap();
    let expected = total.repeat_customers.value.unwrap() / total.customers.value.unwrap();
    assert!(close(repeat.value.unwrap(), expected));
    assert!(total.resolution_median.clone().unwrap().value.unwrap() > 0.0);
    assert!(total.resolution_p90.clone().unwrap().value >= total.resolution_median.clone().unwrap().value);
}

#[tokio::test]
async fn a_trend_is_its_slices_without_gaps_and_marks_what_is_not_over() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    let whole = asked(&company, &[], Filter::default(), None).await.total.estimate.n;
    for step in [Step::Day, Step::Week, Step::Month] {
        let question = TrendQuestion { metric: Some("nps_visit".into()), step, ..TrendQuestion::default() };
        let trend = company.insight.trend(&everybody, &question).await.unwrap();
        let points = &trend.series[0].points;
        assert_eq!(points.iter().map(|point| point.estimate.n).sum::<u64>(), whole, "{step:?}");
        let days: Vec<jiff::civil::Date> = points.iter().map(|point| point.first_day.parse().unwrap()).collect();
        for pair in days.windows(2) {
            let apart = (pair[1] - pair[0]).get_days();
            let expected = match step {
                Step::Day => 1..=1,
                Step::Week => 7..=7,
                Step::Month => 28..=31,
            };
            assert!(expected.contains(&apart), "{step:?} {pair:?}");
        }
        assert_eq!(points.iter().filter(|point| point.unfinished).count(), usize::from(step == Step::Week), "{step:?}");
    }
    let question = TrendQuestion { by: Some(By::Unit), step: Step::Month, ..TrendQuestion::default() };
    let orders = company.insight.trend(&everybody, &question).await.unwrap();
    let sum: f64 =
        orders.series.iter().flat_map(|series| &series.points).map(|point| point.estimate.value.unwrap()).sum();
    let total = company.insight.operations(&everybody, &OperationsQuestion::default()).await.unwrap().total;
    assert!(close(sum, total.orders.value.unwrap()));
}

#[tokio::test]
async fn who_answered_and_who_did_not_are_all_who_were_asked() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    let question = ResponseQuestion {
        metric: Some("nps_visit".into()),
        by: vec![By::Channel],
        compare: Some(Compare::Rest),
        ..ResponseQuestion::default()
    };
    let response = company.insight.response(&everybody, &question).await.unwrap();
    let scores = asked(&company, &[], Filter::default(), None).await;
    assert_eq!(Some(&response.total.rate), scores.asked.as_ref());
    let sum = |figure: fn(&otklik_insight::ResponseRow) -> f64| response.rows.iter().map(figure).sum::<f64>();
    assert!(close(sum(|row| row.asked.value.unwrap()), response.total.asked.value.unwrap()));
    assert!(close(sum(|row| row.answered.value.unwrap()), response.total.answered.value.unwrap()));
    assert!(response.rows.len() >= 2);
    for row in response.rows.iter().chain([&response.total]) {
        let unanswered = rows_behind(&company, &row.unanswered).await as f64;
        assert!(close(unanswered, row.asked.value.unwrap() - row.answered.value.unwrap()), "{:?}", row.slice);
    }
    assert!(response.rows.iter().all(|row| row.change.is_some()));
}

#[tokio::test]
async fn what_hurts_most_comes_first_and_opens_exactly_what_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    for by in [By::Touchpoint, By::Unit] {
        let question = HurtsQuestion { by, long_wait_seconds: 300, ..HurtsQuestion::default() };
        let hurts = company.insight.hurts(&everybody, &question).await.unwrap();
        assert!(hurts.rows.len() >= 4, "{}", hurts.rows.len());
        let people: Vec<f64> = hurts.rows.iter().map(|row| row.affected.value.unwrap()).collect();
        assert!(people.is_sorted_by(|one, other| one >= other), "{people:?}");
        for row in &hurts.rows {
            assert_eq!(rows_behind(&company, &row.people).await, row.events, "{:?} {:?}", row.kind, row.slice);
            let found = company.insight.people(&everybody, &behind(&row.people), None, 1).await.unwrap();
            assert_eq!(found.total + found.anonymous_rows, row.affected.value.unwrap() as u64);
            assert!(row.share.high.unwrap() <= 1.0);
        }
    }
}

#[tokio::test]
async fn a_change_is_the_sum_of_another_mix_and_changes_within_the_parts() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let question = ScoresQuestion {
        filter: filter(r#"{"period":"2026-06"}"#),
        compare: Some(Compare::PreviousPeriod),
        split_by: Some(By::Channel),
        ..ScoresQuestion::of("nps_visit")
    };
    let scores = company.insight.scores(&Reader::of_company(), &question).await.unwrap();
    let split = scores.split.unwrap();
    let [total, mix, within] = [&split.total, &split.mix, &split.within].map(|change| change.value.unwrap());
    assert!(close(total, mix + within), "{split:?}");
    assert!(close(total, scores.total.change.unwrap().value.unwrap()));
    assert!(split.parts >= 2);

    let alone = ScoresQuestion { split_by: Some(By::Month), ..ScoresQuestion::of("nps_visit") };
    assert!(company.insight.scores(&Reader::of_company(), &alone).await.unwrap().split.is_none());
}

#[tokio::test]
async fn units_are_held_against_what_the_others_get_in_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    // All of these answers belong to one stage, so that there is one cell and the rest can be asked for by a filter.
    let question =
        ScoresQuestion { by: vec![By::Unit], like_for_like: vec![By::Stage], ..ScoresQuestion::of("nps_visit") };
    let scores = company.insight.scores(&everybody, &question).await.unwrap();
    let whole = scores.total.estimate.value.unwrap();
    let mut told = 0;
    for row in scores.rows.iter().filter(|row| !row.slice["unit"].is_empty()) {
        let others =
            asked(&company, &[], filter(&format!(r#"{{"not":{{"unit":{:?}}}}}"#, row.slice["unit"])), None).await;
        let expected = whole + row.estimate.value.unwrap() - others.total.estimate.value.unwrap();
        assert!(close(row.like_for_like.as_ref().unwrap().value.unwrap(), expected), "{:?}", row.slice);
        // Two shops are too few to say how shops differ.
        assert_eq!((row.ranks, row.shrunken, row.outer_limits), (None, None, None));
        told += 1;
    }
    assert_eq!(told, 2);
}

#[tokio::test]
async fn a_target_is_told_where_the_row_is_about_all_of_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let plain = asked(&company, &[By::Unit], Filter::default(), None).await;
    let unit = plain.rows.iter().map(|row| &row.slice["unit"]).find(|unit| !unit.is_empty()).unwrap();
    let (_, mut catalogue) = company.store.catalogue().current().await.unwrap().unwrap();
    let target = |unit: Option<&String>, value| Target {
        metric: "nps_visit".to_owned(),
        unit: unit.map(|unit| unit.parse().unwrap()),
        value,
        until: None,
    };
    catalogue.targets = vec![target(None, -100.0), target(Some(unit), 100.0)];
    company.store.catalogue().put(&catalogue, company.now).await.unwrap();

    let scores = asked(&company, &[By::Unit], Filter::default(), None).await;
    let whole = scores.total.target.as_ref().unwrap();
    assert_eq!(whole.verdict, TargetVerdict::Reached);
    assert!(close(whole.distance.unwrap(), scores.total.estimate.value.unwrap() + 100.0));
    for row in &scores.rows {
        let verdict = row.target.as_ref().map(|target| target.verdict);
        assert_eq!(verdict, (row.slice["unit"] == *unit).then_some(TargetVerdict::Missed), "{:?}", row.slice);
    }
    let of_unit = asked(&company, &[], filter(&format!(r#"{{"unit":{unit:?}}}"#)), None).await;
    assert_eq!(of_unit.total.target.unwrap().target, 100.0);
    let part = asked(&company, &[By::Unit, By::Channel], filter(r#"{"channel":"push"}"#), None).await;
    assert!(part.total.target.is_none() && part.rows.iter().all(|row| row.target.is_none()));
}
