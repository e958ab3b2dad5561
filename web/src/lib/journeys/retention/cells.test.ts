import { beforeEach, expect, test } from 'vitest';
import { speak, spaced } from '../../../../tests/texts';
import { retention } from '../../../../tests/invented-server/journeys';
import { depth, largestShare, retentionTable, shareText, tellingMean } from './cells';

beforeEach(() => speak('en'));

test('the largest share makes the darkest cell, and an unknown one none', () => {
  expect([depth(0.5, 0.5), depth(0.25, 0.5), depth(null, 0.5), depth(0, 0)]).toEqual([45, 23, 0, 0]);
});

test('the table has a row for each cell, the newest period of a cohort marked as unfinished', () => {
  const answer = retention('week');
  const { columns, rows } = retentionTable(answer);
  expect(rows).toHaveLength(answer.cohorts.reduce((sum, { returned }) => sum + returned.length, 0));
  expect(rows.every(({ cells, raw }) => cells.length === columns.length && raw.length === columns.length)).toBe(true);
  expect(rows.at(-1)?.cells.at(-1)).toBe('not over yet');
  expect(rows[0]?.cells.at(-1)).toBe('');
});

test('the lead tells the fourth week, and nothing where no cohort came so far', () => {
  const answer = retention('week');
  expect(tellingMean(answer)?.distance).toBe(4);
  expect(tellingMean({ ...answer, means: answer.means.slice(0, 1) })).toBeNull();
});

test('a share is written without digits that its interval does not bear', () => {
  const [cell] = retention('week').cohorts[0]?.returned ?? [];
  expect(spaced(cell ? shareText(cell) : null)).toMatch(/^\d+%$/);
  expect(largestShare([])).toBe(0);
});
