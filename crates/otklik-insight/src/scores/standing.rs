//! Units held against each other.

use otklik_stats::{Interval, Standing, Terms, UnitFigure, UnitStanding, compare_units};
use serde::Serialize;
use utoipa::ToSchema;

use super::ERROR_RATE;

/// How a unit stands to the others, with the spread between units taken into account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VersusRest {
    /// Above the limits.
    Above,
    /// Below the limits.
    Below,
    /// Within the limits.
    Inside,
}

/// Limits of what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Limits {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

/// The best guess of a unit's level: between its own figure and the average of the units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Shrunken {
    /// The guess.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How much of the unit's distance from the average is kept, from 0 to 1: τ² / (τ² + s²).
    pub kept: f64,
}

/// The places that a unit may hold, 1 the highest figure; those of all units at once with 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Ranks {
    /// The best.
    pub best: u64,
    /// The worst.
    pub worst: u64,
    /// How many units were held against each other.
    pub of: u64,
}

/// What a comparison says of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct UnitVerdict {
    /// Whether it stands apart.
    pub versus_rest: VersusRest,
    /// Where 95 % of units like the others would lie, given this unit's answers.
    pub limits: Limits,
    /// Where 99.8 % of them would lie.
    pub outer_limits: Limits,
    /// The best guess of its level.
    pub shrunken: Shrunken,
    /// The places that it may hold.
    pub ranks: Ranks,
}

/// Holds units against each other, in their order; nothing below five that can be judged, and for a unit that cannot be.
///
/// A unit is judged where enough people are behind its figure; it must name a unit, so the caller gives no figure of the rest.
pub(crate) fn verdicts(figures: &[Option<(UnitFigure, u64)>]) -> Vec<Option<UnitVerdict>> {
    let judged = |figure: &Option<(UnitFigure, u64)>| {
        figure.filter(|(_, people)| *people >= Terms::default().minimum_people).map(|(figure, _)| figure)
    };
    let usable: Vec<UnitFigure> = figures.iter().filter_map(judged).collect();
    let Some(comparison) = compare_units(&usable, ERROR_RATE) else { return vec![None; figures.len()] };
    let of = usable.len() as u64;
    let mut units = comparison.units.iter();
    figures.iter().map(|figure| judged(figure).and_then(|_| units.next()).map(|unit| verdict(unit, of))).collect()
}

fn verdict(unit: &UnitStanding, of: u64) -> UnitVerdict {
    let limits = |interval: Interval| Limits { low: interval.low, high: interval.high };
    let Interval { low, high } = unit.shrunken_interval;
    UnitVerdict {
        versus_rest: match unit.standing {
            Standing::Above => VersusRest::Above,
            Standing::Below => VersusRest::Below,
            Standing::Inside => VersusRest::Inside,
        },
        limits: limits(unit.limits),
        outer_limits: limits(unit.outer_limits),
        shrunken: Shrunken { value: unit.shrunken, low, high, kept: unit.kept },
        ranks: Ranks { best: unit.ranks.0 as u64, worst: unit.ranks.1 as u64, of },
    }
}
