import { expect, test } from 'vitest';
import { counted, estimate } from '../../../tests/invented-server/figures';
import { Format } from '$lib/locale/format';
import { digitsFor, written } from './text';

const units = { second: 's', minute: 'min', hour: 'h', day: 'days', percent: '%', points: '' };
const en = new Format('en', 'UTC');
const write = (figure: Parameters<typeof written>[0]) => written(figure, en, units);

test('digits are as fine as the interval bears', () => {
  expect(digitsFor(6)).toBe(0);
  expect(digitsFor(2.15)).toBe(1);
  expect(digitsFor(0.07)).toBe(2);
  expect(digitsFor(0.0001)).toBe(2);
});

test('a share is told in percent', () => {
  const satisfied = { ...estimate('share', 4538 / 8225, 0, 8225, 'wilson'), low: 0.54096, high: 0.56246 };
  expect(write(satisfied)).toMatchObject({ value: '55.2', low: '54.1', high: '56.2', unit: '%' });
});

test('a complete count has no digits after the point', () => {
  expect(write(counted('count', 8135))?.value).toBe('8,135');
});

test('ends in other units than the value keep theirs', () => {
  expect(write(estimate('seconds', 62, 10, 900))).toMatchObject({
    low: '52',
    lowUnit: 's',
    high: '1:12',
    highUnit: 'min',
  });
});

test('what cannot be given is not written', () => {
  expect(write(estimate('points', 50, 10, 7))).toBeNull();
});
