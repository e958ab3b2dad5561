//! How large a world is, and how its guests answer.

use otklik_core::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

use crate::surveys::AskChannel;

/// Everything that a world is made from: the same plan always gives the same events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Where all randomness comes from.
    pub seed: u64,
    /// The instant at which the data end; the world began so many months before.
    pub until: Timestamp,
    /// Simulated months.
    pub months: u32,
    /// People with a loyalty card.
    pub guests: u32,
    /// Coffee shops, at most 24.
    pub shops: usize,
    /// Visits of an average active guest in thirty days.
    pub visits_per_month: f64,
    /// Receipts without a card for each receipt with one.
    pub anonymous_per_guest_receipt: f64,
    /// Months until the initiatives begin.
    pub months_before_initiatives: f64,
    /// Whether things go wrong.
    pub faults: bool,
    /// Requests for help for each visit, before waiting and channel count.
    pub tickets_per_visit: f64,
    /// Complaints for each visit, before waiting counts.
    pub complaints_per_visit: f64,
    /// Which share of the occasions is asked about.
    pub asking: Asking,
    /// Which share of those asked answers.
    pub answering: Answering,
}

/// Shares of occasions after which a survey is sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// Visits after which a guest is asked whether they would recommend.
    pub after_visit: f64,
    /// Visits after which a guest is asked about one touchpoint.
    pub touchpoint: f64,
    /// Receipts without a card that carry a QR code.
    pub receipt_qr: f64,
    /// Settled requests after which the effort is asked.
    pub after_support: f64,
}

/// Assumed shares of people who answer, by the way of asking.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answering {
    /// Push message of the app.
    pub push: f64,
    /// Text message.
    pub sms: f64,
    /// E-mail.
    pub email: f64,
    /// QR code on the receipt.
    pub receipt_qr: f64,
    /// Tablet by the door: presses for each visit without a card.
    pub kiosk: f64,
    /// Question at the end of a support chat.
    pub chat: f64,
}

impl Default for Asking {
    fn default() -> Self {
        Self { after_visit: 0.27, touchpoint: 0.30, receipt_qr: 0.5, after_support: 0.6 }
    }
}

impl Default for Answering {
    fn default() -> Self {
        Self { push: 0.08, sms: 0.05, email: 0.03, receipt_qr: 0.007, kiosk: 0.004, chat: 0.24 }
    }
}

impl Answering {
    /// The share of those asked through a channel that answers.
    pub(crate) fn of(&self, channel: AskChannel) -> f64 {
        match channel {
            AskChannel::Push => self.push,
            AskChannel::Sms => self.sms,
            AskChannel::Email => self.email,
            AskChannel::ReceiptQr => self.receipt_qr,
            AskChannel::Kiosk => self.kiosk,
            AskChannel::Chat => self.chat,
        }
    }
}

/// The company's zone.
pub(crate) const COMPANY_ZONE: &str = "Europe/Moscow";

impl Plan {
    /// The coffee chain of the demo: eighteen months that end now.
    pub fn demo(now: Timestamp) -> Self {
        Self {
            seed: 18,
            until: now,
            months: 18,
            guests: 40_000,
            shops: 24,
            visits_per_month: 1.26,
            anonymous_per_guest_receipt: 2.0,
            months_before_initiatives: 10.0,
            faults: true,
            tickets_per_visit: 0.016,
            complaints_per_visit: 0.013,
            asking: Asking::default(),
            answering: Answering::default(),
        }
    }

    /// A world of two shops and three months for tests, with enough answers for an interval a shop and month.
    pub fn small(seed: u64) -> Self {
        let until = Timestamp(1_782_853_200 * otklik_core::time::SECOND_MICROS);
        Self {
            seed,
            until,
            months: 3,
            guests: 900,
            shops: 2,
            visits_per_month: 5.0,
            months_before_initiatives: 1.0,
            tickets_per_visit: 0.08,
            asking: Asking { after_visit: 0.5, touchpoint: 0.5, receipt_qr: 0.5, after_support: 0.9 },
            answering: Answering { kiosk: 0.015, ..Answering::default() },
            ..Self::demo(until)
        }
    }

    pub(crate) fn zone(&self) -> Zone {
        COMPANY_ZONE.parse().unwrap_or(Zone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_world_ends_at_a_company_midnight() {
        let plan = Plan::small(1);
        assert_eq!(plan.zone().local(plan.until).to_string(), "2026-07-01T00:00:00");
    }
}
