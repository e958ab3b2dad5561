import type { By, FigureRow, ResponseAnswer, ResponseRow } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import { slicesName } from '$lib/chart/slice';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { changeText, shownValue, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';

/** The response rate of each slice; behind it stand those who have not answered. */
export function rateRows(rows: readonly ResponseRow[]): FigureRow[] {
  return rows.map(({ slice, rate, change, unanswered, unfinished }) => ({
    slice,
    estimate: rate,
    change,
    unfinished,
    people: unanswered,
  }));
}

const NUMBERS = [
  'response-asked',
  'response-answered',
  'response-unanswered',
  'response-rate',
  'column-low',
  'column-high',
];

/** The table of who was asked and who answered. */
export function responseTable({ rows }: ResponseAnswer, by: By): TableTwin {
  const changes = rows.some(({ change }) => change);
  return {
    columns: [
      textColumn(t(`column-slice-${by}`)),
      ...NUMBERS.map((key) => numberColumn(t(key))),
      ...(changes ? [textColumn(t('column-change'))] : []),
    ],
    rows: rows.map(({ slice, asked, answered, rate, change, unanswered }) => {
      const name = slicesName(slice);
      const counts = [asked.value ?? 0, answered.value ?? 0, (asked.value ?? 0) - (answered.value ?? 0)];
      const shares = [rate.value, rate.low, rate.high];
      const words = changes ? [change ? changeText(change, rate) : ''] : [];
      return {
        cells: [
          name,
          ...counts.map((count) => locale.format.number(count)),
          ...shares.map((value) => (value === null ? '—' : shownValue({ ...rate, value }))),
          ...words,
        ],
        raw: [name, ...counts, ...shares, ...words],
        people: questionOf(unanswered),
      };
    }),
  };
}

/** How many answered, and whether that changed for certain. */
export function responseSentence({ asked, rate, change }: ResponseRow, than: string | null): string {
  const parts = told(rate);
  if (!parts) return t('response-few', { n: asked.value ?? 0 });
  const state = t('response-say', { ...parts });
  const certain = change?.verdict === 'higher' || change?.verdict === 'lower';
  if (!change || than === null || change.verdict === 'too_few') return state;
  return `${state} ${certain ? t('score-changed', { change: changeText(change, rate), than }) : t('score-unchanged')}`;
}
