// Journeys beside the expected one as tables: the pictures' twins.
import type { ConformanceAnswer, JourneysFound } from '$lib/api/conformance';
import { questionOf } from '$lib/address/people';
import { numberColumn, textColumn, type TableRow, type TableTwin } from '$lib/chart/table';
import { rangeText, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';
import { stepName, wayName } from './words';

type Steps = readonly { at: string[] }[];

/** What became of each step, a row for each thing that can. */
export function stepsTable(answer: ConformanceAnswer, steps: Steps): TableTwin {
  const rows = answer.steps.flatMap((row) => {
    const name = `${row.step + 1}. ${stepName(steps[row.step]?.at ?? [])}`;
    const parts = { taken: row.taken, skipped: row.skipped, out_of_order: row.out_of_order, late: row.late };
    return Object.entries(parts).flatMap(([part, found]) =>
      found ? [foundRow([name, t(`expected-part-${part}`)], found)] : [],
    );
  });
  return { columns: [textColumn(t('funnel-column-step')), textColumn(t('expected-column-part')), ...FIGURES()], rows };
}

/** What is done in between. */
export function insertedTable(answer: ConformanceAnswer): TableTwin {
  const rows = answer.inserted.map((row) => {
    const node = answer.nodes[row.node];
    return foundRow([node ? nodeName(node) : ''], row);
  });
  return { columns: [textColumn(t('expected-column-touchpoint')), ...FIGURES()], rows };
}

/** The ways to differ. */
export function deviationsTable(answer: ConformanceAnswer, steps: Steps): TableTwin {
  const rows = answer.deviations.map((row) => foundRow([wayName(row.way, steps, answer.nodes)], row));
  return { columns: [textColumn(t('expected-column-way')), ...FIGURES()], rows };
}

const FIGURES = () => [
  numberColumn(t('variants-column-journeys')),
  numberColumn(t('column-people')),
  numberColumn(t('retention-column-share')),
  numberColumn(t('column-low')),
  numberColumn(t('column-high')),
];

function foundRow(names: string[], { journeys, share, people }: JourneysFound): TableRow {
  const parts = told(share);
  return {
    cells: [
      ...names,
      locale.format.number(journeys.value ?? 0),
      locale.format.number(journeys.people),
      parts ? parts.value : rangeText(share),
      parts ? parts.low : '—',
      parts ? parts.high : '—',
    ],
    raw: [...names, journeys.value, journeys.people, share.value, share.low, share.high],
    people: questionOf(people),
  };
}
