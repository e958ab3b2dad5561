import type { OperationsField } from '$lib/api/types';

export const GROUPS = {
  orders: ['orders', 'customers', 'repeat_customers', 'anonymous_share', 'items'],
  money: ['goods', 'freight', 'paid', 'average_order'],
  delivery: ['delivered', 'late_by_time', 'late_by_date', 'delivery_mean', 'delivery_median'],
  service: ['complaints_per_100', 'returns_per_100', 'first_contact_resolution', 'first_reply_median'],
  waiting: ['waiting_median', 'waiting_p90'],
} as const satisfies Record<string, readonly OperationsField[]>;

export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

/** Which way is better, where there is one. */
export const BETTER: Partial<Record<OperationsField, 'higher' | 'lower'>> = {
  repeat_customers: 'higher',
  late_by_time: 'lower',
  late_by_date: 'lower',
  delivery_mean: 'lower',
  delivery_median: 'lower',
  complaints_per_100: 'lower',
  returns_per_100: 'lower',
  first_contact_resolution: 'higher',
  first_reply_median: 'lower',
  waiting_median: 'lower',
  waiting_p90: 'lower',
};
