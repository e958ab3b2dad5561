// Retention as a reader asks for it, and as the address holds it: `?start=role:order_placed&back=role:order_placed&step=week`.
import type { PeriodStep, RetentionEntry, RetentionQuestion, RetentionReturning } from '$lib/api/journeys';
import type { Filter } from '$lib/api/types';
import { type ChosenEvent, eventFilter, eventOf } from '../event';

export const STEPS = ['day', 'week', 'month'] as const satisfies PeriodStep[];
export const ENTRIES = ['first_time', 'recurring'] as const satisfies RetentionEntry[];
export const RETURNINGS = ['on', 'on_or_after'] as const satisfies RetentionReturning[];

export type RetentionChoice = {
  start: ChosenEvent;
  back: ChosenEvent;
  step: PeriodStep;
  entry: RetentionEntry;
  returning: RetentionReturning;
  compares: boolean;
};

/** The event that somebody asks about who does not say otherwise: an order. */
export const USUAL_EVENT: ChosenEvent = { field: 'role', value: 'order_placed' };

/** Reads the retention of an address; weeks and orders go without saying. */
export function retentionChoice(search: URLSearchParams): RetentionChoice {
  const start = eventOf(search.get('start')) ?? USUAL_EVENT;
  return {
    start,
    back: eventOf(search.get('back')) ?? start,
    step: stepOf(search),
    entry: search.get('entry') === 'recurring' ? 'recurring' : 'first_time',
    returning: search.get('returning') === 'on_or_after' ? 'on_or_after' : 'on',
    compares: search.get('compare') === 'before',
  };
}

/** The length of periods that an address asks for. */
export function stepOf(search: URLSearchParams): PeriodStep {
  return STEPS.find((step) => step === search.get('step')) ?? 'week';
}

/** The question that this asks. */
export function questionOfRetention(choice: RetentionChoice, filter: Filter): RetentionQuestion {
  return {
    start: eventFilter(choice.start),
    back: eventFilter(choice.back),
    filter,
    step: choice.step,
    entry: choice.entry,
    returning: choice.returning,
    ...(choice.compares && { compare: 'previous_period' as const }),
  };
}
