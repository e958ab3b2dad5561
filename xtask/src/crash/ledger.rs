//! What was sent and what was acknowledged, as the program's own questions count it.

use std::collections::HashSet;

/// Figures that every run can know exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Orders.
    pub orders: u64,
    /// People who ordered.
    pub customers: u64,
    /// Payments.
    pub payments: u64,
    /// What was paid, in hundredths.
    pub paid_hundredths: u64,
    /// Answers to the survey.
    pub answers: u64,
    /// The sum of their scores.
    pub score_sum: u64,
}

impl Figures {
    /// Whether every figure lies between two others'.
    pub fn lies_between(&self, low: &Self, high: &Self) -> bool {
        let figures = |of: &Self| [of.orders, of.customers, of.payments, of.paid_hundredths, of.answers, of.score_sum];
        figures(self).iter().zip(figures(low)).zip(figures(high)).all(|((own, low), high)| low <= *own && *own <= high)
    }

    /// Adds another client's figures; no customer buys from two clients.
    pub fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.customers += other.customers;
        self.payments += other.payments;
        self.paid_hundredths += other.paid_hundredths;
        self.answers += other.answers;
        self.score_sum += other.score_sum;
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
        assert_eq!((figures.orders, figures.customers, figures.paid_hundredths), (2, 1, 250));
    }

    #[test]
    fn a_figure_beyond_what_was_sent_is_noticed() {
        let low = Figures { orders: 3, ..Figures::default() };
        let high = Figures { orders: 5, ..Figures::default() };
        assert!(Figures { orders: 4, ..Figures::default() }.lies_between(&low, &high));
        assert!(!Figures { orders: 6, ..Figures::default() }.lies_between(&low, &high));
        assert!(!Figures { orders: 4, answers: 1, ..Figures::default() }.lies_between(&low, &high));
    }
}
