// The filter as the address holds it (`?period=last_90_days&unit=msk&channel=app`) and as a question holds it.
import type { Delivery, Experience, Filter, ScoreGroup, Stage } from '$lib/api/types';

export const FIELDS = [
  'period',
  'unit',
  'channel',
  'touchpoint',
  'stage',
  'department',
  'experience',
  'delivery',
  'score',
] as const;
export type Field = (typeof FIELDS)[number];

/** The conditions of a page; each at most once, all of them hold. */
export type Conditions = Partial<{
  period: string;
  unit: string;
  channel: string;
  touchpoint: string;
  stage: Stage;
  department: string;
  experience: Experience;
  delivery: Delivery;
  score: ScoreGroup;
}>;

export const STAGES = [
  'awareness',
  'consideration',
  'purchase',
  'delivery',
  'use',
  'service',
  'loyalty',
  'advocacy',
] as const satisfies readonly Stage[];
export const EXPERIENCES = [
  'functional',
  'emotional',
  'physical',
  'social',
  'operational',
  'digital',
] as const satisfies readonly Experience[];
export const DELIVERIES = ['in_time', 'late'] as const satisfies readonly Delivery[];
export const SCORE_GROUPS = ['top', 'middle', 'bottom'] as const satisfies readonly ScoreGroup[];
export const LAST_DAYS = [7, 30, 90, 365] as const;

const PERIOD =
  /^(all_time|today|yesterday|(this|last)_(week|month|quarter|year)|last_[1-9]\d{0,3}_days|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/;

/** Reads the conditions of an address; what cannot be understood is passed over. */
export function conditionsOf(search: URLSearchParams): Conditions {
  const conditions: Conditions = {};
  const period = search.get('period');
  if (period && PERIOD.test(period)) conditions.period = period;
  for (const field of ['unit', 'channel', 'touchpoint', 'department'] as const) {
    const value = search.get(field);
    if (value) conditions[field] = value;
  }
  const experience = oneOf(EXPERIENCES, search.get('experience'));
  if (experience) conditions.experience = experience;
  const stage = oneOf(STAGES, search.get('stage'));
  if (stage) conditions.stage = stage;
  const delivery = oneOf(DELIVERIES, search.get('delivery'));
  if (delivery) conditions.delivery = delivery;
  const score = oneOf(SCORE_GROUPS, search.get('score'));
  if (score) conditions.score = score;
  return conditions;
}

/** The conditions as a question's filter, in the order of the fields. */
export function filterOf(conditions: Conditions): Filter {
  return {
    all: FIELDS.filter((field) => conditions[field]).map((field) => ({ [field]: conditions[field] }) as Filter),
  };
}

/** An address's search with some parameters set or, by null, taken out; the others stay. */
export function changed(search: URLSearchParams, values: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  // Commas, colons and slashes may stand in a search as they are, and read better so.
  return text === '' ? '?' : `?${text.replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/** The part of a search that another page shares: the conditions without what belongs to one page. */
export function shared(search: URLSearchParams): string {
  const next = new URLSearchParams();
  for (const field of FIELDS) {
    const value = search.get(field);
    if (value) next.set(field, value);
  }
  const text = changed(next, {});
  return text === '?' ? '' : text;
}

const DAY_MS = 86_400_000;
const STALE_DAYS = 90;

/** The period of a page whose address names none: the last 90 days, or all time when the data end before them. */
export function defaultPeriod(last: string | null, now: number): string {
  return last !== null && now - Date.parse(last) > STALE_DAYS * DAY_MS ? 'all_time' : 'last_90_days';
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((candidate) => candidate === value);
}
