import { describe, expect, test } from 'vitest';
import { journeyMap } from '../../../../tests/invented-server/journeys';
import { eventLogAddress, mapChoice, questionOfMap, questionOfOtherMap, toggled } from './choice';
import { type Figure, layMap, packed, twoLines } from './layout';

const { nodes, edges } = journeyMap();

const lineLength = (line: Figure[]) => line.map(({ text }) => text).join(' · ').length;

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
      expect(a.y + layout.nodeHeight).toBeLessThanOrEqual(layout.height);
      for (const b of layout.nodes.slice(place + 1)) {
        expect(a.x !== b.x || Math.abs(a.y - b.y) >= layout.nodeHeight).toBe(true);
      }
    }
  });

  test('every edge between different nodes is drawn, the one most often taken thickest', () => {
    expect(layout.edges).toHaveLength(edges.length);
    const thickest = layout.edges.toSorted((a, b) => b.width - a.width)[0];
    expect(thickest?.edge).toBe(edges.toSorted((a, b) => (b.transitions.value ?? 0) - (a.transitions.value ?? 0))[0]);
    expect(layout.edges.some(({ backward }) => backward)).toBe(true);
  });

  test('figures stay within their node: what does not fit beside the others gets a line of its own', () => {
    const figures = (): Figure[] => ['100 %', 'CSAT 87 %', '12:30 мин'].map((text) => ({ text, look: 'score' }));
    const [wide, narrow] = [230 * 5, 300].map((room) => layMap(nodes, edges, room, { figures }));
    expect(wide?.nodes[0]?.lines).toHaveLength(2);
    expect(narrow?.nodes[0]?.lines).toHaveLength(3);
    expect(narrow?.nodeHeight).toBeGreaterThan(wide?.nodeHeight ?? 0);
    const [across] = [narrow?.columns[0]?.width ?? 0];
    const longest = Math.max(...(narrow?.nodes ?? []).flatMap(({ lines }) => lines.map(lineLength)));
    expect(longest * 6.6).toBeLessThan(across);
  });

  test('a map beside another one has its nodes at the same places', () => {
    const like = layout.nodes.map(({ node }) => node);
    const quieter = nodes.map((node) => ({ ...node, share: { ...node.share, value: 0.01 } })).toReversed();
    const beside = layMap(quieter, [], 1100, { like });
    const places = (map: typeof layout) => map.nodes.map(({ node, x, y }) => [node.node, x, y]);
    expect(places(beside)).toEqual(places(layout));
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

test('the events of a map go out as the map puts them together, every repetition among them', () => {
  const choice = mapChoice(new URLSearchParams('open=delivery&of=order'));
  const address = new URL(eventLogAddress('xes', choice, { channel: 'app' }), 'http://localhost');
  expect(address.searchParams.get('format')).toBe('xes');
  expect(JSON.parse(address.searchParams.get('question') ?? '')).toEqual({
    filter: { channel: 'app' },
    by: 'stage',
    expand: ['delivery'],
    journeys: { of: 'order', gap_seconds: 86_400, collapse_repeats: false },
  });
});

test('the other side of a comparison is asked for with the same question', () => {
  const choice = mapChoice(new URLSearchParams('compare=before&beside=yes'));
  expect(choice.beside).toBe(true);
  const own = questionOfMap(choice, { all: [] }, 'nps');
  expect(questionOfOtherMap(choice, { all: [] }, 'nps')).toEqual({ ...own, other_side: true });
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

test('figures are packed in their order', () => {
  const figures: Figure[] = ['49 %', 'CSAT 87 %', '+3'].map((text) => ({ text, look: 'score' }));
  expect(packed(figures, 16).map(lineLength)).toEqual([16, 2]);
  expect(packed(figures, 15).map(lineLength)).toEqual([4, 14]);
  expect(packed(figures, 3).map(lineLength)).toEqual([4, 9, 2]);
});
