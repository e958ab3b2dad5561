//! What was sent and what was acknowledged, as the program's own questions count it.

use std::collections::HashSet;

/// What questions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Events,
    Orders,
    /// People who ordered.
    Customers,
    Payments,
    /// What was paid, in hundredths.
    PaidHundredths,
    /// Answers to the survey.
    Answers,
    /// The sum of their scores.
    ScoreSum,
}

/// Figures that every run can know exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub events: u64,
    pub orders: u64,
    pub customers: u64,
    pub payments: u64,
    pub paid_hundredths: u64,
    pub answers: u64,
    pub score_sum: u64,
}

impl Figures {
    /// One of them.
    pub fn of(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Events => self.events,
            Figure::Orders => self.orders,
            Figure::Customers => self.customers,
            Figure::Payments => self.payments,
            Figure::PaidHundredths => self.paid_hundredths,
            Figure::Answers => self.answers,
            Figure::ScoreSum => self.score_sum,
        }
    }

    /// Adds the figures of others; no customer buys from two clients.
    pub fn add(&mut self, other: &Self) {
        *self = self.with(other, |own, other| own + other);
    }

    /// What is left when others are taken away that were added before.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.with(other, |own, other| own - other)
    }

    /// The lower of each two figures.
    pub fn lower(&self, other: &Self) -> Self {
        self.with(other, u64::min)
    }

    /// The higher of each two figures.
    pub fn higher(&self, other: &Self) -> Self {
        self.with(other, u64::max)
    }

    fn with(&self, other: &Self, put: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            events: put(self.events, other.events),
            orders: put(self.orders, other.orders),
            customers: put(self.customers, other.customers),
            payments: put(self.payments, other.payments),
            paid_hundredths: put(self.paid_hundredths, other.paid_hundredths),
            answers: put(self.answers, other.answers),
            score_sum: put(self.score_sum, other.score_sum),
        }
    }
}

/// What one event adds.
#[derive(Clone, Debug)]
pub enum Entry {
    /// An order of a customer.
    Order { customer: u64 },
    /// A payment.
    Payment { hundredths: u64 },
    /// An answer.
    Answer { score: u64 },
}

/// One client's book.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    figures: Figures,
    customers: HashSet<u64>,
}

impl Ledger {
    /// Enters new events.
    pub fn enter(&mut self, entries: &[Entry]) {
        self.figures.events += entries.len() as u64;
        for entry in entries {
            match entry {
                Entry::Order { customer } => {
                    self.figures.orders += 1;
                    self.customers.insert(*customer);
                }
                Entry::Payment { hundredths } => {
                    self.figures.payments += 1;
                    self.figures.paid_hundredths += hundredths;
                }
                Entry::Answer { score } => {
                    self.figures.answers += 1;
                    self.figures.score_sum += score;
                }
            }
        }
        self.figures.customers = self.customers.len() as u64;
    }

    /// The figures so far.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_counts_once_and_every_order_counts() {
        let mut ledger = Ledger::default();
        ledger.enter(&[Entry::Order { customer: 1 }, Entry::Order { customer: 1 }, Entry::Payment { hundredths: 250 }]);
        let figures = ledger.figures();
        assert_eq!((figures.events, figures.orders, figures.customers, figures.paid_hundredths), (3, 2, 1, 250));
    }
}
