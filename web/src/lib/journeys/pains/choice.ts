// Pains as a reader asks for them, and as the address holds them: `?by=unit&wait=900&back=60`.
import type { PainsQuestion } from '$lib/api/journeys';
import type { By, Filter } from '$lib/api/types';
import { divisionsOf } from '$lib/divisions/divisions';
import { longWaitOf, USUAL_LONG_WAIT_SECONDS } from '$lib/hurts/waits';

export const RETURN_DAYS = [14, 30, 60, 90] as const;
export const USUAL_RETURN_DAYS = 30;

export type PainChoice = { by: By | null; wait: number; days: number };

/** What goes without saying. */
export const USUAL_PAINS: PainChoice = { by: null, wait: USUAL_LONG_WAIT_SECONDS, days: USUAL_RETURN_DAYS };

/** The parts of the company that can be told apart. */
export function partsOf(): By[] {
  return divisionsOf('hurts').filter((by) => by.startsWith('unit'));
}

/** Reads the pains of an address; what cannot be understood is passed over. */
export function painChoice(search: URLSearchParams): PainChoice {
  return {
    by: partsOf().find((by) => by === search.get('by')) ?? null,
    wait: longWaitOf(search.get('wait')),
    days: RETURN_DAYS.find((days) => String(days) === search.get('back')) ?? USUAL_RETURN_DAYS,
  };
}

/** The question that the page asks. */
export function questionOfPains({ by, wait, days }: PainChoice, filter: Filter): PainsQuestion {
  return { filter, ...(by && { by }), long_wait_seconds: wait, return_days: days };
}
