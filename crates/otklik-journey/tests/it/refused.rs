//! Questions without meaning are refused, and the part that is wrong is named.

use otklik_journey::{
    Anchor, Beginning, Between, BetweenQuestion, CohortEntry, Lens, Lifecycle, LifecycleQuestion, PathQuestion, Paths,
    Periods, QuestionError, Retention, RetentionQuestion, Returning, SectionRule, TransitionQuestion, Transitions,
};

fn place<T>(made: Result<T, QuestionError>) -> String {
    made.err().map_or_else(|| "accepted".to_owned(), |error| error.place())
}

fn retention(start: &[u16], periods: i64, values: usize) -> Result<Retention, QuestionError> {
    let borders: Vec<_> = (0..=periods).collect();
    Retention::new(RetentionQuestion {
        start: start.to_vec(),
        back: vec![1],
        periods: Periods::new(&borders)?,
        entry: CohortEntry::FirstTime,
        returning: Returning::On,
        values: Some(values),
        now: 0,
    })
}

fn paths(anchor: Anchor, depth: usize, nodes: u16) -> Result<Paths, QuestionError> {
    let nodes = Lens::plain(nodes)?;
    Paths::new(PathQuestion { nodes, sections: SectionRule::Whole, collapse_repeats: false, anchor, depth })
}

#[test]
fn sets_of_events_are_not_empty() {
    assert_eq!(place(retention(&[], 2, 1)), "/start");
    let periods = Periods::new(&[0, 1]).unwrap();
    assert_eq!(place(Lifecycle::new(&LifecycleQuestion { active: vec![], periods, now: 0 })), "/active");
    let (sections, beginning) = (SectionRule::Whole, Beginning::First);
    let between = BetweenQuestion { from: vec![1], to: vec![], beginning, sections, borders: vec![] };
    assert_eq!(place(Between::new(between)), "/to");
}

#[test]
fn answers_have_bounds() {
    assert_eq!(place(retention(&[0], 1000, 2)), "accepted");
    assert_eq!(place(retention(&[0], 1000, 3)), "");
    assert_eq!(place(paths(Anchor::Through(0), 20, 319)), "accepted");
    assert_eq!(place(paths(Anchor::Through(0), 20, 320)), "");
}

#[test]
fn paths_need_an_anchor_and_a_depth() {
    assert_eq!(place(paths(Anchor::From(3), 1, 3)), "/anchor");
    assert_eq!(place(paths(Anchor::From(2), 0, 3)), "/depth");
    assert_eq!(place(paths(Anchor::From(2), 21, 3)), "/depth");
}

#[test]
fn a_pause_is_positive() {
    let nodes = Lens::plain(2).unwrap();
    let sections = SectionRule::Gap(0);
    let question = TransitionQuestion { nodes, sections, collapse_repeats: false, distributions: false };
    assert_eq!(place(Transitions::new(question)), "/sections/gap");
}
