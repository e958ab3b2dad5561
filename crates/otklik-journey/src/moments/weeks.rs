//! The weeks of one customer.

use super::MomentTerms;
use crate::lens::LEFT_OUT;
use crate::pains::{Cell, Deeds, Place, TouchEvent, TouchPart};

const DAY: i64 = 24 * 3_600 * 1_000_000;
/// Weeks are counted from that of the first of January 1970, whose Monday lies three days before.
const FIRST_MONDAY: i64 = -3 * DAY;
/// The weeks before in which orders tell how often somebody comes.
const HABIT: i64 = 28 * DAY;

/// What a customer did in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) cell: Cell,
    /// Whether the time in which the customer could return is over.
    pub(super) is_mature: bool,
    pub(super) returned: bool,
}

/// Walks along the weeks of one customer after the other.
#[derive(Clone, Debug)]
pub(super) struct Weeks {
    pub(super) terms: MomentTerms,
    deeds: Deeds,
    /// The nodes of the week, each once, with the time of the last touch there.
    nodes: Vec<(u16, i64)>,
}

impl Weeks {
    pub(super) fn new(terms: MomentTerms) -> Self {
        Self { terms, deeds: Deeds::default(), nodes: Vec::new() }
    }

    /// Whether a touch is one of the way; to be asked or to answer is none.
    fn counts(touch: &TouchEvent) -> bool {
        touch.counts && touch.node != LEFT_OUT && touch.part != TouchPart::Answer
    }

    /// Hands over every week with an order in which something counts, with the nodes at which it happened, ascending, and when last.
    pub(super) fn each(&mut self, touches: &[TouchEvent], mut week: impl FnMut(Week, &[(u16, i64)])) {
        self.deeds.read(touches);
        let Self { terms, deeds, nodes } = self;
        let mut rest = touches;
        while let Some(first) = rest.iter().find(|touch| Self::counts(touch)) {
            nodes.clear();
            let mut last = first.time;
            // A unit may lie in another zone: its week is the one that it calls so.
            for touch in rest.iter().filter(|touch| Self::counts(touch)).take_while(|touch| touch.week == first.week) {
                nodes.push((touch.node, touch.time));
                last = touch.time;
            }
            nodes.sort_unstable_by_key(|(node, time)| (*node, std::cmp::Reverse(*time)));
            nodes.dedup_by_key(|(node, _)| *node);
            let end = (FIRST_MONDAY + (i64::from(first.week) + 1) * 7 * DAY).max(last);
            let next = rest.iter().position(|touch| Self::counts(touch) && touch.week != first.week);
            rest = &rest[next.unwrap_or(rest.len())..];
            let orders = deeds.count_between(first.time, end);
            if orders == 0 {
                continue;
            }
            let place = Place {
                week: first.week,
                // Two habits of four kinds each stand where pains have an hour and a channel.
                hour: class(orders),
                channel: u16::from(class(deeds.count_between(first.time.saturating_sub(HABIT), first.time - 1))),
                unit: first.unit,
                is_new: deeds.is_new(first.time, 0),
            };
            let told = Week {
                cell: Cell::new(0, place),
                is_mature: end.saturating_add(terms.return_window) <= terms.now,
                returned: deeds.returned(end, terms.return_window).0,
            };
            week(told, nodes);
        }
    }
}

/// How often somebody ordered, in four classes.
fn class(orders: usize) -> u8 {
    match orders {
        0 => 0,
        1 => 1,
        2 | 3 => 2,
        _ => 3,
    }
}
