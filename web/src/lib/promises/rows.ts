import type { By, Expectations, ExpectationsRow, FigureRow } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import { slicesName } from '$lib/chart/slice';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { changeText, rangeText, shownValue, told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';

/** The share of late ones in each slice. */
export function lateRows(rows: readonly ExpectationsRow[]): FigureRow[] {
  return rows.map(({ slice, late, people }) => ({ slice, estimate: late, people }));
}

/** How much lower the late ones score in each slice. */
export function costRows(rows: readonly ExpectationsRow[]): FigureRow[] {
  return rows.map(({ slice, late_score: estimate, people, cost }) => ({ slice, estimate, people, change: cost }));
}

const FIGURES = ['promised', 'late', 'delay_median', 'delay_p90', 'in_time_score', 'late_score'] as const;

/** The table of promises and what it costs to break them. */
export function promisesTable({ rows }: Expectations, by: By): TableTwin {
  const ends = ['', 'low', 'high'] as const;
  const columnsOf = (figure: (typeof FIGURES)[number]) =>
    figure === 'promised' ? [t('promises-promised')] : ends.map((end) => named(t(`promises-${figure}`), end));
  const named = (name: string, end: (typeof ends)[number]) => (end === '' ? name : `${name} (${t(`column-${end}`)})`);
  return {
    columns: [
      textColumn(t(`column-slice-${by}`)),
      ...FIGURES.flatMap(columnsOf).map(numberColumn),
      textColumn(t('promises-cost')),
    ],
    rows: rows.map((row) => {
      const figures = FIGURES.flatMap((figure) => {
        const { value, low, high } = row[figure];
        return (figure === 'promised' ? [value] : [value, low, high]).map((end) => ({ figure, end }));
      });
      const cost = changeText(row.cost, row.late_score);
      return {
        cells: [
          slicesName(row.slice),
          ...figures.map(({ figure, end }) => (end === null ? '—' : shownValue({ ...row[figure], value: end }))),
          cost,
        ],
        raw: [slicesName(row.slice), ...figures.map(({ end }) => end), cost],
        people: questionOf(row.people),
      };
    }),
  };
}

/** What can be said of the promises, and of what it costs to break them. */
export function promisesSentence(total: ExpectationsRow, metric: string): string {
  const late = told(total.late);
  const first = late ? t('promises-say', { ...late }) : `${t('promises-late')}: ${rangeText(total.late)}.`;
  const cost = t(`promises-cost-${total.cost.verdict}`, { metric, change: changeText(total.cost, total.late_score) });
  return `${first} ${cost}`;
}
