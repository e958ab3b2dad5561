import { beforeEach, describe, expect, test, vi } from 'vitest';
import { change, estimate } from '../../../tests/invented-server/figures';
import { expectationsOf, responseOf } from '../../../tests/invented-server/questions';
import { spaced, speak } from '../../../tests/texts';
import { rateRows, responseSentence, responseTable } from '../response/rows';
import { costRows, promisesSentence, promisesTable } from './rows';

vi.mock('$lib/session.svelte', () => ({ session: { channelName: (channel: string) => channel.toUpperCase() } }));

const promises = expectationsOf({ metric: 'nps_visit', by: ['channel'] });
const response = responseOf({ by: ['channel'] });

beforeEach(() => speak('en'));

describe('promises', () => {
  test('are told with what it costs to break them', () => {
    expect(spaced(promisesSentence(promises.total, 'NPS'))).toBe(
      '13.0% of deliveries come later than promised, likely 12.0 to 14.0%. Those served late score NPS lower by 25 points, 3 to 47.',
    );
  });

  test('do not claim a cost that may be chance, or that too few tell of', () => {
    const chance = { ...promises.total, cost: change(-5, 20) };
    expect(promisesSentence(chance, 'NPS')).toContain('cannot be told from chance');
    const few = { ...promises.total, cost: { ...change(0, 1), value: null, verdict: 'too_few' as const } };
    expect(promisesSentence(few, 'NPS')).toContain('Too few of them answered');
  });

  test('stand in a table whose every column has its cell', () => {
    const { columns, rows } = promisesTable(promises, 'channel');
    expect(rows.map(({ cells }) => cells.length)).toEqual(rows.map(() => columns.length));
    expect(rows.map(({ raw }) => raw.length)).toEqual(rows.map(() => columns.length));
    expect(costRows(promises.rows).every((row) => row.change?.value === -25)).toBe(true);
  });
});

describe('response', () => {
  test('is told with its change only when that is certain', () => {
    const before = ' than in the 90 days before';
    expect(spaced(responseSentence(response.total, before))).toBe(
      '7.0% of those asked have answered, likely 6.6 to 7.4%. That is higher by 1.0 pp, 0.4 to 1.6, than in the 90 days before.',
    );
    expect(responseSentence({ ...response.total, change: change(0.001, 0.01) }, before)).toContain('chance');
    expect(responseSentence({ ...response.total, change: null }, before)).not.toContain('chance');
    const few = { ...response.total, rate: estimate('share', 0.1, 0, 5, 'wilson') };
    expect(responseSentence(few, before)).toContain('Too few were asked');
  });

  test('leads from each slice to those who did not answer', () => {
    expect(rateRows(response.rows)[0]?.people).toContain('unanswered');
    const { columns, rows } = responseTable(response, 'channel');
    expect(rows[0]?.raw.length).toBe(columns.length);
    expect(rows[0]?.people).toMatchObject({ kind: 'response', field: 'unanswered', slice: { channel: 'app' } });
  });
});
