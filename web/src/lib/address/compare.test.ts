import { describe, expect, test } from 'vitest';
import { compareOf, compareText } from './compare';

describe('what figures are compared with', () => {
  test('is the period before unless the address says otherwise', () => {
    expect(compareOf(null, 'channel')).toBe('previous_period');
    expect(compareOf('the_moon', 'channel')).toBe('previous_period');
  });

  test('is read as it was written', () => {
    for (const compare of [
      'previous_period',
      'same_period_last_year',
      'rest',
      { slice: { unit: 'msk/arbat' } },
    ] as const)
      expect(compareOf(compareText(compare), 'unit')).toEqual(compare);
  });

  test('is another slice only of what the rows are divided by', () => {
    expect(compareOf('channel:app', 'channel')).toEqual({ slice: { channel: 'app' } });
    expect(compareOf('channel:', 'channel')).toEqual({ slice: { channel: '' } });
    expect(compareOf('channel:app', 'unit')).toBe('previous_period');
    expect(compareOf('channel:app', null)).toBe('previous_period');
  });

  test('is only what is offered', () => {
    expect(compareOf('rest', null, ['previous_period'])).toBe('previous_period');
    expect(compareOf('rest', null, [])).toBeNull();
  });
});
