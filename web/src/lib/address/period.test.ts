import { expect, test } from 'vitest';
import { comparison, periodParts } from './period';

test('periods are taken apart', () => {
  expect(periodParts('last_30_days')).toEqual({ kind: 'days', days: 30 });
  expect(periodParts('2026-01-01..2026-03-31')).toEqual({ kind: 'span', first: '2026-01-01', last: '2026-03-31' });
  expect(periodParts('this_week')).toEqual({ kind: 'this_week' });
});

test('all time is compared with nothing', () => {
  expect(comparison('all_time')).toBeNull();
  expect(comparison('this_week')?.span).toBe('week');
  expect(comparison('last_30_days')).toEqual({ span: 'days', days: 30 });
});
