import { describe, expect, test } from 'vitest';
import { estimate, scoreRow } from '../../../tests/invented-server/figures';
import { layHeat, standing } from './heat';

const rows = [
  scoreRow({ channel: 'app', hour: '9' }, 30, 100),
  scoreRow({ channel: 'app', hour: '10' }, 40, 100),
  scoreRow({ channel: 'counter', hour: '10' }, 50, 100),
  scoreRow({ channel: 'app', hour: '8' }, 20, 100),
];

describe('a table of two divisions', () => {
  test('has the one with fewer values along the top, hours in the order of the clock', () => {
    const heat = layHeat(rows, ['channel', 'hour']);
    expect([heat.side, heat.sides]).toEqual(['hour', ['8', '9', '10']]);
    expect([heat.top, heat.tops]).toEqual(['channel', ['app', 'counter']]);
    expect(layHeat(rows, ['hour', 'channel']).sides).toEqual(heat.sides);
  });

  test('holds each row once, and nothing where nothing happened', () => {
    const heat = layHeat(rows, ['channel', 'hour']);
    const found = heat.sides.flatMap((side) => heat.tops.flatMap((top) => heat.at(side, top) ?? []));
    expect(new Set(found)).toEqual(new Set(rows));
    expect(heat.at('8', 'counter')).toBeUndefined();
  });

  test('marks a cell only when its whole interval lies apart from that of all together', () => {
    const total = estimate('points', 30, 3, 900);
    expect(standing(estimate('points', 50, 10, 90), total)).toBe('above');
    expect(standing(estimate('points', 10, 10, 90), total)).toBe('below');
    expect(standing(estimate('points', 40, 8, 90), total)).toBeNull();
    expect(standing(estimate('points', 90, 3, 5), total)).toBeNull();
  });
});
