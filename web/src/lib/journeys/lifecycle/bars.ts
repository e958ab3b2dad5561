// The lifecycle as columns: who is active stands above the line, who fell asleep hangs below it.
import type { LifecycleAnswer, LifecycleRow, LifecycleState } from '$lib/api/journeys';
import { questionOf } from '$lib/address/people';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { locale, t } from '$lib/locale/locale.svelte';
import { periodStart } from '../names';

/** From the line upwards. */
export const ACTIVE = ['returning', 'resurrecting', 'new'] as const satisfies LifecycleState[];
export const STATES = [...ACTIVE, 'dormant'] as const satisfies LifecycleState[];

export type Bar = { state: LifecycleState; n: number; y: number; height: number; people: string };

const countOf = (row: LifecycleRow, state: LifecycleState) => row[state].count.value ?? 0;

/** Where the line and the parts of each period's column are, in a picture of this height. */
export function layBars(periods: readonly LifecycleRow[], height: number): { line: number; columns: Bar[][] } {
  const above = Math.max(1, ...periods.map((row) => ACTIVE.reduce((sum, state) => sum + countOf(row, state), 0)));
  const below = Math.max(0, ...periods.map((row) => countOf(row, 'dormant')));
  const scale = height / (above + below);
  const line = above * scale;
  const columns = periods.map((row) => {
    let y = line;
    const upwards = ACTIVE.map((state): Bar => {
      const n = countOf(row, state);
      y -= n * scale;
      return { state, n, y, height: n * scale, people: row[state].people };
    });
    const n = countOf(row, 'dormant');
    return [...upwards, { state: 'dormant' as const, n, y: line, height: n * scale, people: row.dormant.people }];
  });
  return { line, columns };
}

/** The table of all periods. */
export function lifecycleTable({ periods, step }: LifecycleAnswer): TableTwin {
  return {
    columns: [
      textColumn(t('lifecycle-column-period')),
      ...STATES.map((state) => numberColumn(t(`lifecycle-${state}`))),
    ],
    rows: periods.map((row) => {
      const name = periodStart(row.period, step) + (row.unfinished ? ` (${t('retention-unfinished')})` : '');
      const counts = STATES.map((state) => countOf(row, state));
      return {
        cells: [name, ...counts.map((n) => locale.format.number(n))],
        raw: [name, ...counts],
        people: [null, ...STATES.map((state) => questionOf(row[state].people))],
      };
    }),
  };
}
