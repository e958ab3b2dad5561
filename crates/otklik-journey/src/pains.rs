//! What hurts customers on their way, and what became of those whom it hurt beside those whom it did not.
//!
//! [`PainCounts`] counts who was hurt where, and the strata in which others can be compared with them; [`PainSample`] then compares what
//! became of both, once for everybody and once for each replicate of a bootstrap over people.
//! Both read the same occasions, which [`PainKind`] defines.

mod cells;
mod count;
mod deeds;
mod occasions;
mod replicates;
mod sample;
mod together;

pub use cells::PainStrata;
pub(crate) use cells::{Cell, Cells, Place, WHOLE};
pub use count::{PainCount, PainCounts, PainsCounted};
pub(crate) use deeds::Deeds;
pub use sample::{PainSample, PainSampled, PainSums};

/// The usual time after a touch in which an order still belongs to it: a day.
pub const ORDER_WINDOW: i64 = 24 * 3_600 * 1_000_000;
/// How far apart two touches of one kind may lie for the second to be a repetition: a week.
pub const REPEAT_WINDOW: i64 = 7 * ORDER_WINDOW;
/// Touches of one kind that follow each other faster are one: a minute.
pub const SAME_TOUCH: i64 = 60 * 1_000_000;
/// Whoever was not served within this time after a wait began has left: four hours.
pub const QUEUE_WINDOW: i64 = 4 * 3_600 * 1_000_000;
/// How long before an answer a touch may lie for the answer to tell of it: a week.
pub const ANSWER_WINDOW: i64 = 7 * ORDER_WINDOW;

/// One event as the question what hurts sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TouchEvent {
    /// When, in microseconds UTC.
    pub time: i64,
    /// What was paid, in minor units of one currency.
    pub amount: i64,
    /// How long the wait that it ends was, in seconds; not a number where it ends none.
    pub waited_seconds: f32,
    /// The mark that was given; not a number where none was.
    pub mark: f32,
    /// The number of its kind.
    pub kind: u16,
    /// The touchpoint, [`LEFT_OUT`](crate::LEFT_OUT) where it belongs to none.
    pub node: u16,
    /// The unit's number, for comparing like with like.
    pub unit: u16,
    /// The part of the company under which it is told, [`NO_SCOPE`] where it belongs to none.
    pub scope: u16,
    /// The number of its channel.
    pub channel: u16,
    /// A number that tells the survey that it answers from others.
    pub survey: u32,
    /// The number of its week.
    pub week: u16,
    /// The hour of the day where it happened.
    pub hour: u8,
    /// What it is to the question.
    pub part: TouchPart,
    /// Whether pains at it are told; others are seen only for what they say about those.
    pub counts: bool,
}

/// The scope of events that belong to no part of the company that is told apart.
pub const NO_SCOPE: u16 = u16::MAX;

/// What an event is to the question what hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TouchPart {
    /// An order.
    Order,
    /// A payment that did not go through.
    PaymentFailed,
    /// A wait began.
    WaitBegan,
    /// A wait ended: its customer was served.
    WaitEnded,
    /// The customer got what they came for.
    Served,
    /// The customer looked, asked or came.
    Contact,
    /// The customer asked for help or complained.
    Help,
    /// A mark was given.
    Answer,
    /// Something else.
    Other,
}

/// What can hurt at a touchpoint; each says who is compared with whom, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PainKind {
    /// Who was here before buying did not order within the window, by whatever channel; compared with who was at the other touchpoints of the stage.
    Lost,
    /// A payment failed; compared with attempts in the same stage near which none failed.
    PaymentFailed,
    /// A wait was long; compared with shorter ones here.
    LongWait,
    /// A wait began and nobody was served within [`QUEUE_WINDOW`]; compared with waits that ended.
    LeftQueue,
    /// The same was done again within [`REPEAT_WINDOW`] without an order in between; compared with what was done once.
    Repeated,
    /// The customer went on in the same stage over another channel within the window; compared with who did not.
    ChannelSwitched,
    /// The first mark within [`ANSWER_WINDOW`] after the touch was lower than the same customer's mark before; compared with who did not give a lower one.
    ScoreDropped,
}

impl PainKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Lost,
        Self::PaymentFailed,
        Self::LongWait,
        Self::LeftQueue,
        Self::Repeated,
        Self::ChannelSwitched,
        Self::ScoreDropped,
    ];
}

/// What became of a customer, by which those who were hurt are compared with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequel {
    /// They ordered within the window after the touch, by whatever channel.
    Ordered,
    /// They ordered again within the longer time of returning.
    Returned,
}

/// The terms of a question what hurts.
#[derive(Clone, Debug)]
pub struct PainTerms {
    /// The stage of each node by a number of its own; nodes of one number are comparable touchpoints.
    pub stages: Vec<u8>,
    /// Whether a node comes before the purchase is made.
    pub before_purchase: Vec<bool>,
    /// Nodes at which payments fail.
    pub payments: Vec<u16>,
    /// Parts of the company that are told apart; one for the whole.
    pub scopes: u16,
    /// A wait is long from so many seconds on.
    pub long_wait_seconds: f32,
    /// How long after a touch an order still belongs to it, in microseconds.
    pub order_window: i64,
    /// How long after a touch somebody who orders again has returned, in microseconds.
    pub return_window: i64,
    /// The present: what may still come is no loss.
    pub now: i64,
}

/// A pain: what, where, and in which part of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pain {
    /// What.
    pub kind: PainKind,
    /// The touchpoint's node.
    pub node: u16,
    /// The part of the company.
    pub scope: u16,
}

impl PainTerms {
    pub(crate) fn nodes(&self) -> usize {
        self.stages.len()
    }

    /// How many pains can be told apart.
    pub(crate) fn pains(&self) -> usize {
        PainKind::ALL.len() * self.nodes() * usize::from(self.scopes)
    }

    pub(crate) fn index(&self, pain: Pain) -> usize {
        (pain.kind as usize * self.nodes() + usize::from(pain.node)) * usize::from(self.scopes)
            + usize::from(pain.scope)
    }

    pub(crate) fn pain(&self, index: usize) -> Pain {
        let (place, scope) = (index / usize::from(self.scopes), index % usize::from(self.scopes));
        Pain { kind: PainKind::ALL[place / self.nodes()], node: (place % self.nodes()) as u16, scope: scope as u16 }
    }

    /// By what the customers of a pain are compared.
    pub fn sequel(&self, kind: PainKind, node: u16) -> Sequel {
        match kind {
            PainKind::Lost | PainKind::PaymentFailed | PainKind::LeftQueue => Sequel::Ordered,
            PainKind::LongWait | PainKind::ScoreDropped => Sequel::Returned,
            PainKind::Repeated | PainKind::ChannelSwitched => {
                if self.before_purchase[usize::from(node)] {
                    Sequel::Ordered
                } else {
                    Sequel::Returned
                }
            }
        }
    }
}

/// A fold over the touches of one customer after the other.
///
/// Nothing is allocated for a customer once buffers have grown; neither the order of visits nor the division among folds changes an answer.
pub trait TouchFold {
    /// What comes out.
    type Answer;

    /// Takes in one customer's touches, ascending in time.
    fn visit(&mut self, customer: i64, touches: &[TouchEvent]);

    /// Takes over what another fold of the same question counted; their customers have to differ.
    fn merge(&mut self, other: Self);

    /// Ends the counting.
    fn finish(self) -> Self::Answer;
}
