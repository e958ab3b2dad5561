// The edges of the map as a file.
import type { TransitionsAnswer } from '$lib/api/journeys';
import type { Cell } from '$lib/chart/csv';
import { t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';

/** The header and rows of all edges that are told, times in seconds. */
export function edgeTable({ nodes, edges }: TransitionsAnswer): { header: string[]; rows: Cell[][] } {
  const name = (index: number) => {
    const node = nodes[index];
    return node ? nodeName(node) : '';
  };
  return {
    header: [
      t('map-column-from'),
      t('map-column-to'),
      t('map-column-times'),
      t('funnel-column-reached'),
      t('retention-column-share'),
      t('column-low'),
      t('column-high'),
      t('funnel-column-median'),
      t('funnel-column-p90'),
    ],
    rows: edges.map(({ from, to, transitions, share, median, p90 }) => [
      name(from),
      name(to),
      transitions.value,
      transitions.people,
      share.value,
      share.low,
      share.high,
      median?.value ?? null,
      p90?.value ?? null,
    ]),
  };
}
