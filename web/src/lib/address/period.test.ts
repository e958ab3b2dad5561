import { expect, test } from 'vitest';
import { comparison, periodParts } from './period';

test('periods are taken apart', () => {
  expect(periodParts('last_30_days')).toEqual({ kind: 'days', days: 30 });
  expect(periodParts('2026-01-01..2026-03-31')).toEqual({ kind: 'span', first: '2026-01-01', last: '2026-03-31' });
  expect(periodParts('this_week')).toEqual({ kind: 'calendar', name: 'this_week', unit: 'week' });
  expect(periodParts('yesterday')).toEqual({ kind: 'calendar', name: 'yesterday', unit: 'day' });
  expect(periodParts('this_century')).toEqual({ kind: 'all_time' });
});

test('all time is compared with nothing', () => {
  expect(comparison('all_time')).toBeNull();
  expect(comparison('this_week')?.span).toBe('week');
  expect(comparison('last_quarter')?.span).toBe('quarter');
  expect(comparison('today')).toEqual({ span: 'days', days: 1 });
  expect(comparison('last_30_days')).toEqual({ span: 'days', days: 30 });
});
