import { expect, test } from 'vitest';
import { groupOf, groupsOf } from './groups';

test('marks fall into the groups by which the server scores', () => {
  expect([6, 7, 8, 9].map((mark) => groupOf('nps', mark))).toEqual(['bottom', 'middle', 'middle', 'top']);
  expect([2, 3, 4].map((mark) => groupOf('csat', mark))).toEqual(['bottom', 'middle', 'top']);
  expect([3, 4, 5].map((mark) => groupOf('ces', mark))).toEqual(['bottom', 'middle', 'top']);
});

test('groups add up to all answers', () => {
  const marks = [2638, 382, 667, 1184, 3354].map((n, index) => ({ value: index + 1, n }));
  const groups = groupsOf('csat', marks);
  expect(groups.map(({ group, n }) => [group, n])).toEqual([
    ['bottom', 3020],
    ['middle', 667],
    ['top', 4538],
  ]);
  expect(groups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1);
});
