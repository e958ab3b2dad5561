import { expect, test } from 'vitest';
import { counted } from '../../../../tests/invented-server/figures';
import { addressOf } from '$lib/address/people';
import type { PeopleQuestion } from '$lib/api/types';
import { layBars, lifecycleTable, STATES } from './bars';

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

test('each figure of the table opens the people of its own state', () => {
  const question = (state: string): PeopleQuestion => ({
    kind: 'journey',
    filter: { all: [] },
    slice: {},
    journey: { lifecycle: { question: { active: { all: [] } }, figure: { period: '2026-05-04', state } } } as never,
  });
  const opened = row('2026-05-04', [20, 60, 20, 40]);
  for (const state of STATES) opened[state].people = addressOf(question(state));
  const answer = { step: 'week', periods: [opened] } as unknown as Parameters<typeof lifecycleTable>[0];
  expect(lifecycleTable(answer).rows[0]?.people).toEqual([null, ...STATES.map(question)]);
});
