// Differences side by side: each with its interval, around the line of no difference.
import type { Change, Estimate, FigureRow } from '$lib/api/types';
import { changeText, probability, signedDifference } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';
import type { TableTwin } from './table';

export type DifferenceRow = { name: string; change: Change };

const STANDING = { higher: 'above', lower: 'below', no_clear_change: 'inside', too_few: 'inside' } as const;

/** A difference in the place of a figure, as charts of figures draw it. */
export function rowOf({ change }: DifferenceRow, like: Estimate, better: 'higher' | 'lower' | null): FigureRow {
  const standing = STANDING[change.verdict];
  const turned = standing === 'above' ? 'below' : standing === 'below' ? 'above' : standing;
  return {
    slice: {},
    estimate: {
      ...like,
      value: change.value,
      low: change.low,
      high: change.high,
      status: change.value === null ? 'too_few' : 'ok',
    },
    people: null,
    versus_rest: better === 'lower' ? turned : better === 'higher' ? standing : 'inside',
  };
}

/** The table of differences. */
export function differenceTable(rows: readonly DifferenceRow[], like: Estimate): TableTwin {
  const names = ['column-part', 'column-change', 'column-difference', 'column-low', 'column-high', 'column-p'];
  return {
    columns: names.map((name, index) => ({ name: t(name), number: index > 1 })),
    rows: rows.map(({ name, change }) => {
      const { value, low, high } = change;
      const p = change.p_adjusted ?? change.p;
      const words = changeText(change, like);
      // One interval decides how many digits all three are told with.
      const ends = [value, low, high].map((end) => signedDifference({ ...like, value: end, low, high }));
      return {
        cells: [name, words, ...ends, p === null ? '—' : probability(p)],
        raw: [name, words, value, low, high, p],
        people: null,
      };
    }),
  };
}
