//! Sums of money.

use otklik_core::{Amount, Currency, Estimate, Measure};

/// A sum of money; nothing once currencies were mixed.
#[derive(Clone, Default)]
pub(crate) struct Total {
    sum: Amount,
    pub(crate) count: u64,
    pub(crate) currency: Option<Currency>,
    pub(crate) mixed: bool,
}

impl Total {
    pub(crate) fn add(&mut self, amount: Option<Amount>, currency: Option<Currency>) {
        let (Some(amount), Some(currency)) = (amount, currency) else { return };
        self.mixed |= self.currency.is_some_and(|known| known != currency);
        self.currency = Some(currency);
        self.sum += amount;
        self.count += 1;
    }

    /// Takes in another sum.
    pub(crate) fn merge(&mut self, other: &Self) {
        let clash = self.currency.zip(other.currency).is_some_and(|(own, other)| own != other);
        self.mixed |= other.mixed || clash;
        self.currency = self.currency.or(other.currency);
        self.sum += other.sum;
        self.count += other.count;
    }

    /// The share of this sum in a larger one; nothing where they cannot be compared.
    pub(crate) fn share_of(&self, whole: &Self) -> Option<Estimate> {
        let alike = !self.mixed && !whole.mixed && self.currency.is_none_or(|own| whole.currency == Some(own));
        let whole_sum = whole.sum.to_f64();
        let share = (alike && whole_sum > 0.0).then(|| self.sum.to_f64() / whole_sum)?;
        Some(Estimate::counted(share, Measure::Share, self.count, self.count))
    }

    pub(crate) fn estimate(&self) -> Option<Estimate> {
        let currency = self.currency?;
        let mut estimate = Estimate::counted(self.sum.to_f64(), Measure::Money, self.count, self.count);
        estimate.currency = Some(currency);
        if self.mixed {
            estimate.value = None;
            estimate.low = None;
            estimate.high = None;
            estimate.currency = None;
            estimate.status = otklik_core::Status::NotIdentified;
        }
        Some(estimate)
    }
}
