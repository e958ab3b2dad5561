// The map as tables: its touchpoints, and what follows what; times in seconds.
import type { MapEdge, MapNode, NodeMarks, TransitionsAnswer } from '$lib/api/journeys';
import type { Estimate } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import type { Cell } from '$lib/chart/csv';
import { type Column, numberColumn, type TableTwin, textColumn } from '$lib/chart/table';
import { shownValue } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';
import { marksAt } from './marks';

type Part<Row> = { column: Column; raw: (row: Row) => Cell; cell?: (row: Row) => string };

/** The touchpoints of a map, with the score of the metric if one is told, complaints after them and waits at them. */
export function nodeTable(
  { nodes }: TransitionsAnswer,
  metric: string,
  marks: ReadonlyMap<string, NodeMarks>,
): TableTwin {
  const scored = nodes.some(({ score }) => score);
  const mark = (node: MapNode) => marksAt(marks, node);
  return tableOf(
    nodes,
    [
      { column: textColumn(t('map-column-touchpoint')), raw: nodeName },
      { column: textColumn(t('map-column-stage')), raw: ({ stage }) => (stage ? t(`stage-${stage}`) : '') },
      counted(t('funnel-column-reached'), ({ events }) => events.people),
      counted(t('map-column-times'), ({ events }) => events.value),
      ...range(t('retention-column-share'), ({ share }: MapNode) => share),
      ...range(t('map-column-ends'), ({ end_share: share }: MapNode) => share),
      ...(scored ? range(metric, ({ score }: MapNode) => score) : []),
      ...(marks.size > 0
        ? [
            ...range(t('map-column-complaints'), (node: MapNode) => mark(node)?.complaints ?? null),
            ...range(t('map-column-wait-median'), (node: MapNode) => mark(node)?.wait_median ?? null),
            ...range(t('map-column-wait-p90'), (node: MapNode) => mark(node)?.wait_p90 ?? null),
          ]
        : []),
    ],
    ({ people }) => people,
  );
}

/** All edges that are told. */
export function edgeTable({ nodes, edges }: TransitionsAnswer): TableTwin {
  const name = (index: number) => {
    const node = nodes[index];
    return node ? nodeName(node) : '';
  };
  return tableOf(
    edges,
    [
      { column: textColumn(t('map-column-from')), raw: ({ from }: MapEdge) => name(from) },
      { column: textColumn(t('map-column-to')), raw: ({ to }) => name(to) },
      counted(t('map-column-times'), ({ transitions }) => transitions.value),
      counted(t('funnel-column-reached'), ({ transitions }) => transitions.people),
      ...range(t('retention-column-share'), ({ share }: MapEdge) => share),
      figure(t('funnel-column-median'), ({ median }) => median),
      figure(t('funnel-column-p90'), ({ p90 }) => p90),
    ],
    ({ people }) => people,
  );
}

function tableOf<Row>(rows: readonly Row[], parts: readonly Part<Row>[], people: (row: Row) => string): TableTwin {
  return {
    columns: parts.map(({ column }) => column),
    rows: rows.map((row) => ({
      cells: parts.map(({ raw, cell }) => (cell ? cell(row) : String(raw(row) ?? ''))),
      raw: parts.map(({ raw }) => raw(row)),
      people: questionOf(people(row)),
    })),
  };
}

function counted<Row>(name: string, of: (row: Row) => number | null): Part<Row> {
  return { column: numberColumn(name), raw: of, cell: (row) => locale.format.number(of(row) ?? 0) };
}

function figure<Row>(name: string, of: (row: Row) => Estimate | null): Part<Row> {
  return {
    column: numberColumn(name),
    raw: (row) => of(row)?.value ?? null,
    cell: (row) => {
      const estimate = of(row);
      return estimate ? shownValue(estimate) : '—';
    },
  };
}

/** A figure and its range. */
function range<Row>(name: string, of: (row: Row) => Estimate | null): Part<Row>[] {
  const end = (side: 'low' | 'high') => (row: Row) => {
    const estimate = of(row);
    return estimate && { ...estimate, value: estimate[side] };
  };
  const named = (side: 'low' | 'high') => `${name}: ${t(`column-${side}`)}`;
  return [figure(name, of), figure(named('low'), end('low')), figure(named('high'), end('high'))];
}
