// The filter as the address holds it (`?period=last_90_days&unit=msk&channel=app|chat&done=role:complaint~before:7`) and as a question does.
import type { Filter } from '$lib/api/types';
import { conditionOf } from './condition';

export const FIELDS = [
  'period',
  'unit',
  'channel',
  'touchpoint',
  'stage',
  'department',
  'experience',
  'role',
  'event',
  'survey',
  'delivery',
  'score',
  'mark',
  'known',
  'has',
  'home_unit',
  'done',
  'not_done',
] as const;
export type Field = (typeof FIELDS)[number];

/** The conditions of a page as the address writes them; each field at most once, all of them hold. */
export type Conditions = Partial<Record<Field, string>>;

export const LAST_DAYS = [7, 30, 90, 365] as const;

/** Several values of a field, of which one must hold, or, behind a `!`, none. */
export type Choice = { not: boolean; values: string[] };

const NOT = '!';
const OR = '|';

export function choiceOf(text: string | undefined): Choice {
  if (!text) return { not: false, values: [] };
  const not = text.startsWith(NOT);
  return { not, values: (not ? text.slice(1) : text).split(OR).filter((value) => value !== '') };
}

/** A choice as the address writes it; nothing when it is of nothing. */
export function choiceText({ not, values }: Choice): string | null {
  return values.length === 0 ? null : (not ? NOT : '') + values.join(OR);
}

/** Reads the conditions of an address; what cannot be understood is passed over. */
export function conditionsOf(search: URLSearchParams): Conditions {
  const conditions: Conditions = {};
  for (const field of FIELDS) {
    const { not, values } = choiceOf(search.get(field) ?? undefined);
    const understood = values.filter((value) => conditionOf(field, value) !== null);
    const text = choiceText({ not, values: understood });
    if (text !== null) conditions[field] = text;
  }
  return conditions;
}

/** The conditions as a question's filter, in the order of the fields. */
export function filterOf(conditions: Conditions): Filter {
  return {
    all: FIELDS.flatMap((field): Filter[] => {
      const { not, values } = choiceOf(conditions[field]);
      const each = values.flatMap((value) => conditionOf(field, value) ?? []);
      const [first] = each;
      if (!first) return [];
      const either = each.length === 1 ? first : { any: each };
      return [not ? { not: either } : either];
    }),
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
