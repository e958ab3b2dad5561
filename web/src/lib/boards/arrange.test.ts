import { expect, test } from 'vitest';
import type { Panel } from '$lib/api/boards';
import { columnsOf, moved, widened } from './arrange';

const panels = ['a', 'b', 'c'].map((text): Panel => ({ columns: 2, content: { text } }));
const texts = (of: readonly Panel[]) => of.map(({ content }) => ('text' in content ? content.text : '')).join('');

test('a panel moves to another place, and never beyond the ends', () => {
  expect(texts(moved(panels, 0, 1))).toBe('bac');
  expect(texts(moved(panels, 2, 0))).toBe('cab');
  expect(texts(moved(panels, 0, 9))).toBe('bca');
  expect(texts(moved(panels, 1, -1))).toBe('bac');
  expect(texts(moved(panels, 7, 0))).toBe('abc');
});

test('a panel is one to four columns wide, by keys and by dragging', () => {
  expect(widened(panels, 1, 3).map(({ columns }) => columns)).toEqual([2, 3, 2]);
  expect(widened(panels, 1, 0)[1]?.columns).toBe(1);
  expect(widened(panels, 1, 9)[1]?.columns).toBe(4);
  expect([10, 260, 490, 990, 2000].map((width) => columnsOf(width, 1000))).toEqual([1, 1, 2, 4, 4]);
});
