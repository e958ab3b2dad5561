import { expect, test } from 'vitest';
import { extent, linear, padded, ticks } from './scale';

test('a scale maps ends onto ends', () => {
  const scale = linear([0, 10], [100, 0]);
  expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
  expect(linear([3, 3], [0, 10])(3)).toBe(0);
});

test('the extent passes over what is unknown', () => {
  expect(extent([null, 3, undefined, -1])).toEqual([-1, 3]);
  expect(extent([null])).toBeNull();
});

test('ticks are round numbers inside the stretch', () => {
  expect(ticks([0, 10], 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticks([0.51, 0.59], 4)).toEqual([0.52, 0.54, 0.56, 0.58]);
  expect(ticks([-7, 33], 4)).toEqual([0, 10, 20, 30]);
  expect(ticks([5, 5], 4)).toEqual([5]);
});

test('padding stays within bounds', () => {
  expect(padded([0.9, 1], 0.1, [0, 1])[1]).toBe(1);
  expect(padded([40, 60], 0.1, [-100, 100])).toEqual([38, 62]);
});
