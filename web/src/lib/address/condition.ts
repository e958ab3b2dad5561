// One condition as the address writes it and as a question holds it.
import type { Deed, Filter } from '$lib/api/types';
import type { Field } from './filter';
import { DELIVERIES, EXPERIENCES, IDENTIFIER_KINDS, ROLES, SCORE_GROUPS, STAGES } from './values';

const PERIOD =
  /^(all_time|today|yesterday|(this|last)_(week|month|quarter|year)|last_[1-9]\d{0,3}_days|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/;
const MARKS = /^(-?\d{1,3})?\.\.(-?\d{1,3})?$/;

/** One value of a field as a condition, or nothing when it cannot be understood. */
export function conditionOf(field: Field, value: string): Filter | null {
  switch (field) {
    case 'period':
      return PERIOD.test(value) ? { period: value } : null;
    case 'unit':
    case 'channel':
    case 'touchpoint':
    case 'department':
    case 'event':
    case 'survey':
      return { [field]: value } as Filter;
    case 'stage':
      return wrapped(STAGES, value, (stage) => ({ stage }));
    case 'experience':
      return wrapped(EXPERIENCES, value, (experience) => ({ experience }));
    case 'role':
      return wrapped(ROLES, value, (role) => ({ role }));
    case 'delivery':
      return wrapped(DELIVERIES, value, (delivery) => ({ delivery }));
    case 'score':
      return wrapped(SCORE_GROUPS, value, (score) => ({ score }));
    case 'mark':
      return marksOf(value);
    case 'known':
      return value === 'yes' ? { customer: 'known' } : null;
    case 'has':
      return wrapped(IDENTIFIER_KINDS, value, (has) => ({ customer: { has } }));
    case 'home_unit':
      return { customer: { home_unit: value } };
    case 'done':
    case 'not_done': {
      const deed = deedOf(value);
      return deed && { customer: field === 'done' ? { done: deed } : { not_done: deed } };
    }
  }
}

/** What events a deed can be of. */
export const DEED_FIELDS = ['role', 'touchpoint', 'channel', 'event'] as const satisfies readonly Field[];

/**
 * Reads something that a customer did, such as `role:complaint~2~before:7`: which events, how many at least, and when.
 */
export function deedOf(text: string): Deed | null {
  const [what = '', ...rest] = text.split('~');
  const [, name, value] = /^(\w+):(.+)$/.exec(what) ?? [];
  const field = DEED_FIELDS.find((candidate) => candidate === name);
  const event = field && value ? conditionOf(field, value) : null;
  if (!event) return null;
  const deed: Deed = { event, at_least: 1 };
  for (const part of rest) {
    const days = /^(before|after):([1-9]\d{0,3})$/.exec(part);
    if (/^[1-9]\d{0,3}$/.test(part)) deed.at_least = Number(part);
    else if (days?.[1] === 'before') deed.within = { days_before: Number(days[2]) };
    else if (days?.[1] === 'after') deed.within = { days_after: Number(days[2]) };
    else if (PERIOD.test(part)) deed.within = { period: part };
    else return null;
  }
  return deed;
}

function marksOf(value: string): Filter | null {
  const [, from, to] = MARKS.exec(value) ?? [];
  if (from === undefined && to === undefined) return null;
  return {
    answer: { ...(from !== undefined && { from: Number(from) }), ...(to !== undefined && { to: Number(to) }) },
  };
}

function wrapped<T extends string>(known: readonly T[], value: string, wrap: (value: T) => Filter): Filter | null {
  const found = known.find((candidate) => candidate === value);
  return found === undefined ? null : wrap(found);
}
