import { describe, expect, test } from 'vitest';
import { journeyMap } from '../../../../tests/invented-server/journeys';
import { mapChoice, questionOfMap, toggled } from './choice';
import { layMap, NODE, twoLines } from './layout';

const { nodes, edges } = journeyMap();

describe('the layout of the map', () => {
  const layout = layMap(nodes, edges, 1100);

  test('stages are columns in their order, what has none comes last', () => {
    expect(layout.columns.map(({ stage }) => stage)).toEqual([
      'consideration',
      'purchase',
      'delivery',
      'service',
      null,
    ]);
    const xs = layout.columns.map(({ x }) => x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  test('every node is drawn once, on the canvas, and none covers another', () => {
    expect(layout.nodes.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(nodes.map((_, index) => index));
    for (const [place, a] of layout.nodes.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.y + NODE.height).toBeLessThanOrEqual(layout.height);
      for (const b of layout.nodes.slice(place + 1)) {
        expect(a.x !== b.x || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
      }
    }
  });

  test('every edge between different nodes is drawn, the one most often taken thickest', () => {
    expect(layout.edges).toHaveLength(edges.length);
    const thickest = layout.edges.toSorted((a, b) => b.width - a.width)[0];
    expect(thickest?.edge).toBe(edges.toSorted((a, b) => (b.transitions.value ?? 0) - (a.transitions.value ?? 0))[0]);
    expect(layout.edges.some(({ backward }) => backward)).toBe(true);
  });

  test('a narrow canvas keeps columns readable rather than squeezing them', () => {
    expect(layMap(nodes, edges, 300).width).toBeGreaterThan(500);
  });
});

test('the address says what the map shows, within bounds', () => {
  const choice = mapChoice(new URLSearchParams('open=delivery,nonsense&of=order&nodes=900&edges=many'));
  expect(questionOfMap(choice, { all: [] }, 'nps')).toEqual({
    filter: { all: [] },
    nodes: { by: 'stage', expand: ['delivery'], most: 40 },
    journeys: { of: 'order', gap_seconds: 86_400, collapse_repeats: true },
    most_edges: 24,
    metric: 'nps',
  });
});

test('a stage opens and closes; with all of them open the address says nothing', () => {
  expect(toggled([], 'delivery')).toBe('delivery');
  expect(toggled(['delivery', 'use'], 'delivery')).toBe('use');
  const withoutUse = toggled(null, 'use') ?? '';
  expect(withoutUse.split(',')).toHaveLength(7);
  expect(toggled(mapChoice(new URLSearchParams({ open: withoutUse })).open, 'use')).toBeNull();
});

test('a long name takes two lines', () => {
  expect(twoLines('Menu', 12)).toEqual(['Menu']);
  expect(twoLines('Order at the counter', 14)).toEqual(['Order at the', 'counter']);
  expect(twoLines('Donaudampfschifffahrtsgesellschaft', 12)).toEqual(['Donaudampfsc', 'hifffahrtsg…']);
});
