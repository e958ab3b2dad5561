// An expected journey as a reader draws it, and as the address holds it:
// `?step=Menu in the app&step=optional;Payment&step=within=1800;Pickup|Courier&window=86400&of=order`.
import type { ConformanceQuestion, ExpectedStep } from '$lib/api/conformance';
import type { JourneyOf } from '$lib/api/journeys';
import type { Filter } from '$lib/api/types';
import { changed } from '$lib/address/filter';
import { USUAL_WINDOW_SECONDS } from '../funnel/choice';
import { JOURNEYS_OF, journeysAsked, USUAL_PAUSE_SECONDS } from '../map/choice';

export const MOST_STEPS = 16;
/** The nodes that are told apart: whatever is done on the way has its own name. */
const MOST_NODES = 60;

export type ExpectedChoiceStep = { at: string[]; optional: boolean; limitSeconds: number | null };
export type ExpectedChoice = {
  steps: ExpectedChoiceStep[];
  windowSeconds: number;
  of: JourneyOf;
  pauseSeconds: number;
  compares: boolean;
};

const STEP = /^(optional;)?(?:within=(\d+);)?(.+)$/s;

/** Reads the expected journey of an address; what cannot be understood is passed over. */
export function expectedChoice(search: URLSearchParams): ExpectedChoice {
  const [window, pause] = [Number(search.get('window')), Number(search.get('gap'))];
  return {
    steps: search.getAll('step').flatMap(stepOf).slice(0, MOST_STEPS),
    windowSeconds: Number.isInteger(window) && window > 0 ? window : USUAL_WINDOW_SECONDS,
    of: JOURNEYS_OF.find((known) => known === search.get('of')) ?? 'customer',
    pauseSeconds: Number.isInteger(pause) && pause > 0 ? pause : USUAL_PAUSE_SECONDS,
    compares: search.get('compare') === 'before',
  };
}

/** The address with other steps; open people are those of another journey then. */
export function expectedAddress(search: URLSearchParams, steps: readonly ExpectedChoiceStep[]): string {
  const next = new URLSearchParams(search);
  for (const name of ['step', 'people']) next.delete(name);
  for (const step of steps) next.append('step', stepText(step));
  return changed(next, {});
}

/** The steps as the server knows them: the first and the last one have to be taken. */
export function expectedSteps(steps: readonly ExpectedChoiceStep[]): ExpectedStep[] {
  return steps.map(({ at, optional, limitSeconds }, place) => ({
    at,
    optional: optional && place > 0 && place < steps.length - 1,
    ...(limitSeconds !== null && place > 0 && { limit_seconds: limitSeconds }),
  }));
}

/** The same steps as they are chosen. */
export function chosenSteps(steps: readonly ExpectedStep[]): ExpectedChoiceStep[] {
  return steps.map(({ at, optional, limit_seconds }) => ({
    at,
    optional: optional ?? false,
    limitSeconds: limit_seconds ?? null,
  }));
}

/** The question that the page asks. */
export function questionOfExpected(choice: ExpectedChoice, filter: Filter): ConformanceQuestion {
  return {
    steps: expectedSteps(choice.steps),
    filter,
    nodes: { by: 'touchpoint', most: MOST_NODES },
    journeys: journeysAsked(choice),
    window_seconds: choice.windowSeconds,
    ...(choice.compares && { compare: 'previous_period' as const }),
  };
}

function stepOf(text: string): ExpectedChoiceStep[] {
  const [, optional, limit, rest] = STEP.exec(text) ?? [];
  const at = (rest ?? '').split('|').filter((name) => name !== '');
  if (at.length === 0) return [];
  return [{ at: [...new Set(at)], optional: optional !== undefined, limitSeconds: limit ? Number(limit) : null }];
}

function stepText({ at, optional, limitSeconds }: ExpectedChoiceStep): string {
  return `${optional ? 'optional;' : ''}${limitSeconds === null ? '' : `within=${limitSeconds};`}${at.join('|')}`;
}
