import type { FigureRow, OperationsField, OperationsRow } from '$lib/api/types';
import { addressOf, questionOf } from '$lib/address/people';

export const GROUPS = {
  orders: ['orders', 'orders_share', 'customers', 'repeat_customers', 'repeat_rate', 'anonymous_share', 'items'],
  money: ['revenue', 'revenue_share', 'goods', 'freight', 'paid', 'average_order'],
  delivery: ['delivered', 'late_by_time', 'late_by_date', 'delivery_mean', 'delivery_median'],
  service: [
    'complaints_per_100',
    'returns_per_100',
    'first_contact_resolution',
    'first_reply_median',
    'first_reply_p90',
    'resolution_median',
    'resolution_p90',
    'repeated_over_channels',
  ],
  waiting: ['waiting_median', 'waiting_p90'],
} as const satisfies Record<string, readonly OperationsField[]>;

/** Shares of the whole, which say nothing of the whole itself. */
export const OF_THE_WHOLE: readonly OperationsField[] = ['orders_share', 'revenue_share'];

export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

/** The place on the page where one figure stands over time and in slices. */
export const IN_SLICES = 'in-slices';

/** Which way is better, where there is one. */
export const BETTER: Partial<Record<OperationsField, 'higher' | 'lower'>> = {
  repeat_customers: 'higher',
  repeat_rate: 'higher',
  late_by_time: 'lower',
  late_by_date: 'lower',
  delivery_mean: 'lower',
  delivery_median: 'lower',
  complaints_per_100: 'lower',
  returns_per_100: 'lower',
  first_contact_resolution: 'higher',
  first_reply_median: 'lower',
  first_reply_p90: 'lower',
  resolution_median: 'lower',
  resolution_p90: 'lower',
  repeated_over_channels: 'lower',
  waiting_median: 'lower',
  waiting_p90: 'lower',
};

/** One figure of operations in each slice. */
export function figureRows(rows: readonly OperationsRow[], field: OperationsField): FigureRow[] {
  return rows.flatMap((row) => {
    const estimate = row[field];
    const question = questionOf(row.people);
    const people = question && addressOf({ ...question, field });
    const { slice, unfinished } = row;
    return estimate ? [{ slice, estimate, people, unfinished, change: row.changes[field] ?? null }] : [];
  });
}
