//! When people drink coffee: archetypes with their hours, and the grid of personal moods.

/// Shops open at seven, local time.
pub(crate) const OPENING_HOUR: usize = 7;
/// Hours a day that a shop is open.
pub(crate) const HOURS: usize = 15;
/// Commuter, office worker, student, resident.
pub(crate) const ARCHETYPES: usize = 4;
/// Points of the grid of moods.
pub(crate) const MOODS: usize = 9;

/// How often each archetype comes in relation to the average.
pub(crate) const FREQUENCY: [f64; ARCHETYPES] = [1.25, 1.10, 0.85, 0.75];
/// How readily each archetype takes to ordering in the app.
pub(crate) const APP_ADOPTION: [f64; ARCHETYPES] = [0.72, 0.66, 0.76, 0.46];
/// How often each archetype has coffee brought.
pub(crate) const DELIVERY_SHARE: [f64; ARCHETYPES] = [0.02, 0.06, 0.04, 0.06];
/// What each archetype spends in relation to the average.
pub(crate) const SPENDING: [f64; ARCHETYPES] = [0.92, 1.08, 0.86, 1.16];

/// Share of a guest's visits that go to other shops of the city.
pub(crate) const AWAY_SHARE: f64 = 0.08;

const WEEKDAY: [[f64; HOURS]; ARCHETYPES] = [
    [16., 34., 18., 6., 3., 3., 4., 3., 3., 4., 7., 9., 6., 3., 1.],
    [3., 14., 22., 11., 7., 9., 14., 9., 6., 8., 6., 3., 2., 1., 1.],
    [1., 5., 9., 9., 10., 13., 12., 10., 9., 8., 8., 8., 6., 4., 2.],
    [3., 7., 9., 11., 12., 10., 8., 7., 8., 9., 9., 8., 6., 4., 2.],
];
const WEEKEND: [[f64; HOURS]; ARCHETYPES] = [
    [2., 6., 9., 12., 13., 12., 10., 9., 8., 7., 6., 5., 4., 2., 1.],
    [1., 4., 8., 12., 13., 13., 11., 9., 8., 7., 6., 5., 4., 2., 1.],
    [1., 2., 4., 8., 11., 13., 14., 13., 12., 10., 9., 8., 6., 5., 3.],
    [1., 4., 9., 14., 16., 13., 10., 9., 9., 9., 8., 6., 4., 2., 1.],
];
/// How much of an average day's visits a weekday and a day of the weekend have.
const DAY_WEIGHT: [(f64, f64); ARCHETYPES] = [(1.24, 0.40), (1.32, 0.20), (1.06, 0.85), (0.84, 1.40)];

/// The share of an archetype's average day that falls on each hour of a weekday (Monday is 0).
pub(crate) fn hours_of_day(archetype: usize, weekday: usize) -> [f64; HOURS] {
    let weekend = weekday >= 5;
    let hours = if weekend { WEEKEND[archetype] } else { WEEKDAY[archetype] };
    let day_weight = if weekend { DAY_WEIGHT[archetype].1 } else { DAY_WEIGHT[archetype].0 };
    let total: f64 = hours.iter().sum();
    hours.map(|hour| hour / total * day_weight)
}

/// The hours of all archetypes and weekdays.
#[derive(Clone, Debug)]
pub(crate) struct Hours {
    by_weekday: [[[f64; HOURS]; 7]; ARCHETYPES],
}

impl Hours {
    pub(crate) fn new() -> Self {
        let mut by_weekday = [[[0.0; HOURS]; 7]; ARCHETYPES];
        for (archetype, week) in by_weekday.iter_mut().enumerate() {
            for (weekday, hours) in week.iter_mut().enumerate() {
                *hours = hours_of_day(archetype, weekday);
            }
        }
        Self { by_weekday }
    }

    /// Shares of an archetype's average day by hour.
    pub(crate) fn of(&self, archetype: usize, weekday: usize) -> &[f64; HOURS] {
        &self.by_weekday[archetype][weekday]
    }
}

/// The grid of moods: how well disposed a person is towards the chain, mean 0 and variance 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moods {
    pub(crate) values: [f64; MOODS],
    pub(crate) weights: [f64; MOODS],
}

impl Moods {
    /// Nine points of a normal distribution, scaled to variance 1.
    pub(crate) fn new() -> Self {
        let mut values = [0.0; MOODS];
        let mut weights = [0.0; MOODS];
        for (index, (value, weight)) in values.iter_mut().zip(&mut weights).enumerate() {
            *value = 0.5 * index as f64 - 2.0;
            *weight = (-0.5 * *value * *value).exp();
        }
        let total: f64 = weights.iter().sum();
        weights = weights.map(|weight| weight / total);
        let variance: f64 = values.iter().zip(&weights).map(|(value, weight)| weight * value * value).sum();
        values = values.map(|value| value / variance.sqrt());
        Self { values, weights }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_seven_average_days() {
        for archetype in 0..ARCHETYPES {
            let week: f64 = (0..7).map(|weekday| hours_of_day(archetype, weekday).iter().sum::<f64>()).sum();
            assert!((week - 7.0).abs() < 0.01, "{archetype}: {week}");
        }
    }

    #[test]
    fn moods_are_standardised() {
        let Moods { values, weights } = Moods::new();
        let moment = |power: i32| values.iter().zip(&weights).map(|(value, weight)| weight * value.powi(power)).sum();
        let (mean, variance): (f64, f64) = (moment(1), moment(2));
        assert!(mean.abs() < 1e-12 && (variance - 1.0).abs() < 1e-12);
    }
}
