//! Pains against the truth of a simulated company.

use otklik_core::Verdict;
use otklik_core::filter::Filter;
use otklik_insight::{By, MomentsQuestion, PainKind, PainVerdict, PainsAnswer, PainsQuestion, Reader};
use otklik_simulator::{Plan, Simulation};
use tempfile::TempDir;

use crate::small_company::{SmallCompany, behind, small_company};

/// The days of a planted fault as a filter.
fn days_of(fault: &str) -> Filter {
    let planted = Simulation::new(Plan::small(7)).faults().into_iter().find(|planted| planted.id == fault).unwrap();
    serde_json::from_value(serde_json::json!({"period": format!("{}..{}", planted.first_day, planted.last_day)}))
        .unwrap()
}

async fn pains_during(company: &SmallCompany, fault: &str, by: Option<By>) -> PainsAnswer {
    let question = PainsQuestion { filter: days_of(fault), by, long_wait_seconds: 600, ..PainsQuestion::default() };
    company.insight.pains(&Reader::of_company(), &question).await.unwrap()
}

/// The rows in short, for who has to find out why a test failed.
fn told(answer: &PainsAnswer) -> Vec<String> {
    let row = |row: &otklik_insight::PainRow| {
        let (low, high) = (row.money.low, row.money.high);
        format!("{:?} at {}: {} people, {low:?} to {high:?}", row.kind, row.node.node, row.affected.people)
    };
    answer.rows.iter().map(row).collect()
}

#[tokio::test]
async fn what_was_planted_is_among_the_two_greatest_pains_of_its_week() {
    let folder = TempDir::new().unwrap();
    let company = small_company(folder.path()).await;

    let payments = pains_during(&company, "payment_release", None).await;
    let first = &payments.rows[0];
    assert_eq!(
        (first.kind, first.node.node.as_str()),
        (PainKind::PaymentFailed, "Payment in the app"),
        "{:?}",
        told(&payments)
    );
    assert_eq!(first.verdict, PainVerdict::AtRisk);
    // Six of ten give up; those who order within a day all the same are not lost.
    let lost = first.difference.clone();
    assert!(lost.low.unwrap() < 0.6 && 0.45 < lost.high.unwrap(), "{lost:?}");

    let queue = pains_during(&company, "bad_week", None).await;
    let place = queue.rows.iter().position(|row| row.kind == PainKind::LongWait && row.node.node == "Picking up");
    assert!(place.is_some_and(|place| place < 2), "{:?}", told(&queue));
    // Told apart by shop, it is the shop where the week was bad.
    let by_shop = pains_during(&company, "bad_week", Some(By::Unit)).await;
    let share = |unit: &str| {
        let own = by_shop.rows.iter().find(|row| row.kind == PainKind::LongWait && row.unit.as_deref() == Some(unit));
        own.and_then(|row| row.share.value).unwrap_or_default()
    };
    assert!(share("msk/arbat") > 1.5 * share("msk/belorussky"), "{:?}", told(&by_shop));
}

#[tokio::test]
async fn every_pain_opens_as_many_people_as_it_says_and_one_of_them_is_the_example() {
    let folder = TempDir::new().unwrap();
    let company = small_company(folder.path()).await;
    let reader = Reader::of_company();
    for by in [None, Some(By::UnitLevel2)] {
        let question = PainsQuestion { by, long_wait_seconds: 420, most: 12, ..PainsQuestion::default() };
        let answer = company.insight.pains(&reader, &question).await.unwrap();
        assert!(answer.rows.len() > 3, "{:?}", told(&answer));
        assert!(answer.rows.iter().any(|row| row.kind == PainKind::LongWait && row.immature.people > 0));
        for row in &answer.rows {
            let people = company.insight.people(&reader, &behind(&row.people), None, 100_000).await.unwrap();
            assert_eq!(people.total, row.affected.people, "{:?} {} {:?}", row.kind, row.node.node, row.unit);
            let example = row.example.as_ref().unwrap();
            assert!(
                people
                    .people
                    .iter()
                    .any(|person| person.customer == Some(example.customer) && person.label == example.label)
            );
            if let (Some(value), Some(low), Some(high)) = (row.money.value, row.money.low, row.money.high) {
                assert!(low <= value && value <= high);
            }
        }
        let again = company.insight.pains(&reader, &question).await.unwrap();
        assert_eq!(serde_json::to_value(&answer.rows).unwrap(), serde_json::to_value(&again.rows).unwrap());
    }
}

#[tokio::test]
async fn every_moment_of_truth_opens_as_many_people_as_it_says() {
    let folder = TempDir::new().unwrap();
    let company = small_company(folder.path()).await;
    let reader = Reader::of_company();
    let question = MomentsQuestion { return_days: 14, ..MomentsQuestion::default() };
    let answer = company.insight.moments(&reader, &question).await.unwrap();
    assert!(answer.rows.len() > 5);
    for row in &answer.rows {
        let people = company.insight.people(&reader, &behind(&row.people), None, 1).await.unwrap();
        assert_eq!(people.total, row.touched.people, "{}", row.node.node);
        // Corrected together: the interval leaves out zero exactly where the verdict says so.
        let certain = row.change.low.zip(row.change.high).is_some_and(|(low, high)| low > 0.0 || high < 0.0);
        assert_eq!(matches!(row.change.verdict, Verdict::Higher | Verdict::Lower), certain, "{:?}", row.change);
    }
    assert!(answer.rows.iter().any(|row| row.immature.people > 0 && row.comparable.people > 100));
    let refused = MomentsQuestion { return_days: 0, ..question };
    assert!(company.insight.moments(&reader, &refused).await.is_err());
}
