// A funnel as a table: its picture's twin.
import type { FunnelRow } from '$lib/api/journeys';
import type { Estimate } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import type { Cell } from '$lib/chart/csv';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { rangeText, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';

/** The steps of a funnel by their names. */
export function funnelTable(steps: readonly FunnelRow[], names: readonly string[]): TableTwin {
  return {
    columns: [
      textColumn(t('funnel-column-step')),
      numberColumn(t('funnel-column-reached')),
      numberColumn(t('funnel-column-attempts')),
      numberColumn(t('funnel-column-of-first')),
      numberColumn(t('funnel-column-of-previous')),
      numberColumn(t('funnel-column-fell')),
      numberColumn(t('funnel-column-fell-share')),
      numberColumn(t('funnel-column-unfinished')),
      numberColumn(t('funnel-column-median')),
      numberColumn(t('funnel-column-p90')),
    ],
    rows: steps.map((row) => {
      const name = `${row.step + 1}. ${names[row.step] ?? ''}`;
      const figures = [row.reached, row.attempts, row.of_first, row.of_previous, row.fell, row.fell_share];
      const all = [...figures, row.unfinished, row.median, row.p90];
      return {
        cells: [name, ...all.map(cellText)],
        raw: [name, ...all.map((estimate): Cell => estimate?.value ?? null)],
        people: questionOf(row.reached_people),
      };
    }),
  };
}

/** A figure with its range, as a cell of a table has room for it. */
export function cellText(estimate: Estimate | null): string {
  if (!estimate) return '—';
  if (estimate.unit === 'count') return locale.format.number(estimate.value ?? 0);
  const parts = told(estimate);
  return parts ? `${parts.value} (${rangeText(estimate)})` : rangeText(estimate);
}
