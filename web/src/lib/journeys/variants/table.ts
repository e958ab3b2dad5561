// Whole ways as a table: the list's twin.
import type { VariantsAnswer } from '$lib/api/journeys';
import { questionOf } from '$lib/address/people';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { rangeText, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';

/** The nodes of a way by their names. */
export function wayNodes({ nodes }: Pick<VariantsAnswer, 'nodes'>, way: readonly number[]): string[] {
  return way.map((place) => {
    const node = nodes[place];
    return node ? nodeName(node) : '';
  });
}

/** The table of all ways listed. */
export function waysTable(answer: VariantsAnswer): TableTwin {
  return {
    columns: [
      textColumn(t('variants-column-way')),
      numberColumn(t('variants-column-journeys')),
      numberColumn(t('column-people')),
      numberColumn(t('retention-column-share')),
      numberColumn(t('column-low')),
      numberColumn(t('column-high')),
    ],
    rows: answer.ways.map(({ way, journeys, share, people }) => {
      const name = wayNodes(answer, way).join(' → ');
      const parts = told(share);
      return {
        cells: [
          name,
          locale.format.number(journeys.value ?? 0),
          locale.format.number(journeys.people),
          parts ? parts.value : rangeText(share),
          parts ? parts.low : '—',
          parts ? parts.high : '—',
        ],
        raw: [name, journeys.value, journeys.people, share.value, share.low, share.high],
        people: questionOf(people),
      };
    }),
  };
}
