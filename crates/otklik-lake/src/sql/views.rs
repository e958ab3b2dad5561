//! The views over `events`, in SQL of their own.

/// Name and text of each view; one may use those before it.
pub(super) const VIEWS: &[(&str, &str)] = &[
    (
        "answers",
        "SELECT position, occurred_at, local_time, customer, survey, question, metric, scale_low, scale_high, score, text, \
         touchpoint_ru, touchpoint_en, stage, channel, department_ru, department_en, unit, order_id, agent_id, properties \
         FROM events WHERE role IN ('answered', 'review') AND survey IS NOT NULL",
    ),
    // An order that is told without a number of its own is one row; the others are put together by their number.
    (
        "orders",
        "SELECT order_id, max(customer) AS customer, \
         max(unit) FILTER (WHERE role = 'order_placed') AS unit, \
         max(channel) FILTER (WHERE role = 'order_placed') AS channel, \
         min(occurred_at) FILTER (WHERE role = 'order_placed') AS placed_at, \
         min(local_time) FILTER (WHERE role = 'order_placed') AS placed_local_time, \
         max(amount) FILTER (WHERE role = 'order_placed') AS amount, \
         sum(amount) FILTER (WHERE role = 'paid') AS paid, \
         max(currency) AS currency, \
         min(occurred_at) FILTER (WHERE role = 'delivered') AS delivered_at, \
         min(occurred_at) FILTER (WHERE role = 'cancelled') AS cancelled_at, \
         min(occurred_at) FILTER (WHERE role = 'returned') AS returned_at, \
         count(*) FILTER (WHERE role = 'complaint') AS complaints \
         FROM events \
         WHERE role IN ('order_placed', 'paid', 'delivered', 'cancelled', 'returned', 'complaint') \
         GROUP BY order_id, CASE WHEN order_id IS NULL THEN position END \
         HAVING count(*) FILTER (WHERE role = 'order_placed') > 0",
    ),
    (
        "customers",
        "SELECT customer, min(occurred_at) AS first_event, max(occurred_at) AS last_event, count(*) AS events, \
         count(*) FILTER (WHERE role = 'order_placed') AS orders, \
         count(*) FILTER (WHERE role IN ('answered', 'review') AND survey IS NOT NULL) AS answers, \
         count(*) FILTER (WHERE role = 'complaint') AS complaints \
         FROM events WHERE customer IS NOT NULL GROUP BY customer",
    ),
];
