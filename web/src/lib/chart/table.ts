// A chart's table twin: the same rows for the eye, for the ear and for a spreadsheet.
import type { By, PeopleQuestion, ScoreRow } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import { rangeText, shown, withUnit, changeText } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import type { Cell } from './csv';
import { sliceName } from './slice';

export type Column = { name: string; number: boolean };
export type TableRow = { cells: string[]; raw: Cell[]; people: PeopleQuestion | null };
export type TableTwin = { columns: Column[]; rows: TableRow[] };

/** The table of scores by one slice. */
export function scoreTable(rows: readonly ScoreRow[], by: By): TableTwin {
  const changes = rows.some((row) => row.change !== null);
  const verdicts = rows.some((row) => row.versus_rest !== null);
  const text = (name: string) => ({ name, number: false });
  const number = (name: string) => ({ name, number: true });
  return {
    columns: [
      text(t(`column-slice-${by}`)),
      number(t('column-value')),
      number(t('column-low')),
      number(t('column-high')),
      number(t('column-n')),
      number(t('column-people')),
      ...(changes ? [text(t('column-change'))] : []),
      ...(verdicts ? [text(t('column-verdict'))] : []),
    ],
    rows: rows.map((row) => {
      const { estimate, change, versus_rest: verdict } = row;
      const parts = shown(estimate);
      const name = sliceName(row.slice, by) + (row.unfinished ? ` (${t(`unfinished-${by}`)})` : '');
      const ends = parts ? [parts.low, parts.high] : ['—', '—'];
      const changed = change ? changeText(change, estimate) : '';
      const among = verdict ? t(`versus-${verdict}`) : '';
      return {
        cells: [
          name,
          parts ? withUnit(parts.value, parts.unit) : rangeText(estimate),
          ...ends,
          locale.format.number(estimate.n),
          locale.format.number(estimate.people),
          ...(changes ? [changed] : []),
          ...(verdicts ? [among] : []),
        ],
        raw: [
          name,
          estimate.value,
          estimate.low,
          estimate.high,
          estimate.n,
          estimate.people,
          ...(changes ? [changed] : []),
          ...(verdicts ? [among] : []),
        ],
        people: questionOf(row.people),
      };
    }),
  };
}
