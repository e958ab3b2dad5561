import { describe, expect, test } from 'vitest';
import type { Catalogue, EventKind, Placement, Rule } from '$lib/api/types';
import { breadthOf, placeOf, ruleFor, withMoved, withPlace, withoutRule } from './rules';

const place = (name: string): Placement => ({
  touchpoint: { ru: name, en: name },
  role: 'contact',
  stage: null,
  department: null,
  experience: null,
});
const rule = (name: string, touchpoint: string, more: Partial<Rule> = {}): Rule => ({
  source: '*',
  name,
  channel: '*',
  detail: '*',
  placement: place(touchpoint),
  ...more,
});
const kind = (name: string, channel = ''): EventKind => ({ source: 'shop', name, channel, detail: '' });
const catalogue = (...rules: Rule[]): Catalogue => ({ rules, metrics: [], channels: {} });

describe('the rule that counts', () => {
  const rules = catalogue(rule('order_*', 'App', { channel: 'app' }), rule('order_placed', 'Till'));

  test('is the first that fits', () => {
    expect(ruleFor(rules, kind('order_placed', 'app'))).toBe(0);
    expect(ruleFor(rules, kind('order_placed', 'counter'))).toBe(1);
    expect(ruleFor(rules, kind('order_cancelled'))).toBe(-1);
  });

  test('says how wide a change of it is', () => {
    expect(breadthOf(rules, kind('order_placed', 'app'))).toBe('kind');
    expect(breadthOf(rules, kind('order_placed'))).toBe('name');
    expect(breadthOf(rules, kind('unknown'))).toBe('name');
  });
});

describe('a new place', () => {
  const rules = catalogue(rule('order_*', 'Orders'), rule('order_placed', 'Till'));

  test('counts, whatever rule was in the way', () => {
    for (const breadth of ['kind', 'name'] as const) {
      const changed = withPlace(rules, kind('order_placed', 'app'), place('New'), breadth);
      expect(placeOf(changed, kind('order_placed', 'app'))?.touchpoint.en).toBe('New');
      expect(placeOf(changed, kind('order_paid'))?.touchpoint.en).toBe('Orders');
    }
  });

  test('takes the place of the rule about the same', () => {
    const changed = withPlace(rules, kind('order_placed'), place('New'), 'name');
    expect(changed.rules.map(({ placement }) => placement.touchpoint.en)).toEqual(['New', 'Orders']);
  });

  test('of one kind leaves the others of its name where they are', () => {
    const changed = withPlace(rules, kind('order_placed', 'app'), place('New'), 'kind');
    expect(placeOf(changed, kind('order_placed', 'counter'))?.touchpoint.en).toBe('Orders');
  });
});

test('rules are moved and taken out', () => {
  const names = ({ rules }: Catalogue) => rules.map(({ name }) => name);
  const rules = catalogue(rule('a', 'A'), rule('b', 'B'), rule('c', 'C'));
  expect(names(withMoved(rules, 2, -1))).toEqual(['a', 'c', 'b']);
  expect(names(withMoved(rules, 0, 1))).toEqual(['b', 'a', 'c']);
  expect(names(withoutRule(rules, 1))).toEqual(['a', 'c']);
});
