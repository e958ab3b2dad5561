//! What a figure can be divided by.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;

/// Divisions that a question may have at once.
pub(super) const MOST_DIVISIONS: usize = 2;

/// What a figure is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The unit where it happened.
    Unit,
    /// The unit of the first level, such as a region, where it happened.
    #[serde(rename = "unit_level_1")]
    UnitLevel1,
    /// The unit of the second level.
    #[serde(rename = "unit_level_2")]
    UnitLevel2,
    /// The unit of the third level.
    #[serde(rename = "unit_level_3")]
    UnitLevel3,
    /// The unit of the fourth level.
    #[serde(rename = "unit_level_4")]
    UnitLevel4,
    /// The channel.
    Channel,
    /// The touchpoint, by its English name.
    Touchpoint,
    /// The journey stage.
    Stage,
    /// The responsible department, by its English name.
    Department,
    /// The kind of experience.
    Experience,
    /// The survey that was answered.
    Survey,
    /// The day.
    Day,
    /// The week, Monday to Sunday.
    Week,
    /// The calendar month.
    Month,
    /// The day of the week, 1 for Monday.
    Weekday,
    /// The hour of the day in the time zone of the unit where it happened.
    Hour,
    /// Whether the order came as promised.
    Delivery,
}

impl By {
    /// Every division.
    pub const ALL: [Self; 17] = [
        Self::Unit,
        Self::UnitLevel1,
        Self::UnitLevel2,
        Self::UnitLevel3,
        Self::UnitLevel4,
        Self::Channel,
        Self::Touchpoint,
        Self::Stage,
        Self::Department,
        Self::Experience,
        Self::Survey,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Weekday,
        Self::Hour,
        Self::Delivery,
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::UnitLevel1 => "unit_level_1",
            Self::UnitLevel2 => "unit_level_2",
            Self::UnitLevel3 => "unit_level_3",
            Self::UnitLevel4 => "unit_level_4",
            Self::Channel => "channel",
            Self::Touchpoint => "touchpoint",
            Self::Stage => "stage",
            Self::Department => "department",
            Self::Experience => "experience",
            Self::Survey => "survey",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Delivery => "delivery",
        }
    }
}

impl By {
    /// The level of a unit: 1 below the company as a whole.
    pub(super) fn unit_level(self) -> Option<usize> {
        match self {
            Self::UnitLevel1 => Some(1),
            Self::UnitLevel2 => Some(2),
            Self::UnitLevel3 => Some(3),
            Self::UnitLevel4 => Some(4),
            _ => None,
        }
    }

    /// Whether its slices are units of one level, which can be held against each other.
    pub(crate) fn is_of_units(self) -> bool {
        self == Self::Unit || self.unit_level().is_some()
    }
}

/// The divisions of a question, which are at most two and not twice the same.
pub(crate) fn divisions(by: &[By]) -> Result<&[By], InsightError> {
    let surplus = by.get(MOST_DIVISIONS).or_else(|| match by {
        [first, second] if first == second => Some(second),
        _ => None,
    });
    match surplus {
        Some(by) => Err(InsightError::SliceUnsupported { by: by.as_str().to_owned() }),
        None => Ok(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_written_as_it_is_named() {
        for by in By::ALL {
            assert_eq!(serde_json::to_value(by).unwrap(), by.as_str());
        }
    }

    #[test]
    fn two_divisions_are_enough_and_none_comes_twice() {
        assert!(divisions(&[By::Unit, By::Week]).is_ok());
        assert!(divisions(&[By::Unit, By::Week, By::Hour]).is_err());
        assert!(divisions(&[By::Unit, By::Unit]).is_err());
    }
}
