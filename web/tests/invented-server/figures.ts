// Invented figures for drawing pages without a server; nothing of this is built into the product.
import type { Change, Estimate, Measure, OperationsRow, ScoreRow, Slice } from '../../src/lib/api/types.ts';

/** The same numbers at every start. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export function estimate(
  unit: Measure,
  value: number,
  half: number,
  n: number,
  method: Estimate['method'] = 'adjusted_wald',
): Estimate {
  const people = Math.round(n * 0.9);
  const base = {
    level: 0.95,
    unit,
    n,
    people,
    effective_n: people,
    method,
    currency: unit === 'money' ? 'RUB' : null,
  };
  if (people < 10) return { ...base, value: null, low: null, high: null, status: 'too_few' };
  return { ...base, value, low: value - half, high: value + half, status: 'ok' };
}

export function counted(unit: Measure, value: number): Estimate {
  return { ...estimate(unit, value, 0, Math.max(10, Math.round(value)), 'count'), level: 1, people: Math.round(value) };
}

export function change(value: number, half: number): Change {
  const clear = Math.abs(value) > half;
  const verdict = clear ? (value > 0 ? 'higher' : 'lower') : 'no_clear_change';
  const p = clear ? 0.00002 : 0.31;
  return {
    value,
    low: value - half,
    high: value + half,
    level: 0.95,
    p,
    p_adjusted: p * 2,
    method: 'clustered_difference',
    verdict,
  };
}

export function peopleAddress(
  slice: Slice,
  kind: 'scores' | 'operations' | 'response',
  extra: Record<string, string> = {},
): string {
  const question = { kind, ...extra, filter: { all: [{ period: 'last_90_days' }] }, slice };
  return `/api/v1/people?question=${encodeURIComponent(JSON.stringify(question))}`;
}

export function scoreRow(slice: Slice, value: number, n: number, more: Partial<ScoreRow> = {}): ScoreRow {
  const half = 160 / Math.sqrt(n);
  const marks = [2, 1, 1, 2, 3, 5, 6, 12, 18, 24, 26];
  return {
    slice,
    estimate: estimate('points', value, half, n),
    change: null,
    mean: estimate('scale', 8.1, half / 60, n, 'clustered_t'),
    top_share: estimate('share', 0.5, half / 200, n, 'wilson'),
    with_text: Math.round(n * 0.31),
    distribution: marks.map((share, mark) => ({ value: mark, n: Math.round((n * share) / 100) })),
    unfinished: false,
    versus_rest: null,
    limits: null,
    outer_limits: null,
    shrunken: null,
    ranks: null,
    like_for_like: null,
    target: null,
    people: peopleAddress(slice, 'scores', { metric: 'nps_visit' }),
    ...more,
  };
}

export function operationsRow(slice: Slice, size: number): OperationsRow {
  const orders = Math.round(61_400 * size);
  return {
    slice,
    unfinished: false,
    orders: counted('count', orders),
    customers: counted('count', Math.round(orders / 4.2)),
    repeat_customers: counted('count', Math.round(orders / 6.1)),
    repeat_rate: estimate('share', 0.69, 0.01, Math.round(orders / 4.2), 'wilson'),
    orders_share: counted('share', size),
    anonymous_share: estimate('share', 0.64, 0.01, orders, 'wilson'),
    complaints_per_100: estimate('count', 2.1, 0.2 / Math.sqrt(size), orders, 'garwood'),
    returns_per_100: estimate('count', 0.4, 0.1 / Math.sqrt(size), orders, 'garwood'),
    waiting_median: estimate('seconds', 250, 4 / Math.sqrt(size), orders, 'order_statistics'),
    waiting_p90: estimate('seconds', 570, 12 / Math.sqrt(size), orders, 'order_statistics'),
    items: counted('count', orders * 2),
    goods: counted('money', orders * 412.35),
    freight: null,
    paid: counted('money', orders * 398.2),
    revenue: counted('money', orders * 412.35),
    revenue_share: counted('share', size),
    average_order: estimate('money', 412.35, 6 / Math.sqrt(size), orders, 'clustered_t'),
    first_order: '2025-05-03T06:12:00Z',
    last_order: '2026-11-22T05:50:00Z',
    delivered: counted('count', Math.round(orders / 9)),
    late_by_time: estimate('share', 0.08, 0.01, orders, 'wilson'),
    late_by_date: estimate('share', 0.066, 0.01, orders, 'wilson'),
    late_by_time_count: Math.round(orders / 110),
    late_by_date_count: Math.round(orders / 130),
    delivery_mean: null,
    delivery_median: null,
    first_contact_resolution: estimate('share', 0.71, 0.04, 900, 'wilson'),
    first_reply_median: estimate('seconds', 1260, 90, 900, 'order_statistics'),
    first_reply_p90: estimate('seconds', 5400, 400, 900, 'order_statistics'),
    resolution_median: estimate('seconds', 14_400, 900, 900, 'order_statistics'),
    resolution_p90: estimate('seconds', 86_400, 7200, 900, 'order_statistics'),
    repeated_over_channels: estimate('share', 0.12, 0.02, 900, 'wilson'),
    changes: { orders: change(3100, 0), complaints_per_100: change(-0.4, 0.2), waiting_median: change(-52, 8) },
    people: peopleAddress(slice, 'operations', { field: 'orders' }),
  };
}
