//! What guests write: sentences put together from what they went through, in Russian and English.

mod en;
mod ru;

use crate::marks::Marks;
use crate::random::Random;
use crate::surveys::{Handling, Survey};
use crate::waiting::{OrderChannel, weary_minutes};

/// Share of comments in English.
const ENGLISH: f64 = 0.15;

/// The tone of a comment follows the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Bad,
    Mixed,
    Good,
}

impl Tone {
    /// The tone that goes with a mark, counted from the scale's lowest.
    pub(crate) fn of(mark: usize, marks: &Marks) -> Self {
        let (good, mixed) = match marks.count() {
            11 => (9, 7),
            7 => (5, 3),
            _ => (3, 2),
        };
        match mark {
            mark if mark >= good => Self::Good,
            mark if mark >= mixed => Self::Mixed,
            _ => Self::Bad,
        }
    }

    /// How much more often than the average such a mark comes with a comment.
    pub(crate) fn talkativeness(self) -> f64 {
        match self {
            Self::Bad => 1.45,
            Self::Mixed => 0.75,
            Self::Good => 0.9,
        }
    }
}

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Wait,
    Staff,
    Price,
    Taste,
    App,
    Place,
    Delivery,
    Points,
    Support,
}

const TOPICS: [Topic; 9] = [
    Topic::Wait,
    Topic::Staff,
    Topic::Price,
    Topic::Taste,
    Topic::App,
    Topic::Place,
    Topic::Delivery,
    Topic::Points,
    Topic::Support,
];

impl Topic {
    /// The topic's id in an event's detail.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Staff => "staff",
            Self::Price => "price",
            Self::Taste => "taste",
            Self::App => "app",
            Self::Place => "place",
            Self::Delivery => "delivery",
            Self::Points => "points",
            Self::Support => "support",
        }
    }
}

/// What the writer went through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Experience {
    survey: Survey,
    channel: Option<OrderChannel>,
    weary: f64,
    bot: bool,
}

impl Experience {
    /// A visit with such a wait.
    pub(crate) fn of_visit(survey: Survey, channel: OrderChannel, wait_class: usize) -> Self {
        Self { survey, channel: Some(channel), weary: weary_minutes(channel, wait_class), bot: false }
    }

    /// The chain as a whole.
    pub(crate) fn of_chain() -> Self {
        Self { survey: Survey::Relationship, channel: None, weary: 1.0, bot: false }
    }

    /// A request for help.
    pub(crate) fn of_support(handling: Handling) -> Self {
        Self { survey: Survey::AfterSupport, channel: None, weary: 0.0, bot: handling.bot }
    }

    /// The topic of a complaint about it.
    pub(crate) fn sorest_topic(&self, random: &mut Random) -> Topic {
        let visit = Self { survey: Survey::AfterVisit, ..*self };
        TOPICS[random.pick(&visit.weights(Tone::Bad))]
    }

    fn weights(&self, tone: Tone) -> [f64; TOPICS.len()] {
        let delivered = self.channel == Some(OrderChannel::Delivery);
        let in_app = self.channel == Some(OrderChannel::App);
        let waited = match tone {
            Tone::Bad | Tone::Mixed => 0.3 + 0.7 * self.weary,
            Tone::Good => 1.0 / (1.0 + self.weary),
        };
        let price = if tone == Tone::Good { 0.25 } else { 0.9 };
        let app = if in_app { 1.3 } else { 0.1 };
        match self.survey {
            Survey::AppMenu => [0.0, 0.0, 0.4, 0.1, 3.0, 0.0, 0.0, 0.2, 0.0],
            Survey::AfterOrder => [0.6 * waited, 1.0, 0.9, 0.1, app, 0.3, 0.0, 0.2, 0.0],
            Survey::Pickup if delivered => [0.0, 0.2, 0.0, 0.2, 0.1, 0.0, 3.0, 0.0, 0.0],
            Survey::Pickup => [2.5 * waited, 0.8, 0.0, 0.2, 0.5 * app, 0.3, 0.0, 0.0, 0.0],
            Survey::Taste => [0.1, 0.2, 0.3, 4.0, 0.0, 0.1, 0.0, 0.0, 0.0],
            Survey::Points => [0.0, 0.2, 0.4, 0.0, 0.3, 0.0, 0.0, 3.0, 0.0],
            Survey::AfterSupport | Survey::SupportCsat => [0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 4.0],
            _ if delivered => [0.0, 0.2, price, 0.8, 0.5, 0.0, 2.0 + waited, 0.1, 0.1],
            _ => [waited, 1.0, price, 1.2, app, 0.7, 0.0, 0.15, 0.03],
        }
    }
}

/// The words of one language.
struct Words {
    phrases: fn(Topic, Tone) -> &'static [&'static str],
    openers: fn(Tone) -> &'static [&'static str],
    closers: fn(Tone) -> &'static [&'static str],
    about_bot: &'static [&'static str],
    but: &'static [&'static str],
}

fn words(random: &mut Random) -> Words {
    if random.chance(ENGLISH) { en::WORDS } else { ru::WORDS }
}

/// Writes a comment.
pub(crate) fn write(tone: Tone, experience: &Experience, random: &mut Random) -> String {
    let words = words(random);
    let mut weights = experience.weights(tone);
    let mut sentences: Vec<String> = Vec::new();
    if random.chance(0.25) {
        sentences.push(random.choose((words.openers)(tone)).to_owned());
    }
    if experience.bot && tone != Tone::Good && random.chance(0.7) {
        sentences.push(random.choose(words.about_bot).to_owned());
    } else if tone == Tone::Mixed {
        sentences.push(on_the_one_hand(&words, &mut weights, experience, random));
    } else {
        let count = 1 + random.pick(&[0.6, 0.32, 0.08]);
        for _ in 0..count {
            if let Some(topic) = take_topic(&mut weights, random) {
                sentences.push(random.choose((words.phrases)(topic, tone)).to_owned());
            }
        }
    }
    if random.chance(0.22) {
        sentences.push(random.choose((words.closers)(tone)).to_owned());
    }
    punctuated(&sentences, random)
}

/// Writes about one topic.
pub(crate) fn write_about(topic: Topic, tone: Tone, random: &mut Random) -> String {
    let words = words(random);
    let mut sentences = vec![random.choose((words.phrases)(topic, tone)).to_owned()];
    if random.chance(0.4) {
        sentences.push(random.choose((words.closers)(tone)).to_owned());
    }
    punctuated(&sentences, random)
}

/// The company's public answer to a review.
pub(crate) fn reply(tone: Tone, random: &mut Random) -> String {
    random.choose(ru::replies(tone)).to_owned()
}

/// Something good, but something else that was not.
fn on_the_one_hand(
    words: &Words,
    weights: &mut [f64; TOPICS.len()],
    experience: &Experience,
    random: &mut Random,
) -> String {
    let bad = take_topic(weights, random).unwrap_or(Topic::Price);
    if random.chance(0.45) {
        return random.choose((words.phrases)(bad, Tone::Mixed)).to_owned();
    }
    let mut rest = experience.weights(Tone::Good);
    for (weight, topic) in rest.iter_mut().zip(TOPICS) {
        if topic == bad {
            *weight = 0.0;
        }
    }
    match take_topic(&mut rest, random) {
        Some(good) => {
            let praise = random.choose((words.phrases)(good, Tone::Good));
            let but = random.choose(words.but);
            format!("{praise}{but}{}", lowered(random.choose((words.phrases)(bad, Tone::Bad))))
        }
        None => random.choose((words.phrases)(bad, Tone::Mixed)).to_owned(),
    }
}

fn take_topic(weights: &mut [f64; TOPICS.len()], random: &mut Random) -> Option<Topic> {
    if weights.iter().sum::<f64>() <= 0.0 {
        return None;
    }
    let index = random.pick(weights);
    weights[index] = 0.0;
    Some(TOPICS[index])
}

/// Resolves `{он|она}`: one person writes a comment.
fn in_gender(text: &str, female: bool) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        resolved.push_str(before);
        let Some((forms, remaining)) = after.split_once('}') else { break };
        let (his, hers) = forms.split_once('|').unwrap_or((forms, forms));
        resolved.push_str(if female { hers } else { his });
        rest = remaining;
    }
    resolved.push_str(rest);
    resolved
}

fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        // "I" and abbreviations keep their capital.
        // A form that depends on the writer begins with a brace.
        Some('{') => sentence.to_lowercase(),
        Some(first) if !letters.as_str().starts_with([' ', '\'', '-']) => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

/// People are not equally careful with full stops and capitals.
fn punctuated(sentences: &[String], random: &mut Random) -> String {
    let separator = if random.chance(0.12) { ", " } else { ". " };
    let mut text = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        match (index, separator) {
            (0, _) => text.push_str(sentence),
            (_, ", ") if !text.ends_with(['!', '?']) => {
                text.push_str(separator);
                text.push_str(&lowered(sentence));
            }
            _ => {
                text.push_str(if text.ends_with(['!', '?']) { " " } else { ". " });
                text.push_str(sentence);
            }
        }
    }
    let mut text = in_gender(&text, random.chance(0.6));
    if !text.ends_with(['!', '?', ')']) {
        text.push_str(random.choose(&[".", ".", "", "!", "…", ""]));
    }
    if random.chance(0.12) { text.to_lowercase() } else { text }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::random::Purpose;

    #[test]
    fn comments_vary_and_keep_their_language() {
        let mut random = Random::stream(3, Purpose::Faults, 0, 0);
        let experience = Experience::of_visit(Survey::AfterVisit, OrderChannel::Counter, 9);
        let texts: Vec<String> = (0..1_000)
            .map(|number| write([Tone::Bad, Tone::Mixed, Tone::Good][number % 3], &experience, &mut random))
            .collect();
        let distinct: HashSet<&String> = texts.iter().collect();
        assert!(distinct.len() > 550, "{}", distinct.len());
        let english = texts.iter().filter(|text| !text.chars().any(|letter| ('а'..='я').contains(&letter))).count();
        assert!((100..=200).contains(&english), "{english}");
        assert!(texts.iter().all(|text| text.chars().count() > 5
            && !text.contains("  ")
            && !text.contains("..")
            && !text.contains(['{', '|', '}'])));
    }

    #[test]
    fn a_long_wait_is_what_most_complaints_are_about() {
        let mut random = Random::stream(4, Purpose::Faults, 0, 0);
        let waited = Experience::of_visit(Survey::AfterVisit, OrderChannel::Counter, 11);
        let about_wait = (0..500).filter(|_| waited.sorest_topic(&mut random) == Topic::Wait).count();
        assert!(about_wait > 250, "{about_wait}");
    }
}
