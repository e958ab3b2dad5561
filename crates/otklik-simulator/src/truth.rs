//! What is true of a world, for those who check figures: `truth.json`.

mod effects;
pub(crate) mod figures;

use otklik_core::{Text, UnitPath};
use serde::{Deserialize, Serialize};

use crate::expectation::Expectation;
use crate::plan::Plan;
use crate::simulation::Simulation;

/// Everything that is known of a world, by shop, calendar month and channel.
///
/// A unit or channel that is absent means all of them.
/// Expectations are exact sums given shops and months; guests, visits, waits, marks and answers vary around them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// What the world was made from.
    pub plan: Plan,
    /// Scores.
    pub scores: Vec<ScoreTruth>,
    /// Rates of complaints, returns, late deliveries and answers.
    pub rates: Vec<RateTruth>,
    /// Waits of loyalty guests.
    pub waits: Vec<WaitTruth>,
    /// What the chain did, and what it did to waits and scores.
    pub initiatives: Vec<InitiativeTruth>,
    /// What the chain did not decide.
    pub circumstances: Vec<Planted>,
    /// What went wrong.
    pub faults: Vec<Planted>,
}

/// A score that is to be expected, and the one that came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreTruth {
    /// The metric's id.
    pub metric: String,
    /// The shop.
    pub unit: Option<UnitPath>,
    /// The calendar month, such as `2026-05`.
    pub month: String,
    /// How it was asked.
    pub channel: Option<String>,
    /// How many answers are to be expected.
    pub expected_answers: f64,
    /// The expectation among those who answer: what intervals must cover.
    pub among_answers: Score,
    /// The expectation among all: every visit for the visit's survey and the tablet, else all who are asked.
    pub among_all: Score,
    /// How many answers came.
    pub answers: u64,
    /// What they say.
    pub realised: Option<Score>,
}

/// A score and the mean mark behind it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// NPS in points, CSAT as a share, CES as a mean.
    pub value: f64,
    /// Mean mark.
    pub mean: f64,
}

/// A rate that is to be expected, and the one that came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateTruth {
    /// `complaints_per_100`, `returns_per_100`, `late_share`, or `response_rate` of a metric.
    pub rate: String,
    /// The metric whose questions are answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The shop.
    pub unit: Option<UnitPath>,
    /// The calendar month.
    pub month: String,
    /// The order's channel, or how it was asked.
    pub channel: Option<String>,
    /// Orders or questions that are to be expected.
    pub expected_base: f64,
    /// The expected rate.
    pub expected: f64,
    /// Orders or questions that there were.
    pub base: u64,
    /// The rate that came about.
    pub realised: Option<f64>,
}

/// Waiting times in minutes, in steps of a quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitTruth {
    /// The shop.
    pub unit: Option<UnitPath>,
    /// The calendar month.
    pub month: String,
    /// The order's channel.
    pub channel: Option<String>,
    /// Waits that are to be expected.
    pub expected_waits: f64,
    /// Half of them are shorter.
    pub median_minutes: f64,
    /// Nine of ten are shorter.
    pub p90_minutes: f64,
    /// Waits that there were.
    pub waits: u64,
    /// The median that came about.
    pub realised_median_minutes: Option<f64>,
    /// The p90 that came about.
    pub realised_p90_minutes: Option<f64>,
}

/// An initiative with its true effect: the world as it is against the same world without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InitiativeTruth {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The shops that begin with it, and when.
    pub starts: Vec<InitiativeStart>,
    /// What it does, by shop and month.
    pub effects: Vec<EffectTruth>,
}

/// A shop's first day with an initiative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InitiativeStart {
    /// The shop.
    pub unit: UnitPath,
    /// The first day, such as `2026-04-06`.
    pub day: String,
}

/// What an initiative does to a shop in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectTruth {
    /// The shop.
    pub unit: UnitPath,
    /// The calendar month.
    pub month: String,
    /// Change of the mean wait of loyalty guests, in minutes.
    pub wait_minutes: f64,
    /// Change of the NPS among all visits of loyalty guests, in points.
    pub nps_points: f64,
    /// Change of the CES among all requests for help, in marks.
    pub ces_marks: f64,
    /// Change of the orders of loyalty guests, as a share.
    pub orders_share: f64,
}

/// Something that was planted: what, where and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planted {
    /// What.
    pub id: String,
    /// Where; everywhere when empty.
    pub units: Vec<UnitPath>,
    /// The first day.
    pub first_day: String,
    /// The last day.
    pub last_day: String,
    /// The loyalty cards concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<String>,
}

impl Simulation {
    /// What goes wrong in this world.
    pub fn faults(&self) -> Vec<Planted> {
        effects::faults(&self.world)
    }

    /// What is true of this world; realised figures count the days simulated so far.
    pub fn truth(&self) -> Truth {
        let expectation = Expectation::of(&self.world);
        Truth {
            plan: self.world.plan.clone(),
            scores: figures::scores(self, &expectation),
            rates: figures::rates(self, &expectation),
            waits: figures::waits(self, &expectation),
            initiatives: effects::initiatives(&self.world),
            circumstances: effects::circumstances(&self.world),
            faults: self.faults(),
        }
    }
}
