//! Complaints, and requests for help with what becomes of them.

use otklik_core::{Agent, AgentKind, AnswerGiven, Event, Timestamp};

use crate::asking::{Question, would_answer};
use crate::comments::{self, Experience, Tone, Topic};
use crate::company::Source;
use crate::guests::Known;
use crate::random::Random;
use crate::simulation::{MINUTE_MICROS, Simulation};
use crate::surveys::{AskChannel, Handling, Survey};
use crate::visit::Visit;
use crate::waiting::{OrderChannel, weary_minutes};

/// Share of requests that a person settles at the first contact.
const SETTLED_BY_PERSON: f64 = 0.82;
/// Share of requests that the bot settles at the first contact.
const SETTLED_BY_BOT: f64 = 0.46;
/// Of those not asked about the effort, the share that is asked for satisfaction.
pub(crate) const ASKED_FOR_SATISFACTION: f64 = 0.6;

/// Probability that a visit with such a wait brings forth a request for help.
pub(crate) fn asks_for_help(base: f64, channel: OrderChannel, wait_class: usize) -> f64 {
    let by_channel = match channel {
        OrderChannel::Counter => 0.6,
        OrderChannel::App => 1.0,
        OrderChannel::Delivery => 2.0,
    };
    (base * by_channel * (1.0 + 0.15 * weary_minutes(channel, wait_class))).min(1.0)
}

/// The ways in which requests go, with their probabilities.
pub(crate) fn handlings(bot_share: f64) -> [(Handling, f64); 4] {
    let way = |bot, first_contact| {
        let settled = if bot { SETTLED_BY_BOT } else { SETTLED_BY_PERSON };
        let first = if bot { bot_share } else { 1.0 - bot_share };
        (Handling { bot, first_contact }, first * if first_contact { settled } else { 1.0 - settled })
    };
    [way(false, true), way(false, false), way(true, true), way(true, false)]
}

/// Share of settled requests after which a survey is sent.
pub(crate) fn asked_after_support(survey: Survey, after_support: f64) -> f64 {
    match survey {
        Survey::AfterSupport => after_support,
        _ => (1.0 - after_support) * ASKED_FOR_SATISFACTION,
    }
}

impl Simulation {
    /// A complaint about a visit.
    pub(crate) fn complain(&mut self, visit: &Visit, random: &mut Random) {
        let experience = Experience::of_visit(Survey::AfterVisit, visit.channel, visit.wait_class);
        let mut event = self.complaint(visit.shop, visit.channel, &experience, random);
        event.time = Timestamp(visit.received + (random.between(1.0, 25.0) * MINUTE_MICROS) as i64);
        event.identifiers = self.identifiers(visit, Known::PHONE);
        event.order = Some(visit.order.clone());
        self.send_complaint(visit.shop, visit.channel, event);
    }

    /// A complaint without time and person.
    pub(crate) fn complaint(
        &mut self,
        shop: usize,
        channel: OrderChannel,
        experience: &Experience,
        random: &mut Random,
    ) -> Event {
        self.numbers.others += 1;
        let topic = experience.sorest_topic(random);
        let mut event = self.event(Source::Support, format!("c{}", self.numbers.others), "complaint_made", shop, 0);
        event.channel = Some(channel.id().to_owned());
        event.detail = Some(topic.id().to_owned());
        event.answer = Some(AnswerGiven {
            survey: "complaint".to_owned(),
            question: "text".to_owned(),
            metric: None,
            scale: None,
            value: None,
            text: Some(comments::write_about(topic, Tone::Bad, random)),
            asked: None,
        });
        event
    }

    pub(crate) fn send_complaint(&mut self, shop: usize, channel: OrderChannel, event: Event) {
        if self.outbox.send(event) {
            let month = self.month();
            self.ledger.cell_mut(shop, month).complaints[channel as usize] += 1;
        }
    }

    /// Perhaps asks the support for help after a visit.
    pub(crate) fn maybe_open_ticket(&mut self, visit: &Visit, random: &mut Random) {
        let base = self.world.plan.tickets_per_visit;
        if !random.chance(asks_for_help(base, visit.channel, visit.wait_class)) {
            return;
        }
        let ways = handlings(self.world.influence(visit.shop, self.block()).bot_share);
        let handling = ways[random.pick(&ways.map(|(_, probability)| probability))].0;
        self.numbers.tickets += 1;
        let ticket = format!("t{}", self.numbers.tickets);
        let evening = self.local_time(visit.shop, self.day, 23.0);
        let opened = (visit.received + (random.between(2.0, 30.0) * MINUTE_MICROS) as i64).min(evening);
        let settled = self.handle_ticket(visit, &ticket, handling, opened, random);
        self.ask_after_support(visit, ticket, handling, settled, random);
    }

    /// Tells a ticket's events and gives the time at which it was settled for good.
    fn handle_ticket(
        &mut self,
        visit: &Visit,
        ticket: &str,
        handling: Handling,
        opened: i64,
        random: &mut Random,
    ) -> i64 {
        let minutes = |minutes: f64| (minutes * MINUTE_MICROS) as i64;
        let human = || Agent { id: format!("s-{}", 1 + opened / 1_000 % 9), kind: AgentKind::Human };
        let bot = || Agent { id: "bot-1".to_owned(), kind: AgentKind::Bot };
        let topic = Experience::of_visit(Survey::AfterSupport, visit.channel, visit.wait_class).sorest_topic(random);
        let to_reply = if handling.bot { random.between(0.03, 0.15) } else { random.exponential(7.0).clamp(0.5, 18.0) };
        let replied = opened + minutes(to_reply);
        let settled = replied + minutes(random.exponential(9.0).clamp(0.5, 20.0));
        let first = if handling.bot { bot() } else { human() };
        self.tell_ticket(visit, ticket, topic, "ticket_opened", opened, None, None);
        self.tell_ticket(visit, ticket, topic, "first_reply", replied, Some(first.clone()), Some(replied - opened));
        self.tell_ticket(visit, ticket, topic, "ticket_resolved", settled, Some(first), Some(settled - opened));
        if handling.first_contact {
            return settled;
        }
        // What was not settled comes back the next morning and goes to a person.
        let day = otklik_core::time::DAY_MICROS;
        let again = self.local_time(visit.shop, self.day, random.between(9.0, 13.0)) + day;
        let at_last = again + minutes(random.between(20.0, 240.0));
        self.tell_ticket(visit, ticket, topic, "ticket_reopened", again, None, None);
        self.tell_ticket(visit, ticket, topic, "ticket_resolved_again", at_last, Some(human()), Some(at_last - opened));
        at_last
    }

    #[expect(clippy::too_many_arguments, reason = "a ticket's event has this many independent parts")]
    fn tell_ticket(
        &mut self,
        visit: &Visit,
        ticket: &str,
        topic: Topic,
        name: &str,
        time: i64,
        agent: Option<Agent>,
        duration_micros: Option<i64>,
    ) {
        let mut event = self.event(Source::Support, format!("{ticket}.{name}"), name, visit.shop, time);
        event.identifiers = self.identifiers(visit, Known::ALL);
        event.channel = Some(AskChannel::Chat.id().to_owned());
        event.order = Some(visit.order.clone());
        event.ticket = Some(ticket.to_owned());
        event.detail = Some(topic.id().to_owned());
        event.agent = agent;
        event.duration_ms = duration_micros.map(|micros| micros / 1_000);
        if name == "ticket_resolved_again" {
            event.name = "ticket_resolved".to_owned();
        }
        self.outbox.send(event);
    }

    fn ask_after_support(
        &mut self,
        visit: &Visit,
        ticket: String,
        handling: Handling,
        settled: i64,
        random: &mut Random,
    ) {
        let after_support = self.world.plan.asking.after_support;
        let survey = if random.chance(after_support) {
            Survey::AfterSupport
        } else if random.chance(ASKED_FOR_SATISFACTION) {
            Survey::SupportCsat
        } else {
            return;
        };
        let mood = self.world.moods.values[self.guests[visit.guest as usize].mood];
        let place = self.world.place(visit.shop, self.block());
        let judgement = self.world.questionnaire.of_support(&place, handling, mood);
        let mark = self.world.questionnaire.marks(survey).draw(judgement, random);
        let question = Question {
            survey,
            channel: AskChannel::Chat,
            shop: visit.shop,
            identifiers: self.identifiers(visit, Known::PHONE),
            order: None,
            ticket: Some(ticket),
            asked: settled + 1_000_000,
            asked_event: None,
            number: 0,
            on_ten_points: false,
        };
        let question = self.send_question(question);
        if random.chance(would_answer(self, survey, AskChannel::Chat, mark)) {
            self.send_answer(&question, mark, 0, Experience::of_support(handling), random);
        }
    }
}
