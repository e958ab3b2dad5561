import { expect, test } from 'vitest';
import { scoreRow } from '../../../tests/invented-server/figures';
import { layDots, lowest, sorted } from './dots';

test('rows go from the highest down, those with too few answers last', () => {
  const rows = [scoreRow({ unit: 'a' }, 10, 100), scoreRow({ unit: 'b' }, 0, 5), scoreRow({ unit: 'c' }, 50, 100)];
  expect(sorted(rows).map((row) => row.slice.unit)).toEqual(['c', 'a', 'b']);
});

test('the weakest is named only when its interval lies below all others', () => {
  const apart = [scoreRow({ stage: 'use' }, 60, 400), scoreRow({ stage: 'delivery' }, 10, 400)];
  expect(lowest(apart)?.slice.stage).toBe('delivery');
  const overlapping = [scoreRow({ stage: 'use' }, 20, 50), scoreRow({ stage: 'delivery' }, 10, 50)];
  expect(lowest(overlapping)).toBeNull();
  expect(lowest(apart.slice(0, 1))).toBeNull();
});

test('the common line holds every interval and the reference, within the bounds of the score', () => {
  const dots = layDots([scoreRow({ unit: 'a' }, 95, 100)], scoreRow({}, 20, 900).estimate, 200);
  expect(dots.domain[0]).toBeLessThan(20);
  expect(dots.domain[1]).toBe(100);
});
