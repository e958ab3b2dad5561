//! How long orders take by channel, in classes of what guests feel.
//!
//! Guests judge by whole minutes (late minutes when coffee is brought), so that expectations are finite sums.

use crate::queue::Queue;
use crate::random::Random;

/// How an order is placed and handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OrderChannel {
    Counter,
    App,
    Delivery,
}

impl OrderChannel {
    pub(crate) const ALL: [Self; 3] = [Self::Counter, Self::App, Self::Delivery];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::App => "app",
            Self::Delivery => "delivery",
        }
    }
}

/// How many order channels there are.
pub(crate) const CHANNELS: usize = 3;
/// Classes of waiting; the last is open.
pub(crate) const WAIT_CLASSES: usize = 16;

/// Minutes to pay and to fetch the cup, at the counter.
const COUNTER_MINUTES: f64 = 1.0;
/// Minutes to fetch what was ordered ahead.
const APP_MINUTES: f64 = 0.8;
/// Share of line and bar that someone who ordered ahead still waits for.
const APP_SHARE: f64 = 0.65;
/// Minutes on the road when nothing is in the way.
const ROAD_MINUTES: f64 = 18.0;
/// Minutes after the order at which delivery is promised.
pub(crate) const PROMISED_MINUTES: f64 = 45.0;
/// Late minutes in one class.
const LATE_CLASS_MINUTES: f64 = 5.0;

/// How much a wait weighs on the judgement.
pub(crate) fn wait_burden(channel: OrderChannel, class: usize) -> f64 {
    match channel {
        OrderChannel::Delivery if class == 0 => 0.0,
        OrderChannel::Delivery => -(0.4 + 0.35 * (class - 1) as f64).min(2.6),
        _ => -(0.19 * (class as f64 - 2.0)).clamp(0.0, 2.4),
    }
}

/// Minutes that weigh: beyond the second, or late ones; they bring forth complaints and requests for help.
pub(crate) fn weary_minutes(channel: OrderChannel, class: usize) -> f64 {
    match channel {
        OrderChannel::Delivery => (2 * class).min(12) as f64,
        _ => class.saturating_sub(3).min(9) as f64,
    }
}

/// Probabilities of the classes.
pub(crate) fn class_probabilities(queue: &Queue, channel: OrderChannel) -> [f64; WAIT_CLASSES] {
    let mut beyond = [0.0; WAIT_CLASSES + 1];
    beyond[0] = 1.0;
    match channel {
        OrderChannel::Counter => fill_beyond(queue, COUNTER_MINUTES, 1.0, &mut beyond),
        OrderChannel::App => fill_beyond(queue, APP_MINUTES, APP_SHARE, &mut beyond),
        OrderChannel::Delivery => {
            for (class, beyond) in beyond.iter_mut().enumerate().take(WAIT_CLASSES).skip(1) {
                let minutes = PROMISED_MINUTES + LATE_CLASS_MINUTES * (class - 1) as f64 - ROAD_MINUTES;
                let scaled = minutes / road_scale(queue);
                *beyond = (1.0 + scaled) * (-scaled).exp();
            }
        }
    }
    beyond[WAIT_CLASSES] = 0.0;
    std::array::from_fn(|class| beyond[class] - beyond[class + 1])
}

fn fill_beyond(queue: &Queue, fixed: f64, share: f64, beyond: &mut [f64; WAIT_CLASSES + 1]) {
    let first = (1.0 - fixed) / share;
    queue.survival_from(first, 1.0 / share, WAIT_CLASSES - 1, |index, probability| beyond[index + 1] = probability);
}

/// Probabilities that the wait at the counter or for an order in the app exceeds 0, step, 2·step, … minutes.
pub(crate) fn survival(
    queue: &Queue,
    channel: OrderChannel,
    step: f64,
    count: usize,
    mut visit: impl FnMut(usize, f64),
) {
    let (fixed, share) = match channel {
        OrderChannel::App => (APP_MINUTES, APP_SHARE),
        _ => (COUNTER_MINUTES, 1.0),
    };
    let certain = ((fixed / step).ceil() as usize).min(count);
    (0..certain).for_each(|index| visit(index, 1.0));
    let first = (certain as f64 * step - fixed) / share;
    queue.survival_from(first, step / share, count - certain, |index, probability| visit(certain + index, probability));
}

/// Mean minutes at the counter.
pub(crate) fn mean_counter_minutes(queue: &Queue) -> f64 {
    COUNTER_MINUTES + queue.mean()
}

/// Mean minutes for an order in the app.
pub(crate) fn mean_app_minutes(queue: &Queue) -> f64 {
    APP_MINUTES + APP_SHARE * queue.mean()
}

/// The couriers' delays grow with the bustle at the bar.
fn road_scale(queue: &Queue) -> f64 {
    5.5 + 5.0 * queue.utilisation()
}

/// Draws the minutes from order to cup.
pub(crate) fn draw_minutes(queue: &Queue, channel: OrderChannel, random: &mut Random) -> f64 {
    let minutes = match channel {
        OrderChannel::Counter => COUNTER_MINUTES + queue.draw(random),
        OrderChannel::App => APP_MINUTES + APP_SHARE * queue.draw(random),
        OrderChannel::Delivery => {
            let scale = road_scale(queue);
            ROAD_MINUTES + random.exponential(scale) + random.exponential(scale)
        }
    };
    minutes.min(LONGEST_MINUTES)
}

/// Nobody waits longer.
const LONGEST_MINUTES: f64 = 90.0;

/// The class of a wait.
pub(crate) fn wait_class(channel: OrderChannel, minutes: f64) -> usize {
    let class = match channel {
        OrderChannel::Delivery if minutes <= PROMISED_MINUTES => 0,
        OrderChannel::Delivery => 1 + ((minutes - PROMISED_MINUTES) / LATE_CLASS_MINUTES) as usize,
        _ => minutes as usize,
    };
    class.min(WAIT_CLASSES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn drawn_waits_fall_into_the_classes_as_calculated() {
        let queue = Queue::new(0.7, 2, 2.4);
        for channel in OrderChannel::ALL {
            let mut random = Random::stream(2, Purpose::Faults, channel as u64, 0);
            let mut seen = [0.0; WAIT_CLASSES];
            for _ in 0..100_000 {
                seen[wait_class(channel, draw_minutes(&queue, channel, &mut random))] += 1e-5;
            }
            let expected = class_probabilities(&queue, channel);
            assert!((expected.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (class, (seen, expected)) in seen.iter().zip(expected).enumerate() {
                assert!((seen - expected).abs() < 0.006, "{channel:?} {class}: {seen} {expected}");
            }
        }
    }

    #[test]
    fn the_fine_survival_agrees_with_the_classes() {
        let queue = Queue::new(0.7, 2, 2.4);
        for channel in [OrderChannel::Counter, OrderChannel::App] {
            let classes = class_probabilities(&queue, channel);
            let mut beyond = 1.0;
            survival(&queue, channel, 0.25, 48, |index, probability| {
                if index % 4 == 0 {
                    assert!((probability - beyond).abs() < 1e-12, "{channel:?} {index}");
                    beyond -= classes[index / 4];
                }
            });
        }
    }
}
