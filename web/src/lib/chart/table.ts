// A chart's table twin: the same rows for the eye, for the ear and for a spreadsheet.
import type { By, FigureRow, PeopleQuestion } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import { changeText, rangeText, shown, withUnit } from '$lib/figure/figures';
import { targetText } from '$lib/figure/target';
import { locale, t } from '$lib/locale/locale.svelte';
import type { Cell } from './csv';
import { sliceName } from './slice';

export type Column = { name: string; number: boolean };
/** A row opens its people from its first figure, or each figure its own: then `people` is a list as long as `cells`. */
export type TableRow = { cells: string[]; raw: Cell[]; people: PeopleQuestion | null | (PeopleQuestion | null)[] };
export type TableTwin = { columns: Column[]; rows: TableRow[] };

/** A column of words. */
export function textColumn(name: string): Column {
  return { name, number: false };
}

/** A column of numbers, which stand below each other. */
export function numberColumn(name: string): Column {
  return { name, number: true };
}

/** The table of figures by one slice or two. */
export function figureTable(rows: readonly FigureRow[], by: By | readonly By[]): TableTwin {
  const divisions = typeof by === 'string' ? [by] : by;
  const changes = rows.some((row) => row.change);
  const verdicts = rows.some((row) => row.versus_rest);
  const targets = rows.some((row) => row.target);
  return {
    columns: [
      ...divisions.map((division) => textColumn(t(`column-slice-${division}`))),
      numberColumn(t('column-value')),
      numberColumn(t('column-low')),
      numberColumn(t('column-high')),
      numberColumn(t('column-n')),
      numberColumn(t('column-people')),
      ...(changes ? [textColumn(t('column-change'))] : []),
      ...(verdicts ? [textColumn(t('column-verdict'))] : []),
      ...(targets ? [textColumn(t('column-target'))] : []),
    ],
    rows: rows.map((row) => {
      const { estimate, change, versus_rest: verdict, target } = row;
      const parts = shown(estimate);
      const names = divisions.map((division) => sliceName(row.slice, division) + unfinishedNote(row, division));
      const timed = estimate.unit === 'seconds';
      const end = (text: string, unit: string) => (timed ? withUnit(text, unit) : text);
      const ends = parts ? [end(parts.low, parts.lowUnit), end(parts.high, parts.highUnit)] : ['—', '—'];
      const words = [
        ...(changes ? [change ? changeText(change, estimate) : ''] : []),
        ...(verdicts ? [verdict ? t(`versus-${verdict}`) : ''] : []),
        ...(targets ? [target ? targetText(target, estimate) : ''] : []),
      ];
      return {
        cells: [
          ...names,
          parts ? withUnit(parts.value, parts.unit) : rangeText(estimate),
          ...ends,
          locale.format.number(estimate.n),
          locale.format.number(estimate.people),
          ...words,
        ],
        raw: [...names, estimate.value, estimate.low, estimate.high, estimate.n, estimate.people, ...words],
        people: row.people === null ? null : questionOf(row.people),
      };
    }),
  };
}

/** What of a row is not over yet: said where the day, week or month stands. */
function unfinishedNote(row: FigureRow, by: By): string {
  const timed = by === 'day' || by === 'week' || by === 'month';
  return row.unfinished && timed ? ` (${t(`unfinished-${by}`)})` : '';
}
