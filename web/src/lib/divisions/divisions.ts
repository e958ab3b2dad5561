import type { By } from '$lib/api/types';
import { session } from '$lib/session.svelte';

export type Question = 'scores' | 'operations' | 'response' | 'expectations' | 'hurts';

const DIVISIONS = [
  'unit',
  'unit_level_1',
  'unit_level_2',
  'unit_level_3',
  'unit_level_4',
  'channel',
  'touchpoint',
  'stage',
  'department',
  'experience',
  'survey',
  'month',
  'week',
  'day',
  'weekday',
  'hour',
  'delivery',
] as const satisfies By[];

/** What a question cannot be divided by, or what would say nothing. */
const SENSELESS: Record<Question, By[]> = {
  scores: [],
  operations: ['survey'],
  response: ['delivery'],
  expectations: ['delivery'],
  hurts: ['survey', 'delivery', 'month', 'week', 'day'],
};

const LEVEL = 'unit_level_';

/** What a question can be divided by in this company. */
export function divisionsOf(question: Question): By[] {
  const { units, touchpoints, departments } = session.workspace;
  const depth = Math.max(0, ...units.map(({ path }) => path.split('/').length));
  return DIVISIONS.filter((by) => {
    if (SENSELESS[question].includes(by)) return false;
    if (by === 'unit') return units.length > 1;
    // The deepest level is the units themselves.
    if (by.startsWith(LEVEL)) return Number(by.slice(LEVEL.length)) < depth;
    if (by === 'touchpoint') return touchpoints.length > 0;
    return by !== 'department' || departments.length > 0;
  });
}

/** The division that the address asks for, or the first that the question knows. */
export function divisionOf(question: Question, asked: string | null, usual?: By): By {
  const offered = divisionsOf(question);
  const chosen = [asked, usual].flatMap((wanted) => offered.filter((by) => by === wanted))[0];
  return chosen ?? offered[0] ?? 'channel';
}
