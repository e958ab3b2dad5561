import { describe, expect, test } from 'vitest';
import { change, estimate } from '../../../tests/invented-server/figures';
import { overview } from '../../../tests/invented-server/world';
import { spaced, speak } from '../../../tests/texts';
import type { Finding } from '$lib/api/types';
import { comparison } from '$lib/address/period';
import { balanced, findingSentence, plainLead, type Names } from './sentences';

const names: Names = {
  metric: (id) => (id === 'nps_visit' ? { name: 'NPS', kind: 'nps' } : null),
  unit: () => 'Лесная',
};

const finding = (more: Partial<Finding>): Finding => ({
  kind: 'metric_change',
  id: 'nps_visit',
  unit: null,
  estimate: estimate('points', 38, 3, 2450),
  change: change(9.1, 4.1),
  good: true,
  ...more,
});

const sentence = (more: Partial<Finding>, period = 'last_90_days', said = false) =>
  spaced(findingSentence(finding(more), comparison(period), names, said));

describe('in Russian', () => {
  test('a change names its size, its certainty and what it is compared with', () => {
    speak('ru', 'guest');
    expect(sentence({})).toBe(
      'Гости охотнее рекомендуют вас, чем за предыдущие 90 дней: NPS выше на 9 пунктов, вероятно от 5 до 13.',
    );
    speak('ru', 'customer');
    expect(sentence({ change: change(-2.2, 1) }, 'this_week')).toBe(
      'Клиенты рекомендуют вас реже, чем неделей раньше: NPS ниже на 2,2 пункта, вероятно от 1,2 до 3,2.',
    );
  });

  test('waits are longer or shorter', () => {
    speak('ru', 'guest');
    const waiting = { kind: 'operation_change', id: 'waiting', estimate: estimate('seconds', 250, 4, 900) } as const;
    expect(sentence({ ...waiting, change: change(-52, 8) })).toBe(
      'Ждать приходится меньше, чем за предыдущие 90 дней: половина ждёт не больше 4:10 мин, на 52 с короче, вероятно от 44 с до 1:00 мин.',
    );
  });

  test('a unit that lags is named with its range', () => {
    speak('ru');
    expect(
      sentence({ kind: 'unit_low', unit: 'msk/lesnaya', estimate: estimate('points', 17, 6, 230), change: null }),
    ).toBe('Отстаёт от остальных Лесная: NPS 17, вероятно от 11 до 23.');
  });
});

describe('in English', () => {
  test('a change names its size, its certainty and what it is compared with', () => {
    speak('en', 'guest');
    expect(sentence({})).toBe(
      'Guests are readier to recommend you than in the 90 days before: NPS is higher by 9 points, likely 5 to 13.',
    );
  });

  test('complaints are counted per hundred orders', () => {
    speak('en');
    const complaints = {
      kind: 'operation_change',
      id: 'complaints',
      estimate: estimate('count', 2.1, 0.2, 900),
    } as const;
    expect(sentence({ ...complaints, change: change(-0.4, 0.2) })).toBe(
      'There are fewer complaints than in the 90 days before: 2.1 per 100 orders, down by 0.4, likely 0.2 to 0.6.',
    );
  });
});

test('what was said of the comparison is not said again', () => {
  speak('en', 'guest');
  expect(sentence({}, 'last_90_days', true)).toBe(
    'Guests are readier to recommend you: NPS is higher by 9 points, likely 5 to 13.',
  );
});

test('good news does not hide bad news', () => {
  const findings = [true, true, false, true].map((good, index) => finding({ good, id: String(index) }));
  expect(balanced(findings).map(({ id }) => id)).toEqual(['0', '2', '1', '3']);
  expect(balanced(findings.slice(0, 2)).map(({ id }) => id)).toEqual(['0', '1']);
  expect(balanced([])).toEqual([]);
});

describe('without a finding', () => {
  test('there is no adjective: the figure stands as it is', () => {
    speak('ru');
    expect(spaced(plainLead({ ...overview, findings: [] }, names))).toBe(
      'NPS: 38, вероятно от 35 до 41. Изменений, которые можно отличить от случайных, нет.',
    );
  });

  test('all time is compared with nothing', () => {
    speak('en');
    expect(spaced(plainLead({ ...overview, period: 'all_time' }, names))).toBe('NPS: 38, likely 35 to 41.');
  });

  test('a change that chance explains makes no sentence', () => {
    speak('en');
    expect(sentence({ change: change(1, 4) })).toBeNull();
    expect(sentence({ change: null })).toBeNull();
  });
});
