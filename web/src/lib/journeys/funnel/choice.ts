// A funnel as a reader builds it, and as the address holds it:
// `?step=role:order_placed&step=optional;within=3600;role:delivered&without=0-1;role:complaint&window=86400`.
import type { FunnelCounting, FunnelExcluded, FunnelOrder, FunnelQuestion, Together } from '$lib/api/journeys';
import type { By, Filter } from '$lib/api/types';
import { changed } from '$lib/address/filter';
import { type ChosenEvent, eventFilter, eventOf, eventText } from '../event';

export const ORDERS = ['ordered', 'strict', 'any'] as const satisfies FunnelOrder[];
export const COUNTINGS = ['latest_start', 'first_entry', 'totals', 'sessions'] as const satisfies FunnelCounting[];
export const EXCLUDED = ['attempt', 'person'] as const satisfies FunnelExcluded[];
export const HOLDS = ['order', 'session', 'ticket'] as const satisfies Together[];
export const BREAKDOWNS = ['unit', 'channel', 'touchpoint', 'stage', 'department'] as const satisfies By[];
export const USUAL_WINDOW_SECONDS = 14 * 86_400;
export const MOST_STEPS = 16;

export type StepChoice = { event: ChosenEvent; optional: boolean; limitSeconds: number | null };
export type ExclusionChoice = { event: ChosenEvent; after: number; before: number };
export type FunnelChoice = {
  steps: StepChoice[];
  exclusions: ExclusionChoice[];
  order: FunnelOrder;
  windowSeconds: number;
  counting: FunnelCounting;
  excluded: FunnelExcluded;
  hold: Together | null;
  by: By | null;
  at: 'first' | 'last';
  compares: boolean;
};

/** Reads the funnel of an address; what cannot be understood is passed over. */
export function choiceOf(search: URLSearchParams): FunnelChoice {
  const steps = search.getAll('step').flatMap(stepOf).slice(0, MOST_STEPS);
  const window = Number(search.get('window'));
  return {
    steps,
    exclusions: search
      .getAll('without')
      .flatMap(exclusionOf)
      .filter(({ before }) => before < steps.length),
    order: oneOf(ORDERS, search.get('order')) ?? 'ordered',
    windowSeconds: Number.isInteger(window) && window > 0 ? window : USUAL_WINDOW_SECONDS,
    counting: oneOf(COUNTINGS, search.get('counting')) ?? 'latest_start',
    excluded: oneOf(EXCLUDED, search.get('excluded')) ?? 'attempt',
    hold: oneOf(HOLDS, search.get('hold')) ?? null,
    by: oneOf(BREAKDOWNS, search.get('by')) ?? null,
    at: search.get('at') === 'last' ? 'last' : 'first',
    compares: search.get('compare') === 'before',
  };
}

/** The address with other steps or exclusions; open people are those of another funnel then. */
export function funnelAddress(
  search: URLSearchParams,
  { steps, exclusions }: Pick<FunnelChoice, 'steps' | 'exclusions'>,
): string {
  const next = new URLSearchParams(search);
  for (const name of ['step', 'without', 'times', 'people']) next.delete(name);
  for (const step of steps) next.append('step', stepText(step));
  for (const { event, after, before } of exclusions) next.append('without', `${after}-${before};${eventText(event)}`);
  return changed(next, {});
}

/** The question that a funnel asks. */
export function questionOfFunnel(choice: FunnelChoice, filter: Filter, currency: string | null): FunnelQuestion {
  return {
    steps: choice.steps.map(({ event, optional, limitSeconds }) => ({
      event: eventFilter(event),
      optional,
      ...(limitSeconds !== null && { limit_seconds: limitSeconds }),
    })),
    filter,
    order: choice.order,
    window_seconds: choice.windowSeconds,
    counting: choice.counting,
    exclusions: choice.exclusions.map(({ event, after, before }) => ({ event: eventFilter(event), after, before })),
    excluded: choice.excluded,
    at: choice.at,
    ...(choice.hold && { hold: choice.hold }),
    ...(choice.by && { by: choice.by }),
    ...(currency && { currency }),
    ...(choice.compares && { compare: 'previous_period' as const }),
  };
}

/** Steps in another order; exclusions keep standing between places. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, ...items.slice(from, from + 1));
}

/** What is left without one step: exclusions that ended or began there go with it, those behind it move up. */
export function withoutStep({ steps, exclusions }: FunnelChoice, gone: number) {
  const place = (step: number) => (step > gone ? step - 1 : step);
  return {
    steps: steps.toSpliced(gone, 1),
    exclusions: exclusions
      .filter(({ after, before }) => after !== gone && before !== gone)
      .map((exclusion) => ({ ...exclusion, after: place(exclusion.after), before: place(exclusion.before) })),
  };
}

const STEP = /^(optional;)?(?:within=(\d+);)?(.+)$/s;
const EXCLUSION = /^(\d+)-(\d+);(.+)$/s;

function stepOf(text: string): StepChoice[] {
  const [, optional, limit, rest] = STEP.exec(text) ?? [];
  const event = eventOf(rest ?? null);
  return event ? [{ event, optional: optional !== undefined, limitSeconds: limit ? Number(limit) : null }] : [];
}

function stepText({ event, optional, limitSeconds }: StepChoice): string {
  return `${optional ? 'optional;' : ''}${limitSeconds === null ? '' : `within=${limitSeconds};`}${eventText(event)}`;
}

function exclusionOf(text: string): ExclusionChoice[] {
  const [, after, before, rest] = EXCLUSION.exec(text) ?? [];
  const event = eventOf(rest ?? null);
  const places = { after: Number(after), before: Number(before) };
  return event && places.after < places.before ? [{ event, ...places }] : [];
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((candidate) => candidate === value);
}
