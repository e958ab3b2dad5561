//! What moves a shop's guests in one block of days: the sum of initiatives, circumstances and faults.

/// Everything that differs from a plain day at a plain shop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Influence {
    /// Shift of every judgement, on the latent scale.
    pub(crate) judgement: f64,
    /// Further shift of what guests think of their points.
    pub(crate) points: f64,
    /// Further shift of the answers to "would you recommend us" that the staff begs for.
    pub(crate) begging: f64,
    /// Factor of the minutes that a barista needs.
    pub(crate) service_time: f64,
    /// How far ordering ahead has spread, from 0 to 1.
    pub(crate) order_ahead: f64,
    /// Factor of the visits of loyalty guests.
    pub(crate) guest_visits: f64,
    /// Factor of all visits.
    pub(crate) all_visits: f64,
    /// Share of requests for help that the chat-bot takes.
    pub(crate) bot_share: f64,
    /// Prices in relation to the first day.
    pub(crate) prices: f64,
    /// Whether the question about picking up is asked on ten points.
    pub(crate) pickup_on_ten_points: bool,
    /// Whether points can be spent.
    pub(crate) points_offered: bool,
}

impl Default for Influence {
    fn default() -> Self {
        Self {
            judgement: 0.0,
            points: 0.0,
            begging: 0.0,
            service_time: 1.0,
            order_ahead: 0.0,
            guest_visits: 1.0,
            all_visits: 1.0,
            bot_share: 0.0,
            prices: 1.0,
            pickup_on_ten_points: false,
            points_offered: false,
        }
    }
}
