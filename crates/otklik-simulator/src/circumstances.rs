//! What the chain does not decide for its guests' sake: seasons, prices, a promotion, a competitor.

use crate::calendar::Calendar;
use crate::influence::Influence;
use crate::initiatives::order_of_change;
use crate::plan::Plan;
use crate::shops::Shop;

/// Dates of the circumstances.
#[derive(Clone, Debug)]
pub(crate) struct Circumstances {
    /// Days on which prices rose by eight per cent.
    pub(crate) price_rises: Vec<usize>,
    /// First day of the promotion and the day after its last.
    pub(crate) promotion: (usize, usize),
    /// The shop beside which a competitor opened, and when.
    pub(crate) competitor: (usize, usize),
}

impl Circumstances {
    pub(crate) fn new(plan: &Plan, calendar: &Calendar, shops: &[Shop]) -> Self {
        let first = plan.months_before_initiatives;
        let length = (f64::from(plan.months) - first).max(0.0);
        let monday = |months: f64| calendar.monday_before(calendar.day_after(months));
        let promotion = monday(first + 0.30 * length);
        let changed = order_of_change(shops);
        Self {
            price_rises: vec![monday(0.4 * first), monday(first + 0.20 * length)],
            promotion: (promotion, promotion + 21),
            competitor: (changed[changed.len() / 3], monday(first + 0.35 * length)),
        }
    }

    /// Adds what holds at a shop on a day.
    pub(crate) fn apply(&self, shop: usize, day: usize, influence: &mut Influence) {
        for rise in self.price_rises.iter().filter(|rise| **rise <= day) {
            influence.prices *= 1.08;
            influence.judgement -= 0.05 + 0.15 * (-((day - rise) as f64) / 90.0).exp();
            influence.all_visits *= 0.98;
        }
        if (self.promotion.0..self.promotion.1).contains(&day) {
            influence.all_visits *= 1.18;
            influence.judgement += 0.08;
            influence.prices *= 0.90;
        }
        let (near, since) = self.competitor;
        if shop == near && since <= day {
            influence.all_visits *= 0.80;
            influence.judgement -= 0.08;
        }
    }
}

/// Factor of all visits on a date: the year's course and the slump of January.
pub(crate) fn season(calendar: &Calendar, day: usize) -> f64 {
    let date = calendar.days[day].date;
    let course = 1.0 + 0.05 * (std::f64::consts::TAU * (f64::from(date.day_of_year()) - 330.0) / 365.0).cos();
    let slump = match (date.month(), date.day()) {
        (1, 1..=8) => 0.55,
        (1, 9..) => 0.85,
        _ => 1.0,
    };
    course * slump
}
