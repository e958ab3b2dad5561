//! The loyalty guests: independent draws from each shop's population.

use otklik_core::{Identifier, IdentifierKind};

use crate::faults::{FaultKind, Faults, SECOND_CARD};
use crate::habits::{APP_ADOPTION, DELIVERY_SHARE, MOODS, Moods};
use crate::influence::Influence;
use crate::plan::Plan;
use crate::random::{Purpose, Random};
use crate::shops::Shop;
use crate::surveys::AskChannel;
use crate::waiting::CHANNELS;

/// One loyalty guest.
#[derive(Clone, Debug)]
pub(crate) struct Guest {
    pub(crate) home: usize,
    pub(crate) archetype: usize,
    /// Index of the mood on the grid.
    pub(crate) mood: usize,
    /// How questions about visits at the counter reach this guest.
    pub(crate) contact: AskChannel,
    /// Visits in relation to others of the archetype.
    pub(crate) frequency: f64,
    /// The first month with visits.
    pub(crate) joined: usize,
    /// The month after the last one with visits.
    pub(crate) left: usize,
    phone: Option<u32>,
    has_email: bool,
    has_second_card: bool,
    pub(crate) favourite: usize,
    birthday: u16,
}

/// Shares of guests who are asked by push, text message and e-mail.
pub(crate) const CONTACTS: [(AskChannel, f64); 3] =
    [(AskChannel::Push, 0.40), (AskChannel::Sms, 0.35), (AskChannel::Email, 0.25)];
/// Share of guests who had their card on the first day; the others join evenly over the months.
const JOINED_BEFORE: f64 = 0.65;
/// Heterogeneity of visit rates (shape of the gamma distribution).
const FREQUENCY_SHAPE: f64 = 1.1;

/// Probability of joining in a month.
pub(crate) fn joining(month: usize, months: usize) -> f64 {
    match (month, months) {
        (_, 0 | 1) => 1.0,
        (0, _) => JOINED_BEFORE,
        _ => (1.0 - JOINED_BEFORE) / (months - 1) as f64,
    }
}

/// Probability that an active guest is gone the month after one with such waits.
pub(crate) fn lapsing(mood: f64, wait_minutes: f64) -> f64 {
    (0.024 * (-0.45 * mood).exp() * (1.0 + 0.06 * (wait_minutes - 4.0))).clamp(0.002, 0.2)
}

/// Shares of counter, app and delivery among the orders of an archetype in a mood; the well disposed try the app first.
pub(crate) fn channel_shares(archetype: usize, mood: f64, influence: &Influence) -> [f64; CHANNELS] {
    let delivery = DELIVERY_SHARE[archetype];
    let adopted = 0.05 + influence.order_ahead * APP_ADOPTION[archetype];
    let app = (adopted * (1.0 + 0.12 * mood)).clamp(0.0, 0.93 - delivery);
    [1.0 - app - delivery, app, delivery]
}

/// Draws all guests; `lapses` gives the probability of lapsing after a month by home and mood.
pub(crate) fn draw(
    plan: &Plan,
    shops: &[Shop],
    months: usize,
    moods: &Moods,
    faults: &Faults,
    lapses: impl Fn(usize, usize) -> [f64; MOODS],
) -> Vec<Guest> {
    let hit = |kind| faults.of_kind(kind).map(|fault| fault.guests.as_slice()).unwrap_or_default();
    let (sharers, doubles) = (hit(FaultKind::SharedPhone), hit(FaultKind::DuplicateCards));
    let mut guests = Vec::with_capacity(plan.guests as usize);
    for (home, shop) in shops.iter().enumerate() {
        for _ in 0..shop.guests {
            let number = guests.len() as u32;
            let mut random = Random::stream(plan.seed, Purpose::Guests, u64::from(number), 0);
            let archetype = random.pick(&shop.shop_type.archetypes());
            let mood = random.pick(&moods.weights);
            let contact = CONTACTS[random.pick(&CONTACTS.map(|(_, share)| share))].0;
            let frequency = random.gamma_of_mean_one(FREQUENCY_SHAPE);
            let joined = random.pick(&(0..months).map(|month| joining(month, months)).collect::<Vec<_>>());
            let left = (joined..months).find(|month| random.chance(lapses(home, *month)[mood]));
            let has_second_card = doubles.binary_search(&number).is_ok();
            let own_phone = contact == AskChannel::Sms || has_second_card || random.chance(0.92);
            let shared = sharers.binary_search(&number).is_ok();
            guests.push(Guest {
                home,
                archetype,
                mood,
                contact,
                frequency,
                joined,
                left: left.map_or(months, |month| month + 1),
                phone: if shared { Some(sharers[0]) } else { own_phone.then_some(number) },
                has_email: contact == AskChannel::Email || random.chance(0.3),
                has_second_card,
                favourite: random.below(ITEMS.len()),
                birthday: random.below(365) as u16 + 1,
            });
        }
    }
    guests
}

/// What the chain sells: item and price in roubles.
pub(crate) const ITEMS: [(&str, f64); 10] = [
    ("cappuccino", 259.0),
    ("latte", 279.0),
    ("flat_white", 289.0),
    ("americano", 209.0),
    ("raf", 329.0),
    ("filter", 219.0),
    ("espresso", 159.0),
    ("matcha_latte", 349.0),
    ("cocoa", 269.0),
    ("tea", 189.0),
];

impl Guest {
    /// Whether the guest comes in a month.
    pub(crate) fn is_active(&self, month: usize) -> bool {
        (self.joined..self.left).contains(&month)
    }

    /// Whether the birthday falls on this day of the year.
    pub(crate) fn has_birthday(&self, day_of_year: i16) -> bool {
        i32::from(self.birthday) == i32::from(day_of_year)
    }

    /// The number of the card that is shown at a visit.
    pub(crate) fn card_shown(&self, number: u32, random: &mut Random) -> u32 {
        if self.has_second_card && random.chance(SECOND_CARD) { SECOND_CARDS + number } else { number }
    }

    /// The card, and the other identifiers that the source knows.
    pub(crate) fn identifiers(&self, number: u32, card_shown: u32, known: Known) -> Vec<Identifier> {
        let mut identifiers = vec![card(card_shown)];
        if known.email && self.has_email {
            identifiers.push(Identifier { kind: IdentifierKind::Email, value: email(number) });
        }
        if let Some(phone) = self.phone.filter(|_| known.phone) {
            identifiers.push(Identifier { kind: IdentifierKind::Phone, value: format!("+79000{phone:06}") });
        }
        identifiers
    }
}

/// Which identifiers a source knows beside the card.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) email: bool,
    pub(crate) phone: bool,
}

impl Known {
    pub(crate) const CARD: Self = Self { email: false, phone: false };
    pub(crate) const PHONE: Self = Self { email: false, phone: true };
    pub(crate) const ALL: Self = Self { email: true, phone: true };

    /// What is known where a question was sent.
    pub(crate) fn by_contact(contact: AskChannel) -> Self {
        Self { email: contact == AskChannel::Email, phone: contact == AskChannel::Sms }
    }
}

/// Second cards are numbered from here.
const SECOND_CARDS: u32 = 900_000;

/// The identifier of a loyalty card.
pub(crate) fn card(number: u32) -> Identifier {
    Identifier { kind: IdentifierKind::External, value: format!("g-{:06}", number + 1) }
}

fn email(number: u32) -> String {
    const NAMES: [&str; 12] =
        ["anna", "ivan", "maria", "dmitry", "olga", "sergey", "elena", "pavel", "irina", "artem", "daria", "nikita"];
    let name = NAMES[number as usize % NAMES.len()];
    let domain = if number.is_multiple_of(3) { "example.org" } else { "example.com" };
    format!("{name}.{:05}@{domain}", number + 1)
}
