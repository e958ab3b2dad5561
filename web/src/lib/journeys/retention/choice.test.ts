import { expect, test } from 'vitest';
import { questionOfRetention, retentionChoice } from './choice';

test('orders by the week are asked for where the address says nothing', () => {
  expect(questionOfRetention(retentionChoice(new URLSearchParams()), { all: [] })).toEqual({
    start: { role: 'order_placed' },
    back: { role: 'order_placed' },
    filter: { all: [] },
    step: 'week',
    entry: 'first_time',
    returning: 'on',
  });
});

test('who began with one thing is back with the same, unless the address names another', () => {
  const search = new URLSearchParams(
    'start=touchpoint:Menu in the app&step=month&returning=on_or_after&compare=before',
  );
  const choice = retentionChoice(search);
  expect(choice.back).toEqual({ field: 'touchpoint', value: 'Menu in the app' });
  search.set('back', 'role:delivered');
  expect(questionOfRetention(retentionChoice(search), { all: [] })).toMatchObject({
    back: { role: 'delivered' },
    step: 'month',
    returning: 'on_or_after',
    compare: 'previous_period',
  });
});
