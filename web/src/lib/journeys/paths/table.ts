// Paths as a table: the picture's twin.
import type { PathsAnswer } from '$lib/api/journeys';
import { questionOf } from '$lib/address/people';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { rangeText, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';

/** "2 steps before". */
export function levelName(offset: number): string {
  if (offset === 0) return t('paths-level-here');
  return t(offset > 0 ? 'paths-level-after' : 'paths-level-before', { n: Math.abs(offset) });
}

/** The table of all nodes on all levels. */
export function pathsTable({ nodes, levels }: PathsAnswer): TableTwin {
  return {
    columns: [
      textColumn(t('paths-column-step')),
      numberColumn(t('variants-column-journeys')),
      textColumn(t('column-slice-touchpoint')),
      numberColumn(t('retention-column-share')),
      numberColumn(t('column-low')),
      numberColumn(t('column-high')),
      numberColumn(t('paths-column-began')),
      numberColumn(t('paths-column-ended')),
    ],
    rows: levels.flatMap(({ offset, nodes: rows }) =>
      rows.map(({ node: place, journeys, share, began, ended, people }) => {
        const node = nodes[place];
        const parts = told(share);
        const [step, name] = [levelName(offset), node ? nodeName(node) : ''];
        return {
          cells: [
            step,
            locale.format.number(journeys.value ?? 0),
            name,
            parts ? parts.value : rangeText(share),
            parts ? parts.low : '—',
            parts ? parts.high : '—',
            locale.format.number(began.value ?? 0),
            locale.format.number(ended.value ?? 0),
          ],
          raw: [step, journeys.value, name, share.value, share.low, share.high, began.value, ended.value],
          people: questionOf(people),
        };
      }),
    ),
  };
}
