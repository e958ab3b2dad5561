//! Expected and realised figures side by side, by shop, month and channel.

use otklik_core::{MetricKind, UnitPath};

use super::{RateTruth, Score, ScoreTruth, WaitTruth};
use crate::expectation::{Expectation, Expected};
use crate::ledger::{Cell, WAIT_BINS, WAIT_STEP_MINUTES};
use crate::marks::ByMark;
use crate::simulation::Simulation;
use crate::surveys::{ASK_CHANNELS, AskChannel, METRICS, metrics};
use crate::waiting::{CHANNELS, OrderChannel};

/// A shop or all shops, in one month.
struct Place<'a> {
    unit: Option<UnitPath>,
    month: String,
    expected: Vec<&'a Expected>,
    realised: Vec<&'a Cell>,
}

impl Place<'_> {
    fn expected(&self, pick: impl Fn(&Expected) -> f64) -> f64 {
        self.expected.iter().map(|cell| pick(cell)).sum()
    }

    fn realised(&self, pick: impl Fn(&Cell) -> u32) -> u64 {
        self.realised.iter().map(|cell| u64::from(pick(cell))).sum()
    }
}

fn places<'a>(simulation: &'a Simulation, expectation: &'a Expectation) -> Vec<Place<'a>> {
    let world = &simulation.world;
    let mut places = Vec::new();
    for month in 0..world.month_count() {
        let place = |unit: Option<UnitPath>, shops: std::ops::Range<usize>| Place {
            unit,
            month: world.calendar.month_name(month),
            expected: shops.clone().map(|shop| expectation.cell(shop, month)).collect(),
            realised: shops.map(|shop| simulation.ledger.cell(shop, month)).collect(),
        };
        places.push(place(None, 0..world.shop_count()));
        for (shop, description) in world.shops.iter().enumerate() {
            places.push(place(Some(description.path.clone()), shop..shop + 1));
        }
    }
    places
}

/// One of `count` slices, or all of them together.
fn slices(count: usize) -> impl Iterator<Item = (Option<usize>, std::ops::Range<usize>)> {
    std::iter::once((None, 0..count)).chain((0..count).map(|index| (Some(index), index..index + 1)))
}

/// The score of marks, or nothing without marks.
pub(crate) fn score(kind: MetricKind, marks: &ByMark) -> Option<Score> {
    let total: f64 = marks.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let lowest = kind.scale().0;
    let value_of = |mark: usize| lowest + mark as f64;
    let share = |test: &dyn Fn(f64) -> bool| {
        let chosen = marks.iter().enumerate().filter(|(mark, _)| test(value_of(*mark)));
        chosen.map(|(_, count)| count).sum::<f64>() / total
    };
    let mean = marks.iter().enumerate().map(|(mark, count)| value_of(mark) * count).sum::<f64>() / total;
    let top = share(&|mark| mark >= kind.top_box());
    let value = match kind {
        MetricKind::Nps => 100.0 * (top - share(&|mark| mark <= 6.0)),
        MetricKind::Csat => top,
        MetricKind::Ces => mean,
    };
    Some(Score { value, mean })
}

pub(super) fn scores(simulation: &Simulation, expectation: &Expectation) -> Vec<ScoreTruth> {
    let mut scores = Vec::new();
    for place in places(simulation, expectation) {
        for (metric, definition) in metrics().into_iter().enumerate() {
            for (channel, asks) in slices(ASK_CHANNELS) {
                let expected = |pick: &dyn Fn(&Expected, usize) -> ByMark| -> ByMark {
                    std::array::from_fn(|mark| {
                        place.expected(|cell| asks.clone().map(|ask| pick(cell, ask)[mark]).sum())
                    })
                };
                let answered = expected(&|cell, ask| cell.answered[metric][ask]);
                let all = expected(&|cell, ask| cell.all[metric][ask]);
                let realised: ByMark = std::array::from_fn(|mark| {
                    place.realised(|cell| asks.clone().map(|ask| cell.marks[metric][ask][mark]).sum()) as f64
                });
                let (Some(among_answers), Some(among_all)) =
                    (score(definition.kind, &answered), score(definition.kind, &all))
                else {
                    continue;
                };
                scores.push(ScoreTruth {
                    metric: definition.id.clone(),
                    unit: place.unit.clone(),
                    month: place.month.clone(),
                    channel: channel.map(|ask| AskChannel::ALL[ask].id().to_owned()),
                    expected_answers: answered.iter().sum(),
                    among_answers,
                    among_all,
                    answers: realised.iter().sum::<f64>() as u64,
                    realised: score(definition.kind, &realised),
                });
            }
        }
    }
    scores
}

/// Expected events and base, realised events and base.
struct Counted {
    expected: (f64, f64),
    realised: (u64, u64),
}

fn rate(place: &Place<'_>, name: &str, channel: Option<&str>, per: f64, counted: Counted) -> Option<RateTruth> {
    let Counted { expected: (events, base), realised: (realised_events, realised_base) } = counted;
    (base > 0.0).then(|| RateTruth {
        rate: name.to_owned(),
        metric: None,
        unit: place.unit.clone(),
        month: place.month.clone(),
        channel: channel.map(str::to_owned),
        expected_base: base,
        expected: per * events / base,
        base: realised_base,
        realised: (realised_base > 0).then(|| per * realised_events as f64 / realised_base as f64),
    })
}

pub(super) fn rates(simulation: &Simulation, expectation: &Expectation) -> Vec<RateTruth> {
    let mut rates = Vec::new();
    for place in places(simulation, expectation) {
        for (channel, range) in slices(CHANNELS) {
            let name = channel.map(|channel| OrderChannel::ALL[channel].id());
            let expected =
                |pick: fn(&Expected) -> &[f64; CHANNELS]| place.expected(|cell| pick(cell)[range.clone()].iter().sum());
            let realised =
                |pick: fn(&Cell) -> &[u32; CHANNELS]| place.realised(|cell| pick(cell)[range.clone()].iter().sum());
            let orders = (expected(|cell| &cell.orders), realised(|cell| &cell.orders));
            let complaints = Counted {
                expected: (expected(|cell| &cell.complaints), orders.0),
                realised: (realised(|cell| &cell.complaints), orders.1),
            };
            let returns = Counted {
                expected: (expected(|cell| &cell.returns), orders.0),
                realised: (realised(|cell| &cell.returns), orders.1),
            };
            rates.extend(rate(&place, "complaints_per_100", name, 100.0, complaints));
            rates.extend(rate(&place, "returns_per_100", name, 100.0, returns));
        }
        let delivery = OrderChannel::Delivery as usize;
        let late = Counted {
            expected: (place.expected(|cell| cell.late), place.expected(|cell| cell.guest_orders[delivery])),
            realised: (place.realised(|cell| cell.late), place.realised(|cell| cell.orders[delivery])),
        };
        rates.extend(rate(&place, "late_share", Some(OrderChannel::Delivery.id()), 1.0, late));
        rates.extend(response_rates(&place));
    }
    rates
}

/// Of the questions sent in the month, the share that is answered before the data end; codes on receipts are nobody's question.
fn response_rates(place: &Place<'_>) -> Vec<RateTruth> {
    let mut rates = Vec::new();
    let sent = |ask: usize| !matches!(AskChannel::ALL[ask], AskChannel::ReceiptQr | AskChannel::Kiosk);
    for (metric, definition) in metrics().into_iter().enumerate().take(METRICS) {
        for (channel, asks) in slices(ASK_CHANNELS) {
            if channel.is_some_and(|ask| !sent(ask)) {
                continue;
            }
            let asks: Vec<usize> = asks.filter(|ask| sent(*ask)).collect();
            let sum = |counts: &[f64; ASK_CHANNELS]| asks.iter().map(|ask| counts[*ask]).sum::<f64>();
            let count = |counts: &[u32; ASK_CHANNELS]| asks.iter().map(|ask| counts[*ask]).sum::<u32>();
            let counted = Counted {
                expected: (
                    place.expected(|cell| sum(&cell.responded[metric])),
                    place.expected(|cell| sum(&cell.asked[metric])),
                ),
                realised: (
                    place.realised(|cell| count(&cell.responded[metric])),
                    place.realised(|cell| count(&cell.asked[metric])),
                ),
            };
            let name = channel.map(|ask| AskChannel::ALL[ask].id());
            let response = rate(place, "response_rate", name, 1.0, counted);
            rates.extend(response.map(|rate| RateTruth { metric: Some(definition.id.clone()), ..rate }));
        }
    }
    rates
}

pub(super) fn waits(simulation: &Simulation, expectation: &Expectation) -> Vec<WaitTruth> {
    let mut waits = Vec::new();
    for place in places(simulation, expectation) {
        for (channel, range) in slices(OrderChannel::Delivery as usize) {
            let expected: Vec<f64> = (0..WAIT_BINS)
                .map(|bin| place.expected(|cell| range.clone().map(|channel| cell.waits[channel][bin]).sum()))
                .collect();
            let realised: Vec<f64> = (0..WAIT_BINS)
                .map(|bin| place.realised(|cell| range.clone().map(|channel| cell.waits[channel][bin]).sum()) as f64)
                .collect();
            let (Some(median_minutes), Some(p90_minutes)) = (quantile(&expected, 0.5), quantile(&expected, 0.9)) else {
                continue;
            };
            waits.push(WaitTruth {
                unit: place.unit.clone(),
                month: place.month.clone(),
                channel: channel.map(|channel| OrderChannel::ALL[channel].id().to_owned()),
                expected_waits: expected.iter().sum(),
                median_minutes,
                p90_minutes,
                waits: realised.iter().sum::<f64>() as u64,
                realised_median_minutes: quantile(&realised, 0.5),
                realised_p90_minutes: quantile(&realised, 0.9),
            });
        }
    }
    waits
}

/// The quantile of binned waits, evenly spread inside a bin.
pub(crate) fn quantile(bins: &[f64], probability: f64) -> Option<f64> {
    let total: f64 = bins.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let mut rest = probability * total;
    for (bin, count) in bins.iter().enumerate() {
        if rest <= *count && *count > 0.0 {
            return Some((bin as f64 + rest / count) * WAIT_STEP_MINUTES);
        }
        rest -= count;
    }
    Some(WAIT_BINS as f64 * WAIT_STEP_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::MARKS;

    #[test]
    fn scores_are_what_their_definitions_say() {
        let mut marks = [0.0; MARKS];
        marks[10] = 60.0;
        marks[8] = 20.0;
        marks[3] = 20.0;
        let nps = score(MetricKind::Nps, &marks).unwrap();
        assert!((nps.value - 40.0).abs() < 1e-12);
        assert!((nps.mean - 8.2).abs() < 1e-12);
        assert_eq!(score(MetricKind::Csat, &[0.0; MARKS]), None);
    }

    #[test]
    fn quantiles_lie_inside_their_bin() {
        assert_eq!(quantile(&[1.0, 2.0, 1.0], 0.5), Some(1.5 * WAIT_STEP_MINUTES));
        assert_eq!(quantile(&[0.0, 0.0], 0.5), None);
    }
}
