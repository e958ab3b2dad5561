// Moments of truth in words, and as a table.
import type { MomentRow, MomentsAnswer } from '$lib/api/journeys';
import { questionOf } from '$lib/address/people';
import type { TableTwin } from '$lib/chart/table';
import { changeText, difference, rangeText, shownValue, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';

/** The finding: after which touch certainly most more come back. */
export function momentsSentence({ rows }: MomentsAnswer): string {
  const first = rows[0];
  const parts = first && difference(first.change, first.returned_with);
  if (!first || !parts || first.change.verdict !== 'higher') return t('moments-say-unclear');
  return t('moments-say', { where: nodeName(first), ...parts });
}

/** "More come back: by 4 percentage points, 2 to 6". */
export function changeTold({ change, returned_with: estimate, returned_without: other }: MomentRow, minimum: number) {
  const parts = difference(change, estimate);
  const n = Math.min(estimate.people, other.people);
  return t(`moment-${change.verdict}`, { n, minimum, ...(parts ?? { change: '', from: '', to: '' }) });
}

/** What came of weeks with it, beside comparable weeks without it. */
export function returnTold(row: MomentRow): string {
  const [here, others] = [told(row.returned_with), told(row.returned_without)];
  if (!here || !others) return '';
  const { value, people } = row.comparable;
  const range = rangeText(row.returned_with);
  return t('moment-returned', { here: here.value, range, others: others.value, n: value ?? 0, people });
}

/** All moments as a table. */
export function momentsTable({ rows }: MomentsAnswer): TableTwin {
  const number = (key: string) => ({ name: t(key), number: true });
  return {
    columns: [
      { name: t('moment-column-touchpoint'), number: false },
      number('column-people'),
      number('moment-column-with'),
      number('moment-column-without'),
      { name: t('column-change'), number: false },
      number('pain-column-comparable'),
    ],
    rows: rows.map((row) => {
      const [name, change] = [nodeName(row), changeText(row.change, row.returned_with)];
      const { touched, returned_with: here, returned_without: others, comparable } = row;
      return {
        cells: [
          name,
          locale.format.number(touched.people),
          shownValue(here),
          shownValue(others),
          change,
          locale.format.number(comparable.value ?? 0),
        ],
        raw: [name, touched.people, here.value, others.value, change, comparable.value],
        people: questionOf(row.people),
      };
    }),
  };
}
