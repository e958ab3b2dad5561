import { expect, test } from 'vitest';
import { event } from '../../../tests/invented-server/world';
import { Format } from '$lib/locale/format';
import { daysOf } from './days';

test("rows are gathered by the company's day, in their order", () => {
  const times = ['2026-05-05T01:00:00+03:00', '2026-05-04T23:30:00+03:00', '2026-05-04T09:00:00+03:00'];
  const rows = times.map((time, index) => event(index, 0, { time }));
  const days = daysOf(rows, new Format('ru', 'Europe/Moscow'));
  expect(days.map((day) => [day.day, day.rows.length])).toEqual([
    ['2026-05-05', 1],
    ['2026-05-04', 2],
  ]);
});
