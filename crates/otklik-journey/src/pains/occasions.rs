//! The occasions of one customer on which something hurt, or could have hurt and did not.

use super::cells::{Cell, Place};
use super::deeds::Deeds;
use super::{
    ANSWER_WINDOW, NO_SCOPE, Pain, PainKind, PainTerms, QUEUE_WINDOW, REPEAT_WINDOW, SAME_TOUCH, Sequel, TouchEvent,
    TouchPart,
};
use crate::lens::LEFT_OUT;

/// A journey with a pain or, comparable with it, without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    /// The pain by its index.
    pub(super) pain: usize,
    pub(super) kind: PainKind,
    /// Whether it is a journey with the pain.
    pub(super) is_with: bool,
    /// Whether the customer is among those whom the pain affected.
    pub(super) affects: bool,
    /// Whether the time in which something could still come is over.
    pub(super) is_mature: bool,
    /// Whether the customer ordered or returned.
    pub(super) followed: bool,
    /// For how much.
    pub(super) amount: i64,
    pub(super) cell: Cell,
    /// The event that tells of it.
    pub(super) time: i64,
}

/// Remembers something for each of many numbers, and forgets all of it at once.
#[derive(Clone, Debug, Default)]
struct Remembered<T> {
    of: Vec<(u32, T)>,
    turn: u32,
}

impl<T: Copy + Default> Remembered<T> {
    fn forget(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        if self.turn == 0 {
            self.of.clear();
            self.turn = 1;
        }
    }

    fn get(&self, number: usize) -> Option<T> {
        self.of.get(number).filter(|(turn, _)| *turn == self.turn).map(|(_, value)| *value)
    }

    fn set(&mut self, number: usize, value: T) {
        if self.of.len() <= number {
            self.of.resize(number + 1, (0, T::default()));
        }
        self.of[number] = (self.turn, value);
    }

    fn remove(&mut self, number: usize) {
        if let Some(slot) = self.of.get_mut(number) {
            slot.0 = self.turn.wrapping_sub(1);
        }
    }
}

/// Walks along the touches of one customer after the other.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) terms: PainTerms,
    deeds: Deeds,
    /// When the occasion of a kind of pain at a node began that is still going on.
    begun: Remembered<i64>,
    /// The place of the last touch of each kind that may yet be repeated.
    once: Remembered<u32>,
    /// Each survey with the mark and the time of its last answer; nobody answers many.
    marks: Vec<(u32, f32, i64)>,
    nodes_seen: Remembered<()>,
}

impl Walk {
    pub(super) fn new(terms: PainTerms) -> Self {
        Self {
            terms,
            deeds: Deeds::default(),
            begun: Remembered::default(),
            once: Remembered::default(),
            marks: Vec::new(),
            nodes_seen: Remembered::default(),
        }
    }

    /// Hands over every occasion on which something hurt or could have.
    pub(super) fn each(&mut self, touches: &[TouchEvent], sink: &mut impl FnMut(Occasion)) {
        self.deeds.read(touches);
        self.begun.forget();
        self.once.forget();
        self.marks.clear();
        for (place, touch) in touches.iter().enumerate() {
            if touch.part == TouchPart::Answer {
                self.look_at_answer(touches, place, sink);
            }
            if touch.node == LEFT_OUT {
                continue;
            }
            match touch.part {
                TouchPart::PaymentFailed => self.look_at_failure(touch, sink),
                TouchPart::Order => self.look_at_attempt(touch, sink),
                TouchPart::WaitEnded => self.look_at_wait(touch, sink),
                TouchPart::WaitBegan => self.look_at_queue(touches, place, sink),
                TouchPart::Contact | TouchPart::Help => {
                    self.look_at_contact(touch, sink);
                    self.look_at_switch(touches, place, sink);
                    self.look_at_repeat(touches, place, sink);
                }
                TouchPart::Answer | TouchPart::Served | TouchPart::Other => {}
            }
        }
        self.look_at_those_done_once(touches, sink);
    }

    fn look_at_failure(&mut self, touch: &TouchEvent, sink: &mut impl FnMut(Occasion)) {
        if self.begins(PainKind::PaymentFailed, touch) {
            self.tell(PainKind::PaymentFailed, touch.node, touch, true, touch.time, sink);
        }
    }

    /// A touch in a stage where payments fail: one that went well, if none failed near it.
    fn look_at_attempt(&self, touch: &TouchEvent, sink: &mut impl FnMut(Occasion)) {
        if self.deeds.failed_near(touch.time, self.terms.order_window) {
            return;
        }
        for node in &self.terms.payments {
            if self.stage(*node) == self.stage(touch.node) {
                self.tell(PainKind::PaymentFailed, *node, touch, false, touch.time, sink);
            }
        }
    }

    fn look_at_wait(&self, touch: &TouchEvent, sink: &mut impl FnMut(Occasion)) {
        if !touch.waited_seconds.is_nan() {
            let is_long = touch.waited_seconds >= self.terms.long_wait_seconds;
            self.tell(PainKind::LongWait, touch.node, touch, is_long, touch.time, sink);
        }
    }

    fn look_at_queue(&self, touches: &[TouchEvent], place: usize, sink: &mut impl FnMut(Occasion)) {
        let touch = &touches[place];
        let mut later = touches[place + 1..].iter().take_while(|later| later.time - touch.time <= QUEUE_WINDOW);
        let is_served =
            later.any(|later| matches!(later.part, TouchPart::WaitEnded | TouchPart::Served | TouchPart::Order));
        self.tell(PainKind::LeftQueue, touch.node, touch, !is_served, touch.time, sink);
    }

    /// A contact before the purchase: lost, unless something was ordered; a failed payment is told for itself.
    fn look_at_contact(&mut self, touch: &TouchEvent, sink: &mut impl FnMut(Occasion)) {
        let is_before = touch.part == TouchPart::Contact && self.terms.before_purchase[usize::from(touch.node)];
        if !is_before || !self.begins(PainKind::Lost, touch) {
            return;
        }
        self.look_at_attempt(touch, sink);
        if self.deeds.failed_near(touch.time, self.terms.order_window) {
            return;
        }
        for node in 0..self.terms.nodes() as u16 {
            if self.stage(node) == self.stage(touch.node) {
                self.tell(PainKind::Lost, node, touch, node == touch.node, touch.time, sink);
            }
        }
    }

    fn look_at_switch(&mut self, touches: &[TouchEvent], place: usize, sink: &mut impl FnMut(Occasion)) {
        let touch = &touches[place];
        if !self.is_own(touch) || !self.begins(PainKind::ChannelSwitched, touch) {
            return;
        }
        let goes_on = |later: &&TouchEvent| {
            later.node != LEFT_OUT
                && self.stage(later.node) == self.stage(touch.node)
                && matches!(later.part, TouchPart::Contact | TouchPart::Help | TouchPart::Order)
        };
        let later = touches[place + 1..].iter().take_while(|later| later.time - touch.time <= self.terms.order_window);
        let next = later.filter(|later| goes_on(later)).find(|later| later.time > touch.time);
        let switched = next.filter(|next| next.channel != touch.channel);
        let since = switched.map_or(touch.time, |next| next.time);
        self.tell(PainKind::ChannelSwitched, touch.node, touch, switched.is_some(), since, sink);
    }

    /// Compares a touch with the last one of its kind; a touch that was done once is told when it is certain.
    fn look_at_repeat(&mut self, touches: &[TouchEvent], place: usize, sink: &mut impl FnMut(Occasion)) {
        let touch = &touches[place];
        if !self.is_own(touch) {
            return;
        }
        let kind = usize::from(touch.kind);
        let slot = self.slot(PainKind::Repeated, touch.kind);
        let once = self.once.get(kind).map(|place| &touches[place as usize]);
        let Some(last) = once.map(|last| last.time).or(self.begun.get(slot)) else {
            return self.once.set(kind, place as u32);
        };
        if touch.time - last <= SAME_TOUCH {
            return;
        }
        let is_same_trouble = touch.time - last <= REPEAT_WINDOW && !self.deeds.has_order_between(last, touch.time);
        match once {
            Some(_) if is_same_trouble => {
                self.tell(PainKind::Repeated, touch.node, touch, true, touch.time, sink);
                self.once.remove(kind);
            }
            Some(once) => self.tell_once(once, sink),
            None => {}
        }
        if is_same_trouble {
            // A third time belongs to it as well.
            self.begun.set(slot, touch.time);
        } else {
            self.once.set(kind, place as u32);
        }
    }

    fn look_at_those_done_once(&mut self, touches: &[TouchEvent], sink: &mut impl FnMut(Occasion)) {
        for (place, touch) in touches.iter().enumerate() {
            if self.once.get(usize::from(touch.kind)) == Some(place as u32) {
                self.tell_once(touch, sink);
            }
        }
    }

    fn tell_once(&self, touch: &TouchEvent, sink: &mut impl FnMut(Occasion)) {
        let is_certain = touch.time.saturating_add(REPEAT_WINDOW) <= self.terms.now;
        self.tell(PainKind::Repeated, touch.node, touch, false, touch.time, &mut |occasion| {
            sink(Occasion { is_mature: occasion.is_mature && is_certain, ..occasion });
        });
    }

    /// Tells of every touchpoint between two answers to one survey whether the later mark is lower.
    fn look_at_answer(&mut self, touches: &[TouchEvent], place: usize, sink: &mut impl FnMut(Occasion)) {
        let answer = &touches[place];
        if answer.mark.is_nan() {
            return;
        }
        let Some(last) = self.marks.iter_mut().find(|(survey, ..)| *survey == answer.survey) else {
            return self.marks.push((answer.survey, answer.mark, answer.time));
        };
        let (_, mark, since) = std::mem::replace(last, (answer.survey, answer.mark, answer.time));
        self.nodes_seen.forget();
        let earliest = answer.time.saturating_sub(ANSWER_WINDOW).max(since.saturating_add(1));
        for touch in touches[..place].iter().rev().take_while(|touch| touch.time >= earliest) {
            let is_touch = touch.node != LEFT_OUT && !matches!(touch.part, TouchPart::Answer | TouchPart::Other);
            if is_touch && self.nodes_seen.get(usize::from(touch.node)).is_none() {
                self.nodes_seen.set(usize::from(touch.node), ());
                let dropped = answer.mark < mark;
                self.tell(PainKind::ScoreDropped, touch.node, touch, dropped, answer.time, sink);
            }
        }
    }

    /// Whether a touch is something that customers do of themselves: what the company sends can be repeated without anybody's trouble.
    fn is_own(&self, touch: &TouchEvent) -> bool {
        touch.part == TouchPart::Help || self.terms.before_purchase[usize::from(touch.node)]
    }

    fn stage(&self, node: u16) -> u8 {
        self.terms.stages[usize::from(node)]
    }

    fn slot(&self, kind: PainKind, number: u16) -> usize {
        kind as usize + PainKind::ALL.len() * usize::from(number)
    }

    /// Whether a touch begins an occasion: others within the window of its first one belong to that.
    fn begins(&mut self, kind: PainKind, touch: &TouchEvent) -> bool {
        let slot = self.slot(kind, touch.node);
        let goes_on = self.begun.get(slot).is_some_and(|begun| touch.time - begun < self.terms.order_window);
        if !goes_on {
            self.begun.set(slot, touch.time);
        }
        !goes_on
    }

    /// Hands over an occasion at a touch whose sequel is looked for from an instant on.
    fn tell(
        &self,
        kind: PainKind,
        node: u16,
        touch: &TouchEvent,
        is_with: bool,
        since: i64,
        sink: &mut impl FnMut(Occasion),
    ) {
        if !touch.counts || touch.scope == NO_SCOPE {
            return;
        }
        let terms = &self.terms;
        let (window, (followed, amount)) = match terms.sequel(kind, node) {
            Sequel::Ordered => (terms.order_window, self.deeds.ordered(since, terms.order_window)),
            Sequel::Returned => (terms.return_window, self.deeds.returned(since, terms.return_window)),
        };
        let is_mature = since.saturating_add(window) <= terms.now;
        let affects = is_with && (kind != PainKind::Lost || is_mature && !followed);
        let is_new = self.deeds.is_new(touch.time, terms.order_window);
        let TouchEvent { week, hour, unit, channel, scope, time, .. } = *touch;
        let pain = terms.index(Pain { kind, node, scope });
        let cell = Cell::new(pain, Place { week, hour, unit, channel, is_new });
        sink(Occasion { pain, kind, is_with, affects, is_mature, followed, amount, cell, time });
    }
}
