//! Questions without meaning are refused, and the part that is wrong is named.

use otklik_journey::{
    Breakdown, Counting, Exclusion, Funnel, FunnelError, FunnelQuestion, QuestionError, SectionRule, StepOrder, Touch,
};

fn refused(change: impl FnOnce(&mut FunnelQuestion)) -> (FunnelError, String) {
    let mut question = FunnelQuestion::new(&[0, 1, 2], 0);
    assert!(Funnel::new(&question).is_ok());
    change(&mut question);
    let error = Funnel::new(&question).unwrap_err();
    let place = error.place();
    (error, place)
}

fn not_positive(place: &str, micros: i64) -> (FunnelError, String) {
    (QuestionError::DurationNotPositive { place: place.to_owned(), micros }.into(), place.to_owned())
}

#[test]
fn steps_have_to_make_sense() {
    let place = |place: &str, error: FunnelError| (error, place.to_owned());
    assert_eq!(refused(|question| question.steps.clear()), place("/steps", FunnelError::NoSteps));
    let many = |question: &mut FunnelQuestion| question.steps = vec![question.steps[0].clone(); 17];
    assert_eq!(refused(many), place("/steps", FunnelError::TooManySteps { found: 17, limit: 16 }));
    let empty = |question: &mut FunnelQuestion| question.steps[1].codes.clear();
    assert_eq!(refused(empty), place("/steps/1/codes", FunnelError::StepEmpty { step: 1 }));
    let end = |question: &mut FunnelQuestion| question.steps[2].optional = true;
    assert_eq!(refused(end), place("/steps/2/optional", FunnelError::EndOptional { step: 2 }));
    let strict = |question: &mut FunnelQuestion| {
        question.steps[1].optional = true;
        question.order = StepOrder::Strict;
    };
    assert_eq!(refused(strict), place("/steps/1/optional", FunnelError::OptionalNotOrdered { step: 1 }));
    let any = |question: &mut FunnelQuestion| {
        question.steps[1].limit = Some(5);
        question.order = StepOrder::Any;
    };
    assert_eq!(refused(any), place("/steps/1/limit", FunnelError::LimitInAnyOrder { step: 1 }));
    let entry = |question: &mut FunnelQuestion| question.steps[0].limit = Some(5);
    assert_eq!(refused(entry), place("/steps/0/limit", FunnelError::LimitAtEntry));
}

#[test]
fn durations_are_positive() {
    assert_eq!(refused(|question| question.window = 0), not_positive("/window", 0));
    assert_eq!(refused(|question| question.steps[2].limit = Some(-1)), not_positive("/steps/2/limit", -1));
    let sessions = |question: &mut FunnelQuestion| question.counting = Counting::Sessions(SectionRule::Gap(0));
    assert_eq!(refused(sessions), not_positive("/counting/sessions/gap", 0));
}

#[test]
fn exclusions_lie_between_steps_that_have_to_be_taken() {
    let outside = (FunnelError::ExclusionOutside { exclusion: 0 }, "/exclusions/0".to_owned());
    for (after, before) in [(1, 1), (2, 1), (0, 3)] {
        let exclusion = Exclusion { codes: vec![7], after, before };
        assert_eq!(refused(|question| question.exclusions.push(exclusion)), outside, "{after} {before}");
    }
    let by_optional = |question: &mut FunnelQuestion| {
        question.steps[1].optional = true;
        question.exclusions.push(Exclusion { codes: vec![7], after: 0, before: 1 });
    };
    assert_eq!(refused(by_optional), outside);
    let any = |question: &mut FunnelQuestion| {
        question.order = StepOrder::Any;
        question.exclusions.push(Exclusion { codes: vec![7], after: 0, before: 1 });
    };
    assert_eq!(refused(any), (FunnelError::ExclusionInAnyOrder, "/exclusions".to_owned()));
}

#[test]
fn breakdowns_and_histograms_have_bounds() {
    let step = |question: &mut FunnelQuestion| question.breakdown = Some(Breakdown { at: Touch::Step(3), values: 1 });
    assert_eq!(refused(step), (FunnelError::BreakdownOutside { step: 3 }, "/breakdown/at".to_owned()));
    let values =
        |question: &mut FunnelQuestion| question.breakdown = Some(Breakdown { at: Touch::First, values: 1001 });
    let error = FunnelError::TooManyValues { found: 1001, limit: 1000 };
    assert_eq!(refused(values), (error, "/breakdown/values".to_owned()));
    let borders = |question: &mut FunnelQuestion| question.borders = vec![1, 2, 2];
    assert_eq!(refused(borders), (FunnelError::BordersNotAscending { border: 2 }, "/borders/2".to_owned()));
}
