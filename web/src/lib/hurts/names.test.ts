import { beforeEach, describe, expect, test, vi } from 'vitest';
import { estimate } from '../../../tests/invented-server/figures';
import { hurtsOf } from '../../../tests/invented-server/questions';
import { spaced, speak } from '../../../tests/texts';
import { hurtName, hurtsSentence, hurtsTable } from './names';
import { longWaitOf } from './waits';

vi.mock('$lib/session.svelte', () => ({
  session: { channelName: (channel: string) => channel.toUpperCase(), metricName: () => 'NPS' },
}));

const hurts = hurtsOf({ by: 'channel' });

beforeEach(() => speak('ru', 'guest'));

describe('what hurts', () => {
  test('is named by where and what', () => {
    expect(hurts.rows.map((hurt) => spaced(hurtName(hurt, 600)))).toEqual([
      'APP: ожидание от 10 мин',
      'COUNTER: жалобы',
      'COURIER: низкие оценки, NPS',
    ]);
  });

  test('is called the most only when its interval lies above the next', () => {
    expect(spaced(hurtsSentence(hurts, 600))).toBe(
      'Больше всего людей задевает «APP: ожидание от 10 мин»: 13,0 % всех известных гостей, от 12,5 до 13,5 %.',
    );
    const close = hurts.rows.map((row) => ({ ...row, share: estimate('share', 0.13, 0.01, 900, 'wilson') }));
    expect(hurtsSentence({ ...hurts, rows: close }, 600)).toContain('не отличить от случайного');
    expect(hurtsSentence({ ...hurts, rows: [] }, 600)).toContain('ничего не нашлось');
  });

  test('stands in a table with people, times and share', () => {
    const { columns, rows } = hurtsTable(hurts, 'channel', 600);
    expect(columns.length).toBe(rows[0]?.raw.length);
    expect(rows[0]?.raw.slice(2, 5)).toEqual([2400, 2600, 0.13]);
    expect(rows[0]?.people).toMatchObject({ field: 'wait_from_600_seconds' });
  });
});

test('a wait is long from ten minutes on unless the address knows better', () => {
  expect(longWaitOf('1800')).toBe(1800);
  expect(longWaitOf('7')).toBe(600);
  expect(longWaitOf(null)).toBe(600);
});
