// Questions to begin with.
export const EXAMPLES: readonly { key: string; sql: string }[] = [
  {
    key: 'sql-example-marks',
    sql: `SELECT unit, count(*) AS answers, round(avg(score), 2) AS mean_mark
FROM answers
WHERE metric = 'nps'
GROUP BY unit
ORDER BY mean_mark`,
  },
  {
    key: 'sql-example-hours',
    sql: `SELECT date_part('hour', placed_local_time) AS hour, count(*) AS orders, sum(amount) AS amount, currency
FROM orders
GROUP BY 1, currency
ORDER BY 1`,
  },
  {
    key: 'sql-example-complaints',
    sql: `SELECT date_trunc('month', local_time) AS month, channel, count(*) AS complaints
FROM events
WHERE role = 'complaint'
GROUP BY 1, 2
ORDER BY 1, 2`,
  },
  {
    key: 'sql-example-silent',
    sql: `SELECT customer, orders, last_event
FROM customers
WHERE orders >= 10 AND answers = 0
ORDER BY orders DESC
LIMIT 100`,
  },
];
