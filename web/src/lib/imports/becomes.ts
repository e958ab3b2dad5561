import type { Becomes, DraftColumn } from '$lib/api/types';

/** What a column may become, in the order of the list. */
export const BECOMES: Becomes[] = [
  'time',
  'moment',
  'promise',
  'event',
  'customer',
  'email',
  'phone',
  'messenger',
  'device',
  'order',
  'ticket',
  'session',
  'item',
  'amount',
  'currency',
  'quantity',
  'unit',
  'channel',
  'agent',
  'detail',
  'score',
  'text',
  'property',
  'nothing',
];

/** The scales of scores: a metric's own, or one that belongs to none. */
export const SCALES: { metric: string | null; scale: [number, number] }[] = [
  { metric: 'nps', scale: [0, 10] },
  { metric: 'csat', scale: [1, 5] },
  { metric: 'ces', scale: [1, 7] },
  { metric: null, scale: [0, 10] },
  { metric: null, scale: [0, 100] },
];

/** The column as something else: only a score has a scale. */
export function turned(column: DraftColumn, becomes: Becomes): DraftColumn {
  const scale = becomes === 'score' ? (column.scale ?? [0, 10]) : null;
  const metric = becomes === 'score' ? (column.scale === null ? 'nps' : column.metric) : null;
  return { ...column, becomes, metric, scale };
}

/** A scale's place in the list. */
export function scaleOf(column: DraftColumn): number {
  return SCALES.findIndex(
    ({ metric, scale }) => metric === column.metric && scale[0] === column.scale?.[0] && scale[1] === column.scale?.[1],
  );
}
