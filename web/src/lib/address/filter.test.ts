import { describe, expect, test } from 'vitest';
import {
  changed,
  choiceOf,
  choiceText,
  type Conditions,
  conditionsOf,
  defaultPeriod,
  filterOf,
  shared,
} from './filter';

const read = (text: string) => conditionsOf(new URLSearchParams(text));

describe('the filter in the address', () => {
  test('what was written is read again', () => {
    const conditions: Conditions = {
      period: '2026-01-01..2026-03-31',
      unit: 'msk/arbat',
      channel: 'app',
      touchpoint: 'Order at the counter',
      stage: 'delivery',
      department: 'App team',
      experience: 'digital',
      role: 'complaint',
      event: 'menu_viewed',
      survey: 'after_visit',
      delivery: 'late',
      score: 'bottom',
      mark: '3..6',
      known: 'yes',
      has: 'email',
      home_unit: 'msk',
      done: 'role:complaint~2~before:7',
      not_done: 'touchpoint:Picking up~last_30_days',
    };
    const address = changed(new URLSearchParams(), conditions as Record<string, string>);
    expect(read(address)).toEqual(conditions);
    expect(address).toContain('unit=msk/arbat');
  });

  test('what cannot be understood is passed over', () => {
    for (const text of [
      'period=tomorrow&stage=moon&experience=none&delivery=soon&score=best&other=1',
      'role=hero&mark=..&mark=a..b&known=no&has=fax&done=role:hero&not_done=complaint',
      'done=role:complaint~sometimes&not_done=role:complaint~before:0&channel=!|',
    ])
      expect(read(text), text).toEqual({});
    for (const period of ['last_90_days', 'this_week', 'last_month', 'yesterday', 'all_time'])
      expect(read(`period=${period}`)).toEqual({ period });
  });

  test('the question holds the conditions in one order, whatever the order of the address', () => {
    const filter = { all: [{ period: 'last_90_days' }, { unit: 'msk' }, { channel: 'app' }] };
    expect(filterOf(read('channel=app&unit=msk&period=last_90_days'))).toEqual(filter);
  });

  test('of several values one must hold, or none', () => {
    expect(filterOf(read('channel=app|chat'))).toEqual({ all: [{ any: [{ channel: 'app' }, { channel: 'chat' }] }] });
    expect(filterOf(read('channel=!app'))).toEqual({ all: [{ not: { channel: 'app' } }] });
    expect(filterOf(read('stage=!use|moon|service'))).toEqual({
      all: [{ not: { any: [{ stage: 'use' }, { stage: 'service' }] } }],
    });
  });

  test('marks and what customers did become conditions on answers and customers', () => {
    expect(filterOf(read('mark=..6&not_done=role:complaint~3~after:14'))).toEqual({
      all: [
        { answer: { to: 6 } },
        { customer: { not_done: { event: { role: 'complaint' }, at_least: 3, within: { days_after: 14 } } } },
      ],
    });
  });

  test('a choice is read as it was written, and none leaves nothing in the address', () => {
    for (const text of ['app', 'app|chat', '!app|chat']) expect(choiceText(choiceOf(text))).toBe(text);
    expect(choiceText({ not: true, values: [] })).toBeNull();
  });

  test('a change keeps what it does not name, and null takes out', () => {
    const search = new URLSearchParams('period=all_time&by=unit');
    expect(changed(search, { by: 'channel' })).toBe('?period=all_time&by=channel');
    expect(changed(search, { by: null, period: null })).toBe('?');
  });

  test('another page gets the conditions and nothing else', () => {
    expect(shared(new URLSearchParams('by=unit&period=all_time&people=%7B%7D&unit=msk'))).toBe(
      '?period=all_time&unit=msk',
    );
    expect(shared(new URLSearchParams('by=unit'))).toBe('');
  });
});

describe('the period when the address names none', () => {
  const now = Date.parse('2026-11-22T09:00:00Z');

  test('is the last 90 days while data flow', () => {
    expect(defaultPeriod('2026-11-01T00:00:00Z', now)).toBe('last_90_days');
    expect(defaultPeriod(null, now)).toBe('last_90_days');
  });

  test('is all time when the data ended before', () => {
    expect(defaultPeriod('2018-10-17T17:30:18Z', now)).toBe('all_time');
  });
});
