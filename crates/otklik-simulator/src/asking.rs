//! Surveys on their way to guests, and the answers that come back.

use otklik_core::{AnswerGiven, Event, Identifier};

use crate::calendar::LATEST_ANSWER_DAYS;
use crate::comments::{self, Experience};
use crate::company::Source;
use crate::guests::{CONTACTS, Known};
use crate::marks::Marks;
use crate::random::{Purpose, Random};
use crate::simulation::{MINUTE_MICROS, Simulation};
use crate::surveys::{AskChannel, Survey};
use crate::visit::Visit;
use crate::waiting::OrderChannel;

/// Share of answers that come on the day of asking and so many days later.
pub(crate) const ANSWER_DELAYS: [f64; LATEST_ANSWER_DAYS + 1] = [0.72, 0.13, 0.07, 0.04, 0.025, 0.015];
/// Days between two questions about the chain as a whole to the same guest.
pub(crate) const RELATIONSHIP_DAYS: usize = 182;
/// Share of answers with a comment.
const COMMENTED: f64 = 0.33;
/// Share of presses of the tablet with a comment.
const COMMENTED_ON_TABLET: f64 = 0.04;

/// Probability that an answer to a question comes more than so many days later.
pub(crate) fn later_than(days: usize) -> f64 {
    ANSWER_DELAYS.iter().skip(days + 1).sum()
}

/// A question that has been sent.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) survey: Survey,
    pub(crate) channel: AskChannel,
    pub(crate) shop: usize,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) order: Option<String>,
    pub(crate) ticket: Option<String>,
    /// When it was sent, or when somebody passed the code or the tablet.
    pub(crate) asked: i64,
    /// The event that asked; nothing for a tablet that merely stands there.
    pub(crate) asked_event: Option<String>,
    pub(crate) number: u32,
    pub(crate) on_ten_points: bool,
}

impl Simulation {
    /// The rate at which people answer through a channel.
    pub(crate) fn answer_rate(&self, channel: AskChannel) -> f64 {
        self.world.plan.answering.of(channel)
    }

    /// Perhaps asks whether the guest would recommend the chain after this visit.
    pub(crate) fn ask_after_visit(&mut self, visit: &Visit, random: &mut Random) {
        if random.chance(self.world.plan.asking.after_visit) {
            self.ask_guest(Survey::AfterVisit, visit, random);
        }
    }

    /// Perhaps asks about one touchpoint of this visit.
    pub(crate) fn ask_about_touchpoint(&mut self, visit: &Visit, random: &mut Random) {
        if random.chance(self.world.plan.asking.touchpoint) {
            let influence = self.world.influence(visit.shop, self.block());
            let shares = Survey::TOUCHPOINTS.map(|survey| survey.touchpoint_share(visit.channel, influence));
            let survey = Survey::TOUCHPOINTS[random.pick(&shares)];
            self.ask_guest(survey, visit, random);
        }
    }

    fn ask_guest(&mut self, survey: Survey, visit: &Visit, random: &mut Random) {
        let guest = &self.guests[visit.guest as usize];
        let channel = if visit.channel == OrderChannel::App { AskChannel::Push } else { guest.contact };
        let mood = self.world.moods.values[guest.mood];
        let place = self.world.place(visit.shop, self.block());
        let on_ten_points = survey == Survey::Pickup && place.influence.pickup_on_ten_points;
        let questionnaire = &self.world.questionnaire;
        let judgement = questionnaire.of_visit(survey, &place, visit.channel, visit.wait_class, mood);
        let mark = questionnaire.marks(survey).draw(judgement, random);
        let asked = visit.received + (random.between(8.0, 40.0) * MINUTE_MICROS) as i64;
        let question = Question {
            survey,
            channel,
            shop: visit.shop,
            identifiers: self.identifiers(visit, Known::by_contact(channel)),
            order: Some(visit.order.clone()),
            ticket: None,
            asked: asked.min(self.local_time(visit.shop, self.day, 23.7)),
            asked_event: None,
            number: 0,
            on_ten_points,
        };
        let question = self.send_question(question);
        if random.chance(would_answer(self, survey, channel, mark)) {
            let days = random.pick(&ANSWER_DELAYS);
            let experience = Experience::of_visit(survey, visit.channel, visit.wait_class);
            self.send_answer(&question, mark, days, experience, random);
        }
    }

    /// Sends a question and gives it back with its number.
    pub(crate) fn send_question(&mut self, question: Question) -> Question {
        self.numbers.questions += 1;
        let number = self.numbers.questions;
        let id = format!("q{number}");
        let question = Question { number, asked_event: Some(id.clone()), ..question };
        let mut event = self.event(Source::Survey, id, "survey_asked", question.shop, question.asked);
        address(&mut event, &question);
        if self.outbox.send(event) {
            let month = self.world.calendar.days[self.day_of(question.asked)].month;
            self.ledger.cell_mut(question.shop, month).count_asked(question.survey, question.channel, 1);
        }
        question
    }

    /// Sends the answer to a question so many days after it was asked.
    pub(crate) fn send_answer(
        &mut self,
        question: &Question,
        mark: usize,
        days: usize,
        experience: Experience,
        random: &mut Random,
    ) {
        let asked = question.asked;
        let day = self.day_of(asked) + days;
        let time = if days == 0 {
            let soon = asked + (random.exponential(12.0).clamp(0.3, 90.0) * MINUTE_MICROS) as i64;
            soon.min(self.local_time(question.shop, day, 23.95))
        } else {
            // The day may lie past the end of the data: then the answer is never seen.
            self.local_time(question.shop, day.min(self.world.calendar.days.len() - 1), random.between(9.0, 22.0))
                + (day.saturating_sub(self.world.calendar.days.len() - 1)) as i64 * otklik_core::time::DAY_MICROS
        };
        let marks = self.world.questionnaire.marks(question.survey);
        let tone = comments::Tone::of(mark, marks);
        let commented = if question.channel == AskChannel::Kiosk { COMMENTED_ON_TABLET } else { COMMENTED };
        let text = random.chance(commented * tone.talkativeness()).then(|| comments::write(tone, &experience, random));
        let answer = answer(question, mark, text, random);
        let mut event =
            self.event(Source::Survey, format!("a{}", question.number), "survey_answered", question.shop, time);
        address(&mut event, question);
        event.answer = Some(answer);
        if self.outbox.send(event) {
            let Question { survey, channel, shop, .. } = *question;
            let month_of = |day: usize| self.world.calendar.days[day].month;
            let (asked_in, answered_in) = (month_of(self.day_of(asked)), month_of(day));
            self.ledger.cell_mut(shop, asked_in).count_responded(survey, channel);
            if !question.on_ten_points {
                self.ledger.cell_mut(shop, answered_in).count_mark(survey, channel, mark);
            }
        }
    }

    /// The simulated day of an instant; instants of a shop's opening hours lie on the company's same date.
    fn day_of(&self, time: i64) -> usize {
        self.outbox.day_of(time).min(self.world.calendar.days.len() - 1)
    }

    /// Asks the guests whose turn it is about the chain as a whole.
    pub(crate) fn simulate_relationship_survey(&mut self) {
        let month = self.month();
        for number in 0..self.guests.len() {
            let guest = &self.guests[number];
            // The turns are spread by number; homes are drawn in runs, so the number is scattered first.
            let turn = (number.wrapping_mul(7_919) + self.day).is_multiple_of(RELATIONSHIP_DAYS);
            if !turn || !guest.is_active(month) || guest.contact == AskChannel::Sms {
                continue;
            }
            self.ask_about_chain(number as u32);
        }
    }

    fn ask_about_chain(&mut self, number: u32) {
        let mut random =
            Random::stream(self.world.plan.seed, Purpose::Relationship, u64::from(number), self.day as u64);
        let guest = &self.guests[number as usize];
        let (shop, channel) = (guest.home, guest.contact);
        let mood = self.world.moods.values[guest.mood];
        let place = self.world.place(shop, self.block());
        let usual_wait = self.world.usual_wait(shop, self.month());
        let judgement = self.world.questionnaire.of_relationship(&place, usual_wait, mood);
        let mark = self.world.questionnaire.marks(Survey::Relationship).draw(judgement, &mut random);
        let question = Question {
            survey: Survey::Relationship,
            channel,
            shop,
            identifiers: guest.identifiers(number, number, Known::by_contact(channel)),
            order: None,
            ticket: None,
            asked: self.local_time(shop, self.day, random.between(11.0, 13.0)),
            asked_event: None,
            number: 0,
            on_ten_points: false,
        };
        let question = self.send_question(question);
        if random.chance(would_answer(self, Survey::Relationship, channel, mark)) {
            let days = random.pick(&ANSWER_DELAYS);
            self.send_answer(&question, mark, days, Experience::of_chain(), &mut random);
        }
    }
}

/// Probability that someone who would give this mark answers.
pub(crate) fn would_answer(simulation: &Simulation, survey: Survey, channel: AskChannel, mark: usize) -> f64 {
    let marks: &Marks = simulation.world.questionnaire.marks(survey);
    marks.answers(mark, simulation.answer_rate(channel))
}

/// The share of guests who are asked through a channel.
pub(crate) fn contact_share(channel: AskChannel) -> f64 {
    CONTACTS.iter().find(|(contact, _)| *contact == channel).map_or(0.0, |(_, share)| *share)
}

fn address(event: &mut Event, question: &Question) {
    event.identifiers.clone_from(&question.identifiers);
    event.channel = Some(question.channel.id().to_owned());
    event.order.clone_from(&question.order);
    event.ticket.clone_from(&question.ticket);
    event.detail = Some(question.survey.id().to_owned());
}

fn answer(question: &Question, mark: usize, text: Option<String>, random: &mut Random) -> AnswerGiven {
    let (lowest, highest) = question.survey.kind().scale();
    let on_ten = question.on_ten_points;
    let value = if on_ten { (2 * mark + 1 + random.below(2)) as f64 } else { lowest + mark as f64 };
    AnswerGiven {
        survey: question.survey.id().to_owned(),
        question: question.survey.question().to_owned(),
        metric: Some(question.survey.kind().as_str().to_owned()),
        scale: Some(if on_ten { (1.0, 10.0) } else { (lowest, highest) }),
        value: Some(value),
        text,
        asked: question.asked_event.clone(),
    }
}
