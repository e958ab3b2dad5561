//! The surveys: what is asked, how judgements form, and through which channel.

use otklik_core::{MetricDefinition, MetricKind, Text};

use crate::habits::Moods;
use crate::influence::Influence;
use crate::marks::{MOOD_LOADING, Marks};
use crate::waiting::{OrderChannel, WAIT_CLASSES, wait_burden};

/// How a question reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AskChannel {
    Push,
    Sms,
    Email,
    ReceiptQr,
    Kiosk,
    Chat,
}

/// How many ways of asking there are.
pub(crate) const ASK_CHANNELS: usize = 6;

impl AskChannel {
    pub(crate) const ALL: [Self; ASK_CHANNELS] =
        [Self::Push, Self::Sms, Self::Email, Self::ReceiptQr, Self::Kiosk, Self::Chat];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::ReceiptQr => "receipt_qr",
            Self::Kiosk => "kiosk",
            Self::Chat => "chat",
        }
    }
}

/// The surveys that guests answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Survey {
    AfterVisit,
    Relationship,
    AppMenu,
    AfterOrder,
    Pickup,
    Taste,
    Points,
    SupportCsat,
    Kiosk,
    AfterSupport,
}

/// How many surveys there are.
pub(crate) const SURVEYS: usize = 10;

/// The metrics, in the order of the overview.
pub(crate) const METRICS: usize = 5;

impl Survey {
    pub(crate) const ALL: [Self; SURVEYS] = [
        Self::AfterVisit,
        Self::Relationship,
        Self::AppMenu,
        Self::AfterOrder,
        Self::Pickup,
        Self::Taste,
        Self::Points,
        Self::SupportCsat,
        Self::Kiosk,
        Self::AfterSupport,
    ];

    /// Surveys about one touchpoint of a visit.
    pub(crate) const TOUCHPOINTS: [Self; 5] =
        [Self::AppMenu, Self::AfterOrder, Self::Pickup, Self::Taste, Self::Points];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::AfterVisit => "after_visit",
            Self::Relationship => "relationship",
            Self::AppMenu => "app_menu",
            Self::AfterOrder => "after_order",
            Self::Pickup => "pickup",
            Self::Taste => "taste",
            Self::Points => "points",
            Self::SupportCsat => "support_csat",
            Self::Kiosk => "kiosk",
            Self::AfterSupport => "after_support",
        }
    }

    /// The question's id inside the survey.
    pub(crate) fn question(self) -> &'static str {
        match self.kind() {
            MetricKind::Nps => "recommend",
            MetricKind::Csat => "satisfied",
            MetricKind::Ces => "easy",
        }
    }

    pub(crate) fn kind(self) -> MetricKind {
        match self {
            Self::AfterVisit | Self::Relationship => MetricKind::Nps,
            Self::AfterSupport => MetricKind::Ces,
            _ => MetricKind::Csat,
        }
    }

    /// The index of its metric among [`metrics`].
    pub(crate) fn metric(self) -> usize {
        match self {
            Self::AfterVisit => 0,
            Self::Relationship => 1,
            Self::Kiosk => 3,
            Self::AfterSupport => 4,
            _ => 2,
        }
    }

    /// How much the wait weighs in what it asks about.
    fn wait_weight(self) -> f64 {
        match self {
            Self::AppMenu | Self::Points => 0.1,
            Self::Taste => 0.3,
            Self::AfterOrder => 0.6,
            Self::Pickup => 1.5,
            _ => 1.0,
        }
    }

    /// Which share of those asked about a touchpoint gets this survey, by the order's channel.
    pub(crate) fn touchpoint_share(self, channel: OrderChannel, influence: &Influence) -> f64 {
        let points = if influence.points_offered { 0.16 } else { 0.0 };
        let rest = 1.0 - points;
        match (self, channel) {
            (Self::Points, _) => points,
            (Self::AppMenu, OrderChannel::Counter) => 0.0,
            (Self::AppMenu, _) => 0.30 * rest,
            (Self::AfterOrder, OrderChannel::Counter) => 0.34 * rest,
            (Self::AfterOrder, _) => 0.20 * rest,
            (Self::Pickup, OrderChannel::Counter) => 0.36 * rest,
            (Self::Pickup, _) => 0.28 * rest,
            (Self::Taste, OrderChannel::Counter) => 0.30 * rest,
            (Self::Taste, _) => 0.22 * rest,
            _ => 0.0,
        }
    }
}

/// The definitions of the chain's metrics, in the order of the overview.
pub(crate) fn metrics() -> Vec<MetricDefinition> {
    let names = [
        ("nps_visit", "NPS после визита", "NPS after a visit"),
        ("nps_relationship", "NPS отношений", "Relationship NPS"),
        ("csat", "CSAT по точкам контакта", "CSAT by touchpoint"),
        ("csat_kiosk", "CSAT на планшете у выхода", "CSAT on the tablet by the door"),
        ("ces", "CES после обращения", "CES after a request"),
    ];
    let define = |(index, (id, ru, en)): (usize, (&str, &str, &str))| {
        let surveys: Vec<Survey> = Survey::ALL.into_iter().filter(|survey| survey.metric() == index).collect();
        MetricDefinition {
            id: id.to_owned(),
            kind: surveys[0].kind(),
            name: Text::new(ru, en),
            surveys: surveys.iter().map(|survey| survey.id().to_owned()).collect(),
            last_answer_only: id == "nps_relationship",
        }
    };
    names.into_iter().enumerate().map(define).collect()
}

/// How a request for help went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handling {
    /// A bot answered first.
    pub(crate) bot: bool,
    /// It was settled at the first contact.
    pub(crate) first_contact: bool,
}

/// What happens between a question and its mark.
#[derive(Clone, Debug)]
pub(crate) struct Questionnaire {
    marks: [Marks; SURVEYS],
    burden: [[f64; WAIT_CLASSES]; OrderChannel::ALL.len()],
}

impl Questionnaire {
    pub(crate) fn new(moods: &Moods) -> Self {
        let nps = [0.05, 0.012, 0.02, 0.028, 0.03, 0.075, 0.075, 0.10, 0.17, 0.15, 0.29];
        let nps_eager = [1.7, 1.5, 1.4, 1.15, 1.0, 0.8, 0.75, 0.7, 0.8, 1.05, 1.25];
        let csat = [0.07, 0.05, 0.11, 0.25, 0.52];
        let csat_eager = [1.6, 1.2, 0.7, 0.8, 1.1];
        let ces = [0.05, 0.05, 0.07, 0.11, 0.19, 0.25, 0.28];
        let ces_eager = [1.5, 1.2, 0.9, 0.75, 0.8, 0.95, 1.15];
        let marks = Survey::ALL.map(|survey| match survey {
            Survey::Kiosk => Marks::new(&[0.10, 0.06, 0.11, 0.22, 0.51], &[2.2, 1.2, 0.6, 0.6, 1.1], -0.55, moods),
            Survey::AfterSupport => Marks::new(&ces, &ces_eager, -0.3, moods),
            Survey::SupportCsat => Marks::new(&csat, &csat_eager, -0.3, moods),
            other if other.kind() == MetricKind::Nps => Marks::new(&nps, &nps_eager, -0.45, moods),
            other => Marks::new(&csat, &csat_eager, -0.4 * other.wait_weight(), moods),
        });
        let burden = OrderChannel::ALL.map(|channel| std::array::from_fn(|class| wait_burden(channel, class)));
        Self { marks, burden }
    }

    pub(crate) fn marks(&self, survey: Survey) -> &Marks {
        &self.marks[survey as usize]
    }

    /// The judgement of a visit that a survey asks about, before the moment's chance.
    pub(crate) fn of_visit(
        &self,
        survey: Survey,
        place: &Place<'_>,
        channel: OrderChannel,
        wait_class: usize,
        mood: f64,
    ) -> f64 {
        let own = match survey {
            Survey::Points => place.influence.points,
            Survey::AfterVisit => place.influence.begging,
            _ => 0.0,
        };
        let app = if channel == OrderChannel::App { 0.12 } else { 0.0 };
        let wait = survey.wait_weight() * self.burden[channel as usize][wait_class];
        place.quality + place.influence.judgement + MOOD_LOADING * mood + wait + app + own
    }

    /// The judgement of the chain as a whole by someone who usually waits so many minutes.
    pub(crate) fn of_relationship(&self, place: &Place<'_>, usual_wait_minutes: f64, mood: f64) -> f64 {
        place.quality + place.influence.judgement + MOOD_LOADING * mood - 0.15 * (usual_wait_minutes - 1.0).max(0.0)
    }

    /// The judgement of how a request for help went.
    pub(crate) fn of_support(&self, place: &Place<'_>, handling: Handling, mood: f64) -> f64 {
        let bot = if handling.bot { -0.9 } else { 0.0 };
        let again = if handling.first_contact { 0.0 } else { -1.4 };
        0.4 * place.quality + MOOD_LOADING * mood + bot + again
    }
}

/// The shop and block of days in which a judgement forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) quality: f64,
    pub(crate) influence: &'a Influence,
}
