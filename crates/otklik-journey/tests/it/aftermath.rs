//! Complaints after touches and waits against their definition.

use otklik_journey::{Aftermath, AftermathFigure, AftermathTerms, LEFT_OUT, ORDER_WINDOW, TouchEvent, TouchPart};
use proptest::prelude::*;

use crate::pains::{NODES, customers, folded};

const DAY: i64 = ORDER_WINDOW;
const COMPLAINT: usize = 1;

fn is_told(touch: &TouchEvent, node: u16) -> bool {
    touch.counts && touch.node == node && node != LEFT_OUT
}

fn is_mature(touch: &TouchEvent, terms: &AftermathTerms) -> bool {
    touch.time + terms.window <= terms.now
}

fn is_followed(touch: &TouchEvent, touches: &[TouchEvent], terms: &AftermathTerms) -> bool {
    let is_complaint = |other: &&TouchEvent| usize::from(other.kind) == COMPLAINT;
    let mut complaints = touches.iter().filter(is_complaint);
    complaints.any(|other| touch.time < other.time && other.time <= touch.time + terms.window)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn complaints_and_waits_are_counted_as_they_are_defined(customers in customers(), days in 0_i64..60, window in 1_i64..9, parts in 1_usize..4) {
        let mut complaints = vec![false; 4];
        complaints[COMPLAINT] = true;
        let terms = AftermathTerms { nodes: usize::from(NODES), complaints, window: window * DAY, now: days * DAY };
        let fold = Aftermath::new(terms.clone());
        let counted = folded(&fold, &customers, parts);
        for node in 0..NODES {
            let people = |holds: &dyn Fn(&TouchEvent, &[TouchEvent]) -> bool| {
                let concerns = |touches: &&Vec<TouchEvent>| touches.iter().any(|touch| is_told(touch, node) && holds(touch, touches));
                customers.iter().filter(concerns).count() as u64
            };
            let waits = |touch: &TouchEvent| touch.part == TouchPart::WaitEnded && !touch.waited_seconds.is_nan();
            let reached = people(&|touch, _| is_mature(touch, &terms));
            let complained = people(&|touch, touches| is_mature(touch, &terms) && is_followed(touch, touches, &terms));
            let waited = people(&|touch, _| waits(touch));
            let found = counted.iter().find(|found| found.node == node);
            prop_assert_eq!(found.map_or((0, 0, 0), |found| (found.reached, found.complained, found.waited)), (reached, complained, waited));
            for (figure, expected) in [(AftermathFigure::Complained, complained), (AftermathFigure::Waited, waited)] {
                let opened = customers.iter().filter(|touches| fold.counts(figure, node, touches).is_some()).count();
                prop_assert_eq!(opened as u64, expected);
            }
            let ends = customers.iter().flatten().filter(|touch| is_told(touch, node) && waits(touch));
            let sum: f64 = ends.map(|wait| f64::from(wait.waited_seconds)).sum();
            prop_assert!((found.map_or(0, |found| found.micros) as f64 / 1e6 - sum).abs() < 1e-3);
        }
    }
}
