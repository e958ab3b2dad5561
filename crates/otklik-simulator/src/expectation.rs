//! What is to be expected in a world: exact sums over guests, hours, waits, marks and answers.

use crate::asking::{RELATIONSHIP_DAYS, contact_share, later_than};
use crate::faults::GIVEN_UP;
use crate::guests::channel_shares;
use crate::habits::{ARCHETYPES, HOURS, MOODS};
use crate::ledger::{WAIT_BINS, WAIT_STEP_MINUTES};
use crate::marks::{ByMark, MARKS};
use crate::receipts::ANONYMOUS_COMPLAINTS;
use crate::support::{asked_after_support, asks_for_help, handlings};
use crate::surveys::{ASK_CHANNELS, AskChannel, METRICS, Survey};
use crate::visit::{complains, returns};
use crate::waiting::{
    CHANNELS, OrderChannel, WAIT_CLASSES, class_probabilities, mean_app_minutes, mean_counter_minutes, survival,
};
use crate::world::World;

/// Expectations by shop and calendar month.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    months: usize,
    cells: Vec<Expected>,
}

/// Expected counts of one shop and month.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// Answers by mark, in the month in which they come.
    pub(crate) answered: [[ByMark; ASK_CHANNELS]; METRICS],
    /// Marks that all would give: every visit for the visit's survey and the tablet, else all who are asked.
    pub(crate) all: [[ByMark; ASK_CHANNELS]; METRICS],
    /// Questions, in the month in which they are sent.
    pub(crate) asked: [[f64; ASK_CHANNELS]; METRICS],
    /// Answers to the questions that are sent in the month.
    pub(crate) responded: [[f64; ASK_CHANNELS]; METRICS],
    pub(crate) orders: [f64; CHANNELS],
    pub(crate) complaints: [f64; CHANNELS],
    pub(crate) returns: [f64; CHANNELS],
    /// Orders of loyalty guests by channel, and of these the ones that were brought late.
    pub(crate) guest_orders: [f64; CHANNELS],
    pub(crate) late: f64,
    /// Waits of loyalty guests by bin.
    pub(crate) waits: [[f64; WAIT_BINS]; CHANNELS],
}

const NOTHING: Expected = Expected {
    answered: [[[0.0; MARKS]; ASK_CHANNELS]; METRICS],
    all: [[[0.0; MARKS]; ASK_CHANNELS]; METRICS],
    asked: [[0.0; ASK_CHANNELS]; METRICS],
    responded: [[0.0; ASK_CHANNELS]; METRICS],
    orders: [0.0; CHANNELS],
    complaints: [0.0; CHANNELS],
    returns: [0.0; CHANNELS],
    guest_orders: [0.0; CHANNELS],
    late: 0.0,
    waits: [[0.0; WAIT_BINS]; CHANNELS],
};

/// Expected visits of one shop and block.
#[derive(Clone, Debug)]
pub(crate) struct Visits {
    /// Of loyalty guests, by mood, channel and class of wait.
    pub(crate) guests: [[[f64; WAIT_CLASSES]; CHANNELS]; MOODS],
    /// Of people without a card, by class of wait.
    pub(crate) anonymous: [f64; WAIT_CLASSES],
}

impl Visits {
    /// Sums a shop's visits over the hours of a block.
    pub(crate) fn of(world: &World, shop: usize, block: usize) -> Self {
        let calendar_block = world.calendar.blocks[block];
        let influence = world.influence(shop, block);
        let mut by_archetype = [[[0.0; WAIT_CLASSES]; CHANNELS]; ARCHETYPES];
        let mut anonymous = [0.0; WAIT_CLASSES];
        for day in calendar_block.first_day..calendar_block.first_day + calendar_block.days {
            let weekday = world.calendar.days[day].weekday;
            let seen = seen_shares(world, shop, day);
            for hour in 0..HOURS {
                let part = world.part_before_end(shop, day, hour);
                if part == 0.0 {
                    continue;
                }
                let queue = world.queue(shop, day, hour);
                let classes = OrderChannel::ALL.map(|channel| class_probabilities(queue, channel));
                for (archetype, sums) in by_archetype.iter_mut().enumerate() {
                    let visits = world.hours.of(archetype, weekday)[hour] * world.guest_volume(shop, day) * part;
                    for channel in 0..CHANNELS {
                        add_scaled(&mut sums[channel], &classes[channel], visits * seen[channel]);
                    }
                }
                // Receipts without a card are told when the hour is over.
                if part == 1.0 {
                    let receipts = world.anonymous_hour(shop, weekday, hour) * world.anonymous_volume(shop, day);
                    add_scaled(&mut anonymous, &classes[0], receipts * seen[0]);
                }
            }
        }
        let flow = world.flow(shop, calendar_block.month);
        let mut guests = [[[0.0; WAIT_CLASSES]; CHANNELS]; MOODS];
        for (mood, by_channel) in guests.iter_mut().enumerate() {
            for archetype in 0..ARCHETYPES {
                let shares = channel_shares(archetype, world.moods.values[mood], influence);
                for channel in 0..CHANNELS {
                    let weight = flow[archetype][mood] * shares[channel];
                    add_scaled(&mut by_channel[channel], &by_archetype[archetype][channel], weight);
                }
            }
        }
        Self { guests, anonymous }
    }
}

/// Expected waits of loyalty guests at a shop in a block, and their sum in minutes.
pub(crate) fn mean_waits(world: &World, shop: usize, block: usize) -> (f64, f64) {
    let calendar_block = world.calendar.blocks[block];
    let (mut waits, mut minutes) = (0.0, 0.0);
    for day in calendar_block.first_day..calendar_block.first_day + calendar_block.days {
        let weekday = world.calendar.days[day].weekday;
        let by_archetype = guests_of_day(world, shop, day);
        for hour in 0..HOURS {
            let queue = world.queue(shop, day, hour);
            let means = [mean_counter_minutes(queue), mean_app_minutes(queue)];
            let part = world.part_before_end(shop, day, hour);
            for (channel, mean) in means.into_iter().enumerate() {
                let visits = part * visits_of_hour(world, &by_archetype, channel, weekday, hour);
                waits += visits;
                minutes += visits * mean;
            }
        }
    }
    (waits, minutes)
}

/// Loyalty guests' visits of an average day by archetype and channel that come about and are heard of.
fn guests_of_day(world: &World, shop: usize, day: usize) -> [[f64; CHANNELS]; ARCHETYPES] {
    let calendar_day = world.calendar.days[day];
    let influence = world.influence(shop, calendar_day.block);
    let flow = world.flow(shop, calendar_day.month);
    let (seen, volume) = (seen_shares(world, shop, day), world.guest_volume(shop, day));
    let mut by_archetype = [[0.0; CHANNELS]; ARCHETYPES];
    for (archetype, by_channel) in by_archetype.iter_mut().enumerate() {
        for (mood, value) in world.moods.values.iter().enumerate() {
            add_scaled(by_channel, &channel_shares(archetype, *value, influence), flow[archetype][mood] * volume);
        }
        for (visits, seen) in by_channel.iter_mut().zip(seen) {
            *visits *= seen;
        }
    }
    by_archetype
}

fn visits_of_hour(
    world: &World,
    by_archetype: &[[f64; CHANNELS]; ARCHETYPES],
    channel: usize,
    weekday: usize,
    hour: usize,
) -> f64 {
    let of_archetype = |archetype: usize| by_archetype[archetype][channel] * world.hours.of(archetype, weekday)[hour];
    (0..ARCHETYPES).map(of_archetype).sum()
}

/// Which share of a day's orders by channel comes about and is heard of.
fn seen_shares(world: &World, shop: usize, day: usize) -> [f64; CHANNELS] {
    let counter = if world.faults.till_is_silent(shop, day) { 0.0 } else { 1.0 };
    [counter, 1.0 - world.faults.failed_payments(day) * GIVEN_UP, 1.0]
}

fn add_scaled<const N: usize>(sums: &mut [f64; N], terms: &[f64; N], factor: f64) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term * factor;
    }
}

impl Expectation {
    /// Sums over the whole world.
    pub(crate) fn of(world: &World) -> Self {
        let months = world.month_count();
        let mut expectation = Self { months, cells: vec![NOTHING; world.shop_count() * months] };
        for shop in 0..world.shop_count() {
            for block in 0..world.calendar.blocks.len() {
                Summing { world, shop, block, into: &mut expectation }.sum();
            }
            expectation.sum_waits(world, shop);
        }
        expectation
    }

    /// The expected counts of a shop and month.
    pub(crate) fn cell(&self, shop: usize, month: usize) -> &Expected {
        &self.cells[shop * self.months + month]
    }

    fn sum_waits(&mut self, world: &World, shop: usize) {
        for (day, calendar_day) in world.calendar.days.iter().enumerate() {
            let by_archetype = guests_of_day(world, shop, day);
            let cell = &mut self.cells[shop * self.months + calendar_day.month];
            for hour in 0..HOURS {
                let part = world.part_before_end(shop, day, hour);
                for channel in [OrderChannel::Counter, OrderChannel::App] {
                    let index = channel as usize;
                    let visits = visits_of_hour(world, &by_archetype, index, calendar_day.weekday, hour);
                    let weight = visits * part;
                    let bins = &mut cell.waits[index];
                    let queue = world.queue(shop, day, hour);
                    survival(queue, channel, WAIT_STEP_MINUTES, WAIT_BINS, |bin, beyond| {
                        bins[bin] += weight * beyond;
                        if bin > 0 {
                            bins[bin - 1] -= weight * beyond;
                        }
                    });
                }
            }
        }
    }
}

/// The sums of one shop and block on their way into the months.
struct Summing<'a> {
    world: &'a World,
    shop: usize,
    block: usize,
    into: &'a mut Expectation,
}

impl Summing<'_> {
    fn month(&self) -> usize {
        self.world.calendar.blocks[self.block].month
    }

    fn cell(&mut self, month: usize) -> &mut Expected {
        &mut self.into.cells[self.shop * self.into.months + month]
    }

    /// The month so many days after the block's, or nothing when the data end before.
    fn month_after(&self, days: usize) -> Option<usize> {
        let block = self.world.calendar.blocks[self.block];
        match (days > block.days_left, block.has_next_month) {
            (false, _) => Some(block.month),
            (true, true) => Some(block.month + 1),
            (true, false) => None,
        }
    }

    fn sum(mut self) {
        let visits = Visits::of(self.world, self.shop, self.block);
        self.sum_orders(&visits);
        self.sum_visit_survey(&visits, Survey::AfterVisit);
        for survey in Survey::TOUCHPOINTS {
            self.sum_visit_survey(&visits, survey);
        }
        self.sum_unasked(&visits, Survey::AfterVisit, AskChannel::ReceiptQr);
        self.sum_unasked(&visits, Survey::Kiosk, AskChannel::Kiosk);
        self.sum_support(&visits);
        self.sum_relationship();
    }

    fn sum_orders(&mut self, visits: &Visits) {
        let base = self.world.plan.complaints_per_visit;
        let returned = returns(self.world.shops[self.shop].quality);
        let month = self.month();
        let cell = self.cell(month);
        for by_channel in &visits.guests {
            for channel in OrderChannel::ALL {
                let index = channel as usize;
                for (class, visits) in by_channel[index].iter().enumerate() {
                    cell.guest_orders[index] += visits;
                    cell.complaints[index] += visits * complains(base, channel, class);
                }
            }
            cell.late += by_channel[OrderChannel::Delivery as usize][1..].iter().sum::<f64>();
        }
        for (class, visits) in visits.anonymous.iter().enumerate() {
            cell.orders[0] += visits;
            cell.complaints[0] += visits * complains(base * ANONYMOUS_COMPLAINTS, OrderChannel::Counter, class);
            cell.returns[0] += visits * returned;
        }
        for by_channel in &visits.guests {
            for (index, by_class) in by_channel.iter().enumerate() {
                let visits: f64 = by_class.iter().sum();
                cell.orders[index] += visits;
                cell.returns[index] += visits * returned;
            }
        }
    }

    /// Marks that the loyalty guests of a channel would give.
    fn guests_marks(&self, visits: &Visits, survey: Survey, channel: OrderChannel) -> ByMark {
        let place = self.world.place(self.shop, self.block);
        let questionnaire = &self.world.questionnaire;
        let mut sums = [0.0; MARKS];
        for (mood, value) in self.world.moods.values.iter().enumerate() {
            for (class, visits) in visits.guests[mood][channel as usize].iter().enumerate() {
                let judgement = questionnaire.of_visit(survey, &place, channel, class, *value);
                add_scaled(&mut sums, &questionnaire.marks(survey).probabilities(judgement), *visits);
            }
        }
        sums
    }

    fn sum_visit_survey(&mut self, visits: &Visits, survey: Survey) {
        let influence = *self.world.influence(self.shop, self.block);
        for channel in OrderChannel::ALL {
            let (asked, weight_of_all) = match survey {
                Survey::AfterVisit => (self.world.plan.asking.after_visit, 1.0),
                _ => {
                    let asked = self.world.plan.asking.touchpoint * survey.touchpoint_share(channel, &influence);
                    (asked, asked)
                }
            };
            if asked == 0.0 {
                continue;
            }
            let marks = self.guests_marks(visits, survey, channel);
            for ask in [AskChannel::Push, AskChannel::Sms, AskChannel::Email] {
                let share = match (channel, ask) {
                    (OrderChannel::App, AskChannel::Push) => 1.0,
                    (OrderChannel::App, _) => 0.0,
                    _ => contact_share(ask),
                };
                let month = self.month();
                add_scaled(&mut self.cell(month).all[survey.metric()][ask as usize], &marks, share * weight_of_all);
                let asked_marks = marks.map(|visits| visits * share * asked);
                let on_scale = survey != Survey::Pickup || !influence.pickup_on_ten_points;
                self.sum_asked(survey, ask, &asked_marks, 0, on_scale, true);
            }
        }
    }

    /// Adds questions by the mark that would be given, sent so many days after the visit, and their answers.
    fn sum_asked(
        &mut self,
        survey: Survey,
        ask: AskChannel,
        marks: &ByMark,
        days: usize,
        on_scale: bool,
        answered_late: bool,
    ) {
        let Some(asked_in) = self.month_after(days) else { return };
        let block = self.world.calendar.blocks[self.block];
        let late = if answered_late { later_than(block.days_left) } else { 0.0 };
        let rate = self.world.plan.answering.of(ask);
        let answering = self.world.questionnaire.marks(survey);
        let answers: ByMark = std::array::from_fn(|mark| marks[mark] * answering.answers(mark, rate));
        let (metric, channel) = (survey.metric(), ask as usize);
        let seen = if block.has_next_month { 1.0 } else { 1.0 - late };
        let cell = self.cell(asked_in);
        cell.asked[metric][channel] += marks.iter().sum::<f64>();
        cell.responded[metric][channel] += answers.iter().sum::<f64>() * seen;
        if on_scale {
            add_scaled(&mut cell.answered[metric][channel], &answers, 1.0 - late);
            if late > 0.0 && block.has_next_month {
                add_scaled(&mut self.cell(block.month + 1).answered[metric][channel], &answers, late);
            }
        }
    }

    /// People without a card who answer a code on their receipt or press a tablet.
    fn sum_unasked(&mut self, visits: &Visits, survey: Survey, ask: AskChannel) {
        let place = self.world.place(self.shop, self.block);
        let questionnaire = &self.world.questionnaire;
        let mut marks = [0.0; MARKS];
        for (value, weight) in self.world.moods.values.iter().zip(&self.world.moods.weights) {
            for (class, visits) in visits.anonymous.iter().enumerate() {
                let judgement = questionnaire.of_visit(survey, &place, OrderChannel::Counter, class, *value);
                add_scaled(&mut marks, &questionnaire.marks(survey).probabilities(judgement), visits * weight);
            }
        }
        let month = self.month();
        add_scaled(&mut self.cell(month).all[survey.metric()][ask as usize], &marks, 1.0);
        let share = if ask == AskChannel::ReceiptQr { self.world.plan.asking.receipt_qr } else { 1.0 };
        self.sum_asked(survey, ask, &marks.map(|visits| visits * share), 0, true, false);
        if ask == AskChannel::Kiosk {
            // The tablet asks nobody.
            let cell = self.cell(month);
            cell.asked[survey.metric()][ask as usize] = 0.0;
            cell.responded[survey.metric()][ask as usize] = 0.0;
        }
    }

    fn sum_support(&mut self, visits: &Visits) {
        let base = self.world.plan.tickets_per_visit;
        let tickets: [f64; MOODS] = std::array::from_fn(|mood| {
            let by_channel = OrderChannel::ALL.map(|channel| {
                let classes = visits.guests[mood][channel as usize].iter().enumerate();
                classes.map(|(class, visits)| visits * asks_for_help(base, channel, class)).sum::<f64>()
            });
            by_channel.iter().sum()
        });
        let place = self.world.place(self.shop, self.block);
        for (handling, probability) in handlings(place.influence.bot_share) {
            for survey in [Survey::AfterSupport, Survey::SupportCsat] {
                let asked = asked_after_support(survey, self.world.plan.asking.after_support) * probability;
                let mut marks = [0.0; MARKS];
                for (mood, value) in self.world.moods.values.iter().enumerate() {
                    let judgement = self.world.questionnaire.of_support(&place, handling, *value);
                    let shares = self.world.questionnaire.marks(survey).probabilities(judgement);
                    add_scaled(&mut marks, &shares, tickets[mood] * asked);
                }
                let days = usize::from(!handling.first_contact);
                if let Some(month) = self.month_after(days) {
                    let all = &mut self.cell(month).all[survey.metric()][AskChannel::Chat as usize];
                    add_scaled(all, &marks, 1.0);
                }
                self.sum_asked(survey, AskChannel::Chat, &marks, days, true, false);
            }
        }
    }

    fn sum_relationship(&mut self) {
        let survey = Survey::Relationship;
        let month = self.month();
        let place = self.world.place(self.shop, self.block);
        let usual_wait = self.world.usual_wait(self.shop, month);
        let days = self.world.calendar.blocks[self.block].days as f64 / RELATIONSHIP_DAYS as f64;
        let guests = f64::from(self.world.shops[self.shop].guests);
        let active = self.world.active(self.shop, month);
        let mut marks = [0.0; MARKS];
        for (mood, value) in self.world.moods.values.iter().enumerate() {
            let judgement = self.world.questionnaire.of_relationship(&place, usual_wait, *value);
            let shares = self.world.questionnaire.marks(survey).probabilities(judgement);
            add_scaled(&mut marks, &shares, guests * self.world.moods.weights[mood] * active[mood] * days);
        }
        for ask in [AskChannel::Push, AskChannel::Email] {
            let asked = marks.map(|guests| guests * contact_share(ask));
            add_scaled(&mut self.cell(month).all[survey.metric()][ask as usize], &asked, 1.0);
            self.sum_asked(survey, ask, &asked, 0, true, true);
        }
    }
}
