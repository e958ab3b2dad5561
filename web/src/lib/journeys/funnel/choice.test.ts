import { describe, expect, test } from 'vitest';
import { choiceOf, funnelAddress, moved, questionOfFunnel, withoutStep } from './choice';

const ADDRESS =
  'step=touchpoint:Menu in the app&step=optional;within=3600;role:order_placed&step=role:delivered' +
  '&without=0-2;role:complaint&window=86400&counting=totals&by=channel&at=last&compare=before';

describe('a funnel in the address', () => {
  test('is asked as it was built', () => {
    const choice = choiceOf(new URLSearchParams(ADDRESS));
    expect(questionOfFunnel(choice, { all: [] }, 'RUB')).toEqual({
      steps: [
        { event: { touchpoint: 'Menu in the app' }, optional: false },
        { event: { role: 'order_placed' }, optional: true, limit_seconds: 3600 },
        { event: { role: 'delivered' }, optional: false },
      ],
      filter: { all: [] },
      order: 'ordered',
      window_seconds: 86_400,
      counting: 'totals',
      exclusions: [{ event: { role: 'complaint' }, after: 0, before: 2 }],
      excluded: 'attempt',
      by: 'channel',
      at: 'last',
      currency: 'RUB',
      compare: 'previous_period',
    });
  });

  test('comes back from its own address', () => {
    const choice = choiceOf(new URLSearchParams(ADDRESS));
    const again = choiceOf(new URLSearchParams(funnelAddress(new URLSearchParams(ADDRESS), choice)));
    expect(again).toEqual(choice);
  });

  test('keeps names with signs that addresses use themselves', () => {
    const event = { field: 'touchpoint', value: 'Pay; optional: “A & B” = 100 %' } as const;
    const steps = [{ event, optional: false, limitSeconds: null }];
    const address = funnelAddress(new URLSearchParams(), { steps, exclusions: [] });
    expect(choiceOf(new URLSearchParams(address)).steps).toEqual(steps);
  });

  test('passes over what cannot be understood', () => {
    const choice = choiceOf(
      new URLSearchParams('step=nonsense&step=role:paid&without=0-1;role:complaint&window=-3&order=sideways'),
    );
    expect(choice.steps.map(({ event }) => event.value)).toEqual(['paid']);
    expect(choice.exclusions).toEqual([]);
    expect([choice.windowSeconds, choice.order]).toEqual([1_209_600, 'ordered']);
  });

  test('other steps close the people of the former ones', () => {
    const address = funnelAddress(new URLSearchParams('period=last_month&people=%7B%7D&times=2'), {
      steps: [],
      exclusions: [],
    });
    expect(address).toBe('?period=last_month');
  });
});

test('a step moves to another place', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
});

test('exclusions follow the steps between which they stand', () => {
  const choice = choiceOf(
    new URLSearchParams(
      'step=role:paid&step=role:delivered&step=role:returned&without=0-1;role:complaint&without=1-2;role:cancelled',
    ),
  );
  const left = withoutStep(choice, 0);
  expect(left.steps.map(({ event }) => event.value)).toEqual(['delivered', 'returned']);
  expect(left.exclusions).toEqual([{ event: { field: 'role', value: 'cancelled' }, after: 0, before: 1 }]);
});
