import { expect, test } from 'vitest';
import { scoreRow } from '../../../tests/invented-server/figures';
import { labelled, layTrend } from './trend';

const BOX = { left: 40, right: 540, top: 20, bottom: 160, columns: 30 };

test('points stand at their dates and columns grow with n', () => {
  const rows = [scoreRow({ week: '2026-05-04' }, 30, 100), scoreRow({ week: '2026-05-18' }, 40, 200)];
  const trend = layTrend(rows, 'week', BOX);
  expect(trend.points.map((point) => point.date)).toEqual(['2026-05-04', '2026-05-18']);
  expect(trend.column(200)).toBe(30);
  expect(trend.column(100)).toBe(15);
  expect(trend.y(40)).toBeLessThan(trend.y(30));
});

test('a missing week and a week with too few answers break the line', () => {
  const weeks = ['2026-05-04', '2026-05-11', '2026-05-25', '2026-06-01', '2026-06-08', '2026-06-15'];
  const rows = weeks.map((week) => scoreRow({ week }, 30, week === '2026-06-08' ? 5 : 100));
  const runs = layTrend(rows, 'week', BOX).runs.map((run) => run.map((point) => point.date.slice(5)));
  expect(runs).toEqual([['05-04', '05-11'], ['05-25', '06-01'], ['06-15']]);
});

test('labels name months once and keep their distance', () => {
  const rows = Array.from({ length: 20 }, (_, index) =>
    scoreRow({ week: new Date(Date.UTC(2026, 0, 5 + index * 7)).toISOString().slice(0, 10) }, 30, 100),
  );
  const points = layTrend(rows, 'week', BOX).points;
  expect(labelled(points, 10).map((point) => point.date.slice(5, 7))).toEqual(['01', '02', '03', '04', '05']);
  const sparse = labelled(points, 150);
  expect(sparse.length).toBeLessThan(5);
});
