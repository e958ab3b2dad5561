//! What goes wrong, as it does: in the shops, in the systems, and in the data themselves.

use crate::calendar::Calendar;
use crate::influence::Influence;
use crate::plan::Plan;
use crate::random::{Purpose, Random};
use crate::shops::Shop;

/// The sorts of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    BadWeek,
    PaymentRelease,
    OwnCard,
    SharedPhone,
    DuplicateCards,
    ClockAhead,
    ShopOffline,
    SilentTill,
    EventRenamed,
    ScaleChanged,
    BeggingForTens,
}

impl FaultKind {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::BadWeek => "bad_week",
            Self::PaymentRelease => "payment_release",
            Self::OwnCard => "own_card",
            Self::SharedPhone => "shared_phone",
            Self::DuplicateCards => "duplicate_cards",
            Self::ClockAhead => "clock_ahead",
            Self::ShopOffline => "shop_offline",
            Self::SilentTill => "silent_till",
            Self::EventRenamed => "event_renamed",
            Self::ScaleChanged => "scale_changed",
            Self::BeggingForTens => "begging_for_tens",
        }
    }
}

/// One fault: what, where and when.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    /// The shops it hits; empty when it hits the whole chain.
    pub(crate) shops: Vec<usize>,
    pub(crate) first_day: usize,
    /// The day after the last.
    pub(crate) end_day: usize,
    /// The guests it hits.
    pub(crate) guests: Vec<u32>,
}

/// Share of app payments that the broken release refuses.
pub(crate) const BROKEN_PAYMENTS: f64 = 0.30;
/// Share of app payments that fail on any day.
pub(crate) const FAILED_PAYMENTS: f64 = 0.006;
/// Share of guests with a failed payment who give up.
pub(crate) const GIVEN_UP: f64 = 0.6;
/// How far the till's clock is ahead, in hours.
pub(crate) const CLOCK_HOURS_AHEAD: i64 = 3;
/// Orders a day that the barista swipes an own card for.
pub(crate) const SWIPES_A_DAY: f64 = 18.0;
/// How often a guest with two cards shows the second one.
pub(crate) const SECOND_CARD: f64 = 0.4;

/// All faults of a world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    pub(crate) list: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(plan: &Plan, calendar: &Calendar, shops: &[Shop]) -> Self {
        if !plan.faults {
            return Self::default();
        }
        let days = calendar.days.len();
        let at = |share: f64| (share * days as f64) as usize;
        let monday = |share: f64| calendar.monday_before(at(share));
        let shop = |number: usize| vec![number % shops.len()];
        let fault = |kind, shops, first_day: usize, length: usize| {
            let end_day = (first_day + length).min(days);
            Fault { kind, shops, first_day, end_day, guests: Vec::new() }
        };
        let mut list = vec![
            fault(FaultKind::BadWeek, (0..shops.len()).step_by(2).collect(), monday(0.45), 7),
            fault(FaultKind::PaymentRelease, Vec::new(), at(0.925), 5),
            fault(FaultKind::OwnCard, shop(12), at(0.55), 21),
            fault(FaultKind::SharedPhone, Vec::new(), 0, days),
            fault(FaultKind::DuplicateCards, Vec::new(), 0, days),
            fault(FaultKind::ClockAhead, shop(17), mid_month(calendar, at(0.38)), 10),
            fault(FaultKind::ShopOffline, shop(19), at(0.70), 3),
            fault(FaultKind::SilentTill, shop(15), days.saturating_sub(3), 3),
            fault(FaultKind::EventRenamed, Vec::new(), at(0.60), days),
            fault(FaultKind::ScaleChanged, shop(10), monday(0.80), 14),
            fault(FaultKind::BeggingForTens, shop(7), monday(0.88), 42),
        ];
        for fault in &mut list {
            fault.guests = guests_hit(plan, fault.kind);
        }
        Self { list }
    }

    /// Adds what holds at a shop on a day.
    pub(crate) fn apply(&self, shop: usize, day: usize, influence: &mut Influence) {
        for fault in self.list.iter().filter(|fault| fault.holds(shop, day)) {
            match fault.kind {
                FaultKind::BadWeek => {
                    influence.service_time *= 1.35;
                    influence.judgement -= 0.4;
                }
                FaultKind::ScaleChanged => influence.pickup_on_ten_points = true,
                FaultKind::BeggingForTens => influence.begging += 1.3,
                _ => {}
            }
        }
    }

    /// The fault of this kind that holds at a shop on a day.
    pub(crate) fn holding(&self, kind: FaultKind, shop: usize, day: usize) -> Option<&Fault> {
        self.list.iter().find(|fault| fault.kind == kind && fault.holds(shop, day))
    }

    /// The fault of this kind, wherever and whenever.
    pub(crate) fn of_kind(&self, kind: FaultKind) -> Option<&Fault> {
        self.list.iter().find(|fault| fault.kind == kind)
    }

    /// Share of app orders that fail at the payment on a day.
    pub(crate) fn failed_payments(&self, day: usize) -> f64 {
        let broken = self.holding(FaultKind::PaymentRelease, 0, day).is_some();
        if broken { BROKEN_PAYMENTS } else { FAILED_PAYMENTS }
    }

    /// Whether a shop's till tells nothing on a day, up to now.
    pub(crate) fn till_is_silent(&self, shop: usize, day: usize) -> bool {
        self.holding(FaultKind::SilentTill, shop, day).is_some()
    }
}

impl Fault {
    fn holds(&self, shop: usize, day: usize) -> bool {
        (self.first_day..self.end_day).contains(&day) && (self.shops.is_empty() || self.shops.contains(&shop))
    }
}

/// The fifth day of the day's month, or the day itself when that lies before the data.
///
/// A clock ahead moves late receipts to the next day; in mid-month they stay in their month.
fn mid_month(calendar: &Calendar, day: usize) -> usize {
    let date = calendar.days[day].date;
    (day + 4).saturating_sub(usize::try_from(date.day() - 1).unwrap_or_default()).min(calendar.days.len() - 1)
}

fn guests_hit(plan: &Plan, kind: FaultKind) -> Vec<u32> {
    let mut random = Random::stream(plan.seed, Purpose::Faults, kind as u64, 0);
    let some = |count: u32, random: &mut Random| {
        let mut guests: Vec<u32> = (0..count).map(|_| random.below(plan.guests as usize) as u32).collect();
        guests.sort_unstable();
        guests.dedup();
        guests
    };
    match kind {
        // The barista's own card is one more than the guests have.
        FaultKind::OwnCard => vec![plan.guests],
        FaultKind::SharedPhone => some(6, &mut random),
        FaultKind::DuplicateCards => some((plan.guests / 250).max(2), &mut random),
        _ => Vec::new(),
    }
}
