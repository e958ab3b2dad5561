//! Waiting at a counter: the M/M/c queue in equilibrium (Erlang 1917), one hour at a time.
//!
//! Waits are drawn independently from the equilibrium distribution instead of from a simulated line of people,
//! so that their distribution is known exactly.

use crate::random::Random;

/// A queue in equilibrium; times in minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Queue {
    /// Probability that all baristas are busy (Erlang C).
    busy: f64,
    /// Rate at which the line moves while all are busy: c·μ − λ.
    line_rate: f64,
    /// Rate at which one barista makes drinks: μ.
    service_rate: f64,
    /// Share of the baristas' time that is taken.
    utilisation: f64,
}

/// Above this the guests who see the line walk past: the queue stays finite.
const HIGHEST_UTILISATION: f64 = 0.95;

impl Queue {
    /// The queue for arrivals per minute, baristas, and minutes a barista needs for an order.
    pub(crate) fn new(arrivals: f64, baristas: u32, service: f64) -> Self {
        let servers = f64::from(baristas.max(1));
        let service_rate = 1.0 / service;
        let utilisation = (arrivals * service / servers).min(HIGHEST_UTILISATION);
        let offered = utilisation * servers;
        let mut term = 1.0;
        let mut below = 0.0;
        for server in 0..baristas.max(1) {
            below += term;
            term *= offered / f64::from(server + 1);
        }
        let full = term / (1.0 - utilisation);
        let mut line_rate = servers * service_rate * (1.0 - utilisation);
        // Equal rates have a formula of their own; a hair's breadth apart the general one serves.
        if (line_rate - service_rate).abs() < 1e-6 * service_rate {
            line_rate *= 1.0 + 1e-5;
        }
        Self { busy: full / (below + full), line_rate, service_rate, utilisation }
    }

    /// Share of the baristas' time that is taken.
    pub(crate) fn utilisation(&self) -> f64 {
        self.utilisation
    }

    /// Mean minutes in the line and at the bar.
    pub(crate) fn mean(&self) -> f64 {
        self.busy / self.line_rate + 1.0 / self.service_rate
    }

    /// Probabilities that line and bar take longer than first, first + step, first + 2·step, … minutes,
    /// handed to `visit` with their index.
    pub(crate) fn survival_from(&self, first: f64, step: f64, count: usize, mut visit: impl FnMut(usize, f64)) {
        let (line_decay, service_decay) = ((-self.line_rate * step).exp(), (-self.service_rate * step).exp());
        let gap = self.line_rate - self.service_rate;
        let from_service = (1.0 - self.busy) + self.busy * self.line_rate / gap;
        let from_line = self.busy * self.service_rate / gap;
        let (mut line, mut service) = ((-self.line_rate * first).exp(), (-self.service_rate * first).exp());
        for index in 0..count {
            visit(index, from_service * service - from_line * line);
            line *= line_decay;
            service *= service_decay;
        }
    }

    /// Draws the minutes that one guest spends in the line and at the bar.
    pub(crate) fn draw(&self, random: &mut Random) -> f64 {
        let line = if random.chance(self.busy) { random.exponential(1.0 / self.line_rate) } else { 0.0 };
        line + random.exponential(1.0 / self.service_rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn one_barista_waits_as_the_textbook_says() {
        // M/M/1: P(busy) = ρ, time in the system is exponential with rate μ − λ.
        let queue = Queue::new(0.3, 1, 2.0);
        assert!((queue.busy - 0.6).abs() < 1e-12);
        assert!((queue.mean() - 2.0 / (1.0 - 0.6)).abs() < 1e-9);
        queue.survival_from(0.0, 1.0, 10, |index, beyond| {
            let expected = (-0.2 * index as f64).exp();
            assert!((beyond - expected).abs() < 1e-4, "{index}: {beyond} {expected}");
        });
    }

    #[test]
    fn several_baristas_follow_erlang_c() {
        // A published value: 2 servers at an offered load of 1 Erlang wait with probability 1/3.
        assert!((Queue::new(0.5, 2, 2.0).busy - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_drawn_has_the_distribution_that_is_promised() {
        let queue = Queue::new(0.85, 3, 3.0);
        let mut random = Random::stream(1, Purpose::Faults, 0, 0);
        let drawn: Vec<f64> = (0..100_000).map(|_| queue.draw(&mut random)).collect();
        queue.survival_from(0.0, 2.0, 8, |index, beyond| {
            let limit = 2.0 * index as f64;
            let seen = drawn.iter().filter(|wait| **wait > limit).count() as f64 / drawn.len() as f64;
            assert!((seen - beyond).abs() < 0.006, "{limit}: {seen} {beyond}");
        });
    }

    #[test]
    fn an_overrun_shop_stays_finite() {
        assert!(Queue::new(10.0, 1, 3.0).mean() < 100.0);
    }
}
