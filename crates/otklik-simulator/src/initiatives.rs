//! What the chain does about its guests' troubles: worst shops first, some shops never.

use otklik_core::Text;

use crate::calendar::Calendar;
use crate::influence::Influence;
use crate::plan::Plan;
use crate::shops::Shop;

/// The sorts of initiatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InitiativeKind {
    OrderAhead,
    Points,
    PersonalOffers,
    RebuiltCounters,
    StaffTraining,
    NewCups,
    ChatBot,
}

/// One initiative and the day on which each shop begins with it.
#[derive(Clone, Debug)]
pub(crate) struct Initiative {
    pub(crate) kind: InitiativeKind,
    pub(crate) starts: Vec<Option<usize>>,
}

impl InitiativeKind {
    pub(crate) const ALL: [Self; 7] = [
        Self::OrderAhead,
        Self::Points,
        Self::PersonalOffers,
        Self::RebuiltCounters,
        Self::StaffTraining,
        Self::NewCups,
        Self::ChatBot,
    ];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::OrderAhead => "order_ahead",
            Self::Points => "points",
            Self::PersonalOffers => "personal_offers",
            Self::RebuiltCounters => "rebuilt_counters",
            Self::StaffTraining => "staff_training",
            Self::NewCups => "new_cups",
            Self::ChatBot => "chat_bot",
        }
    }

    pub(crate) fn name(self) -> Text {
        match self {
            Self::OrderAhead => Text::new("Заказ заранее в приложении", "Ordering ahead in the app"),
            Self::Points => Text::new("Баллы за каждый заказ", "Points for every order"),
            Self::PersonalOffers => Text::new("Личные предложения", "Personal offers"),
            Self::RebuiltCounters => Text::new("Новая стойка", "Rebuilt counter"),
            Self::StaffTraining => Text::new("Обучение бариста", "Staff training"),
            Self::NewCups => Text::new("Новые стаканы", "New cups"),
            Self::ChatBot => Text::new("Чат-бот в поддержке", "Chat-bot in support"),
        }
    }

    /// What it does once it is so many days old.
    fn apply(self, age_days: f64, influence: &mut Influence) {
        match self {
            Self::OrderAhead => {
                influence.order_ahead = 1.0 - (-(age_days + 5.0) / 40.0).exp();
                influence.judgement += 0.08 + 0.18 * (1.0 - (-age_days / 80.0).exp());
            }
            Self::Points => {
                influence.points_offered = true;
                influence.points += 0.6;
                influence.judgement += 0.06;
                influence.guest_visits *= 1.04;
            }
            Self::PersonalOffers => {
                influence.guest_visits *= 1.0 + 0.12 * (-age_days / 50.0).exp();
                influence.judgement += 0.10 * (-age_days / 60.0).exp();
            }
            Self::RebuiltCounters => {
                influence.service_time *= 0.80;
                influence.judgement += 0.16;
            }
            Self::StaffTraining => {
                influence.service_time *= 0.94;
                influence.judgement += 0.16;
            }
            Self::NewCups => {}
            Self::ChatBot => influence.bot_share = 0.7,
        }
    }
}

impl Initiative {
    /// Adds its effect at a shop on a day.
    pub(crate) fn apply(&self, shop: usize, day: usize, influence: &mut Influence) {
        if let Some(start) = self.starts[shop].filter(|start| *start <= day) {
            self.kind.apply((day - start) as f64, influence);
        }
    }
}

/// Shops in the order in which they are changed, worst first; those left out are never changed.
pub(crate) fn order_of_change(shops: &[Shop]) -> Vec<usize> {
    let badness = |shop: &usize| 6.0 * shops[*shop].morning_utilisation - shops[*shop].quality;
    let mut ranked: Vec<usize> = (0..shops.len()).collect();
    ranked.sort_by(|a, b| badness(b).total_cmp(&badness(a)));
    let never = if shops.len() < 6 { shops.len() / 2 } else { shops.len() / 6 };
    if never == 0 {
        return ranked;
    }
    // Every sixth of the ranking stays as it was, so that good and bad shops remain for comparison.
    let stride = shops.len() / never;
    ranked.into_iter().enumerate().filter(|(rank, _)| rank % stride != stride - 1).map(|(_, shop)| shop).collect()
}

/// Plans all initiatives.
pub(crate) fn build(plan: &Plan, calendar: &Calendar, shops: &[Shop]) -> Vec<Initiative> {
    let changed = order_of_change(shops);
    let first = plan.months_before_initiatives;
    let length = (f64::from(plan.months) - first).max(0.0);
    let monday = |share: f64| Some(calendar.monday_before(calendar.day_after(first + share * length) + 6));
    let begin = |kind: InitiativeKind| {
        let mut starts = vec![None; shops.len()];
        for (rank, &shop) in changed.iter().enumerate() {
            let queue = rank as f64 / changed.len() as f64;
            starts[shop] = match kind {
                InitiativeKind::OrderAhead => monday(0.60 * queue),
                InitiativeKind::Points => monday(if queue < 0.5 { 0.15 } else { 0.35 }),
                InitiativeKind::PersonalOffers => monday(0.40),
                InitiativeKind::RebuiltCounters if rank == 1 || rank == 3 => monday(0.45 + 0.03 * rank as f64),
                InitiativeKind::StaffTraining if rank % 2 == 0 => monday(0.25 + 0.30 * queue),
                InitiativeKind::NewCups if rank % 2 == 1 => monday(0.30),
                InitiativeKind::ChatBot => monday(0.625),
                _ => None,
            };
        }
        Initiative { kind, starts }
    };
    InitiativeKind::ALL.into_iter().map(begin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shops;

    #[test]
    fn four_shops_are_never_changed_and_the_worst_come_first() {
        let plan = Plan::demo(Plan::small(1).until);
        let shops = shops::build(&plan);
        let calendar = Calendar::new(plan.until, plan.months, &plan.zone());
        let initiatives = build(&plan, &calendar, &shops);
        for (shop, _) in shops.iter().enumerate() {
            let touched = initiatives.iter().any(|initiative| initiative.starts[shop].is_some());
            assert_eq!(touched, order_of_change(&shops).contains(&shop));
        }
        let changed = order_of_change(&shops);
        assert_eq!(changed.len(), 20);
        let starts: Vec<_> = changed.iter().map(|shop| initiatives[0].starts[*shop].unwrap()).collect();
        assert!(starts.is_sorted());
        assert!(starts[0] >= calendar.day_after(10.0));
        let rebuilt = &initiatives[3];
        assert_eq!(rebuilt.starts.iter().flatten().count(), 2);
    }
}
