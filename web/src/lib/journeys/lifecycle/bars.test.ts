import { expect, test } from 'vitest';
import { counted } from '../../../../tests/invented-server/figures';
import { layBars } from './bars';

const cell = (n: number) => ({ count: counted('count', n), people: '' });
const row = (period: string, [fresh, returning, resurrecting, dormant]: [number, number, number, number]) => ({
  period,
  unfinished: false,
  new: cell(fresh),
  returning: cell(returning),
  resurrecting: cell(resurrecting),
  dormant: cell(dormant),
});

test('columns stand on one line, parts touch, and the highest column fills the room above it', () => {
  const { line, columns } = layBars([row('2026-05-04', [20, 60, 20, 40]), row('2026-05-11', [20, 20, 20, 100])], 200);
  expect(line).toBe(100);
  const [first, second] = columns;
  expect(first?.map(({ state, y, height }) => [state, y, height])).toEqual([
    ['returning', 40, 60],
    ['resurrecting', 20, 20],
    ['new', 0, 20],
    ['dormant', 100, 40],
  ]);
  expect(second?.at(-1)).toMatchObject({ y: 100, height: 100 });
});

test('without anybody there is a line and nothing on it', () => {
  const { columns } = layBars([row('2026-05-04', [0, 0, 0, 0])], 200);
  expect(columns[0]?.every(({ height }) => height === 0)).toBe(true);
});
