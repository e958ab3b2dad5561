import { expect, test } from 'vitest';
import { panelFilter } from './question';

test('a panel keeps its own conditions within the filter of its board, and takes the period from there', () => {
  const board = { all: [{ period: 'last_30_days' as const }, { unit: 'msk' }] };
  expect(panelFilter(board, { period: '2026-05', channel: 'app' })).toEqual({ all: [board, { channel: 'app' }] });
  expect(panelFilter(board, { period: '2026-05' })).toBe(board);
  expect(panelFilter(board, {})).toBe(board);
});
