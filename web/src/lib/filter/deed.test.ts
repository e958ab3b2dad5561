import { describe, expect, test } from 'vitest';
import { conditionOf } from '$lib/address/condition';
import { deedDraft, deedText, EMPTY, EVENT } from './deed';

describe('what a customer did', () => {
  test('is read as it was written', () => {
    for (const draft of [
      EMPTY,
      { ...EMPTY, times: 2, when: 'after' as const, days: 7 },
      { ...EMPTY, what: EVENT, event: 'menu_viewed', when: 'ever' as const },
      { ...EMPTY, what: 'touchpoint:Picking up', when: 'period' as const, period: 'this_month' },
    ])
      expect(deedDraft(deedText(draft))).toEqual(draft);
  });

  test('is asked as the form says', () => {
    const twice = { ...EMPTY, times: 2, when: 'before' as const, days: 7 };
    expect(conditionOf('done', deedText(twice))).toEqual({
      customer: { done: { event: { role: 'complaint' }, at_least: 2, within: { days_before: 7 } } },
    });
    const never = { ...EMPTY, what: EVENT, event: ' menu_viewed ', when: 'ever' as const };
    expect(conditionOf('not_done', deedText(never))).toEqual({
      customer: { not_done: { event: { event: 'menu_viewed' }, at_least: 1 } },
    });
  });
});
